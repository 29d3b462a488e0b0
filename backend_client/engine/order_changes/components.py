"""Changing, adding and taking off components of an order line."""

from backend_client.engine.context import Context, Decided
from backend_client.engine.order_changes.standing import (
    entries_exist,
    line_to_change,
    order_to_change,
    out_of_range,
    place_refused,
    posting_on,
)
from backend_client.engine.order_components import (
    Cards,
    cards_of,
    component_bin,
    component_location,
    component_row,
    needed_again,
    operation_for,
)
from backend_client.engine.order_lines import LINE_STEP
from backend_client.engine.order_lists.substitutes import is_substitute
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders import order_receipt
from backend_client.limits import COMPONENTS_MAX
from backend_client.messages.base import Refused
from backend_client.messages.order_changes import (
    AddComponentRequest,
    DeleteComponentRequest,
    EditComponentRequest,
)
from backend_client.messages.orders import OrderReceipt
from backend_client.records.order_detail import ProductionOrderComponent
from backend_client.refusals import RefusalCode
from backend_client.rules.bom_explosion import QUANTITY_PER_PRECISION, ExplodedComponent
from backend_client.rules.component_need import NO_MEASURES
from backend_client.rules.rounding import ZERO, round_to
from backend_client.store.posting import Delete, Insert, Update
from backend_client.store.queries import planning
from backend_client.store.queries.posted_on import component_has_entries
from backend_client.store.rows import Row
from backend_client.terms import CalculationFormula

KEY = ("order_no", "order_line_no", "line_no")
PLAIN = ("quantity_per", "scrap_pct", "flushing_method", "routing_link_code", "location_code", "bin_code")


def edit_component(context: Context, request: EditComponentRequest) -> Decided[OrderReceipt] | Refused:
    """Change a component; its need, cost and due date follow.

    Refusals: order-not-found, order-finished, order-line-not-found, component-not-found, substitute-not-found,
    ledger-entries-exist (another item once some was consumed), quantity-out-of-range, location-not-found,
    bin-not-found, unit-not-allowed.
    """
    order = order_to_change(context, request.order_no)
    if isinstance(order, Refused):
        return order
    line = line_to_change(order, request.order_line_no)
    if isinstance(line, Refused):
        return line
    component = _component(order, line, request)
    if isinstance(component, Refused):
        return component
    refused = out_of_range("quantity_per", request.quantity_per) or out_of_range(
        "scrap_pct", request.scrap_pct
    )
    if refused is not None:
        return refused
    row = dict(component)
    moved = _changed(context, request, order, line, row)
    if moved is not None:
        return moved
    exchanged = request.substitute_item_no is not None
    if exchanged:
        refused = _exchange(context, request, row)
        if refused is not None:
            return refused
    cards = cards_of(context, {row["item_no"]}, component_location(context, line))
    if exchanged:
        _describe(row, cards)
    again = needed_again(line, row, cards, order.operations_of(line), recost=exchanged)
    if isinstance(again, Refused):
        return again
    posting = posting_on(context, request, request.order_no)
    posting.updates.append(Update(ProductionOrderComponent, KEY, [again]))
    return Decided(posting=posting, receipt=lambda _: order_receipt(order))


def add_component(context: Context, request: AddComponentRequest) -> Decided[OrderReceipt] | Refused:
    """Add a component behind the others of its line.

    Refusals: order-not-found, order-finished, order-line-not-found, item-not-found, item-blocked,
    master-data-not-found (variant), quantity-out-of-range, unit-not-allowed, location-not-found, bin-not-found.
    """
    order = order_to_change(context, request.order_no)
    if isinstance(order, Refused):
        return order
    line = line_to_change(order, request.order_line_no)
    if isinstance(line, Refused):
        return line
    location_code = request.location_code or component_location(context, line)
    cards = cards_of(context, {request.item_no}, location_code)
    refused = _not_addable(context, request, order, line, cards)
    if refused is not None:
        return refused
    row = component_row(context, line, _exploded(request), cards, order.operations_of(line))
    if isinstance(row, Refused):
        return row
    last = max((each["line_no"] for each in order.components_of(line)), default=0)
    row["line_no"] = last + LINE_STEP
    if request.flushing_method is not None:
        row["flushing_method"] = request.flushing_method
        row["bin_code"] = _own_bin(context, order, line, row)
    row["bin_code"] = request.bin_code or row["bin_code"]
    posting = posting_on(context, request, request.order_no)
    posting.inserts.append(Insert(ProductionOrderComponent, [row]))
    return Decided(posting=posting, receipt=lambda _: order_receipt(order))


def delete_component(context: Context, request: DeleteComponentRequest) -> Decided[OrderReceipt] | Refused:
    """Take a component off its line; a line that supplied it stays, and makes for stock.

    Refusals: order-not-found, order-finished, order-line-not-found, component-not-found, ledger-entries-exist.
    """
    order = order_to_change(context, request.order_no)
    if isinstance(order, Refused):
        return order
    line = line_to_change(order, request.order_line_no)
    if isinstance(line, Refused):
        return line
    component = _component(order, line, request)
    if isinstance(component, Refused):
        return component
    if component_has_entries(context.connection, *_key(component)):
        return entries_exist(request.order_no, item_no=component["item_no"])
    posting = posting_on(context, request, request.order_no)
    posting.deletes.append(Delete(ProductionOrderComponent, KEY, [{name: component[name] for name in KEY}]))
    return Decided(posting=posting, receipt=lambda _: order_receipt(order))


def _component(
    order: OrderRows, line: Row, request: EditComponentRequest | DeleteComponentRequest
) -> Row | Refused:
    """Answer a component by number, or by item where only one component of the line has it."""
    number, item_no = request.component_line_no, request.item_no
    found = [
        row
        for row in order.components_of(line)
        if (row["line_no"] == number if number else row["item_no"] == item_no)
    ]
    if len(found) == 1:
        return found[0]
    facts = {"order_no": order.order_no, "order_line_no": str(line["line_no"]), "item_no": item_no}
    if number:
        facts["component_line_no"] = str(number)
    if found:
        facts["line_nos"] = ", ".join(str(row["line_no"]) for row in found[:5])
    return Refused(code=RefusalCode.COMPONENT_NOT_FOUND, facts=facts)


def _key(component: Row) -> tuple[str, int, int]:
    return component["order_no"], component["order_line_no"], component["line_no"]


def _changed(
    context: Context, request: EditComponentRequest, order: OrderRows, line: Row, row: Row
) -> Refused | None:
    """Put what is asked into the row; a bin that is not named follows method, operation and place."""
    for name in PLAIN:
        value = getattr(request, name)
        if value is not None:
            row[name] = value
    follows = (request.location_code, request.flushing_method, request.routing_link_code)
    if request.bin_code is None and any(value is not None for value in follows):
        row["bin_code"] = _own_bin(context, order, line, row)
    return place_refused(context, row["location_code"], request.bin_code)


def _own_bin(context: Context, order: OrderRows, line: Row, row: Row) -> str:
    operation = operation_for(row["routing_link_code"], order.operations_of(line))
    return component_bin(context, row["location_code"], row["flushing_method"], operation)


def _exchange(context: Context, request: EditComponentRequest, row: Row) -> Refused | None:
    """Put a substitute in the item's place."""
    wanted = (request.substitute_item_no or "", request.substitute_variant_code)
    if not is_substitute(context.connection, (row["item_no"], row["variant_code"]), wanted):
        facts = {"field": "substitute_item_no", "item_no": row["item_no"], "substitute_item_no": wanted[0]}
        return Refused(code=RefusalCode.SUBSTITUTE_NOT_FOUND, facts=facts)
    if component_has_entries(context.connection, *_key(row)):
        return entries_exist(request.order_no, item_no=row["item_no"])
    if row["supplied_by_line_no"]:
        row["supplied_by_line_no"] = 0
    row.update(item_no=wanted[0], variant_code=wanted[1])
    return None


def _describe(row: Row, cards: Cards) -> None:
    """Name the new item; where it is not counted in the old one's unit, its base unit takes as many."""
    item = cards.items[row["item_no"]]
    row["description"] = item["description"]
    code = row["unit_of_measure_code"]
    if code != item["base_unit_of_measure"] and (item["no"], code) not in cards.units:
        in_base = row["quantity_per"] * row["qty_per_unit_of_measure"]
        row.update(quantity_per=round_to(in_base, QUANTITY_PER_PRECISION), unit_of_measure_code="")


def _not_addable(
    context: Context, request: AddComponentRequest, order: OrderRows, line: Row, cards: Cards
) -> Refused | None:
    item = cards.items.get(request.item_no)
    facts = {"field": "item_no", "item_no": request.item_no}
    if item is None:
        return Refused(code=RefusalCode.ITEM_NOT_FOUND, facts=facts)
    if item["blocked"]:
        return Refused(code=RefusalCode.ITEM_BLOCKED, facts=facts)
    variant = request.variant_code
    if variant and not planning.variant_exists(context.connection, request.item_no, variant):
        facts = {"field": "variant_code", "item_no": request.item_no, "variant_code": variant}
        return Refused(code=RefusalCode.MASTER_DATA_NOT_FOUND, facts=facts)
    if len(order.components_of(line)) >= COMPONENTS_MAX:
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "item_no"})
    return (
        out_of_range("quantity_per", request.quantity_per)
        or out_of_range("scrap_pct", request.scrap_pct)
        or place_refused(context, cards.location_code, request.bin_code)
    )


def _exploded(request: AddComponentRequest) -> ExplodedComponent:
    return ExplodedComponent(
        item_no=request.item_no,
        variant_code=request.variant_code,
        description="",
        unit_of_measure_code=request.unit_of_measure_code,
        quantity_per=request.quantity_per,
        calculation_formula=CalculationFormula.BLANK,
        measures=NO_MEASURES,
        scrap_pct=request.scrap_pct,
        routing_link_code=request.routing_link_code,
        position=request.position,
        lead_time_offset_days=ZERO,
    )
