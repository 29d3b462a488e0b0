"""What a movement of stock without an order has to know: the item, its unit and its bin, in one statement."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, select

from backend_client.store.queries.journal_facts import VARIANT
from backend_client.store.queries.output_facts import (
    BIN,
    ITEM,
    ITEM_COLUMNS,
    ITEM_NAMES,
    ITEM_UNIT,
    SKU,
    TRACKING,
    named,
)
from backend_client.store.rows import Row

ITEM_FACTS = (
    select(
        *ITEM_COLUMNS,
        ITEM_UNIT.c.qty_per_unit_of_measure.label("qty_per_unit_asked"),
        BIN.c.code.label("bin"),
        VARIANT.c.code.label("variant_found"),
    )
    .select_from(
        ITEM.outerjoin(
            SKU,
            and_(
                SKU.c.location_code == bindparam("location"),
                SKU.c.item_no == ITEM.c.no,
                SKU.c.variant_code == bindparam("variant"),
            ),
        )
        .outerjoin(TRACKING, TRACKING.c.code == ITEM.c.item_tracking_code)
        .outerjoin(ITEM_UNIT, and_(ITEM_UNIT.c.item_no == ITEM.c.no, ITEM_UNIT.c.code == bindparam("unit")))
        .outerjoin(VARIANT, and_(VARIANT.c.item_no == ITEM.c.no, VARIANT.c.code == bindparam("variant")))
        .outerjoin(
            BIN, and_(BIN.c.location_code == bindparam("location"), BIN.c.code == bindparam("bin_code"))
        )
    )
    .where(ITEM.c.no == bindparam("item"))
)


class ItemFacts(NamedTuple):
    """An item as it counts at a place; None where the item has no such unit or variant, the location no such bin."""

    item: Row
    qty_per_unit_asked: Any
    bin_found: str | None
    variant_found: str | None


def item_facts(  # one statement, every parameter by name
    connection: Connection,
    *,
    item_no: str,
    location_code: str,
    variant_code: str,
    unit_code: str,
    bin_code: str,
) -> ItemFacts | None:
    """Read an item; None where there is none of that number."""
    parameters = {
        "item": item_no,
        "location": location_code,
        "variant": variant_code,
        "unit": unit_code,
        "bin_code": bin_code,
    }
    row = connection.execute(ITEM_FACTS, parameters).first()
    if row is None:
        return None
    width = len(ITEM_COLUMNS)
    return ItemFacts(named(ITEM_NAMES, row[:width]), row[width], row[width + 1], row[width + 2])
