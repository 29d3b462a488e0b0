"""Lots and serial numbers that an order's item entries carry, added up by the database."""

from typing import Any

from sqlalchemy import Connection, case, func, or_, select, tuple_

from backend_client.records.columns import QUANTITY
from backend_client.records.item import Item
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.store.rows import table_of
from backend_client.terms import ItemLedgerEntryType

ENTRY = table_of(ItemLedgerEntry)
ITEM = table_of(Item)
MADE_FIRST: Any = case((ENTRY.c.entry_type == ItemLedgerEntryType.OUTPUT, 0), else_=1)
PLACE = (ENTRY.c.item_no, ENTRY.c.variant_code, ENTRY.c.lot_no, ENTRY.c.serial_no)
OF_ORDERS = (ItemLedgerEntryType.OUTPUT, ItemLedgerEntryType.CONSUMPTION)


def tracked_lots(
    connection: Connection, order_no: str, after: tuple[int, str, str, str, str] | None, most: int
) -> list[Any]:
    """Read what an order made, then what it used, each lot and serial number once; those behind a place."""
    wanted = (
        select(
            ENTRY.c.entry_type,
            *PLACE,
            func.max(ITEM.c.description).label("description"),
            func.max(ITEM.c.base_unit_of_measure).label("unit_of_measure_code"),
            func.sum(ENTRY.c.quantity, type_=QUANTITY).label("quantity"),
            func.count().label("entries"),
        )
        .select_from(ENTRY.join(ITEM, ITEM.c.no == ENTRY.c.item_no))
        .where(
            ENTRY.c.order_no == order_no,
            ENTRY.c.entry_type.in_(OF_ORDERS),
            or_(ENTRY.c.lot_no != "", ENTRY.c.serial_no != ""),
        )
        .group_by(ENTRY.c.entry_type, *PLACE)
        .order_by(MADE_FIRST, *PLACE)
        .limit(most)
    )
    if after is not None:
        kind, *place = after
        further = tuple_(*PLACE) > tuple_(*place)
        wanted = wanted.where(or_(kind < MADE_FIRST, (kind == MADE_FIRST) & further))
    return list(connection.execute(wanted))
