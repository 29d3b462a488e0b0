"""Order lines and operations as the rules of the floor look at them."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from backend_client.records.order import ProductionOrderLine
from backend_client.records.order_detail import ProductionOrderRoutingLine
from backend_client.store.rows import Row, table_of

LINE = table_of(ProductionOrderLine)
OPERATION = table_of(ProductionOrderRoutingLine)
LINES = select(LINE).where(LINE.c.order_no.in_(bindparam("orders", expanding=True))).order_by(LINE.c.line_no)
OPERATIONS = (
    select(OPERATION)
    .where(OPERATION.c.order_no.in_(bindparam("orders", expanding=True)))
    .order_by(OPERATION.c.sequence_no)
)


def lines_and_operations(connection: Connection, order_nos: Iterable[str]) -> tuple[list[Row], list[Row]]:
    """Read the lines and the operations of orders; two statements."""
    wanted = {"orders": sorted(set(order_nos))}
    lines = [dict(row) for row in connection.execute(LINES, wanted).mappings()]
    return lines, [dict(row) for row in connection.execute(OPERATIONS, wanted).mappings()]
