"""A head kept elsewhere tells what became of the ledgers since: cut, written anew, another plant's, or more of the same."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert

from backend_client.messages.postings import PostOutputRequest
from backend_client.records.posting_setup import PlantSetting
from backend_client.records.register import AuditEntry
from backend_client.store.audit import write_audit
from backend_client.store.database import Database
from backend_client.store.posting import Posting
from backend_client.store.rows import new_row, table_of
from backend_client.store.verifying import FindingCode
from backend_client.store.verifying.exported_head import (
    ExportedHead,
    HeadUnreadable,
    exported_head,
    head_file_findings,
    read,
    written,
)
from tests.casebook.databases import Plants
from tests.store.ledgers import MOMENT, WHO, three_registers, without_triggers, write

AT = datetime(2026, 3, 2, 16, tzinfo=UTC)
KEY = b"a secret of the office"


@pytest.fixture
def ledgers(plants: Plants) -> Database:
    database = plants.database()
    three_registers(database)
    with database.write() as connection:
        connection.execute(insert(table_of(PlantSetting)), {"key": "plant_code", "value": "CONTOSO"})
        write_audit(connection, [new_row(AuditEntry, at=MOMENT, event="one")])
    return database


def head_of(database: Database) -> ExportedHead:
    with database.read() as connection:
        return exported_head(connection, AT)


def codes(database: Database, exported: ExportedHead) -> list[FindingCode]:
    with database.read() as connection:
        return [found.code for found in head_file_findings(connection, exported)]


def tamper(database: Database, *statements: str) -> None:
    without_triggers(database)
    with database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_what_was_posted_since_is_no_finding(ledgers):
    exported = head_of(ledgers)
    assert codes(ledgers, exported) == []
    write(
        ledgers,
        Posting(posting_date=date(2026, 3, 2)),
        PostOutputRequest(request_id="r4", order_no="O1", **WHO),
    )
    assert codes(ledgers, exported) == []


def test_a_cut_tail_is_told_even_where_the_head_was_set_back(ledgers):
    """Register 3 and the head's memory of it are gone: inside the database everything fits."""
    exported = head_of(ledgers)
    tamper(ledgers, "DELETE FROM registers WHERE no = 3", "UPDATE ledger_head SET register_no = 2")
    assert codes(ledgers, exported) == [FindingCode.TAIL_CUT]


def test_a_cut_audit_trail_is_told(ledgers):
    exported = head_of(ledgers)
    tamper(ledgers, "DELETE FROM audit_entries", "UPDATE ledger_head SET audit_entry_no = 0")
    assert codes(ledgers, exported) == [FindingCode.TAIL_CUT]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE registers SET hash = replace(hash, '0', '1') WHERE no = 3",
        "UPDATE audit_entries SET hash = replace(hash, '0', '1')",
        "UPDATE registers SET hash = replace(hash, '0', '1') WHERE no = 1",
    ],
)
def test_a_rewritten_history_is_told(ledgers, statement):
    exported = head_of(ledgers)
    tamper(ledgers, statement)
    assert codes(ledgers, exported) == [FindingCode.HISTORY_REWRITTEN]


def test_another_plant_is_told_as_such(ledgers):
    exported = head_of(ledgers)
    tamper(ledgers, "UPDATE plant_setup SET value = 'DEMO' WHERE key = 'plant_code'")
    assert codes(ledgers, exported) == [FindingCode.HEAD_OF_ANOTHER_PLANT]


@pytest.mark.parametrize("key", [b"", KEY])
def test_a_head_is_read_as_it_was_written(ledgers, key):
    exported = head_of(ledgers)
    assert read(written(exported, key), key) == (exported, True)


@pytest.mark.parametrize("change", [("CONTOSO", "DEMO"), ('"register_no": 3', '"register_no": 2')])
def test_a_sealed_head_that_was_changed_is_not_genuine(ledgers, change):
    text = written(head_of(ledgers), KEY)
    assert change[0] in text
    assert read(text.replace(*change), KEY)[1] is False


@pytest.mark.parametrize("key", [b"", b"another secret"])
def test_a_head_sealed_with_another_secret_or_none_is_not_genuine(ledgers, key):
    assert read(written(head_of(ledgers), key), KEY)[1] is False


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "3", '"x"', "{", '{"format": "kiosk ledger head 1"}', '{"format": "other"}']
)
def test_what_is_no_head_is_refused(text):
    with pytest.raises(HeadUnreadable):
        read(text)


def test_a_head_with_a_value_of_the_wrong_kind_is_refused(ledgers):
    with pytest.raises(HeadUnreadable):
        read(written(head_of(ledgers)).replace('"register_no": 3', '"register_no": "3"'))
