"""What is wrong with the ledgers is found, whatever it is, and named; what is in order is left in peace."""

from datetime import date, datetime, timedelta, timezone
from itertools import islice

import pytest

from backend_client import limits
from backend_client.messages.postings import PostOutputRequest
from backend_client.records.register import AuditEntry, Register
from backend_client.store import verifying
from backend_client.store.database import Database
from backend_client.store.posting import Posting
from backend_client.store.rollup import differences, rebuild
from backend_client.store.rows import table_of
from backend_client.store.verifying import CHECKS, LEVELS, FindingCode, Level, verify
from backend_client.store.verifying.invariants import INVARIANTS
from tests.casebook.databases import Plants
from tests.store.ledgers import WHO, three_registers, without_triggers, write


@pytest.fixture
def ledgers(plants: Plants) -> Database:
    database = plants.database()
    three_registers(database)
    return database


def codes(database: Database) -> set[FindingCode]:
    """What is found, beside the triggers that were taken away for it."""
    with database.read() as connection:
        found = {finding.code for finding in verify(connection, level=Level.DEEP)}
    return found - {FindingCode.TRIGGER_MISSING}


def tamper(database: Database, *statements: str) -> None:
    without_triggers(database)
    with database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_ledgers_in_order_have_no_findings(each_plants):
    database = each_plants.database()
    three_registers(database)
    with database.read() as connection:
        assert list(verify(connection)) == []


def test_a_database_without_postings_is_in_order(plants):
    assert codes(plants.database()) == set()


def clock(started, ended, *, labour=0, entry_no=0, no="P1"):
    """The statement that adds a clock of P1 on nobody's order, from one second of a minute to another."""
    return (
        "INSERT INTO clock_intervals (id, person_no, order_no, order_line_no, routing_reference_no, operation_no, "
        "type, no, work_center_no, activity, stop_code, group_code, standard_time_ms, started_at, ended_at, ending, "
        "ended_by_person_no, terminal_id, labour_seconds, capacity_ledger_entry_no) VALUES "
        f"('C/{no}', 'P1', '', 0, 0, '', 'work_center', 'A', 'A', 'run', '', '', 0, "
        f"'2026-03-02T08:00:{started}.000000+00:00', '2026-03-02T08:00:{ended}.000000+00:00', 'person', "
        f"'P1', 'T1', {labour}, {entry_no})"
    )


TAMPERED = {
    FindingCode.CLOCK_RUNS_BACK: clock("09", "08"),
    FindingCode.OPENED_TWICE: (
        "DROP INDEX clock_intervals_open_center",
        *(clock("08", "09", no=no) for no in ("1", "2")),
        "UPDATE clock_intervals SET ended_at = NULL",
    ),
    FindingCode.CLOCK_POSTED_UNFOUNDED: clock("08", "09", entry_no=99),
    FindingCode.LABOUR_EXCEEDS_PRESENCE: clock("08", "09", labour=1),
    FindingCode.REGISTER_MISSING: "DELETE FROM registers WHERE no = 2",
    FindingCode.REGISTER_CHANGED: "UPDATE registers SET person_no = 'P2', session_id = '' WHERE no = 3",
    FindingCode.REGISTER_OUT_OF_TIME: "UPDATE registers SET posted_at = '2026-03-02T07:59:59.999999+00:00' WHERE no = 3",
    FindingCode.CHAIN_BROKEN: "UPDATE registers SET hash = replace(hash, '0', '1') WHERE no = 2",
    FindingCode.BODY_CHANGED: "UPDATE registers SET body = '{}' WHERE no = 2",
    FindingCode.ENTRY_MISSING: "DELETE FROM gl_entries WHERE entry_no = 2",
    FindingCode.ENTRY_UNREGISTERED: "UPDATE capacity_ledger_entries SET register_no = 2",
    FindingCode.ENTRIES_CHANGED: "UPDATE capacity_ledger_entries SET description = 'x'",
    FindingCode.HEAD_DIFFERS: "UPDATE ledger_head SET gl_entry_no = 7",
    FindingCode.DOCUMENT_UNBALANCED: "UPDATE gl_entries SET amount = amount + 1 WHERE entry_no = 1",
    FindingCode.GL_ENTRY_UNFOUNDED: "UPDATE gl_entries SET value_entry_no = 0 WHERE entry_no = 1",
    FindingCode.COST_POSTED_DIFFERS: "UPDATE value_entries SET cost_posted_to_gl = 1 WHERE entry_no = 2",
    FindingCode.VALUE_ENTRY_UNFOUNDED: "UPDATE value_entries SET item_ledger_entry_no = 99 WHERE entry_no = 1",
    FindingCode.INVOICED_DIFFERS: "UPDATE item_ledger_entries SET completely_invoiced = 1 - completely_invoiced",
    FindingCode.AUDIT_CHANGED: "UPDATE audit_entries SET person_no = 'P2'",
    FindingCode.AUDIT_CHAIN_BROKEN: "UPDATE audit_entries SET previous_hash = ''",
    FindingCode.VALUATION_DATE_DIFFERS: "UPDATE item_ledger_entries SET valuation_date = '2027-01-01' WHERE entry_no = 1",
    FindingCode.REMAINING_DIFFERS: "UPDATE item_ledger_entries SET remaining_quantity = 700000 WHERE entry_no = 1",
    FindingCode.ITEM_ENTRY_CONTRADICTS: "UPDATE item_ledger_entries SET open = 0 WHERE entry_no = 1",
    FindingCode.STOCK_DIFFERS: "UPDATE item_ledger_entries SET remaining_quantity = 0, open = 0 WHERE entry_no = 2",
    FindingCode.APPLICATION_UNFOUNDED: "UPDATE item_application_entries SET inbound_item_entry_no = 2 WHERE entry_no = 3",
    FindingCode.NUMBERS_DIFFER: "DELETE FROM capacity_ledger_entries",
    FindingCode.VALUE_UNREADABLE: "UPDATE production_order_routing_lines SET posted_run_time = 'x'",
    FindingCode.BIN_CONTENT_DIFFERS: "INSERT INTO bin_contents VALUES ('', 'A', 'P', '', '', '', 100000)",
    FindingCode.SERIAL_TWICE: "UPDATE item_ledger_entries SET serial_no = 'S'",
    FindingCode.POSTED_SUMS_DIFFER: "UPDATE production_order_routing_lines SET posted_run_time = 1",
    FindingCode.FINISHED_QUANTITY_DIFFERS: "UPDATE production_order_lines SET finished_qty_base = 500000",
    FindingCode.REMAINING_QUANTITY_DIFFERS: "UPDATE production_order_lines SET remaining_quantity = 0",
    FindingCode.WORK_UNFOUNDED: "UPDATE capacity_ledger_entries SET belongs_to_entry_no = 99",
    FindingCode.CONSUMPTION_DIFFERS: "UPDATE production_order_components SET actual_consumption_base = 0",
    FindingCode.REVERSAL_UNFOUNDED: "UPDATE capacity_ledger_entries SET reversed = 1",
    FindingCode.REVERSAL_NOT_OPPOSITE: "UPDATE item_ledger_entries SET reversal = 1, applies_from_entry = entry_no "
    "WHERE entry_type = 'consumption'",
    FindingCode.STOCK_BELOW_ZERO: "UPDATE item_application_entries SET quantity = -300000 WHERE quantity < 0",
    FindingCode.OVER_OUTPUT: "UPDATE capacity_ledger_entries SET most_output = 300000",
    FindingCode.OUT_OF_SEQUENCE: "UPDATE capacity_ledger_entries SET most_passed_on = 300000",
    FindingCode.POSTED_INTO_CLOSED_PERIOD: "INSERT INTO accounting_periods VALUES ('2026-03-01', 'March', 1, 2)",
    FindingCode.POSTED_AFTER_FINISHING: "UPDATE production_orders SET status = 'finished', finished_register_no = 2",
    FindingCode.WORK_IN_PROCESS_LEFT: "UPDATE order_line_costs SET to_adjust = 0",
    FindingCode.LOAD_DIFFERS: "UPDATE capacity_load_days SET allocated_time = allocated_time + 1",
    FindingCode.ALLOCATED_OUT_OF_RANGE: "UPDATE capacity_needs SET allocated_time = needed_time + 1",
    FindingCode.REGISTER_WITHOUT_PERSON: "UPDATE registers SET terminal_id = '' WHERE no = 1",
    FindingCode.SESSION_DIFFERS: "UPDATE sign_on_sessions SET person_no = 'P2'",
}


@pytest.mark.parametrize("code", sorted(TAMPERED))
def test_each_kind_of_damage_is_found_by_its_name(ledgers, code):
    done = TAMPERED[code]
    tamper(ledgers, *([done] if isinstance(done, str) else done))
    assert code in codes(ledgers)


def test_the_output_of_the_last_operation_is_what_came_into_stock(ledgers):
    """4 came into stock where 3 were fine; approved under that register, it is no finding."""
    limit = (
        "UPDATE capacity_ledger_entries SET last_output_line = 1, output_quantity = 0, most_output = 300000"
    )
    tamper(ledgers, limit)
    assert FindingCode.OVER_OUTPUT in codes(ledgers)
    tamper(ledgers, "UPDATE audit_entries SET register_no = 3, event = 'approved' WHERE id = 2")
    assert FindingCode.OVER_OUTPUT not in codes(ledgers)


def test_a_plant_that_lets_stock_go_below_zero_may(ledgers):
    """Goods that were not there went out as the plant wanted it then; of a lot, nobody may want it."""
    allowed = "UPDATE item_ledger_entries SET below_zero_allowed = 1"
    tamper(ledgers, TAMPERED[FindingCode.STOCK_BELOW_ZERO], allowed)
    assert FindingCode.STOCK_BELOW_ZERO not in codes(ledgers)
    tamper(ledgers, "UPDATE item_ledger_entries SET lot_no = 'L' WHERE quantity < 0")
    assert FindingCode.STOCK_BELOW_ZERO in codes(ledgers)


def test_what_is_left_in_process_is_asked_once_it_is_adjusted(ledgers):
    """A line that is to be adjusted, or has a cost that adjustment has not seen, is not asked yet."""
    tamper(
        ledgers,
        "UPDATE order_line_costs SET to_adjust = 0",
        "UPDATE cost_adjustment_head SET value_entry_no = 3",
    )
    assert FindingCode.WORK_IN_PROCESS_LEFT not in codes(ledgers)


def test_what_was_written_off_is_off_the_account_of_work_in_process(ledgers):
    """8.00 of work and 8.00 of material reached the account, and 16.00 came off it again: nothing is left; 15.00: 1.00 is."""
    tamper(
        ledgers,
        "UPDATE production_order_lines SET wip_written_off = 1",
        "UPDATE gl_entries SET write_off = 1, order_no = 'O1', account_no = 'WIP', amount = -1600 WHERE entry_no = 5",
        "INSERT INTO posting_setup VALUES ('', '', '', '', 'WIP', '', '', '', '', '', '')",
    )
    assert FindingCode.WORK_IN_PROCESS_LEFT not in codes(ledgers)
    tamper(ledgers, "UPDATE gl_entries SET amount = -1500 WHERE entry_no = 5")
    assert FindingCode.WORK_IN_PROCESS_LEFT in codes(ledgers)


TRIED_ELSEWHERE = {
    FindingCode.FINDINGS_LEFT_OUT,
    FindingCode.TRIGGER_MISSING,
    FindingCode.FILE_DAMAGED,
    FindingCode.HEAD_FILE_CHANGED,
    FindingCode.HEAD_OF_ANOTHER_PLANT,
    FindingCode.TAIL_CUT,
    FindingCode.HISTORY_REWRITTEN,
    FindingCode.REPLAY_OF_ANOTHER_HISTORY,
    FindingCode.REPLAY_REFUSED,
    FindingCode.REPLAY_DIFFERS,
}


def test_every_kind_of_finding_is_tried_above():
    assert set(TAMPERED) == set(FindingCode) - TRIED_ELSEWHERE


@pytest.mark.parametrize("level", Level)
def test_a_trigger_that_was_taken_away_is_named(ledgers, level):
    """Whoever could change a row now is told of, even where no row was changed."""
    with ledgers.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER gl_entries_no_delete")
    with ledgers.read() as connection:
        (found,) = verify(connection, level=level)
    assert (found.code, found.facts) == (FindingCode.TRIGGER_MISSING, {"trigger": "gl_entries_no_delete"})


def test_an_index_that_lost_an_entry_is_found_by_the_deep_level(ledgers):
    """The table has the row, one of its indexes does not."""
    with ledgers.write() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = replace(sql, 'WHERE write_off', 'WHERE NOT write_off') "
            "WHERE name = 'gl_entries_write_off'"
        )
    ledgers.engine.dispose()
    with ledgers.read() as connection:
        assert FindingCode.FILE_DAMAGED in {each.code for each in verify(connection, level=Level.DEEP)}


def test_each_level_looks_at_all_that_the_one_below_does():
    assert set(LEVELS[Level.FAST]) <= set(LEVELS[Level.FULL]) <= set(LEVELS[Level.DEEP])


def test_every_invariant_has_a_check_or_a_reason():
    """L1 to L36, and no check that isn't there."""
    assert list(INVARIANTS) == [f"L{number}" for number in range(1, 37)]
    assert {check for check, _ in INVARIANTS.values() if not check.startswith("(")} <= set(CHECKS)


def test_the_fast_level_finds_what_became_of_the_end(ledgers):
    """The last register changed: both chain and head say so."""
    tamper(ledgers, "UPDATE registers SET receipt = 'x' WHERE no = 3")
    with ledgers.read() as connection:
        found = {finding.code for finding in verify(connection, level=Level.FAST)}
    assert FindingCode.REGISTER_CHANGED in found


def test_the_fast_level_begins_within_the_chain(ledgers, monkeypatch):
    """Of the last register alone, the one before is taken as it says it is."""
    monkeypatch.setattr(verifying, "END", 1)
    tamper(ledgers, "UPDATE registers SET receipt = 'x' WHERE no = 1")
    with ledgers.read() as connection:
        assert {each.code for each in verify(connection, level=Level.FAST)} == {FindingCode.TRIGGER_MISSING}


OTHERWISE = {
    "posting_date": "'2026-03-03'",
    "valuation_date": "'2026-03-03'",
    "expiration_date": "'2026-03-03'",
    "starting_time": "'23:00:00.000000'",
    "ending_time": "'23:00:00.000000'",
    "decided_at": "'2026-03-02T09:00:00.000000+00:00'",
    "posted_at": "'2026-03-02T09:00:00.000000+00:00'",
    "recorded_at": "'2026-03-02T09:00:00.000000+00:00'",
    "type": "'machine_center'",
    "entry_type": "'variance'",
    "item_ledger_entry_type": "'sale'",
    "variance_type": "'material'",
}
TABLES = {table_of(record): "entry_no" for _, record, _ in Posting(posting_date=date.min).ledgers()}
LEDGER_COLUMNS = [
    (table.name, key, column.name)
    for table, key in {**TABLES, table_of(Register): "no", table_of(AuditEntry): "id"}.items()
    for column in table.columns
]


@pytest.mark.parametrize(("table", "key", "column"), LEDGER_COLUMNS)
def test_no_column_of_any_ledger_can_be_changed_unseen(ledgers, table, key, column):
    """Whatever column of the newest entry is set to something else, verify says so."""
    with ledgers.read() as connection:
        before = connection.exec_driver_sql(f"SELECT {column} FROM {table} ORDER BY {key} DESC").scalar()
    other = "'sale'" if (table, column) == ("item_ledger_entries", "entry_type") else OTHERWISE.get(column)
    if other is None:
        other = "'x'" if isinstance(before, str) else "1" if before == 0 else "0"
    tamper(ledgers, f"UPDATE {table} SET {column} = {other} WHERE {key} = (SELECT max({key}) FROM {table})")
    assert codes(ledgers)


def test_a_cut_tail_is_found_by_the_head(ledgers):
    """Without the last register and all its entries everything fits but the head."""
    tables = ("gl", "value", "item_application", "item_ledger", "capacity_ledger")
    statements = [f"DELETE FROM {name}_entries WHERE register_no = 3" for name in tables]
    tamper(ledgers, *statements, "DELETE FROM registers WHERE no = 3")
    assert FindingCode.HEAD_DIFFERS in codes(ledgers)


def test_an_entry_behind_the_last_register_is_found(ledgers):
    tamper(ledgers, "UPDATE gl_entries SET entry_no = 99, register_no = 9 WHERE entry_no = 6")
    assert {FindingCode.ENTRY_MISSING, FindingCode.ENTRY_UNREGISTERED} <= codes(ledgers)


def test_what_is_not_kept_in_stock_keeps_nothing(ledgers):
    """A service has no remaining quantity, whatever moved."""
    tamper(
        ledgers,
        "UPDATE items SET type = 'service' WHERE no = 'P'",
        "UPDATE item_ledger_entries SET remaining_quantity = 0, open = 0 WHERE item_no = 'P'",
    )
    assert codes(ledgers) == set()


def test_many_findings_are_cut_and_said_to_be(ledgers, monkeypatch):
    monkeypatch.setattr(limits, "FINDINGS_MAX", 2)
    tamper(ledgers, "UPDATE registers SET no = no + 40 WHERE no = 3")
    with ledgers.read() as connection:
        found = list(islice(verify(connection), 3))
    assert [finding.code for finding in found] == [
        FindingCode.REGISTER_MISSING,
        FindingCode.REGISTER_MISSING,
        FindingCode.FINDINGS_LEFT_OUT,
    ]


def test_each_check_is_told_as_it_begins(ledgers):
    told = []
    with ledgers.read() as connection:
        list(verify(connection, told.append))
    assert told == list(CHECKS)


def test_the_load_sums_are_made_anew_as_triggers_made_them(each_plants):
    database = each_plants.database()
    three_registers(database)
    with database.write() as connection:
        before = connection.exec_driver_sql("SELECT * FROM capacity_load_days").all()
        connection.exec_driver_sql("UPDATE capacity_load_days SET allocated_time = 1")
        (found,) = differences(connection)
        assert (found.type, found.no, found.date, found.capacity_effective) == (
            "work_center",
            "W",
            date(2026, 3, 2),
            0,
        )
        assert rebuild(connection) == 1
        assert list(differences(connection)) == []
        assert connection.exec_driver_sql("SELECT * FROM capacity_load_days").all() == before


def test_a_moment_given_in_another_zone_is_the_same_moment_when_read_back(plants):
    """The hash does not depend on how the terminal wrote its clock."""
    database = plants.database()
    three_registers(database)
    recorded_at = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=2)))
    request = PostOutputRequest(request_id="r4", order_no="O1", recorded_at=recorded_at, **WHO)
    write(database, Posting(posting_date=date(2026, 3, 2)), request)
    assert codes(database) == set()
