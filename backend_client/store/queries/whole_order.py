"""A production order as it stands, whole: the order, its lines, components, operations and capacity needs."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import BindParameter, Column, Connection, Select, Table, bindparam, or_, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import (
    CapacityNeed,
    ProductionOrderComponent,
    ProductionOrderRoutingLine,
)
from backend_client.store.rows import Row, table_of

ORDER = table_of(ProductionOrder)
LINE = table_of(ProductionOrderLine)
COMPONENT = table_of(ProductionOrderComponent)
OPERATION = table_of(ProductionOrderRoutingLine)
NEED = table_of(CapacityNeed)
CAPACITY_ENTRY = table_of(CapacityLedgerEntry)
ITEM_ENTRY = table_of(ItemLedgerEntry)

_WANTED: BindParameter[str] = bindparam("order")
ORDER_BY_NO = select(ORDER).where(ORDER.c.no == _WANTED)
LINES = select(LINE).where(LINE.c.order_no == _WANTED).order_by(LINE.c.line_no)
NEEDS = (
    select(NEED)
    .where(NEED.c.order_no == _WANTED)
    .order_by(NEED.c.routing_reference_no, NEED.c.operation_no, NEED.c.line_no)
)
HAS_ENTRIES = select(
    or_(
        select(CAPACITY_ENTRY.c.entry_no).where(CAPACITY_ENTRY.c.order_no == _WANTED).exists(),
        select(ITEM_ENTRY.c.entry_no).where(ITEM_ENTRY.c.order_no == _WANTED).exists(),
    )
)


def order(connection: Connection, no: str) -> Row | None:
    """Read an order's own row."""
    found = connection.execute(ORDER_BY_NO, {"order": no}).mappings().first()
    return dict(found) if found else None


def lines(connection: Connection, no: str) -> list[Row]:
    """Read an order's lines."""
    return [dict(row) for row in connection.execute(LINES, {"order": no}).mappings()]


def needs(connection: Connection, no: str) -> list[Row]:
    """Read the capacity needs of an order, each operation's in order of time."""
    return [dict(row) for row in connection.execute(NEEDS, {"order": no}).mappings()]


def has_ledger_entries(connection: Connection, no: str) -> bool:
    """Say whether anything was posted on an order."""
    return bool(connection.execute(HAS_ENTRIES, {"order": no}).scalar_one())


class WholeOrder(NamedTuple):
    """All rows of one order, in the order in which they are worked through."""

    order: Row
    lines: list[Row]
    components: list[Row]
    operations: list[Row]
    needs: list[Row]


def _of_orders(table: Table, order_no: Column[str], *sorted_by: Column[object]) -> Select[tuple[object, ...]]:
    return select(table).where(order_no.in_(bindparam("orders", expanding=True))).order_by(*sorted_by)


ORDERS = _of_orders(ORDER, ORDER.c.no, ORDER.c.no)
PARTS = (
    _of_orders(LINE, LINE.c.order_no, LINE.c.line_no),
    _of_orders(COMPONENT, COMPONENT.c.order_no, COMPONENT.c.order_line_no, COMPONENT.c.line_no),
    _of_orders(OPERATION, OPERATION.c.order_no, OPERATION.c.routing_reference_no, OPERATION.c.sequence_no),
    _of_orders(NEED, NEED.c.order_no, NEED.c.routing_reference_no, NEED.c.operation_no, NEED.c.line_no),
)


def whole_orders(connection: Connection, nos: Iterable[str]) -> dict[str, WholeOrder]:
    """Read orders by number with all that belongs to them; five statements, however many orders."""
    wanted = {"orders": sorted(set(nos))}
    orders = [dict(row) for row in connection.execute(ORDERS, wanted).mappings()]
    found = {order["no"]: WholeOrder(order, [], [], [], []) for order in orders}
    for place, statement in enumerate(PARTS):
        for row in connection.execute(statement, wanted).mappings():
            whole = found[row["order_no"]]
            (whole.lines, whole.components, whole.operations, whole.needs)[place].append(dict(row))
    return found
