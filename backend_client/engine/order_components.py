"""The components of an order line: its BOM exploded, with what it needs of each, from where and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from backend_client.engine.context import Context
from backend_client.engine.order_boms import boms_for
from backend_client.engine.order_lines import LINE_STEP, unit_cost_of
from backend_client.limits import AMOUNT_MAX, QUANTITY_MAX, QUANTITY_PER_MAX
from backend_client.messages.base import Refused
from backend_client.records.order_detail import ProductionOrderComponent
from backend_client.refusals import RefusalCode
from backend_client.rules.bom_explosion import ExplodedComponent, explode
from backend_client.rules.component_need import (
    ComponentFacts,
    Measures,
    cost_amount,
    expected_quantity,
    remaining_quantity,
)
from backend_client.rules.order_dates import days_after
from backend_client.rules.rounding import (
    QUANTITY_PRECISION,
    round_quantity,
    round_unit_cost,
)
from backend_client.rules.routing_scrap import NO_SCRAP, AccumulatedScrap
from backend_client.rules.units import quantity_in_unit
from backend_client.store.queries import planning
from backend_client.store.rows import Row, new_row
from backend_client.terms import FlushingMethod

MEASURES = ("length", "width", "depth", "weight")
OWN = (
    "item_no",
    "variant_code",
    "description",
    "unit_of_measure_code",
    "quantity_per",
    "calculation_formula",
    "scrap_pct",
    "routing_link_code",
    "position",
    "lead_time_offset_days",
)
"""What a component's need is worked out from, beside its measures."""

PICKED = {FlushingMethod.PICK_MANUAL, FlushingMethod.PICK_FORWARD, FlushingMethod.PICK_BACKWARD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """The items of all components with their units and stockkeeping units, and where they are taken from."""

    items: dict[str, Row]
    units: dict[tuple[str, str], Row]
    skus: dict[tuple[str, str], Row]
    location_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Need:
    """How much of a component a line needs, in which unit, and what one of it costs."""

    unit_of_measure_code: str
    qty_per_unit_of_measure: Decimal
    expected: Decimal
    unit_cost: Decimal


def component_rows(context: Context, line: Row, operations: Sequence[Row]) -> list[Row] | Refused:
    """Make the components of a line whose operations and dates stand.

    Sets the line's BOM version. Refusals: not-certified, bom-circular, item-not-found, unit-not-allowed,
    quantity-out-of-range.
    """
    if not line["production_bom_no"]:
        return []
    start = line["starting_date_time"].date()
    boms = boms_for(context, line["production_bom_no"], due=line["due_date"], start=start)
    if isinstance(boms, Refused):
        return boms
    line["production_bom_version_code"] = boms.version_code
    nos = {bom_line.no for lines in boms.lines.values() for bom_line in lines} | {line["item_no"]}
    cards = cards_of(context, nos, component_location(context, line))
    bom_qty_per_unit = _qty_per_unit(cards, line["item_no"], boms.unit_of_measure_code)
    if isinstance(bom_qty_per_unit, Refused):
        return bom_qty_per_unit
    exploded = explode(
        line["production_bom_no"],
        boms.lines,
        line_qty_per_unit=line["qty_per_unit_of_measure"],
        bom_qty_per_unit=bom_qty_per_unit,
        on=start,
        link_scraps={row["routing_link_code"]: _scrap(row) for row in reversed(operations)},
    )
    if isinstance(exploded, Refused):
        return exploded
    rows: list[Row] = []
    for number, component in enumerate(exploded, start=1):
        row = component_row(context, line, component, cards, operations)
        if isinstance(row, Refused):
            return row
        row["line_no"] = number * LINE_STEP
        rows.append(row)
    return rows


def component_location(context: Context, line: Row) -> str:
    """Answer where a line takes its components from unless told otherwise."""
    location_code: str = context.setup.settings.components_at_location or line["location_code"]
    return location_code


def cards_of(context: Context, nos: Iterable[str], location_code: str) -> Cards:
    """Read the items of components; three statements."""
    nos = set(nos)
    return Cards(
        items=planning.items(context.connection, nos),
        units=planning.item_units(context.connection, nos),
        skus=planning.stockkeeping_units(context.connection, nos, location_code),
        location_code=location_code,
    )


def component_row(
    context: Context, line: Row, component: ExplodedComponent, cards: Cards, operations: Sequence[Row]
) -> Row | Refused:
    """Make one component of a line, without a number. Refuses as `component_rows` does."""
    operation = operation_for(component.routing_link_code, operations)
    need = _need(line, component, cards, operation)
    if isinstance(need, Refused):
        return need
    item = cards.items[component.item_no]
    sku = cards.skus.get((component.item_no, component.variant_code))
    flushing = (
        FlushingMethod(sku["flushing_method"]) if sku and sku["flushing_method"] else item["flushing_method"]
    )
    row = new_row(
        ProductionOrderComponent,
        order_no=line["order_no"],
        order_line_no=line["line_no"],
        line_no=0,
        item_no=component.item_no,
        variant_code=component.variant_code,
        description=component.description or item["description"],
        quantity_per=component.quantity_per,
        scrap_pct=component.scrap_pct,
        calculation_formula=component.calculation_formula,
        **{name: getattr(component.measures, name) for name in MEASURES},
        flushing_method=flushing,
        routing_link_code=component.routing_link_code,
        location_code=cards.location_code,
        bin_code=component_bin(context, cards.location_code, flushing, operation),
        position=component.position,
        lead_time_offset_days=component.lead_time_offset_days,
        planning_level=line["planning_level"],
    )
    _put_need(row, need, component, line, operations)
    return row


def needed_again(
    line: Row, component: Row, cards: Cards, operations: Sequence[Row], *, recost: bool = False
) -> Row | Refused:
    """Answer a component of the order with its need, cost and due date worked out again from its own columns.

    recost  take the unit cost from the item anew, as when the item has changed
    What was consumed stays, and what remains follows. Refusals: item-not-found, unit-not-allowed,
    quantity-out-of-range.
    """
    measures = Measures(**{name: component[name] for name in MEASURES})
    own = ExplodedComponent(measures=measures, **{name: component[name] for name in OWN})
    need = _need(line, own, cards, operation_for(own.routing_link_code, operations))
    if isinstance(need, Refused):
        return need
    row = dict(component)
    if not recost and need.qty_per_unit_of_measure == component["qty_per_unit_of_measure"]:
        need = replace(need, unit_cost=component["unit_cost"])
    _put_need(row, need, own, line, operations)
    return row


def _put_need(
    row: Row, need: _Need, component: ExplodedComponent, line: Row, operations: Sequence[Row]
) -> None:
    expected_base = round_quantity(need.expected * need.qty_per_unit_of_measure)
    consumed_base = row["actual_consumption_base"]
    consumed = quantity_in_unit(consumed_base, need.qty_per_unit_of_measure)
    row.update(
        quantity=component.quantity,
        unit_of_measure_code=need.unit_of_measure_code,
        qty_per_unit_of_measure=need.qty_per_unit_of_measure,
        expected_quantity=need.expected,
        expected_qty_base=expected_base,
        remaining_quantity=remaining_quantity(need.expected, consumed),
        remaining_qty_base=remaining_quantity(expected_base, consumed_base),
        unit_cost=need.unit_cost,
        cost_amount=cost_amount(need.expected, need.unit_cost),
        due_date=_due_date(line, component, operations),
    )


def _scrap(operation: Row) -> AccumulatedScrap:
    return AccumulatedScrap(
        factor=operation["accumulated_scrap_factor"], fixed_quantity=operation["accumulated_fixed_scrap"]
    )


def _qty_per_unit(cards: Cards, item_no: str, code: str) -> Decimal | Refused:
    item = cards.items.get(item_no)
    if item is None:
        return Refused(code=RefusalCode.ITEM_NOT_FOUND, facts={"item_no": item_no})
    if code in {"", item["base_unit_of_measure"]}:
        return Decimal(1)
    unit = cards.units.get((item_no, code))
    if unit is None:
        facts = {"field": "unit_of_measure_code", "unit_of_measure_code": code, "item_no": item_no}
        return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=facts)
    qty_per_unit: Decimal = unit["qty_per_unit_of_measure"]
    return qty_per_unit


def _need(line: Row, component: ExplodedComponent, cards: Cards, operation: Row | None) -> _Need | Refused:
    qty_per_unit = _qty_per_unit(cards, component.item_no, component.unit_of_measure_code)
    if isinstance(qty_per_unit, Refused):
        return qty_per_unit
    item = cards.items[component.item_no]
    unit_code = component.unit_of_measure_code or item["base_unit_of_measure"]
    unit = cards.units.get((component.item_no, unit_code))
    facts = ComponentFacts(
        quantity=component.quantity,
        calculation_formula=component.calculation_formula,
        scrap_pct=component.scrap_pct,
        qty_per_unit_of_measure=qty_per_unit,
        rounding_precision=item["rounding_precision"] or QUANTITY_PRECISION,
        unit_rounding_precision=unit["qty_rounding_precision"] if unit else Decimal(0),
    )
    expected = expected_quantity(
        facts,
        line_quantity=line["quantity"],
        line_scrap_pct=line["scrap_pct"],
        scrap=_scrap(operation) if operation else NO_SCRAP,
    )
    sku = cards.skus.get((component.item_no, component.variant_code))
    unit_cost = round_unit_cost(unit_cost_of(item, sku) * qty_per_unit)
    too_much = max(component.quantity, component.quantity_per) > QUANTITY_PER_MAX
    too_dear = cost_amount(expected, unit_cost) > AMOUNT_MAX
    if too_much or too_dear or max(expected, expected * qty_per_unit) > QUANTITY_MAX:
        facts_of_refusal = {"field": "quantity", "item_no": component.item_no}
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts=facts_of_refusal)
    return _Need(
        unit_of_measure_code=unit_code,
        qty_per_unit_of_measure=qty_per_unit,
        expected=expected,
        unit_cost=unit_cost,
    )


def operation_for(routing_link_code: str, operations: Sequence[Row]) -> Row | None:
    """Answer the operation that a component is needed at: the linked one, or without a link the first by number."""
    if routing_link_code:
        linked = (row for row in operations if row["routing_link_code"] == routing_link_code)
        return next(linked, None)
    return min(operations, key=lambda row: str(row["operation_no"]), default=None)


def _due_date(line: Row, component: ExplodedComponent, operations: Sequence[Row]) -> date:
    operation = (
        operation_for(component.routing_link_code, operations) if component.routing_link_code else None
    )
    start: date = (operation or line)["starting_date_time"].date()
    return days_after(start, -int(component.lead_time_offset_days))


def component_bin(
    context: Context, location_code: str, flushing: FlushingMethod, operation: Row | None
) -> str:
    """Answer the bin a component is taken from: the center's, else the location's, where bins are used."""
    location = context.setup.locations.get(location_code)
    if location is None or not location.bin_mandatory:
        return ""
    column = "to_production_bin_code" if flushing in PICKED else "open_shop_floor_bin_code"
    at_center = operation[column] if operation and operation["location_code"] == location_code else ""
    bin_code: str = at_center or getattr(location, column)
    return bin_code
