"""Components that are consumed by themselves: with the postings of their operation, or at release.

What is consumed keeps the component's place and cost; the component's remaining quantity falls, and what goes
beyond the expected becomes an entry of its own.
"""

from collections.abc import Iterable
from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.movement import Movement, add_movement, card_cost
from backend_client.messages.base import Refused
from backend_client.records.order_detail import ProductionOrderComponent
from backend_client.refusals import RefusalCode
from backend_client.rules.consumption import Component, Taken, allocate
from backend_client.rules.flushing import (
    BACKWARD,
    FORWARD,
    FlushedComponent,
    OperationPosted,
    flushed_at_operation,
)
from backend_client.rules.rounding import exact, round_unit_cost
from backend_client.rules.unit_cost import consumption_unit_cost
from backend_client.rules.units import base_quantity, quantity_in_unit
from backend_client.rules.value_entries import actual_value
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType

COMPONENT_KEY = ("order_no", "order_line_no", "line_no")
COMPONENT_CHANGES = (*COMPONENT_KEY, "remaining_quantity", "remaining_qty_base", "actual_consumption_base")


def is_flushed(component: Row) -> bool:
    """Say whether a component is consumed by itself at all."""
    return component["flushing_method"] in FORWARD or component["flushing_method"] in BACKWARD


def flushed_component(component: Row) -> FlushedComponent:
    """Answer a component's row as flushing sees it."""
    return FlushedComponent(
        flushing_method=component["flushing_method"],
        calculation_formula=component["calculation_formula"],
        quantity=component["quantity"],
        scrap_pct=component["scrap_pct"],
        qty_per_unit_of_measure=component["qty_per_unit_of_measure"],
        remaining_quantity=component["remaining_quantity"],
        rounding_precision=component["item"]["rounding_precision"],
    )


def flush_components(
    books: Books, line: Row, operation: Row, components: Iterable[Row], made_base: Decimal
) -> Refused | None:
    """Consume the components linked to an operation for what was posted on it, scrap included."""
    posted = OperationPosted(
        made_base=made_base,
        remaining_base=line["remaining_qty_base"],
        line_qty_per_unit=line["qty_per_unit_of_measure"],
        accumulated_fixed_scrap=operation["accumulated_fixed_scrap"],
    )
    for component in components:
        if (
            component["routing_link_code"]
            and component["routing_link_code"] == operation["routing_link_code"]
        ):
            quantity = flushed_at_operation(flushed_component(component), posted)
            refused = consume(books, line, component, quantity)
            if refused is not None:
                return refused
    return None


def consume(books: Books, line: Row, component: Row, quantity: Decimal) -> Refused | None:
    """Post the flushed consumption of a component, in its unit; nothing for 0.

    Refuses with `item-blocked`, `lot-required`, `serial-required` and what a movement of stock refuses with.
    """
    if not quantity:
        return None
    item = component["item"]
    if item["blocked"]:
        return Refused(code=RefusalCode.ITEM_BLOCKED, facts={"item_no": item["no"]})
    if item["lot_specific_tracking"]:
        return Refused(code=RefusalCode.LOT_REQUIRED, facts={"item_no": item["no"]})
    if item["sn_specific_tracking"]:
        return Refused(code=RefusalCode.SERIAL_REQUIRED, facts={"item_no": item["no"]})
    per_unit = component["qty_per_unit_of_measure"]
    candidate = Component(
        line_no=component["line_no"],
        expected_base=component["expected_qty_base"],
        remaining_base=component["remaining_qty_base"],
        actual_base=component["actual_consumption_base"],
    )
    for part in allocate(base_quantity(quantity, per_unit), [candidate], component["line_no"]):
        refused = add_movement(books, _movement(line, component, part))
        if refused is not None:
            return refused
        component["actual_consumption_base"] += part.quantity
        if part.remaining_base is not None:
            component["remaining_qty_base"] = part.remaining_base
            component["remaining_quantity"] = quantity_in_unit(part.remaining_base, per_unit)
    books.change(
        ProductionOrderComponent, COMPONENT_KEY, {name: component[name] for name in COMPONENT_CHANGES}
    )
    return None


def _movement(line: Row, component: Row, part: Taken) -> Movement:
    item = component["item"]
    with exact():
        per_base_unit = round_unit_cost(component["unit_cost"] / component["qty_per_unit_of_measure"])
    return Movement(
        entry_type=ItemLedgerEntryType.CONSUMPTION,
        item=item,
        quantity=-part.quantity,
        value=actual_value(-part.quantity, consumption_unit_cost(card_cost(item), per_base_unit)),
        variant_code=component["variant_code"],
        location_code=component["location_code"],
        bin_code=component["bin_code"],
        unit_of_measure_code=component["unit_of_measure_code"],
        qty_per_unit_of_measure=component["qty_per_unit_of_measure"],
        order_no=line["order_no"],
        order_line_no=line["line_no"],
        component_line_no=part.component_line_no,
        flushed=True,
        wip_group=line["inventory_posting_group"],
    )
