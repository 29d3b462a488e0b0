"""Quantity and value of stock up to a day, read along the index of item and day."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from backend_client.records.columns import AMOUNT, QUANTITY
from backend_client.records.item import Item
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rows import Row, table_of

ZERO = Decimal(0)
ITEM = table_of(Item)
ENTRY = table_of(ItemLedgerEntry)
VALUE = table_of(ValueEntry)
OF_STOCK = VALUE.c.item_ledger_entry_no != 0
COSTS = tuple(
    func.sum(VALUE.c[name], type_=AMOUNT)
    for name in (
        "cost_amount_actual",
        "cost_amount_expected",
        "cost_posted_to_gl",
        "expected_cost_posted_to_gl",
    )
)

Place = tuple[str, str]
"""Item and location."""


class Costs(NamedTuple):
    """Actual and expected cost, and what of each is posted to the general ledger by now."""

    actual: Decimal = ZERO
    expected: Decimal = ZERO
    actual_posted: Decimal = ZERO
    expected_posted: Decimal = ZERO


def moved_items(connection: Connection, from_item_no: str, last_day: date, most: int) -> list[Row]:
    """Read the items that moved up to a day, by number, from one on."""
    moved = select(1).where(ENTRY.c.item_no == ITEM.c.no, ENTRY.c.posting_date <= last_day).exists()
    statement = select(ITEM).where(ITEM.c.no >= from_item_no, moved).order_by(ITEM.c.no).limit(most)
    return [dict(row) for row in connection.execute(statement).mappings()]


def item(connection: Connection, item_no: str) -> Row | None:
    """Read an item's card."""
    found = connection.execute(select(ITEM).where(ITEM.c.no == item_no)).mappings().first()
    return dict(found) if found else None


def quantities(connection: Connection, item_nos: Iterable[str], last_day: date) -> dict[Place, Decimal]:
    """Add up what came and went by item and location."""
    statement = (
        select(ENTRY.c.item_no, ENTRY.c.location_code, func.sum(ENTRY.c.quantity, type_=QUANTITY))
        .where(ENTRY.c.item_no.in_(sorted(set(item_nos))), ENTRY.c.posting_date <= last_day)
        .group_by(ENTRY.c.item_no, ENTRY.c.location_code)
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(statement)}


def values(connection: Connection, item_nos: Iterable[str], last_day: date) -> dict[Place, Costs]:
    """Add up what stock is worth by item and location."""
    statement = (
        select(VALUE.c.item_no, VALUE.c.location_code, *COSTS)
        .where(VALUE.c.item_no.in_(sorted(set(item_nos))), VALUE.c.posting_date <= last_day, OF_STOCK)
        .group_by(VALUE.c.item_no, VALUE.c.location_code)
    )
    return {(row[0], row[1]): Costs(*row[2:]) for row in connection.execute(statement)}


def value_of_everything(connection: Connection, last_day: date, location_code: str | None) -> Costs:
    """Add up what all stock is worth."""
    statement = select(*COSTS).where(VALUE.c.posting_date <= last_day, OF_STOCK)
    if location_code is not None:
        statement = statement.where(VALUE.c.location_code == location_code)
    return Costs(*(each or ZERO for each in connection.execute(statement).one()))


def last_entries(connection: Connection, item_no: str, most: int) -> list[Row]:
    """Read the newest entries of an item."""
    statement = select(ENTRY).where(ENTRY.c.item_no == item_no).order_by(ENTRY.c.entry_no.desc()).limit(most)
    return [dict(row) for row in connection.execute(statement).mappings()]


class DayMoved(NamedTuple):
    """What came into stock less what went out on a day, and its cost."""

    day: date
    quantity: Decimal
    cost: Decimal


def by_day(connection: Connection, item_no: str, last_day: date) -> Sequence[DayMoved]:
    """Add up an item's movements by the day they count from, and what they cost, expected cost too."""
    fits = (ENTRY.c.item_no == item_no, ENTRY.c.valuation_date <= last_day)
    day = ENTRY.c.valuation_date
    moved = connection.execute(
        select(day, func.sum(ENTRY.c.quantity, type_=QUANTITY)).where(*fits).group_by(day)
    )
    cost = connection.execute(
        select(
            day,
            func.sum(VALUE.c.cost_amount_actual, type_=AMOUNT),
            func.sum(VALUE.c.cost_amount_expected, type_=AMOUNT),
        )
        .select_from(ENTRY.join(VALUE, VALUE.c.item_ledger_entry_no == ENTRY.c.entry_no))
        .where(*fits)
        .group_by(day)
    )
    costs = {row[0]: row[1] + row[2] for row in cost}
    return [DayMoved(row[0], row[1], costs.get(row[0], ZERO)) for row in sorted(moved)]
