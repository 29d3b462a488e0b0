"""Order lines that a scan may mean, the likeliest first, and their operations."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, exists, or_, select

from backend_client.records.item import Item
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import ProductionOrderRoutingLine
from backend_client.store.rows import table_of
from backend_client.terms import OrderStatus, RoutingStatus

ORDER = table_of(ProductionOrder)
LINE = table_of(ProductionOrderLine)
OPERATION = table_of(ProductionOrderRoutingLine)
ITEM = table_of(Item)


def _operation_here(*conditions: Any) -> Any:
    return exists().where(
        OPERATION.c.order_no == LINE.c.order_no,
        OPERATION.c.routing_reference_no == LINE.c.routing_reference_no,
        OPERATION.c.work_center_no == bindparam("work_center"),
        *conditions,
    )


LIKELIHOOD = case(
    (_operation_here(OPERATION.c.routing_status == RoutingStatus.IN_PROGRESS), 0),
    (_operation_here(OPERATION.c.routing_status != RoutingStatus.FINISHED), 1),
    else_=2,
)
"""The station's own running work, then its own work to come, then all else."""

NAMED_OPERATION = exists().where(
    OPERATION.c.order_no == LINE.c.order_no,
    OPERATION.c.routing_reference_no == LINE.c.routing_reference_no,
    OPERATION.c.operation_no == bindparam("operation"),
)
_COLUMNS = (
    LINE.c.order_no,
    LINE.c.line_no,
    LINE.c.item_no,
    LINE.c.description,
    LINE.c.remaining_quantity,
    LINE.c.unit_of_measure_code,
    LINE.c.routing_reference_no,
    LINE.c.due_date,
    LINE.c.starting_date_time,
    ORDER.c.status,
)
_LIKELIEST = (LIKELIHOOD, LINE.c.due_date, LINE.c.order_no, LINE.c.line_no)

JOB_LINES = (
    select(*_COLUMNS, NAMED_OPERATION.label("operation_found"))
    .select_from(LINE.join(ORDER, ORDER.c.no == LINE.c.order_no))
    .where(
        LINE.c.order_no == bindparam("order"),
        or_(bindparam("line") == 0, LINE.c.line_no == bindparam("line")),
    )
    .order_by(*_LIKELIEST)
    .limit(bindparam("most"))
)
ITEM_LINES = (
    select(*_COLUMNS)
    .select_from(LINE.join(ORDER, ORDER.c.no == LINE.c.order_no).outerjoin(ITEM, ITEM.c.no == LINE.c.item_no))
    .where(
        or_(
            LINE.c.item_no == bindparam("item"),
            ITEM.c.gtin.in_(bindparam("gtins", expanding=True)),
        ),
        ORDER.c.status == OrderStatus.RELEASED,
    )
    .order_by(*_LIKELIEST)
    .limit(bindparam("most"))
)
ORDER_EXISTS = select(ORDER.c.no).where(ORDER.c.no == bindparam("order"))
OPERATIONS = (
    select(
        OPERATION.c.order_no,
        OPERATION.c.routing_reference_no,
        OPERATION.c.operation_no,
        OPERATION.c.description,
        OPERATION.c.routing_status,
    )
    .where(OPERATION.c.order_no.in_(bindparam("orders", expanding=True)))
    .order_by(OPERATION.c.sequence_no, OPERATION.c.operation_no)
)


def job_lines(  # one statement, every parameter by name
    connection: Connection, *, order_no: str, line_no: int, operation_no: str, work_center_no: str, most: int
) -> list[Row[Any]]:
    """Read the lines of an order (line 0: all of them), and whether each has the operation named."""
    parameters = {
        "order": order_no,
        "line": line_no,
        "operation": operation_no,
        "work_center": work_center_no,
        "most": most,
    }
    return list(connection.execute(JOB_LINES, parameters))


def item_lines(
    connection: Connection, *, item_no: str, gtins: Iterable[str], work_center_no: str, most: int
) -> list[Row[Any]]:
    """Read the released order lines that make an item, by its number or one of the forms of its GTIN."""
    parameters = {"item": item_no, "gtins": list(gtins), "work_center": work_center_no, "most": most}
    return list(connection.execute(ITEM_LINES, parameters))


def order_exists(connection: Connection, order_no: str) -> bool:
    """Say whether there is such an order."""
    return connection.execute(ORDER_EXISTS, {"order": order_no}).first() is not None


def operations_of(connection: Connection, order_nos: Iterable[str]) -> dict[tuple[str, int], list[Any]]:
    """Read the operations of some orders, by order and routing reference, in the order they are done."""
    found: dict[tuple[str, int], list[Any]] = {}
    for row in connection.execute(OPERATIONS, {"orders": sorted(set(order_nos))}):
        found.setdefault((row.order_no, row.routing_reference_no), []).append(row)
    return found
