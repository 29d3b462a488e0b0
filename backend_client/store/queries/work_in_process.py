"""Work in process of orders up to a day: what was there before, what went in and out since, what was written off.

Of a line that is finished without output, whatever is posted to the general ledger is written off there, entry by
entry; what is not posted yet counts as written off when its order is finished, or when it came if that is later.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, false, func, literal_column, or_, select

from backend_client.records.columns import AMOUNT
from backend_client.records.general_ledger import GLEntry
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.store.queries.cost_parts import (
    CONDITIONS,
    CONSUMED,
    INTO_WIP,
    IS_WORK,
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
GL = table_of(GLEntry)
IS_WRITE_OFF: ColumnElement[Any] = literal_column("gl_entries.write_off")
"""As the index of write-offs says it; a compared flag would pass it by."""
NOT_POSTED = case(
    (IS_WORK, VALUE.c.cost_amount_actual - VALUE.c.cost_posted_to_gl),
    else_=VALUE.c.cost_posted_to_gl - VALUE.c.cost_amount_actual,
)
COMES_LATER = VALUE.c.posting_date > func.coalesce(ORDER.c.finished_date, VALUE.c.posting_date)
COUNTS_FROM = case((COMES_LATER, VALUE.c.posting_date), else_=ORDER.c.finished_date)


class WipSums(NamedTuple):
    """What was in process before the first day, and what changed it since; output and write-off are below 0."""

    opening: Decimal = ZERO
    consumption: Decimal = ZERO
    capacity: Decimal = ZERO
    capacity_overhead: Decimal = ZERO
    output: Decimal = ZERO
    write_off: Decimal = ZERO
    expected_output: Decimal = ZERO

    @property
    def closing(self) -> Decimal:
        """What is left."""
        return sum(self[:-1], ZERO)

    def written_off(self, before: Decimal, since: Decimal) -> "WipSums":
        """Answer the same with write-offs; both below 0."""
        return self._replace(opening=self.opening + before, write_off=self.write_off + since)


class Span(NamedTuple):
    """A report's days; without a first one it begins with the first entry."""

    first_day: date | None
    last_day: date


WriteOff = tuple[Decimal, Decimal]
"""Before the first day, and since."""


def moved_by_order(
    connection: Connection, span: Span, *, order_no: str, after: str, most: int
) -> dict[str, WipSums]:
    """Add up the orders behind one, by number, write-offs left out.

    With a first day: those that had something in process or moved it; without one: those that have something left.
    Orders with write-offs are among them in any case: by its date, a write-off may come before what it writes off.
    """
    sums, has_write_offs = (
        _sums(span),
        VALUE.c.order_no.in_(select(LINE.c.order_no).where(LINE.c.wip_written_off)),
    )
    left = [sum(sums[1:5], sums[0]), sums[5]]
    statement = (
        select(VALUE.c.order_no, *sums)
        .where(
            VALUE.c.order_no > after,
            or_(VALUE.c.posting_date <= span.last_day, has_write_offs),
            CONDITIONS[CostPart.WIP],
        )
        .group_by(VALUE.c.order_no)
        .having(or_(has_write_offs, *(each != 0 for each in (left if span.first_day is None else sums))))
        .order_by(VALUE.c.order_no)
        .limit(most)
    )
    if order_no:
        statement = statement.where(VALUE.c.order_no == order_no)
    return {row[0]: WipSums._make((*row[1:6], ZERO, row[6])) for row in connection.execute(statement)}


def moved_by_all(connection: Connection, span: Span) -> WipSums:
    """Add up all orders; write-offs left out."""
    statement = select(*_sums(span)).where(
        VALUE.c.order_no != "", VALUE.c.posting_date <= span.last_day, CONDITIONS[CostPart.WIP]
    )
    row = [each or ZERO for each in connection.execute(statement).one()]
    return WipSums._make((*row[:5], ZERO, row[5]))


def write_offs(
    connection: Connection, span: Span, accounts: Iterable[str], order_no: str
) -> dict[str, WriteOff]:
    """Add up what was written off by order; "" = of all orders."""
    on_accounts = select(GL.c.order_no, *_before_and_since(span, GL.c.posting_date, GL.c.amount)).where(
        IS_WRITE_OFF, GL.c.account_no.in_(sorted(set(accounts))), GL.c.posting_date <= span.last_day
    )
    not_posted = (
        select(LINE.c.order_no, *_before_and_since(span, COUNTS_FROM, -NOT_POSTED))
        .select_from(
            LINE.join(ORDER, ORDER.c.no == LINE.c.order_no).join(
                VALUE, and_(VALUE.c.order_no == LINE.c.order_no, VALUE.c.order_line_no == LINE.c.line_no)
            )
        )
        .where(LINE.c.wip_written_off, span.last_day >= COUNTS_FROM, CONDITIONS[CostPart.WIP])
    )
    found: dict[str, WriteOff] = {}
    for statement, column in ((on_accounts, GL.c.order_no), (not_posted, LINE.c.order_no)):
        wanted = statement.where(column == order_no) if order_no else statement
        for number, before, since in connection.execute(wanted.group_by(column)):
            earlier = found.get(number, (ZERO, ZERO))
            found[number] = (earlier[0] + before, earlier[1] + since)
    return found


def _before(span: Span, day: ColumnElement[date]) -> ColumnElement[bool]:
    return false() if span.first_day is None else day < span.first_day


def _total(condition: ColumnElement[bool], amount: ColumnElement[Decimal]) -> ColumnElement[Decimal]:
    return func.sum(case((condition, amount), else_=0), type_=AMOUNT)


def _before_and_since(
    span: Span, day: ColumnElement[date], amount: ColumnElement[Decimal]
) -> list[ColumnElement[Decimal]]:
    before = _before(span, day)
    return [_total(before, amount), _total(~before, amount)]


def _sums(span: Span) -> list[ColumnElement[Decimal]]:
    day = VALUE.c.posting_date
    before = _before(span, day)
    since = and_(~before, day <= span.last_day)
    return [
        _total(before, INTO_WIP),
        *(_total(and_(since, part), INTO_WIP) for part in (CONSUMED, WORKED, OVERHEAD, PUT_OUT)),
        _total(and_(PUT_OUT, day <= span.last_day), VALUE.c.cost_amount_expected),
    ]
