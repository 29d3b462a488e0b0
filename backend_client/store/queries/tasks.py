"""The operations that wait at a center, by start.

They are read along an index that holds open operations only, in this order, so that the first hundred cost the same
whether a hundred or ten thousand wait.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)

from backend_client.records.columns import QUANTITY
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import (
    CapacityNeed,
    ProductionOrderComponent,
    ProductionOrderRoutingLine,
)
from backend_client.store.queries.load import COUNTED
from backend_client.store.rows import table_of
from backend_client.terms import CapacityType, LoadScope, OrderStatus

NEEDS = table_of(CapacityNeed)
OPERATIONS = table_of(ProductionOrderRoutingLine)
ORDERS = table_of(ProductionOrder)
LINES = table_of(ProductionOrderLine)
COMPONENTS = table_of(ProductionOrderComponent)
IS_OPEN: ColumnElement[Any] = literal_column("production_order_routing_lines.routing_status <> 'finished'")
"""As the indexes of open operations say it; a bound word would pass them by."""


SHOWN = [
    "order_no",
    "routing_reference_no",
    "operation_no",
    "description",
    "no",
    "routing_status",
    "starting_date_time",
    "ending_date_time",
    "input_quantity",
    "posted_output_quantity",
    "setup_time",
    "setup_time_unit",
    "run_time",
    "run_time_unit",
    "concurrent_capacities",
    "send_ahead_quantity",
    "routing_link_code",
    "previous_operation_no",
]


class TaskKey(NamedTuple):
    """The place of a task in its list."""

    starting_date_time: datetime | None
    order_no: str
    routing_reference_no: int
    operation_no: str


def open_operations(
    connection: Connection,
    *,
    scope: LoadScope,
    no: str,
    first_day: date | None,
    last_day: date | None,
    with_machine_centers: bool,
    after: TaskKey | None,
    most: int,
    statuses: Collection[OrderStatus] = (),
) -> list[Row[Any]]:
    """Answer at most `most` operations that are not finished, of orders that are not finished, by start.

    first_day, last_day  either given: only operations with time allocated within them, and only that time summed
    after                only those that follow this place
    statuses             only of orders in these statuses; empty = in any
    """
    with_days = first_day is not None or last_day is not None
    statement = _tasks(scope, with_machine_centers, with_days, bool(statuses))
    if after is not None:
        statement = statement.where(_follows(after))
    if statuses:
        statement = statement.where(ORDERS.c.status.in_(sorted(set(statuses))))
    values = {
        "no": no,
        "first_day": first_day or date.min,
        "last_day": last_day or date.max,
        "most": most,
    }
    return list(connection.execute(statement, values))


OPEN_COMPONENTS = select(
    *(
        COMPONENTS.c[name]
        for name in (
            "order_no",
            "order_line_no",
            "routing_link_code",
            "item_no",
            "variant_code",
            "location_code",
            "bin_code",
            "remaining_qty_base",
        )
    )
).where(COMPONENTS.c.order_no.in_(bindparam("orders", expanding=True)), COMPONENTS.c.remaining_qty_base > 0)


def components_of(connection: Connection, order_nos: Iterable[str]) -> list[Row[Any]]:
    """Read the components of orders that are not used up."""
    return list(connection.execute(OPEN_COMPONENTS, {"orders": sorted(set(order_nos))}))


@cache
def _tasks(scope: LoadScope, with_machine_centers: bool, with_days: bool, by_status: bool) -> Select[Any]:  # noqa: FBT001 -- a cache key
    time: Any = COUNTED if by_status else NEEDS.c.allocated_time
    allocated: Any = (
        select(func.coalesce(func.sum(time, type_=QUANTITY), 0))
        .where(*_needs_of_operation(), *(_within_days() if with_days else ()))
        .correlate(OPERATIONS)
        .scalar_subquery()
    )
    statement = (
        select(
            *(OPERATIONS.c[name] for name in SHOWN),
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
            IS_OPEN,
            ORDERS.c.status != OrderStatus.FINISHED,
        )
        .order_by(OPERATIONS.c.starting_date_time.asc().nulls_first(), *_key_columns())
        .limit(bindparam("most"))
    )
    if with_days:
        some = select(NEEDS.c.line_no).where(*_needs_of_operation(), *_within_days(), time > 0)
        statement = statement.where(some.correlate(OPERATIONS).exists())
    return statement


def _follows(key: TaskKey) -> ColumnElement[bool]:
    start, *rest = OPERATIONS.c.starting_date_time, *_key_columns()
    further = tuple_(*rest) > tuple_(*key[1:])
    if key.starting_date_time is None:
        return or_(start.is_not(None), and_(start.is_(None), further))
    same = and_(start == key.starting_date_time, further)
    return and_(start >= key.starting_date_time, or_(start > key.starting_date_time, same))


def _key_columns() -> tuple[ColumnElement[Any], ...]:
    return OPERATIONS.c.order_no, OPERATIONS.c.routing_reference_no, OPERATIONS.c.operation_no


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
