"""What leaves the plant as a file stands in the audit trail, with who took it; what is not allowed is not written."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from backend_client.messages.base import Refused
from backend_client.messages.exports import RecordExportRequest
from backend_client.messages.load import LoadQuestion
from backend_client.messages.orders import FinishChecklistQuestion
from backend_client.people_terms import ExportForm
from backend_client.refusals import RefusalCode
from backend_client.store.database import open_database
from kiosk.messages.csv_rows import write_csv
from kiosk.messages.exports import recording
from tests.kiosk.running import Home


def told(home: Home) -> list[tuple[str, str]]:
    """Form and question of each export, in their order; whoever ran the command is named."""
    with closing(open_database(f"sqlite:///{home.database}")) as database, database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT row_key, after, person_no, terminal_id FROM audit_entries WHERE event = 'exported' ORDER BY id"
        ).all()
    assert all(row[2] and row[3] == "T7" for row in rows), rows
    return [(row[0], json.loads(row[1]).get("what", "")) for row in rows]


def test_each_export_is_told(home: Home, tmp_path: Path) -> None:
    """Lists as CSV, people and the trail itself as JSON, the head of the ledgers; a look is no export."""
    head = tmp_path / "head"
    looks = (("ask", "production-orders", "--json"), ("audit",))
    exports = (
        ("ask", "production-orders", "--csv"),
        ("people", "--json", "list"),
        ("audit", "--json"),
        ("verify", "--level", "fast", "--export-head", str(head)),
    )
    for words in (*looks, *exports):
        done = home.run(*words, KIOSK_TERMINAL="T7")
        assert done.returncode == 0, done.stdout + done.stderr
    forms = [form for form, _what in told(home)]
    whats = [what.split()[1] for _form, what in told(home) if what]
    assert forms == ["csv", "json", "json", "head"]
    assert whats == ["production-orders", "people", "audit"]
    again = home.run("verify", "--level", "full", "--head", str(head), KIOSK_TERMINAL="T7")
    assert again.returncode == 0, again.stdout


def test_what_can_not_be_told_is_not_written(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A server that refuses to note it: no byte of the list is written, and the refusal is answered."""

    class Asking:
        def ask(self, _question: Any) -> Any:
            return [LoadQuestion]

    asked: list[Any] = []

    def post(kind: Any, **fields: Any) -> Any:
        asked.append((kind, fields))
        return Refused(code=RefusalCode.SESSION_ENDED)

    options: Any = type("Options", (), {"list": "", "bom": True})
    question = FinishChecklistQuestion(order_no="O1")
    refused = write_csv(Asking(), question, options, recording(post))  # type: ignore[arg-type]
    assert refused == Refused(code=RefusalCode.SESSION_ENDED)
    assert capfdbinary.readouterr().out == b""
    (kind, fields), *more = asked
    assert (kind, fields["form"], more) == (RecordExportRequest, ExportForm.CSV, [])
    assert "O1" in fields["what"]
