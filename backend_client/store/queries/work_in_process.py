"""Work in process of orders up to a day: what was there before, what went in and out since, what was written off.

A line that is finished without output has its work in process written off: on the day its order was finished, or on
the day of what was posted later.
"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, false, func, or_, select

from backend_client.records.columns import AMOUNT
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.store.queries.cost_parts import (
    CONDITIONS,
    CONSUMED,
    INTO_WIP,
    OVERHEAD,
    PUT_OUT,
    VALUE,
    WORKED,
)
from backend_client.store.rows import table_of
from backend_client.terms import CostPart

ZERO = Decimal(0)
LINE = table_of(ProductionOrderLine)
ORDER = table_of(ProductionOrder)
WRITTEN_OFF = LINE.c.wip_written_off.is_(True)
FOLLOWS = VALUE.c.posting_date >= func.coalesce(ORDER.c.finished_date, VALUE.c.posting_date)
WRITTEN_OFF_ON = case((FOLLOWS, VALUE.c.posting_date), else_=ORDER.c.finished_date)
ENTRIES = VALUE.outerjoin(
    LINE, and_(LINE.c.order_no == VALUE.c.order_no, LINE.c.line_no == VALUE.c.order_line_no, WRITTEN_OFF)
).outerjoin(ORDER, ORDER.c.no == LINE.c.order_no)


class WipSums(NamedTuple):
    """What was in process before the first day, and what changed it since; output and write-off are below 0."""

    opening: Decimal = ZERO
    consumption: Decimal = ZERO
    capacity: Decimal = ZERO
    capacity_overhead: Decimal = ZERO
    output: Decimal = ZERO
    write_off: Decimal = ZERO
    expected_output: Decimal = ZERO


def by_order(
    connection: Connection, first_day: date | None, last_day: date, *, order_no: str, after: str, most: int
) -> dict[str, WipSums]:
    """Add up the orders behind one, by number: those with something in process before or after, or moved since.

    first_day  None = from the beginning: only orders that have something in process at the end
    """
    sums = _sums(first_day, last_day)
    statement = _of_entries(select(VALUE.c.order_no, *sums), last_day).where(VALUE.c.order_no > after)
    if order_no:
        statement = statement.where(VALUE.c.order_no == order_no)
    left = sum(sums[1:6], sums[0])
    shown = left != 0 if first_day is None else or_(*(each != 0 for each in sums))
    shown = or_(shown, sums[-1] != 0)
    rows = connection.execute(
        statement.group_by(VALUE.c.order_no).having(shown).order_by(VALUE.c.order_no).limit(most)
    )
    return {row[0]: WipSums(*row[1:]) for row in rows}


def of_all_orders(connection: Connection, first_day: date | None, last_day: date) -> WipSums:
    """Add up all orders."""
    statement = _of_entries(select(*_sums(first_day, last_day)), last_day).where(VALUE.c.order_no != "")
    return WipSums(*(each or ZERO for each in connection.execute(statement).one()))


def _of_entries(statement: Select[*tuple[Any, ...]], last_day: date) -> Select[*tuple[Any, ...]]:
    return statement.select_from(ENTRIES).where(VALUE.c.posting_date <= last_day, CONDITIONS[CostPart.WIP])


def _sums(first_day: date | None, last_day: date) -> list[ColumnElement[Decimal]]:
    before = VALUE.c.posting_date < first_day if first_day is not None else false()
    written_off = and_(WRITTEN_OFF, last_day >= WRITTEN_OFF_ON)
    written_off_before = and_(WRITTEN_OFF, first_day > WRITTEN_OFF_ON) if first_day is not None else false()

    def total(condition: ColumnElement[bool], amount: ColumnElement[Decimal]) -> ColumnElement[Decimal]:
        return func.sum(case((condition, amount), else_=0), type_=AMOUNT)

    return [
        total(and_(before, ~written_off_before), INTO_WIP),
        *(total(and_(~before, part), INTO_WIP) for part in (CONSUMED, WORKED, OVERHEAD, PUT_OUT)),
        total(and_(written_off, ~written_off_before), -INTO_WIP),
        total(PUT_OUT, VALUE.c.cost_amount_expected),
    ]
