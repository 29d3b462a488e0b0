"""What was posted on an order: its item and capacity ledger entries, and how much of each operation was made."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import Connection, bindparam, or_, select
from sqlalchemy import func as sql

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.store.rows import Row, table_of

ITEM_ENTRY = table_of(ItemLedgerEntry)
CAPACITY_ENTRY = table_of(CapacityLedgerEntry)

ITEM_ENTRIES = (
    select(ITEM_ENTRY)
    .where(
        ITEM_ENTRY.c.order_no == bindparam("order"),
        or_(bindparam("line") == 0, ITEM_ENTRY.c.order_line_no == bindparam("line")),
    )
    .order_by(ITEM_ENTRY.c.entry_no.desc())
    .limit(bindparam("most"))
)
CAPACITY_ENTRIES = (
    select(CAPACITY_ENTRY)
    .where(
        CAPACITY_ENTRY.c.order_no == bindparam("order"),
        or_(bindparam("line") == 0, CAPACITY_ENTRY.c.order_line_no == bindparam("line")),
        or_(bindparam("operation") == "", CAPACITY_ENTRY.c.operation_no == bindparam("operation")),
    )
    .order_by(CAPACITY_ENTRY.c.entry_no.desc())
    .limit(bindparam("most"))
)
MADE = (
    select(
        CAPACITY_ENTRY.c.order_no,
        CAPACITY_ENTRY.c.order_line_no,
        CAPACITY_ENTRY.c.operation_no,
        sql.sum(CAPACITY_ENTRY.c.output_quantity),
        sql.sum(CAPACITY_ENTRY.c.scrap_quantity),
    )
    .where(CAPACITY_ENTRY.c.order_no.in_(bindparam("orders", expanding=True)))
    .group_by(CAPACITY_ENTRY.c.order_no, CAPACITY_ENTRY.c.order_line_no, CAPACITY_ENTRY.c.operation_no)
)

MadeKey = tuple[str, int, str]
"""Order, order line and operation ("" where the line has no routing)."""


def item_entries(connection: Connection, order_no: str, line_no: int, most: int) -> list[Row]:
    """Read the newest item ledger entries of an order line, newest first; 0 = of all its lines."""
    wanted = {"order": order_no, "line": line_no, "most": most}
    return [dict(row) for row in connection.execute(ITEM_ENTRIES, wanted).mappings()]


def capacity_entries(
    connection: Connection, order_no: str, line_no: int, operation_no: str, most: int
) -> list[Row]:
    """Read the newest capacity ledger entries of an order line, newest first; "" = of all its operations."""
    wanted = {"order": order_no, "line": line_no, "operation": operation_no, "most": most}
    return [dict(row) for row in connection.execute(CAPACITY_ENTRIES, wanted).mappings()]


def made_by_operation(
    connection: Connection, order_nos: Iterable[str]
) -> dict[MadeKey, tuple[Decimal, Decimal]]:
    """Read the output and the scrap posted on each operation of each line of some orders; one statement."""
    rows = connection.execute(MADE, {"orders": sorted(set(order_nos))})
    return {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows}
