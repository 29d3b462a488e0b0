"""What was posted on the parts of an order: a part with entries keeps its item, its center and its place."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.store.rows import table_of

CAPACITY_ENTRY = table_of(CapacityLedgerEntry)
ITEM_ENTRY = table_of(ItemLedgerEntry)


def line_has_entries(connection: Connection, order_no: str, line_no: int) -> bool:
    """Say whether output, consumption or time was ever posted on an order line."""
    return any(
        _exists(connection, entry.c.order_no == order_no, entry.c.order_line_no == line_no)
        for entry in (CAPACITY_ENTRY, ITEM_ENTRY)
    )


def operation_has_entries(
    connection: Connection, order_no: str, routing_reference_no: int, operation_no: str
) -> bool:
    """Say whether anything was ever posted on an operation."""
    return _exists(
        connection,
        CAPACITY_ENTRY.c.order_no == order_no,
        CAPACITY_ENTRY.c.routing_reference_no == routing_reference_no,
        CAPACITY_ENTRY.c.operation_no == operation_no,
    )


def component_has_entries(connection: Connection, order_no: str, line_no: int, component_no: int) -> bool:
    """Say whether any of a component was ever consumed."""
    return _exists(
        connection,
        ITEM_ENTRY.c.order_no == order_no,
        ITEM_ENTRY.c.order_line_no == line_no,
        ITEM_ENTRY.c.component_line_no == component_no,
    )


def _exists(connection: Connection, *conditions: ColumnElement[Any]) -> bool:
    return bool(connection.execute(select(select(1).where(*conditions).exists())).scalar_one())
