"""Orders that a posting was on, and released orders of which all output is there."""

from sqlalchemy import Connection, bindparam, exists, select, union

from backend_client import limits
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.store.rows import table_of
from backend_client.terms import OrderStatus

CAPACITY = table_of(CapacityLedgerEntry)
ITEM = table_of(ItemLedgerEntry)
ORDER = table_of(ProductionOrder)
LINE = table_of(ProductionOrderLine)

POSTED_ON = union(
    select(CAPACITY.c.order_no).where(CAPACITY.c.entry_no > bindparam("capacity")),
    select(ITEM.c.order_no).where(ITEM.c.entry_no > bindparam("item")),
)
_OF_ORDER = LINE.c.order_no == ORDER.c.no
ALL_OUTPUT = (
    select(ORDER.c.no)
    .where(
        ORDER.c.status == OrderStatus.RELEASED,
        exists().where(_OF_ORDER, LINE.c.finished_qty_base > 0),
        ~exists().where(_OF_ORDER, LINE.c.remaining_qty_base != 0),
    )
    .order_by(ORDER.c.no)
    .limit(limits.TASKS_MAX)
)


def orders_posted_on(connection: Connection, capacity_entry_no: int, item_entry_no: int) -> list[str]:
    """Read the orders that entries behind these numbers are of."""
    values = {"capacity": capacity_entry_no, "item": item_entry_no}
    return sorted(no for no in connection.execute(POSTED_ON, values).scalars() if no)


def orders_with_all_output(connection: Connection) -> list[str]:
    """Read released orders that have nothing left to make; at most limits.TASKS_MAX."""
    return list(connection.execute(ALL_OUTPUT).scalars())
