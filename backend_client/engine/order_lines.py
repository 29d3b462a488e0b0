"""The lines of an order: one for an item, one for each item of a family, one for each sales line to be produced.

Lines of a family share the family's routing under routing reference 0; equal ones (item and unit) are merged. A
line says which BOM and routing it uses: the order's own where it names one, the stockkeeping unit's, the item's.
Lines for sales are told in sales_lines.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.engine.context import Context
from backend_client.limits import QUANTITY_MAX
from backend_client.messages.base import Refused
from backend_client.records.order import ProductionOrderLine
from backend_client.refusals import RefusalCode
from backend_client.rules.production_versions import own_or_items
from backend_client.rules.rounding import round_quantity, round_unit_cost
from backend_client.store.queries import planning
from backend_client.store.rows import Row, new_row
from backend_client.terms import CostingMethod, OrderSourceType, OrderStatus

LINE_STEP = 10_000
OUTPUT_BLOCKED = "output"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSource:
    """What a line is made from: an item, how many, where."""

    item_no: str
    variant_code: str
    description: str
    quantity: Decimal
    unit_of_measure_code: str
    location_code: str
    bin_code: str
    due_date: date | None = None  # None = the order's


def unit_cost_of(item: Row, sku: Row | None) -> Decimal:
    """Answer the cost of one base unit: the stockkeeping unit's, else the item's; standard where so costed."""
    column = "standard_cost" if item["costing_method"] is CostingMethod.STANDARD else "unit_cost"
    own = sku[column] if sku else None
    cost: Decimal = item[column] if own is None else own
    return cost


def line_rows(context: Context, order: Row) -> list[Row] | Refused:
    """Make the lines of an order from its source; dates are not in them yet.

    Refusals: item-not-found, master-data-not-found (variant, family), item-blocked, unit-not-allowed,
    quantity-out-of-range; item-production-blocked for a released order.
    """
    if order["source_type"] is OrderSourceType.FAMILY:
        return _family_lines(context, order)
    source = LineSource(
        item_no=order["source_no"],
        variant_code=order["variant_code"],
        description=order["description"],
        quantity=order["quantity"],
        unit_of_measure_code=order["unit_of_measure_code"],
        location_code=order["location_code"],
        bin_code=order["bin_code"],
    )
    rows = make_lines(context, order, [source])
    if isinstance(rows, Refused):
        return rows
    (row,) = rows
    row["production_bom_no"] = order["production_bom_no"] or row["production_bom_no"]
    row["routing_no"] = order["routing_no"] or row["routing_no"]
    if order["without_production_bom"]:
        row["production_bom_no"] = ""
    if order["without_routing"]:
        row["routing_no"] = ""
    return [row]


def _family_lines(context: Context, order: Row) -> list[Row] | Refused:
    family, members = planning.family(context.connection, order["source_no"])
    if family is None:
        return Refused(code=RefusalCode.MASTER_DATA_NOT_FOUND, facts={"family": order["source_no"]})
    merged: dict[tuple[str, str], LineSource] = {}
    for member in members:
        key = (member["item_no"], member["unit_of_measure_code"])
        quantity = round_quantity(member["quantity"] * order["quantity"])
        merged[key] = LineSource(
            item_no=member["item_no"],
            variant_code="",
            description=member["description"],
            quantity=quantity + (merged[key].quantity if key in merged else 0),
            unit_of_measure_code=member["unit_of_measure_code"],
            location_code=order["location_code"],
            bin_code=order["bin_code"],
        )
    rows = make_lines(context, order, merged.values())
    if isinstance(rows, Refused):
        return rows
    for row in rows:
        routing_no = "" if order["without_routing"] else order["routing_no"] or family["routing_no"]
        row.update(routing_no=routing_no, routing_reference_no=0)
        if order["without_production_bom"]:
            row["production_bom_no"] = ""
    return rows


def make_lines(
    context: Context, order: Row, sources: Iterable[LineSource], *, first_no: int = LINE_STEP, level: int = 0
) -> list[Row] | Refused:
    """Make lines, numbered in steps of 10000; refuses as `line_rows` does."""
    sources = list(sources)
    nos = {source.item_no for source in sources}
    items = planning.items(context.connection, nos)
    units = planning.item_units(context.connection, nos)
    skus = {
        location_code: planning.stockkeeping_units(context.connection, nos, location_code)
        for location_code in {source.location_code for source in sources}
    }
    rows: list[Row] = []
    for number, source in enumerate(sources):
        item = items.get(source.item_no)
        if item is None:
            return Refused(code=RefusalCode.ITEM_NOT_FOUND, facts={"item_no": source.item_no})
        refused = _not_producible(context, order, item, source)
        if refused is not None:
            return refused
        qty_per_unit = _qty_per_unit(item, units, source.unit_of_measure_code)
        if isinstance(qty_per_unit, Refused):
            return qty_per_unit
        sku = skus[source.location_code].get((source.item_no, source.variant_code))
        row = _line_row(order, source, item, sku, qty_per_unit)
        row.update(line_no=first_no + number * LINE_STEP, planning_level=level)
        row["routing_reference_no"] = row["line_no"]
        if not 0 < row["quantity"] <= QUANTITY_MAX or not 0 < row["quantity_base"] <= QUANTITY_MAX:
            return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "quantity"})
        rows.append(row)
    return rows


def _not_producible(context: Context, order: Row, item: Row, source: LineSource) -> Refused | None:
    facts = {"item_no": source.item_no}
    if item["blocked"]:
        return Refused(code=RefusalCode.ITEM_BLOCKED, facts=facts)
    if order["status"] is OrderStatus.RELEASED and item["production_blocked"] == OUTPUT_BLOCKED:
        return Refused(code=RefusalCode.ITEM_PRODUCTION_BLOCKED, facts=facts)
    variant = source.variant_code
    if variant and not planning.variant_exists(context.connection, source.item_no, variant):
        return Refused(code=RefusalCode.MASTER_DATA_NOT_FOUND, facts={**facts, "variant_code": variant})
    return None


def _qty_per_unit(item: Row, units: dict[tuple[str, str], Row], code: str) -> Decimal | Refused:
    if code in {"", item["base_unit_of_measure"]}:
        return Decimal(1)
    unit = units.get((item["no"], code))
    if unit is None:
        facts = {"field": "unit_of_measure_code", "unit_of_measure_code": code, "item_no": item["no"]}
        return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=facts)
    qty_per_unit: Decimal = unit["qty_per_unit_of_measure"]
    return qty_per_unit


def _line_row(order: Row, source: LineSource, item: Row, sku: Row | None, qty_per_unit: Decimal) -> Row:
    quantity_base = round_quantity(source.quantity * qty_per_unit)
    return new_row(
        ProductionOrderLine,
        order_no=order["no"],
        line_no=0,
        item_no=source.item_no,
        variant_code=source.variant_code,
        description=source.description or item["description"],
        location_code=source.location_code,
        bin_code=source.bin_code,
        quantity=source.quantity,
        quantity_base=quantity_base,
        remaining_quantity=source.quantity,
        remaining_qty_base=quantity_base,
        unit_of_measure_code=source.unit_of_measure_code or item["base_unit_of_measure"],
        qty_per_unit_of_measure=qty_per_unit,
        scrap_pct=item["scrap_pct"],
        production_bom_no=own_or_items(sku["production_bom_no"] if sku else None, item["production_bom_no"]),
        routing_no=own_or_items(sku["routing_no"] if sku else None, item["routing_no"]),
        unit_cost=round_unit_cost(unit_cost_of(item, sku) * qty_per_unit),
        indirect_cost_pct=item["indirect_cost_pct"],
        overhead_rate=item["overhead_rate"],
        inventory_posting_group=item["inventory_posting_group"],
        gen_prod_posting_group=item["gen_prod_posting_group"],
        due_date=source.due_date or order["due_date"],
    )
