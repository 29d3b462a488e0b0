"""What the lines of an order are planned to take: quantities, components, operations; and what is in process now."""

from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from backend_client.records.center import WorkCenter
from backend_client.records.columns import AMOUNT
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import ProductionOrderComponent, ProductionOrderRoutingLine
from backend_client.store.queries.cost_parts import CONDITIONS, INTO_WIP, VALUE
from backend_client.store.rows import Row, table_of
from backend_client.terms import CostPart

ORDER = table_of(ProductionOrder)
LINE = table_of(ProductionOrderLine)
COMPONENT = table_of(ProductionOrderComponent)
OPERATION = table_of(ProductionOrderRoutingLine)
WORK_CENTER = table_of(WorkCenter)
ORDER_NO: Any = bindparam("order")

COMPONENT_COSTS = (
    select(COMPONENT.c.order_line_no, func.sum(COMPONENT.c.cost_amount, type_=AMOUNT))
    .where(COMPONENT.c.order_no == ORDER_NO)
    .group_by(COMPONENT.c.order_line_no)
)
OPERATION_COSTS = (
    select(
        OPERATION.c.routing_reference_no,
        OPERATION.c.expected_operation_cost,
        OPERATION.c.expected_capacity_overhead,
        (func.coalesce(WORK_CENTER.c.subcontractor_no, "") != "").label("outside"),
    )
    .select_from(OPERATION.outerjoin(WORK_CENTER, WORK_CENTER.c.no == OPERATION.c.work_center_no))
    .where(OPERATION.c.order_no == ORDER_NO)
)
IN_PROCESS = (
    select(VALUE.c.order_line_no, func.sum(INTO_WIP, type_=AMOUNT))
    .where(VALUE.c.order_no == ORDER_NO, CONDITIONS[CostPart.WIP])
    .group_by(VALUE.c.order_line_no)
)


class OperationCost(NamedTuple):
    """What an operation is expected to cost, the overhead in it, and whether a subcontractor does it."""

    routing_reference_no: int
    cost: Decimal
    overhead: Decimal
    outside: bool


def order_head(connection: Connection, order_no: str) -> Row | None:
    """Read an order without its lines."""
    found = connection.execute(select(ORDER).where(ORDER.c.no == order_no)).mappings().first()
    return dict(found) if found else None


def planned_lines(connection: Connection, order_no: str) -> list[Row]:
    """Read the lines of an order."""
    statement = select(LINE).where(LINE.c.order_no == order_no).order_by(LINE.c.line_no)
    return [dict(row) for row in connection.execute(statement).mappings()]


def component_costs(connection: Connection, order_no: str) -> dict[int, Decimal]:
    """Sum the expected cost of components by line."""
    return {row[0]: row[1] for row in connection.execute(COMPONENT_COSTS, {"order": order_no})}


def operation_costs(connection: Connection, order_no: str) -> list[OperationCost]:
    """Read what the operations of an order are expected to cost."""
    found = connection.execute(OPERATION_COSTS, {"order": order_no})
    return [OperationCost(row[0], row[1], row[2], bool(row[3])) for row in found]


def in_process(connection: Connection, order_no: str) -> dict[int, Decimal]:
    """Sum what was put into work in process and not taken out, by line; write-offs not counted."""
    return {row[0]: row[1] for row in connection.execute(IN_PROCESS, {"order": order_no})}
