"""Whatever is posted, in whatever order: the ledgers and the sums kept beside them agree.

A history is a handful of outputs with any quantities and times, absences, previews and repetitions, on two orders
that share centers and components. The same history gives the same rows on SQLite and on PostgreSQL.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from backend_client.messages.base import Answer, Posted, Refused, Request
from backend_client.messages.planning import RegisterAbsenceRequest
from backend_client.records.calendar import CalendarEntry, CapacityLoadDay
from backend_client.records.item_ledger import ItemApplicationEntry
from backend_client.records.register import Register
from backend_client.terms import Confirmation
from tests.casebook.databases import Plants
from tests.casebook.running import Plant
from tests.casebook.tables import TABLES, read
from tests.small_plant import dump_of, output, small_plant

ZERO = Decimal(0)
YES = (Answer(confirmation=Confirmation.FINISHED_OPERATION_OUTPUT, yes=True),)
FULL = os.environ.get("KIOSK_PROOF") == "full"
# histories are short already: looking for a shorter one would take minutes
HISTORY = settings(
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=(HealthCheck.function_scoped_fixture, HealthCheck.too_slow),
)


def thousandths(most: int) -> st.SearchStrategy[Decimal]:
    """Zero, whole numbers, and numbers with three decimals."""
    return st.one_of(
        st.just(ZERO), st.integers(0, most).map(Decimal), st.decimals(0, most, places=3, allow_nan=False)
    )


OUTPUTS = st.fixed_dictionaries(
    {
        "order_no": st.sampled_from(["O1", "O2"]),
        "operation_no": st.sampled_from(["10", "20"]),
        "output_quantity": thousandths(6),
        "scrap_quantity": thousandths(2),
        "setup_time": thousandths(20),
        "run_time": thousandths(90),
        "stop_time": thousandths(5),
        "time_unit_code": st.sampled_from(["", "HOURS", "100/HOUR"]),
        "finished": st.booleans(),
        "preview": st.sampled_from([False, False, False, True]),
    }
)
ABSENCES = st.fixed_dictionaries(
    {
        "no": st.sampled_from(["A", "B"]),
        "date": st.sampled_from([date(2026, 3, 13), date(2026, 3, 16)]),
        "starting_time": st.integers(8, 11).map(time),
        "ending_time": st.integers(12, 16).map(time),
        "capacity": st.just(Decimal(1)),
    }
)
STEPS = st.tuples(
    st.integers(1, 6),
    st.one_of(OUTPUTS.map(lambda given: ("output", given)), ABSENCES.map(lambda given: ("absence", given))),
)
HISTORIES = st.lists(STEPS, min_size=1, max_size=7)


def request_of(step: tuple[int, tuple[str, dict[str, Any]]]) -> Request[Any]:
    """A step as a request; ids are few, so that some come twice with the same or with another body."""
    number, (kind, given) = step
    if kind == "absence":
        return RegisterAbsenceRequest(request_id=f"r{number}", **given)
    return output(f"r{number}", answers=YES, **given)


def play(plants: Plants, history: Sequence[Any]) -> Plant:
    """Post a history in a fresh plant of two orders; an expected no is part of it."""
    plant = small_plant(plants, components=2, orders=2, quantity=5)
    for step in history:
        assert isinstance(plant.client.post(request_of(step)), Posted | Refused)
    return plant


@pytest.mark.proof
@settings(HISTORY, max_examples=300 if FULL else 15)
@given(history=HISTORIES)
def test_ledgers_and_sums_agree(sqlite_plants: Plants, history: list[Any]) -> None:
    """Balances are the sums of their ledgers, debit equals credit, numbers have no gaps, load sums hold."""
    plant = play(sqlite_plants, history)
    with plant.engine.connect() as connection:
        rows = {table: reader(connection) for table, reader in TABLES.items()}
        check_numbers(connection, rows)
        check_debit_and_credit(rows)
        check_stock(connection, rows)
        check_orders(rows)
        check_load(connection, rows)
    sqlite_plants.close()


@pytest.mark.proof
@settings(HISTORY, max_examples=100 if FULL else 4)
@given(history=HISTORIES)
def test_both_databases_hold_the_same_rows(
    sqlite_plants: Plants, postgresql_plants: Plants, history: list[Any]
) -> None:
    """Every row of every table is the same on SQLite and on PostgreSQL."""
    assert dump_of(play(sqlite_plants, history)) == dump_of(play(postgresql_plants, history))
    sqlite_plants.close()
    postgresql_plants.close()


def check_numbers(connection: Connection, rows: dict[str, Any]) -> None:
    """Each ledger's entry numbers are 1 to n, and so are the registers."""
    for table in ("item_ledger_entries", "capacity_ledger_entries", "value_entries", "gl_entries"):
        assert [row["entry_no"] for row in rows[table]] == list(range(1, len(rows[table]) + 1)), table
    registers = read(connection, Register)
    assert [row["no"] for row in registers] == list(range(1, len(registers) + 1))
    assert max(Counter(row["request_id"] for row in registers).values()) == 1


def check_debit_and_credit(rows: dict[str, Any]) -> None:
    """The general ledger is in balance, register by register and document by document."""
    for key in ("register_no", "document_no"):
        balances: defaultdict[Any, Decimal] = defaultdict(Decimal)
        for row in rows["gl_entries"]:
            balances[row[key]] += row["amount"]
        assert set(balances.values()) <= {ZERO}, key


def check_stock(connection: Connection, rows: dict[str, Any]) -> None:
    """What remains of an entry is its quantity less what was applied to it; open says whether that is anything."""
    remaining = {row["entry_no"]: row["quantity"] for row in rows["item_ledger_entries"]}
    for applied in read(connection, ItemApplicationEntry):
        if (
            applied["outbound_item_entry_no"] and applied["quantity"] < 0
        ):  # above 0: a return, which uses up nothing
            remaining[applied["inbound_item_entry_no"]] += applied["quantity"]
            remaining[applied["outbound_item_entry_no"]] -= applied["quantity"]
    for row in rows["item_ledger_entries"]:
        assert row["remaining_quantity"] == remaining[row["entry_no"]], row
        assert row["open"] == (row["remaining_quantity"] != 0), row


def check_orders(rows: dict[str, Any]) -> None:
    """Lines, components and operations say what their ledger entries add up to."""
    for line in rows["production_order_lines"]:
        made = _sum(rows["item_ledger_entries"], "quantity", order_no=line["order_no"], entry_type="output")
        assert line["finished_quantity"] == made
        assert line["remaining_quantity"] == max(line["quantity"] - made, ZERO)
    for component in rows["production_order_components"]:
        used = -_sum(
            rows["item_ledger_entries"],
            "quantity",
            order_no=component["order_no"],
            item_no=component["item_no"],
            entry_type="consumption",
        )
        assert component["actual_consumption_base"] == used
    for operation in rows["production_order_routing_lines"]:
        where = {"order_no": operation["order_no"], "operation_no": operation["operation_no"]}
        for posted, column in (
            ("posted_setup", "setup_time"),
            ("posted_run", "run_time"),
            ("posted_output", "output_quantity"),
            ("posted_scrap", "scrap_quantity"),
        ):
            assert operation[posted] == _sum(rows["capacity_ledger_entries"], column, **where), posted
        assert operation["allocated_time"] >= 0


def check_load(connection: Connection, rows: dict[str, Any]) -> None:
    """The load board's rollup is the sum over capacity needs and calendar entries, center by center, day by day."""
    sums: defaultdict[tuple[Any, ...], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for need in rows["capacity_needs"]:
        assert 0 <= need["allocated_time"] <= need["needed_time"]
        sums[need["type"], need["no"], need["date"]][0] += need["allocated_time"]
    for entry in read(connection, CalendarEntry):
        sums[entry["type"], entry["no"], entry["date"]][1] += entry["capacity_effective"]
    kept = {
        (row["type"], row["no"], row["date"]): [row["allocated_time"], row["capacity_effective"]]
        for row in read(connection, CapacityLoadDay)
    }
    nothing = [ZERO, ZERO]
    assert {key for key in sums.keys() | kept.keys() if sums[key] != kept.get(key, nothing)} == set()


def _sum(rows: list[dict[str, Any]], column: str, **where: Any) -> Decimal:
    fitting = (row for row in rows if all(row[name] == value for name, value in where.items()))
    return sum((row[column] for row in fitting), start=ZERO)
