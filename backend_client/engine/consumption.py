"""Consumption of an order line: by hand, with the postings of an operation, at release or at finish.

What is consumed belongs to the component that still expects it; the component's remaining quantity falls, and what
goes beyond the expected becomes an entry of its own. By itself a component is consumed at its place and cost; lots
and serial numbers are then taken in the order that the plant says, or the component is refused by name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.movement import Movement, add_movement, card_cost
from backend_client.engine.stock_checks import number_refused
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
from backend_client.rules.item_application import OpenEntry
from backend_client.rules.rounding import exact, round_unit_cost
from backend_client.rules.tracking_choice import Tracked, choose_tracked
from backend_client.rules.unit_cost import consumption_unit_cost
from backend_client.rules.units import base_quantity, quantity_in_unit
from backend_client.rules.value_entries import Value, actual_value, returned_value
from backend_client.store.queries.stock import StockKey
from backend_client.store.rows import Row
from backend_client.terms import ItemLedgerEntryType, TrackingChoice

COMPONENT_KEY = ("order_no", "order_line_no", "line_no")
COMPONENT_CHANGES = (*COMPONENT_KEY, "remaining_quantity", "remaining_qty_base", "actual_consumption_base")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumed:
    """What is consumed and how it leaves stock (or, below zero, comes back); quantity in the base unit.

    unit_cost         provisional, of a base unit; None = by the item's cards
    applies_to_entry  the open entry that it must take from; 0 = by the costing method
    returns           the consumption entry whose goods come back, at its cost: `entry_no`, `quantity`,
                      `cost_amount_actual`
    """

    item: Row
    quantity: Decimal
    variant_code: str = ""
    location_code: str = ""
    bin_code: str = ""
    unit_of_measure_code: str = ""
    qty_per_unit_of_measure: Decimal = Decimal(1)
    unit_cost: Decimal | None = None
    lot_no: str = ""
    serial_no: str = ""
    expiration_date: date | None = None
    applies_to_entry: int = 0
    returns: Row | None = None
    capacity_ledger_entry_no: int = 0
    flushed: bool = False
    reversal: bool = False


def add_consumption(
    books: Books, line: Row, consumed: Consumed, components: Sequence[Row], journal_component_line_no: int
) -> Refused | None:
    """Add the consumption of a quantity for the components that it may belong to, in their order.

    journal_component_line_no  what is beyond their expectation is posted for it; 0 = for no component
    Refuses with what a movement of stock refuses with.
    """
    by_line_no = {component["line_no"]: component for component in components}
    candidates = [
        Component(
            line_no=component["line_no"],
            expected_base=component["expected_qty_base"],
            remaining_base=component["remaining_qty_base"],
            actual_base=component["actual_consumption_base"],
        )
        for component in components
    ]
    for part in allocate(consumed.quantity, candidates, journal_component_line_no):
        refused = _add_part(books, line, consumed, part)
        if refused is not None:
            return refused
        component = by_line_no.get(part.component_line_no)
        if component is not None:
            _change_component(books, component, part)
    return None


def consume(
    books: Books, line: Row, component: Row, quantity: Decimal, capacity_ledger_entry_no: int = 0
) -> Refused | None:
    """Post the flushed consumption of a component, in its unit; nothing for 0.

    Refuses with `item-blocked`, `lot-required`, `serial-required` and what a movement of stock refuses with.
    """
    if not quantity:
        return None
    item, per_unit = component["item"], component["qty_per_unit_of_measure"]
    if item["blocked"]:
        return Refused(code=RefusalCode.ITEM_BLOCKED, facts={"item_no": item["no"]})
    with exact():
        unit_cost = round_unit_cost(component["unit_cost"] / per_unit)
    consumed = Consumed(
        item=item,
        quantity=base_quantity(quantity, per_unit),
        variant_code=component["variant_code"],
        location_code=component["location_code"],
        bin_code=component["bin_code"],
        unit_of_measure_code=component["unit_of_measure_code"],
        qty_per_unit_of_measure=per_unit,
        unit_cost=unit_cost,
        capacity_ledger_entry_no=capacity_ledger_entry_no,
        flushed=True,
    )
    tracked = _tracked_parts(books, line, consumed)
    if isinstance(tracked, Refused):
        return tracked
    for part in tracked:
        numbered = replace(consumed, quantity=part.quantity, lot_no=part.lot_no, serial_no=part.serial_no)
        refused = add_consumption(books, line, numbered, [component], component["line_no"])
        if refused is not None:
            return refused
    return None


def flush_components(
    books: Books,
    line: Row,
    operation: Row,
    components: Iterable[Row],
    *,
    made_base: Decimal,
    capacity_ledger_entry_no: int = 0,
) -> Refused | None:
    """Consume the components linked to an operation for what an entry posted on it, scrap included."""
    posted = OperationPosted(
        made_base=made_base,
        remaining_base=line["remaining_qty_base"],
        line_qty_per_unit=line["qty_per_unit_of_measure"],
        accumulated_fixed_scrap=operation["accumulated_fixed_scrap"],
    )
    link = operation["routing_link_code"]
    for component in components:
        if link and component["routing_link_code"] == link:
            quantity = flushed_at_operation(flushed_component(component), posted)
            refused = consume(books, line, component, quantity, capacity_ledger_entry_no)
            if refused is not None:
                return refused
    return None


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


def _tracked_parts(books: Books, line: Row, consumed: Consumed) -> list[Tracked] | Refused:
    """Divide a flushed quantity by lot and serial number, where its item is tracked."""
    item, choice = consumed.item, books.context.setup.settings.flushed_tracking
    facts = {"item_no": item["no"], "component": item["no"]}
    if not item["lot_specific_tracking"] and not item["sn_specific_tracking"]:
        return [Tracked("", "", consumed.quantity)]
    if choice is TrackingChoice.BLANK or consumed.quantity < 0:
        by_lot = bool(item["lot_specific_tracking"])
        return Refused(code=RefusalCode.LOT_REQUIRED if by_lot else RefusalCode.SERIAL_REQUIRED, facts=facts)
    key = (item["no"], consumed.variant_code, consumed.location_code)
    own = (line["order_no"], line["line_no"])
    stock = [
        entry
        for entry in books.open_entries.get(key, ())
        if entry.made_by != own and not _is_blocked(books, key, entry)
    ]
    parts, missing = choose_tracked(consumed.quantity, stock, choice, books.posting_date)
    if missing:
        facts |= {"quantity": str(consumed.quantity), "missing": str(missing), "location_code": key[2]}
        return Refused(code=RefusalCode.INSUFFICIENT_STOCK, facts=facts)
    if item["sn_specific_tracking"] and any(part.quantity != 1 for part in parts):
        return Refused(code=RefusalCode.SERIAL_REQUIRED, facts=facts | {"quantity": str(consumed.quantity)})
    return parts


def _is_blocked(books: Books, key: StockKey, entry: OpenEntry) -> bool:
    """Say whether an entry's lot or serial number is blocked: another one is taken."""
    item_no, variant_code, _ = key
    number = (item_no, variant_code, entry.lot_no, entry.serial_no)
    return number_refused(number, books.is_blocked) is not None


def _add_part(books: Books, line: Row, consumed: Consumed, part: Taken) -> Refused | None:
    applies_to = None
    if consumed.applies_to_entry:
        key = (consumed.item["no"], consumed.variant_code, consumed.location_code)
        applies_to = books.open_entry(key, consumed.applies_to_entry)
        if applies_to is None:
            facts = {"field": "applies_to_entry", "entry_no": str(consumed.applies_to_entry)}
            return Refused(code=RefusalCode.APPLICATION_EXCEEDS_REMAINING, facts=facts)
    movement = Movement(
        entry_type=ItemLedgerEntryType.CONSUMPTION,
        item=consumed.item,
        quantity=-part.quantity,
        value=_value(consumed, -part.quantity),
        variant_code=consumed.variant_code,
        location_code=consumed.location_code,
        bin_code=consumed.bin_code,
        unit_of_measure_code=consumed.unit_of_measure_code,
        qty_per_unit_of_measure=consumed.qty_per_unit_of_measure,
        order_no=line["order_no"],
        order_line_no=line["line_no"],
        component_line_no=part.component_line_no,
        capacity_ledger_entry_no=consumed.capacity_ledger_entry_no,
        applies_to=applies_to,
        applies_from_entry_no=0 if consumed.returns is None else consumed.returns["entry_no"],
        lot_no=consumed.lot_no,
        serial_no=consumed.serial_no,
        expiration_date=consumed.expiration_date,
        flushed=consumed.flushed,
        reversal=consumed.reversal,
        wip_group=line["inventory_posting_group"],
    )
    return add_movement(books, movement)


def _value(consumed: Consumed, quantity: Decimal) -> Value:
    if consumed.returns is not None:
        return returned_value(quantity, consumed.returns["quantity"], consumed.returns["cost_amount_actual"])
    return actual_value(quantity, consumption_unit_cost(card_cost(consumed.item), consumed.unit_cost))


def _change_component(books: Books, component: Row, part: Taken) -> None:
    component["actual_consumption_base"] += part.quantity
    if part.remaining_base is not None:
        component["remaining_qty_base"] = part.remaining_base
        per_unit = component["qty_per_unit_of_measure"]
        component["remaining_quantity"] = quantity_in_unit(part.remaining_base, per_unit)
    row = {name: component[name] for name in COMPONENT_CHANGES}
    books.change(ProductionOrderComponent, COMPONENT_KEY, row)
