"""The operations that wait at a center, by start."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, func, select

from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import CapacityNeed, ProductionOrderRoutingLine
from backend_client.store.rows import table_of
from backend_client.terms import CapacityType, LoadScope, OrderStatus, RoutingStatus

NEEDS = table_of(CapacityNeed)
OPERATIONS = table_of(ProductionOrderRoutingLine)
ORDERS = table_of(ProductionOrder)
LINES = table_of(ProductionOrderLine)


def open_operations(
    connection: Connection,
    *,
    scope: LoadScope,
    no: str,
    first_day: date | None,
    last_day: date | None,
    with_machine_centers: bool,
    most: int,
) -> list[Row[Any]]:
    """Answer at most `most` operations that are not finished, of orders that are not finished, by start.

    first_day, last_day  either given: only operations with time allocated within them, and only that time summed
    """
    statement = _tasks(scope, with_machine_centers, first_day is not None or last_day is not None)
    values = {
        "no": no,
        "first_day": first_day or date.min,
        "last_day": last_day or date.max,
        "most": most,
    }
    return list(connection.execute(statement, values))


@cache
def _tasks(scope: LoadScope, with_machine_centers: bool, with_days: bool) -> Select[Any]:  # noqa: FBT001 -- a cache key
    allocated: Any = (
        select(func.coalesce(func.sum(NEEDS.c.allocated_time), 0))
        .where(*_needs_of_operation(), *(_within_days() if with_days else ()))
        .correlate(OPERATIONS)
        .scalar_subquery()
    )
    statement = (
        select(
            OPERATIONS,
            ORDERS.c.status,
            LINES.c.line_no.label("order_line_no"),
            LINES.c.item_no,
            LINES.c.description.label("item_description"),
            LINES.c.due_date,
            allocated.label("allocated_time"),
        )
        .select_from(OPERATIONS)
        .join(ORDERS, ORDERS.c.no == OPERATIONS.c.order_no)
        .join(LINES, and_(LINES.c.order_no == OPERATIONS.c.order_no, LINES.c.line_no == _first_line()))
        .where(
            _of_center(scope, with_machine_centers),
            OPERATIONS.c.routing_status != RoutingStatus.FINISHED,
            ORDERS.c.status != OrderStatus.FINISHED,
        )
        .order_by(OPERATIONS.c.starting_date_time.asc().nulls_first())
        .order_by(OPERATIONS.c.order_no, OPERATIONS.c.routing_reference_no, OPERATIONS.c.operation_no)
        .limit(bindparam("most"))
    )
    if with_days:
        some = select(NEEDS.c.line_no).where(
            *_needs_of_operation(), *_within_days(), NEEDS.c.allocated_time > 0
        )
        statement = statement.where(some.correlate(OPERATIONS).exists())
    return statement


def _of_center(scope: LoadScope, with_machine_centers: bool) -> Any:  # noqa: FBT001 -- as above
    no: Any = bindparam("no")
    if scope is LoadScope.WORK_CENTER_GROUP:
        return OPERATIONS.c.work_center_group_code == no
    if scope is LoadScope.WORK_CENTER and with_machine_centers:
        return OPERATIONS.c.work_center_no == no
    kind = CapacityType.MACHINE_CENTER if scope is LoadScope.MACHINE_CENTER else CapacityType.WORK_CENTER
    return and_(OPERATIONS.c.type == kind, OPERATIONS.c.no == no)


def _first_line() -> Any:
    """The line that an operation belongs to; the lines of a family share their operations, the first one stands for them."""
    return (
        select(func.min(LINES.c.line_no))
        .where(
            LINES.c.order_no == OPERATIONS.c.order_no,
            LINES.c.routing_reference_no == OPERATIONS.c.routing_reference_no,
        )
        .correlate(OPERATIONS)
        .scalar_subquery()
    )


def _needs_of_operation() -> tuple[ColumnElement[bool], ...]:
    return (
        NEEDS.c.order_no == OPERATIONS.c.order_no,
        NEEDS.c.routing_reference_no == OPERATIONS.c.routing_reference_no,
        NEEDS.c.operation_no == OPERATIONS.c.operation_no,
        NEEDS.c.requested_only.is_(False),
    )


def _within_days() -> tuple[ColumnElement[bool], ...]:
    return (NEEDS.c.date.between(bindparam("first_day"), bindparam("last_day")),)
