"""What was spent on order lines and what came of it, for settling their cost."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.columns import AMOUNT
from backend_client.records.cost import OrderLineCost
from backend_client.records.item import Item, StockkeepingUnit
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.value_entry import ValueEntry
from backend_client.store.queries.average_costs import TO_ADJUST
from backend_client.store.rows import Row, table_of
from backend_client.terms import CostingMethod, ItemLedgerEntryType, OrderStatus, ValueEntryType

LINE = table_of(ProductionOrderLine)
ORDER = table_of(ProductionOrder)
LINE_COST = table_of(OrderLineCost)
VALUE = table_of(ValueEntry)
ENTRY = table_of(ItemLedgerEntry)
CAPACITY = table_of(CapacityLedgerEntry)
ITEM = table_of(Item)
SKU = table_of(StockkeepingUnit)
ORDERS: BindParameter[Any] = bindparam("orders", expanding=True)

LineKey = tuple[str, int]
"""Order number and line number."""


class CostLine(NamedTuple):
    """An order line as its costs need it; shares are those of the item's card, per base unit.

    turns  see `OrderLineCost`; 0 or None for a line that was never settled
    """

    order_no: str
    line_no: int
    status: OrderStatus
    item_no: str
    routing_no: str
    routing_reference_no: int
    indirect_cost_pct: Decimal
    overhead_rate: Decimal
    inventory_posting_group: str
    wip_written_off: bool
    turns: int | None
    costing_method: CostingMethod
    standard_cost: Decimal
    sku_standard_cost: Decimal | None
    single_level_material_cost: Decimal
    single_level_capacity_cost: Decimal
    single_level_subcontracted_cost: Decimal
    single_level_cap_overhead_cost: Decimal
    single_level_mfg_overhead_cost: Decimal


COST_LINES = (
    select(
        LINE.c.order_no,
        LINE.c.line_no,
        ORDER.c.status,
        LINE.c.item_no,
        LINE.c.routing_no,
        LINE.c.routing_reference_no,
        LINE.c.indirect_cost_pct,
        LINE.c.overhead_rate,
        LINE.c.inventory_posting_group,
        LINE.c.wip_written_off,
        LINE_COST.c.turns,
        ITEM.c.costing_method,
        ITEM.c.standard_cost,
        SKU.c.standard_cost,
        ITEM.c.single_level_material_cost,
        ITEM.c.single_level_capacity_cost,
        ITEM.c.single_level_subcontracted_cost,
        ITEM.c.single_level_cap_overhead_cost,
        ITEM.c.single_level_mfg_overhead_cost,
    )
    .select_from(
        LINE.join(ORDER, ORDER.c.no == LINE.c.order_no)
        .join(ITEM, ITEM.c.no == LINE.c.item_no)
        .outerjoin(
            LINE_COST, and_(LINE_COST.c.order_no == LINE.c.order_no, LINE_COST.c.line_no == LINE.c.line_no)
        )
        .outerjoin(
            SKU,
            and_(
                SKU.c.location_code == LINE.c.location_code,
                SKU.c.item_no == LINE.c.item_no,
                SKU.c.variant_code == LINE.c.variant_code,
            ),
        )
    )
    .where(LINE.c.order_no.in_(ORDERS))
    .order_by(LINE.c.order_no, LINE.c.line_no)
)
CONSUMED = (
    select(VALUE.c.order_no, VALUE.c.order_line_no, func.sum(VALUE.c.cost_amount_actual, type_=AMOUNT))
    .where(
        VALUE.c.order_no.in_(ORDERS),
        VALUE.c.item_ledger_entry_type == ItemLedgerEntryType.CONSUMPTION,
        VALUE.c.entry_type != ValueEntryType.ROUNDING,
    )
    .group_by(VALUE.c.order_no, VALUE.c.order_line_no)
)
LAST_CONSUMED = (
    select(ENTRY.c.order_no, ENTRY.c.order_line_no, func.max(ENTRY.c.valuation_date))
    .where(ENTRY.c.order_no.in_(ORDERS), ENTRY.c.entry_type == ItemLedgerEntryType.CONSUMPTION)
    .group_by(ENTRY.c.order_no, ENTRY.c.order_line_no)
)
WORKED = (
    select(
        CAPACITY.c.order_no,
        CAPACITY.c.order_line_no,
        CAPACITY.c.subcontracting,
        VALUE.c.entry_type,
        func.sum(VALUE.c.cost_amount_actual, type_=AMOUNT),
    )
    .select_from(VALUE.join(CAPACITY, CAPACITY.c.entry_no == VALUE.c.capacity_ledger_entry_no))
    .where(VALUE.c.order_no.in_(ORDERS), VALUE.c.capacity_ledger_entry_no != 0)
    .group_by(CAPACITY.c.order_no, CAPACITY.c.order_line_no, CAPACITY.c.subcontracting, VALUE.c.entry_type)
)
PUT_OUT = (
    select(
        CAPACITY.c.order_no,
        CAPACITY.c.order_line_no,
        func.sum(CAPACITY.c.output_quantity, type_=CAPACITY.c.output_quantity.type),
    )
    .where(CAPACITY.c.order_no.in_(ORDERS))
    .group_by(CAPACITY.c.order_no, CAPACITY.c.order_line_no)
)
OUTPUTS = (
    select(ENTRY, ITEM.c.costing_method, ITEM.c.inventory_posting_group, ITEM.c.gen_prod_posting_group)
    .select_from(ENTRY.join(ITEM, ITEM.c.no == ENTRY.c.item_no))
    .where(ENTRY.c.order_no.in_(ORDERS), ENTRY.c.entry_type == ItemLedgerEntryType.OUTPUT)
    .order_by(ENTRY.c.entry_no)
)
TO_SETTLE = (
    select(LINE_COST.c.order_no)
    .where(TO_ADJUST)
    .order_by(LINE_COST.c.level, LINE_COST.c.order_no)
    .limit(bindparam("most"))
)


def cost_lines(connection: Connection, order_nos: Iterable[str]) -> dict[LineKey, CostLine]:
    """Read the lines of some orders, in order."""
    found = connection.execute(COST_LINES, {"orders": sorted(set(order_nos))})
    return {(row[0], row[1]): CostLine._make(row) for row in found}


def orders_to_settle(connection: Connection, most: int) -> list[str]:
    """Read the orders that are settled next, those on the lowest level first."""
    return list(dict.fromkeys(connection.execute(TO_SETTLE, {"most": most}).scalars()))


def settled_before(connection: Connection, order_nos: Iterable[str]) -> dict[LineKey, Row]:
    """Read what is kept of the cost of lines."""
    statement = select(LINE_COST).where(LINE_COST.c.order_no.in_(ORDERS))
    found = connection.execute(statement, {"orders": sorted(set(order_nos))}).mappings()
    return {(row["order_no"], row["line_no"]): dict(row) for row in found}


class Spent(NamedTuple):
    """What was spent on the lines of some orders; work by line, outside or not, and kind of value entry."""

    material: dict[LineKey, Decimal]
    last_consumed: dict[LineKey, date]
    work: dict[tuple[str, int, bool, ValueEntryType], Decimal]
    put_out: dict[LineKey, Decimal]


def spent(connection: Connection, order_nos: Iterable[str]) -> Spent:
    """Read what was spent on the lines of some orders; four statements."""
    values = {"orders": sorted(set(order_nos))}

    def by_line(statement: Any) -> dict[LineKey, Any]:
        return {(row[0], row[1]): row[2] for row in connection.execute(statement, values)}

    material = {key: -amount for key, amount in by_line(CONSUMED).items()}
    work = {(row[0], row[1], row[2], row[3]): row[4] for row in connection.execute(WORKED, values)}
    return Spent(material, by_line(LAST_CONSUMED), work, by_line(PUT_OUT))


def outputs(connection: Connection, order_nos: Iterable[str]) -> dict[LineKey, list[Row]]:
    """Read the output entries of the lines of some orders, with the posting groups of their items."""
    found: dict[LineKey, list[Row]] = {}
    for row in connection.execute(OUTPUTS, {"orders": sorted(set(order_nos))}).mappings():
        found.setdefault((row["order_no"], row["order_line_no"]), []).append(dict(row))
    return found


def level_above(connection: Connection, item_nos: Iterable[str]) -> int:
    """Answer the level of a line that takes these items: one above the highest of the orders that made them."""
    statement = select(func.max(LINE_COST.c.level)).where(LINE_COST.c.item_no.in_(sorted(set(item_nos))))
    highest = connection.execute(statement).scalar()
    return 0 if highest is None else highest + 1
