"""What a standard cost calculation asks beside items, BOMs and routings; each function is one statement."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, or_, select

from backend_client.records.item import Item, StockkeepingUnit
from backend_client.store.queries.stock import ENTRY, OPEN
from backend_client.store.rows import table_of
from backend_client.terms import CostingMethod, ReplenishmentSystem

ITEM = table_of(Item)
SKU = table_of(StockkeepingUnit)

WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
IN_STOCK = (
    select(ENTRY.c.item_no)
    .where(ENTRY.c.item_no.in_(WANTED), OPEN, ENTRY.c.remaining_quantity > 0)
    .distinct()
)
OWN_STANDARD_COSTS = (
    select(SKU.c.item_no, func.count())
    .where(SKU.c.item_no.in_(WANTED), SKU.c.standard_cost.is_not(None))
    .group_by(SKU.c.item_no)
)
PRODUCED_AT_STANDARD = (
    select(ITEM.c.no)
    .where(
        ITEM.c.replenishment_system == ReplenishmentSystem.PROD_ORDER,
        ITEM.c.costing_method == CostingMethod.STANDARD,
        or_(ITEM.c.production_bom_no != "", ITEM.c.routing_no != ""),
    )
    .order_by(ITEM.c.no)
)


def items_in_stock(connection: Connection, nos: Iterable[str]) -> frozenset[str]:
    """Answer which of some items have stock that is not used up."""
    return frozenset(connection.execute(IN_STOCK, {"wanted": sorted(nos)}).scalars())


def own_standard_costs(connection: Connection, nos: Iterable[str]) -> dict[str, int]:
    """Answer how many stockkeeping units of some items name a standard cost of their own."""
    found = connection.execute(OWN_STANDARD_COSTS, {"wanted": sorted(nos)})
    return {row[0]: row[1] for row in found}


def produced_at_standard(connection: Connection) -> tuple[str, ...]:
    """Answer every item of standard cost that is made by a BOM or a routing."""
    return tuple(connection.execute(PRODUCED_AT_STANDARD).scalars())
