"""What averages are made of: stock before a period, what came in, what goes out; sums are made by the database.

An entry counts with its cost from its valuation date; a revaluation of what remained of it from its own, so that what
went out before is worth what it was.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    type_coerce,
)

from backend_client.records.columns import AMOUNT
from backend_client.records.cost import AverageCostPoint, OrderLineCost
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rows import Row, table_of
from backend_client.terms import ItemLedgerEntryType, ValueEntryType

ENTRY = table_of(ItemLedgerEntry)
VALUE = table_of(ValueEntry)
POINT = table_of(AverageCostPoint)
LINE_COST = table_of(OrderLineCost)
NAMED: ColumnElement[Any] = literal_column("item_ledger_entries.item_no <> ''")
"""As the index of valuation dates says it."""
DUE: ColumnElement[Any] = literal_column("average_cost_points.due")
TO_ADJUST: ColumnElement[Any] = literal_column("order_line_costs.to_adjust")
ZERO = Decimal(0)


class Place(NamedTuple):
    """An item; at one location and in one variant where the plant averages by them, else None for both."""

    item_no: str
    location_code: str | None = None
    variant_code: str | None = None

    def fits(self) -> ColumnElement[bool]:
        """Answer the condition on the item ledger."""
        fits = [ENTRY.c.item_no == self.item_no, NAMED]
        if self.location_code is not None:
            fits += [ENTRY.c.location_code == self.location_code, ENTRY.c.variant_code == self.variant_code]
        return and_(*fits)


class Period(NamedTuple):
    """The entries of a place that count from a first to a last day."""

    place: Place
    first: date
    last: date

    def holds(self, day: ColumnElement[Any]) -> ColumnElement[bool]:
        """Answer whether a day is in the period."""
        return and_(day >= self.first, day <= self.last)

    def is_after(self, day: ColumnElement[Any]) -> ColumnElement[bool]:
        """Answer whether a day is before the period."""
        return day < self.first


VALUED = ENTRY.join(VALUE, VALUE.c.item_ledger_entry_no == ENTRY.c.entry_no)
IS_REVALUATION = VALUE.c.entry_type == ValueEntryType.REVALUATION
GOES_OUT = and_(
    ENTRY.c.quantity < ZERO,
    ENTRY.c.entry_type != ItemLedgerEntryType.OUTPUT,
    ENTRY.c.applies_to_entry == 0,
)
"""Out of the average: not out of a certain entry, and not a correction of output."""


def next_average(connection: Connection) -> Row | None:
    """Read the item that is averaged next: one of which no output waits to be settled."""
    waits = exists().where(LINE_COST.c.item_no == POINT.c.item_no, TO_ADJUST)
    statement = select(POINT).where(DUE, not_(waits)).order_by(POINT.c.item_no).limit(1)
    found = connection.execute(statement).mappings().first()
    return dict(found) if found else None


def before_period(connection: Connection, period: Period) -> tuple[Decimal, Decimal]:
    """Read quantity and cost of everything that counts from before a period."""
    return _sums(connection, period.place.fits(), period.is_after)


def whole_of(connection: Connection, period: Period) -> tuple[Decimal, Decimal]:
    """Read quantity and cost of everything that counts from a period."""
    return _sums(connection, period.place.fits(), period.holds)


def pool_of(connection: Connection, period: Period) -> tuple[Decimal, Decimal]:
    """Read quantity and cost of what came in in a period, less what went out of certain entries.

    What comes back of an entry that went out in the same period is left out with it.
    """
    source = ENTRY.alias("source")
    returned = exists().where(
        source.c.entry_no == ENTRY.c.applies_from_entry, period.holds(source.c.valuation_date)
    )
    comes_in = or_(ENTRY.c.quantity < ZERO, ENTRY.c.applies_from_entry == 0, not_(returned))
    return _sums(connection, and_(period.place.fits(), not_(GOES_OUT), comes_in), period.holds)


def going_out(connection: Connection, period: Period, after_entry_no: int, most: int) -> list[int]:
    """Read the numbers of the next entries that go out at the average of a period."""
    statement = (
        select(ENTRY.c.entry_no)
        .where(
            period.place.fits(),
            period.holds(ENTRY.c.valuation_date),
            GOES_OUT,
            ENTRY.c.entry_no > after_entry_no,
        )
        .order_by(ENTRY.c.entry_no)
        .limit(most)
    )
    return list(connection.execute(statement).scalars())


def next_day_after(connection: Connection, period: Period) -> date | None:
    """Read the first day after a period from which an entry or a revaluation counts."""
    later = and_(period.place.fits(), ENTRY.c.valuation_date > period.last)
    entry: date | None = connection.execute(select(func.min(ENTRY.c.valuation_date)).where(later)).scalar()
    revalued = and_(period.place.fits(), IS_REVALUATION, VALUE.c.valuation_date > period.last)
    revaluation: date | None = connection.execute(
        select(func.min(VALUE.c.valuation_date)).select_from(VALUED).where(revalued)
    ).scalar()
    return min((day for day in (entry, revaluation) if day is not None), default=None)


def _sums(
    connection: Connection,
    fits: ColumnElement[bool],
    counts: Callable[[ColumnElement[Any]], ColumnElement[bool]],
) -> tuple[Decimal, Decimal]:
    """Add up quantity and cost of entries that fit, where the day they count from does."""
    entries = and_(fits, counts(ENTRY.c.valuation_date))
    quantity = connection.execute(
        select(func.sum(ENTRY.c.quantity, type_=ENTRY.c.quantity.type)).where(entries)
    ).scalar()
    amount = type_coerce(VALUE.c.cost_amount_actual + VALUE.c.cost_amount_expected, AMOUNT)
    costs = [
        connection.execute(select(func.sum(amount, type_=AMOUNT)).select_from(VALUED).where(*wanted)).scalar()
        for wanted in (
            (entries, not_(IS_REVALUATION)),
            (fits, IS_REVALUATION, counts(VALUE.c.valuation_date)),
        )
    ]
    return quantity or ZERO, sum((cost for cost in costs if cost), ZERO)
