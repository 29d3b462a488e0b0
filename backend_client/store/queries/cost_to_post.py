"""Value entries that owe the general ledger something: found by indexes that hold those entries alone."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, literal_column, or_, select

from backend_client.records.columns import AMOUNT
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.value_entry import EXPECTED_OWED, EXPECTED_POSTED, OWED, ValueEntry
from backend_client.store.rows import Row, table_of

VALUE = table_of(ValueEntry)
ENTRY = table_of(ItemLedgerEntry)
LINE = table_of(ProductionOrderLine)
ORDER = table_of(ProductionOrder)


def _of_index(condition: str) -> ColumnElement[Any]:
    """Answer a condition just as its index says it, so that the database sees that it fits."""
    return literal_column(" ".join(_qualified(word) for word in condition.split()))


def _qualified(word: str) -> str:
    return f"value_entries.{word}" if word in VALUE.c else word


ACTUAL = _of_index(OWED)
EXPECTED = _of_index(EXPECTED_OWED)
POSTED = _of_index(EXPECTED_POSTED)

ORIGIN = VALUE.alias("origin")
"""A value entry of expected cost that another one takes back."""
SETTLED = exists().where(
    ORIGIN.c.item_ledger_entry_no == VALUE.c.item_ledger_entry_no, ORIGIN.c.expected_cost_posted_to_gl != 0
)
CORRECTED = exists().where(
    ENTRY.c.entry_no == VALUE.c.item_ledger_entry_no,
    ORIGIN.c.item_ledger_entry_no == ENTRY.c.applies_to_entry,
    ORIGIN.c.expected_cost_posted_to_gl != 0,
)
TAKES_BACK = and_(
    EXPECTED, or_(and_(VALUE.c.adjustment, SETTLED), and_(VALUE.c.valued_quantity < 0, CORRECTED))
)
"""Where the plant posts no expected cost: what takes back some that was posted before."""

HELD = (
    select(VALUE.c.item_ledger_entry_no, func.sum(VALUE.c.expected_cost_posted_to_gl, type_=AMOUNT))
    .where(VALUE.c.item_ledger_entry_no.in_(bindparam("entries", expanding=True)))
    .group_by(VALUE.c.item_ledger_entry_no)
)
ROWS = (
    select(
        VALUE,
        func.coalesce(LINE.c.inventory_posting_group, "").label("wip_group"),
        func.coalesce(LINE.c.wip_written_off, False).label("wip_written_off"),
        ORDER.c.finished_date,
        func.coalesce(ENTRY.c.applies_to_entry, 0).label("applies_to_entry"),
    )
    .select_from(
        VALUE.outerjoin(
            LINE, and_(LINE.c.order_no == VALUE.c.order_no, LINE.c.line_no == VALUE.c.order_line_no)
        )
        .outerjoin(ORDER, ORDER.c.no == VALUE.c.order_no)
        .outerjoin(ENTRY, ENTRY.c.entry_no == VALUE.c.item_ledger_entry_no)
    )
    .where(VALUE.c.entry_no.in_(bindparam("entries", expanding=True)))
    .order_by(VALUE.c.entry_no)
)


class Owing(NamedTuple):
    """Which value entries are asked for: those behind a number, up to a posting date, with expected cost or without."""

    after_entry_no: int
    last_day: date | None
    expected: bool


def owing(connection: Connection, wanted: Owing, most: int) -> list[Row]:
    """Read the first value entries that owe something, with what their posting hangs on.

    Beside the entry's own columns: `wip_group` (inventory posting group of the order line), `wip_written_off`,
    `finished_date` of the order, `applies_to_entry` of the item ledger entry.
    """
    numbers: set[int] = set()
    for condition in _conditions(connection, wanted):
        statement = select(VALUE.c.entry_no).where(condition, *_within(wanted)).order_by(VALUE.c.entry_no)
        numbers |= set(connection.execute(statement.limit(most)).scalars())
    first = sorted(numbers)[:most]
    return [dict(row) for row in connection.execute(ROWS, {"entries": first}).mappings()] if first else []


def how_many_owe(connection: Connection, wanted: Owing) -> int:
    """Count the value entries that owe something."""
    counted = 0
    for number, condition in enumerate(_conditions(connection, wanted)):
        once = [VALUE.c.cost_amount_actual == VALUE.c.cost_posted_to_gl] if number else []
        statement = select(func.count()).select_from(VALUE).where(condition, *once, *_within(wanted))
        counted += connection.execute(statement).scalar_one()
    return counted


def expected_held(connection: Connection, item_ledger_entry_nos: Iterable[int]) -> dict[int, Decimal]:
    """Read what the general ledger holds of the expected cost of some item ledger entries."""
    wanted = sorted(set(item_ledger_entry_nos))
    return {row[0]: row[1] for row in connection.execute(HELD, {"entries": wanted})} if wanted else {}


def _conditions(connection: Connection, wanted: Owing) -> list[ColumnElement[Any]]:
    if wanted.expected:
        return [ACTUAL, EXPECTED]
    ever = connection.execute(select(VALUE.c.entry_no).where(POSTED).limit(1)).first()
    return [ACTUAL] if ever is None else [ACTUAL, TAKES_BACK]


def _within(wanted: Owing) -> list[ColumnElement[bool]]:
    conditions = [VALUE.c.entry_no > wanted.after_entry_no]
    if wanted.last_day is not None:
        conditions.append(VALUE.c.posting_date <= wanted.last_day)
    return conditions
