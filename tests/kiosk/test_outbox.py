"""A supervisor looks at what a terminal keeps, and decides on what was refused, from the command line."""

import csv
import io
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from backend_client.kept_terms import KeptState
from backend_client.local import LocalClient
from backend_client.messages.base import Posted, Refused
from backend_client.messages.personnel import AddPersonRequest
from backend_client.outbox.file import OutboxFile
from backend_client.outbox.identity import this_machine
from backend_client.outbox.rows import Rows
from backend_client.refusals import RefusalCode
from backend_client.store.database import open_database
from backend_client.terms import Role
from kiosk.settings import outbox_folder
from tests.casebook.databases import NOON
from tests.kiosk.running import Home
from tests.small_plant import output

TERMINAL = "T7"


def place(home: Home) -> Path:
    return outbox_folder({"HOME": str(home.folder)}, TERMINAL) / "outbox.sqlite"


def open_outbox(home: Home) -> tuple[OutboxFile, Rows]:
    file = OutboxFile(place(home), this_machine(TERMINAL))
    return file, Rows(place(home), file.connection)


@pytest.fixture
def home(home: Home) -> Home:
    """A terminal that keeps a refused posting of order O1, one held behind it, and one of O2; BOSS is a supervisor."""
    with closing(open_database(f"sqlite:///{home.database}")) as database:
        owner = LocalClient(database, trusted=True)
        boss = AddPersonRequest(request_id="boss", no="BOSS", name="Boss", role=Role.SUPERVISOR)
        assert isinstance(owner.post(boss), Posted)
    file, rows = open_outbox(home)
    bad = output("bad", output_quantity=1, scrap_quantity=1, scrap_code="NONE", person_no="OP1")
    rows.keep(bad, NOON)
    rows.keep(output("held", output_quantity=2), NOON)
    rows.keep(output("other", order_no="O2", output_quantity=1), NOON)
    refusal = Refused(code=RefusalCode.SCRAP_CODE_NOT_FOUND, facts={"scrap_code": "NONE"})
    rows.settle(1, refusal, KeptState.REFUSED, NOON)
    file.close()
    return home


def run(home: Home, *words: str) -> Any:
    return home.run("outbox", *words, KIOSK_TERMINAL=TERMINAL)


def decide(home: Home, *words: str, by: str = "BOSS") -> Any:
    return run(home, *words, "--as", by)


def told_of_decisions(home: Home) -> list[dict[str, Any]]:
    """What the audit trail tells of decisions, the newest first."""
    told = json.loads(home.run("audit", "--json", "--event", "kept-posting-decided").stdout)
    return [each | {"after": json.loads(each["after"])} for each in told["entries"]]


def test_the_list_says_what_waits_for_what(home: Home) -> None:
    """One row each, in the order in which they are sent; a refused one ends with 1, for scripts that look."""
    done = run(home)
    assert done.returncode == 1
    refused, held, other, count = done.stdout.splitlines()
    assert "order O1" in refused
    assert "refused: " in refused
    assert "waits for the one above" in held
    assert "waits for the line" in other
    assert count == "3 postings are kept here."
    told = json.loads(run(home, "list", "--json").stdout)
    assert [each["request_id"] for each in told] == ["bad", "held", "other"]
    assert told[0]["body"]["scrap_code"] == "NONE"
    rows = list(csv.DictReader(io.StringIO(run(home, "list", "--csv").stdout)))
    assert [row["request_id"] for row in rows] == ["bad", "held", "other"]
    assert json.loads(rows[0]["body"]) == told[0]["body"]
    assert "SCRAP" in run(home, "show", "1").stdout.upper()


def test_a_terminal_without_an_outbox_keeps_nothing(tmp_path: Path) -> None:
    """Asking makes none."""
    home = Home(tmp_path)
    done = run(home)
    assert (done.returncode, done.stdout) == (0, "Nothing is kept here: all is posted.\n")
    assert json.loads(run(home, "list", "--json").stdout) == []
    assert not place(home).exists()


def test_dropped_with_a_reason(home: Home) -> None:
    """Who and why stays with it; without a reason nothing is dropped, and nothing but a refused one is."""
    assert decide(home, "drop", "1").returncode == 2
    assert decide(home, "drop", "2", "--reason", "why not").returncode == 1
    assert decide(home, "drop", "9", "--reason", "why not").returncode == 1
    assert decide(home, "drop", "1", "--reason", "counted twice").returncode == 0
    told = json.loads(run(home, "show", "1", "--json").stdout)
    assert (told["state"], told["reason"]) == ("dropped", "counted twice")
    assert told["decided_by"] == "BOSS"
    (entry,) = told_of_decisions(home)
    assert (entry["person_no"], entry["terminal_id"], entry["row_key"]) == ("BOSS", TERMINAL, "bad")
    assert entry["after"] == {
        "decision": "drop",
        "message": "PostOutputRequest",
        "reason": "counted twice",
    }
    assert run(home).returncode == 0


@pytest.mark.parametrize("by", ["OP01", "NOBODY"])
def test_only_a_supervisor_decides(home: Home, by: str) -> None:
    """An operator, or whoever is unknown, changes nothing: it stays refused, and its order waits."""
    before = run(home, "list", "--json").stdout
    for words in (("drop", "1", "--reason", "x"), ("send-again", "1"), ("send-lost",)):
        done = decide(home, *words, by=by)
        assert done.returncode == 1, done.stdout + done.stderr
        assert done.stderr.startswith("kiosk: ")
    assert run(home, "list", "--json").stdout == before
    assert run(home, "drop", "1", "--reason", "x").returncode == 2, "nobody decides without a name"


def test_reposted_corrected(home: Home) -> None:
    """Only what is given changes: person, moment and figures stay; it stands in the place of the refused one."""
    done = decide(
        home, "repost", "1", "--reason", "no such code", "--scrap-code", "", "--scrap-quantity", "0"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(run(home, "list", "--json").stdout)
    assert [each["sequence_no"] for each in told] == [4, 2, 3]
    assert told[0]["replaces"] == 1
    body = told[0]["body"]
    assert (body["person_no"], body["output_quantity"]) == ("OP1", "1")
    assert "scrap_quantity" not in body, "what is nothing is not kept"
    assert told[0]["request_id"] not in {"bad", ""}
    assert decide(home, "repost", "2", "--reason", "x").returncode == 1
    assert decide(home, "repost", "9", "--reason", "x").returncode == 1


def test_sent_again_as_it_is(home: Home) -> None:
    """It waits again, where it stood."""
    assert decide(home, "send-again", "1").returncode == 0
    told = json.loads(run(home, "list", "--json").stdout)
    assert [(each["sequence_no"], each["state"]) for each in told] == [
        (each, "waiting") for each in (1, 2, 3)
    ]


def test_while_the_kiosk_runs_it_is_looked_at_and_not_changed(home: Home) -> None:
    """The list comes; a decision says to close the kiosk first."""
    file, _rows = open_outbox(home)
    assert "3 postings are kept here." in run(home).stdout
    done = decide(home, "drop", "1", "--reason", "counted twice")
    assert done.returncode == 3
    assert "Close the kiosk" in done.stderr
    file.close()


def test_a_damaged_outbox_is_said_and_set_aside_by_a_person(home: Home) -> None:
    """Nothing is begun anew by itself; set aside, the damaged file is still there."""
    file = place(home)
    content = file.read_bytes()
    file.write_bytes(content[:5000])
    done = decide(home, "drop", "1", "--reason", "counted twice")
    assert done.returncode == 3
    assert "kiosk outbox set-aside" in done.stderr
    assert run(home, "set-aside").returncode == 0
    (aside,) = file.parent.glob("*.aside-*")
    assert aside.read_bytes() == content[:5000]
    assert run(home).stdout == "Nothing is kept here: all is posted.\n"


def test_a_copied_outbox_is_adopted_by_a_person(home: Home) -> None:
    """Copied, it is refused until somebody says that the other one is no more."""
    file = place(home)
    content = file.read_bytes()
    file.unlink()
    assert "Put the file back" in decide(home, "drop", "1", "--reason", "x").stderr
    other = file.with_name("other")
    other.write_bytes(content)
    other.chmod(0o600)
    (file.parent / "taken.sqlite").write_bytes(b"x")  # so that the copy can't get the inode of the first one
    other.rename(file)
    assert "kiosk outbox adopt" in decide(home, "drop", "1", "--reason", "x").stderr
    assert run(home, "adopt").returncode == 0
    assert decide(home, "drop", "1", "--reason", "counted twice").returncode == 0


@pytest.mark.parametrize("words", [("drop", "one", "--reason", "x"), ("lose",), ("list", "--all"), ("show",)])
def test_what_is_not_understood_is_a_usage_error(home: Home, words: tuple[str, ...]) -> None:
    """And changes nothing."""
    assert run(home, *words).returncode == 2
