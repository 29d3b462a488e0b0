"""The components of an order line with what their items say, and what lies where of them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, select

from backend_client.records.item import Item, ItemTrackingCode, UnitOfMeasure
from backend_client.records.order_detail import ProductionOrderComponent
from backend_client.records.warehouse import BinContent
from backend_client.store.queries.stock import ENTRY, OPEN
from backend_client.store.rows import table_of

COMPONENT = table_of(ProductionOrderComponent)
ITEM = table_of(Item)
TRACKING = table_of(ItemTrackingCode)
UNIT = table_of(UnitOfMeasure)
CONTENT = table_of(BinContent)

PARTS = (
    select(
        COMPONENT,
        ITEM.c.gtin,
        ITEM.c.blocked,
        TRACKING.c.lot_specific_tracking,
        TRACKING.c.sn_specific_tracking,
        UNIT.c.international_standard_code,
    )
    .select_from(
        COMPONENT.outerjoin(ITEM, ITEM.c.no == COMPONENT.c.item_no)
        .outerjoin(TRACKING, TRACKING.c.code == ITEM.c.item_tracking_code)
        .outerjoin(UNIT, UNIT.c.code == COMPONENT.c.unit_of_measure_code)
    )
    .where(COMPONENT.c.order_no == bindparam("order"), COMPONENT.c.order_line_no == bindparam("line"))
    .order_by(COMPONENT.c.line_no)
)
IN_STOCK = (
    select(
        ENTRY.c.item_no,
        ENTRY.c.variant_code,
        ENTRY.c.location_code,
        ENTRY.c.lot_no,
        ENTRY.c.serial_no,
        ENTRY.c.remaining_quantity,
        ENTRY.c.expiration_date,
    )
    .where(ENTRY.c.item_no.in_(bindparam("items", expanding=True)), OPEN)
    .order_by(ENTRY.c.entry_no)
)
IN_BINS = (
    select(CONTENT)
    .where(CONTENT.c.item_no.in_(bindparam("items", expanding=True)), CONTENT.c.quantity > 0)
    .order_by(CONTENT.c.bin_code, CONTENT.c.lot_no, CONTENT.c.serial_no)
)


def parts_of_line(connection: Connection, order_no: str, line_no: int) -> list[Any]:
    """Read the components of an order line, each with its item's GTIN and tracking."""
    return list(connection.execute(PARTS, {"order": order_no, "line": line_no}))


def in_stock(connection: Connection, item_nos: Iterable[str]) -> list[Any]:
    """Read what is in stock of some items, entry by entry, the oldest first."""
    return list(connection.execute(IN_STOCK, {"items": sorted(set(item_nos))}))


def in_bins(connection: Connection, item_nos: Iterable[str]) -> list[Any]:
    """Read what the bins hold of some items."""
    return list(connection.execute(IN_BINS, {"items": sorted(set(item_nos))}))
