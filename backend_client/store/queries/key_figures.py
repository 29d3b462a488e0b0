"""What key figures and Paretos add up: work by center and operation, planned time, and the orders it belongs to."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, select

from backend_client.figure_terms import Loss, StopType
from backend_client.records.calendar import CalendarEntry
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.center import StopCode
from backend_client.records.clock import ClockInterval
from backend_client.records.item import Item
from backend_client.records.order import ProductionOrderLine
from backend_client.records.order_detail import ProductionOrderRoutingLine
from backend_client.records.register import Register
from backend_client.store.queries.capacity_entries import ENTRY, LOST, Wanted, fitting
from backend_client.store.rows import table_of
from backend_client.terms import CapacityType

ORIGINAL = table_of(CapacityLedgerEntry).alias("original")
OPERATION = table_of(ProductionOrderRoutingLine)
LINE = table_of(ProductionOrderLine)
STOP_CODE = table_of(StopCode)
CALENDAR = table_of(CalendarEntry)
CLOCK = table_of(ClockInterval)
REGISTER = table_of(Register)
ITEM = table_of(Item)
ORDERS_AT_ONCE = 500
OF_OPERATION = ("type", "no", "work_center_no", "order_no", "routing_reference_no", "operation_no")
SUMMED = ("setup_time", "run_time", "stop_time", "output_quantity", "scrap_quantity", "rework_quantity")
ROUTING = ("run_time", "run_time_unit", "lot_size", "previous_operation_no", "next_operation_no")
PLANNED_STOP = STOP_CODE.c.stop_type == StopType.PLANNED
FAILURE = STOP_CODE.c.stop_type == StopType.FAILURE
BY_STOP_TYPE: dict[str, Any] = {
    "planned_stop_time": case((PLANNED_STOP, ENTRY.c.stop_time)),
    "restoration_time": case((FAILURE, ENTRY.c.stop_time)),
    # what was taken back is one less
    "failures": case((FAILURE & (ENTRY.c.stop_time > 0), 1), (FAILURE & (ENTRY.c.stop_time < 0), -1)),
}
"""What of stops counts as something else than a delay, by the reason given; none given counts as a delay alone."""
OWN_WORK: ColumnElement[bool] = ENTRY.c.subcontracting.is_(False)  # a vendor's time is no machine's of ours
ON_ITS_OPERATION = and_(
    OPERATION.c.order_no == ENTRY.c.order_no,
    OPERATION.c.routing_reference_no == ENTRY.c.routing_reference_no,
    OPERATION.c.operation_no == ENTRY.c.operation_no,
)


def work(connection: Connection, wanted: Wanted, *by: str, by_moment: bool = False) -> Iterator[Row[Any]]:
    """Add up own work by center, operation and further columns, with how its routing plans it (None: no routing).

    sum_stop_time  of all stops; sum_planned_stop_time, sum_restoration_time and sum_failures None where there are none
    by_moment  by the moment that it was recorded at, too; what was taken back counts at the moment of the original
    """
    columns: list[Any] = [ENTRY.c[name] for name in (*OF_OPERATION, *by)]
    plan = [OPERATION.c[name].label(f"planned_{name}") for name in ROUTING]
    tables: Any = ENTRY.outerjoin(OPERATION, ON_ITS_OPERATION)
    tables = tables.outerjoin(STOP_CODE, STOP_CODE.c.code == ENTRY.c.stop_code)
    if by_moment:
        tables = tables.outerjoin(ORIGINAL, ORIGINAL.c.entry_no == ENTRY.c.reversed_entry_no).join(
            REGISTER, REGISTER.c.no == func.coalesce(ORIGINAL.c.register_no, ENTRY.c.register_no)
        )
        columns.append(REGISTER.c.recorded_at)
    sums = [func.sum(ENTRY.c[name]).label(f"sum_{name}") for name in SUMMED]
    sums += [func.sum(part).label(f"sum_{name}") for name, part in BY_STOP_TYPE.items()]
    statement = (
        select(*columns, *plan, *sums)
        .select_from(tables)
        .where(*fitting(wanted), OWN_WORK)
        .group_by(*columns, *plan)
    )
    yield from connection.execute(statement)


class PlannedTime(NamedTuple):
    """Total capacity of a center's calendar in a group of its entries, in the work center's unit."""

    center: tuple[CapacityType, str]
    group: Any
    capacity_total: Decimal


def planned_times(
    connection: Connection, first_day: date, last_day: date, by: str = ""
) -> Iterator[PlannedTime]:
    """Add up the calendars of all centers, by a column of them or whole."""
    columns = [CALENDAR.c.type, CALENDAR.c.no, *((CALENDAR.c[by],) if by else ())]
    statement = (
        select(*columns, func.sum(CALENDAR.c.capacity_total))
        .where(CALENDAR.c.date.between(first_day, last_day))
        .group_by(*columns)
    )
    for kind, no, *group, total in connection.execute(statement):
        yield PlannedTime((kind, no), group[0] if group else None, total)


class PlannedScrap(NamedTuple):
    """An operation of an order: the quantity of its lines in base units, and what of it is planned to be lost."""

    order_no: str
    operation_no: str
    quantity: Decimal
    scrap_factor_pct: Decimal
    fixed_scrap_quantity: Decimal


def planned_scrap(connection: Connection, order_nos: Collection[str]) -> Iterator[PlannedScrap]:
    """Read what the routings of orders plan to lose."""
    made = (LINE.c.order_no == OPERATION.c.order_no) & (
        LINE.c.routing_reference_no == OPERATION.c.routing_reference_no
    )
    key = (OPERATION.c.order_no, OPERATION.c.routing_reference_no, OPERATION.c.operation_no)
    losses = (OPERATION.c.scrap_factor_pct, OPERATION.c.fixed_scrap_quantity)
    for some in some_of(order_nos):
        statement = (
            select(*key, func.sum(LINE.c.quantity_base), *losses)
            .select_from(OPERATION.join(LINE, made))
            .where(OPERATION.c.order_no.in_(some))
            .group_by(*key, *losses)
        )
        for order_no, _reference_no, *rest in connection.execute(statement):
            yield PlannedScrap(order_no, *rest)


def execution_times(
    connection: Connection, order_nos: Collection[str]
) -> Iterator[tuple[str, datetime, datetime]]:
    """Read from when to when people's clocks ran on orders; orders on which one runs, or has no end yet, are left out."""
    unended = func.sum(case((CLOCK.c.ended_at.is_(None), 1), else_=0))
    for some in some_of(order_nos):
        statement = (
            select(CLOCK.c.order_no, func.min(CLOCK.c.started_at), func.max(CLOCK.c.ended_at))
            .where(CLOCK.c.order_no.in_(some))
            .group_by(CLOCK.c.order_no)
            .having(unended == 0)
        )
        yield from (tuple(row) for row in connection.execute(statement))


def losses(connection: Connection, loss: Loss, wanted: Wanted, by: str) -> Iterator[Row[Any]]:
    """Add up what was lost by reason (`by` is "") or another column of the entries, and by center."""
    lost, reason = LOST[loss]
    columns = (
        (ENTRY.c[by] if by else reason).label("key"),
        ENTRY.c.type,
        ENTRY.c.no,
        ENTRY.c.work_center_no,
    )
    # what a vendor scraps is lost as well; its time is its own
    own = [OWN_WORK] if loss is Loss.STOP else []
    sums: Select[Any] = select(*columns, func.sum(lost).label("lost")).where(
        *fitting(wanted._replace(loss=loss)), *own
    )
    yield from connection.execute(sums.group_by(*columns))


def item_names(connection: Connection, item_nos: Collection[str]) -> dict[str, str]:
    """Read what items are called."""
    found: dict[str, str] = {}
    for some in some_of(item_nos):
        rows = connection.execute(select(ITEM.c.no, ITEM.c.description).where(ITEM.c.no.in_(some)))
        found.update((no, description) for no, description in rows)
    return found


def some_of(keys: Collection[str]) -> Iterator[Sequence[str]]:
    """Take keys a bounded number at a time: a statement holds only so many values."""
    ranked = sorted(keys)
    for start in range(0, len(ranked), ORDERS_AT_ONCE):
        yield ranked[start : start + ORDERS_AT_ONCE]
