"""Picks: components handed out for an order, as consumption or as goods moved to where production takes them from."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from backend_client.engine.books import Books
from backend_client.engine.consumption import Consumed, add_consumption
from backend_client.engine.context import Context, Decided
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.stock_checks import number_refused
from backend_client.engine.warehouse.documents import add_document
from backend_client.engine.warehouse.posting import decided, handling, released
from backend_client.messages.base import Refused
from backend_client.messages.warehouse import (
    CreatePickRequest,
    Handled,
    HandledReceipt,
    PickedReceipt,
    PostInventoryPickRequest,
    RegisterPickRequest,
    WarehouseDocument,
)
from backend_client.records.order_detail import ProductionOrderComponent
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO, exact, round_quantity, round_unit_cost
from backend_client.rules.units import base_quantity
from backend_client.rules.warehouse import Holding, left_to_pick, pick_type, take_from
from backend_client.store.posting import Posting, Update
from backend_client.store.queries import warehouse
from backend_client.store.queries.tracked_numbers import blocked_numbers
from backend_client.store.rows import Row
from backend_client.terms import WarehouseAction, WarehouseActivityType

COMPONENT_KEY = ("order_no", "order_line_no", "line_no")


def create_pick(context: Context, request: CreatePickRequest) -> Decided[WarehouseDocument] | Refused:
    """Make a pick of the components that an order still needs, from the bins that hold them.

    What another pick of the order asks for already is left out. Refusals: released-order-not-found, order-blocked,
    nothing-to-post (no location that picks, nothing needed), insufficient-stock (no other bin holds any of it).
    """
    hand = OrdersInHand.read(context, [request.order_no])
    order = released(hand, request.order_no)
    if isinstance(order, Refused):
        return order
    asked = warehouse.outstanding_lines(context.connection, request.order_no)
    needed = [
        (component, left)
        for component in order.components
        if request.location_code in {"", component["location_code"]}
        and (kind := _kind(context, component["location_code"])) is not None
        and (left := _left(component) - asked.get((kind, *_key(component)), ZERO)) > 0
    ]
    if not needed:
        facts = {"order_no": request.order_no, "location_code": request.location_code}
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts=facts)
    location_code = needed[0][0]["location_code"]
    kind = _kind(context, location_code)
    assert kind is not None
    held = _holdings(context, location_code, [component["item_no"] for component, _ in needed])
    lines = [
        line
        for component, left in needed
        if component["location_code"] == location_code
        for line in _lines(kind, component, left, held)
    ]
    if not lines:
        item_no = needed[0][0]["item_no"]
        facts = {"order_no": request.order_no, "location_code": location_code, "item_no": item_no}
        return Refused(code=RefusalCode.INSUFFICIENT_STOCK, facts=facts)
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.order_no)
    document = add_document(
        context, posting, kind, order_no=request.order_no, location_code=location_code, lines=lines
    )
    posting.document_no = document.head["no"]
    return Decided(posting=posting, receipt=lambda _: document.card())


def post_inventory_pick(
    context: Context, request: PostInventoryPickRequest
) -> Decided[HandledReceipt] | Refused:
    """Post an inventory pick: consumption of what was picked. Refusals: entry-not-found, released-order-not-found,
    posting-date-not-allowed, quantity-out-of-range, nothing-to-post, item-blocked, insufficient-stock.
    """
    handled = handling(context, request, WarehouseActivityType.INVENTORY_PICK)
    if isinstance(handled, Refused):
        return handled
    picked: dict[int, Row] = {}
    for row, part in handled.pairs:
        component = next(
            each
            for each in handled.order.components
            if (each["order_line_no"], each["line_no"]) == (row["order_line_no"], row["component_line_no"])
        )
        picked[id(component)] = component
        refused = _consume(handled.books, handled.order, component, row, part)
        if refused is not None:
            return refused
    posted = decided(context, handled)
    posted.posting.updates.append(picked_update([(row, row["qty_picked"]) for row in picked.values()]))
    return posted


def register_pick(context: Context, request: RegisterPickRequest) -> Decided[PickedReceipt] | Refused:
    """Say that a component was picked. Refusals: released-order-not-found, component-not-found, quantity-out-of-range."""
    order = released(OrdersInHand.read(context, [request.order_no]), request.order_no)
    if isinstance(order, Refused):
        return order
    found = [
        row
        for row in order.components
        if request.order_line_no in {0, row["order_line_no"]}
        and request.component_line_no in {0, row["line_no"]}
        and request.item_no in {"", row["item_no"]}
    ]
    if len(found) != 1:
        facts = {"field": "item_no", "item_no": request.item_no}
        return Refused(code=RefusalCode.COMPONENT_NOT_FOUND, facts=facts)
    component = found[0]
    picked = component["qty_picked"] + request.quantity
    if not request.quantity or picked < 0:
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "quantity"})
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.order_no)
    posting.updates.append(picked_update([(component, picked)]))
    receipt = PickedReceipt(
        order_no=request.order_no,
        order_line_no=component["order_line_no"],
        component_line_no=component["line_no"],
        qty_picked=picked,
    )
    return Decided(posting=posting, receipt=lambda _: receipt)


def picked_update(components: list[tuple[Row, Decimal]]) -> Update:
    """Answer the change of what was picked of some components, in their units."""
    rows = [
        {name: component[name] for name in COMPONENT_KEY} | {"qty_picked": picked}
        for component, picked in components
    ]
    return Update(ProductionOrderComponent, COMPONENT_KEY, rows)


def _kind(context: Context, location_code: str) -> WarehouseActivityType | None:
    location = context.setup.locations.get(location_code)
    return None if location is None else pick_type(location.prod_consumption_whse_handling)


def _key(component: Row) -> tuple[int, int]:
    return component["order_line_no"], component["line_no"]


def _left(component: Row) -> Decimal:
    per_unit = component["qty_per_unit_of_measure"]
    return left_to_pick(
        remaining_base=component["remaining_qty_base"],
        picked_base=base_quantity(component["qty_picked"], per_unit),
        consumed_base=component["actual_consumption_base"],
    )


def _holdings(
    context: Context, location_code: str, item_nos: list[str]
) -> dict[tuple[str, str], list[Holding]]:
    blocked = blocked_numbers(context.connection, item_nos)
    held: dict[tuple[str, str], list[Holding]] = {}
    for row in warehouse.bin_contents(context.connection, location_code, item_nos=item_nos):
        number = (row["item_no"], row["variant_code"], row["lot_no"], row["serial_no"])
        if row["quantity"] > 0 and number_refused(number, blocked.__contains__) is None:
            names = Holding.__dataclass_fields__
            holding = Holding(**{name: row[name] for name in names})
            held.setdefault((row["item_no"], row["variant_code"]), []).append(holding)
    return held


def _lines(
    kind: WarehouseActivityType, component: Row, left: Decimal, held: dict[tuple[str, str], list[Holding]]
) -> Iterator[dict[str, Any]]:
    """Take from the bins that hold the component; a pick places it in the component's own bin."""
    what = {
        "order_line_no": component["order_line_no"],
        "component_line_no": component["line_no"],
        "item_no": component["item_no"],
        "variant_code": component["variant_code"],
    }
    inventory = kind is WarehouseActivityType.INVENTORY_PICK
    holdings = held.get((component["item_no"], component["variant_code"]), [])
    elsewhere = [each for each in holdings if inventory or each.bin_code != component["bin_code"]]
    taken = take_from(elsewhere, left)
    if inventory and not taken:
        taken = [Holding(bin_code=component["bin_code"], quantity=left)]
    for part in taken:
        numbers = {"lot_no": part.lot_no, "serial_no": part.serial_no, "quantity_base": part.quantity}
        yield what | numbers | {"action": WarehouseAction.TAKE, "bin_code": part.bin_code}
        if not inventory:
            yield what | numbers | {"action": WarehouseAction.PLACE, "bin_code": component["bin_code"]}


def _consume(books: Books, order: OrderRows, component: Row, row: Row, handled: Handled) -> Refused | None:
    line = next(line for line in order.lines if line["line_no"] == row["order_line_no"])
    item, per_unit = component["item"], component["qty_per_unit_of_measure"]
    if item["blocked"]:
        return Refused(code=RefusalCode.ITEM_BLOCKED, facts={"item_no": item["no"]})
    with exact():
        unit_cost = round_unit_cost(component["unit_cost"] / per_unit)
        component["qty_picked"] = round_quantity(component["qty_picked"] + handled.quantity / per_unit)
    consumed = Consumed(
        item=item,
        quantity=handled.quantity,
        variant_code=component["variant_code"],
        location_code=component["location_code"],
        bin_code=handled.bin_code or row["bin_code"],
        unit_of_measure_code=component["unit_of_measure_code"],
        qty_per_unit_of_measure=per_unit,
        unit_cost=unit_cost,
        lot_no=handled.lot_no or row["lot_no"],
        serial_no=handled.serial_no or row["serial_no"],
    )
    return add_consumption(books, line, consumed, [component], component["line_no"])
