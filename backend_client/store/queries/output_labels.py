"""Output entries of an order with what a label says about their items."""

from typing import Any

from sqlalchemy import Connection, Row, false, func, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item import Item
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.register import Register
from backend_client.store.rows import table_of
from backend_client.terms import ItemLedgerEntryType

CAPACITY = table_of(CapacityLedgerEntry)
ENTRY = table_of(ItemLedgerEntry)
ITEM = table_of(Item)
REGISTER = table_of(Register)


def output_entries(
    connection: Connection, order_no: str, order_line_no: int, register_no: int, most: int
) -> list[Row[Any]]:
    """Read the newest output entries of an order that were not taken back, in posting order."""
    wanted = (
        select(ENTRY, ITEM.c.description, ITEM.c.gtin, REGISTER.c.person_no)
        .join(ITEM, ITEM.c.no == ENTRY.c.item_no)
        .join(REGISTER, REGISTER.c.no == ENTRY.c.register_no)
        .outerjoin(CAPACITY, CAPACITY.c.entry_no == ENTRY.c.capacity_ledger_entry_no)
        .where(
            ENTRY.c.order_no == order_no,
            ENTRY.c.entry_type == ItemLedgerEntryType.OUTPUT,
            ENTRY.c.quantity > 0,
            func.coalesce(CAPACITY.c.reversed, false()).is_(False),
        )
    )
    if order_line_no:
        wanted = wanted.where(ENTRY.c.order_line_no == order_line_no)
    if register_no:
        wanted = wanted.where(ENTRY.c.register_no == register_no)
    return list(connection.execute(wanted.order_by(ENTRY.c.entry_no.desc()).limit(most)))[::-1]
