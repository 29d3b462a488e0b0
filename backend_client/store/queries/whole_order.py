"""A production order as it stands, whole: the order, its lines, components, operations and capacity needs."""

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

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
COMPONENTS = (
    select(COMPONENT)
    .where(COMPONENT.c.order_no == _WANTED)
    .order_by(COMPONENT.c.order_line_no, COMPONENT.c.line_no)
)
OPERATIONS = (
    select(OPERATION)
    .where(OPERATION.c.order_no == _WANTED)
    .order_by(OPERATION.c.routing_reference_no, OPERATION.c.sequence_no)
)
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


def components(connection: Connection, no: str) -> list[Row]:
    """Read the components of all lines of an order."""
    return [dict(row) for row in connection.execute(COMPONENTS, {"order": no}).mappings()]


def operations(connection: Connection, no: str) -> list[Row]:
    """Read the operations of an order in the order they are done."""
    return [dict(row) for row in connection.execute(OPERATIONS, {"order": no}).mappings()]


def needs(connection: Connection, no: str) -> list[Row]:
    """Read the capacity needs of an order, each operation's in order of time."""
    return [dict(row) for row in connection.execute(NEEDS, {"order": no}).mappings()]


def has_ledger_entries(connection: Connection, no: str) -> bool:
    """Say whether anything was posted on an order."""
    return bool(connection.execute(HAS_ENTRIES, {"order": no}).scalar_one())
