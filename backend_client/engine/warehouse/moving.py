"""Registering a put-away or a pick: goods leave the bins they are taken from and come into those they are placed in.

Taking and placing go in pairs, a take and the place after it. A pick tells its component what lies ready for it.
"""

from collections.abc import Iterator
from decimal import Decimal

from backend_client.engine.context import Context, Decided
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.stock_checks import number_refused
from backend_client.engine.warehouse.documents import Document, note_handled, standing_document, to_handle
from backend_client.engine.warehouse.pick import picked_update
from backend_client.messages.base import Refused
from backend_client.messages.warehouse import Handled, HandledReceipt, RegisterWarehouseActivityRequest
from backend_client.records.warehouse import WarehouseEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO, exact, round_quantity
from backend_client.store.posting import Posting, entry
from backend_client.store.queries import warehouse
from backend_client.store.queries.tracked_numbers import blocked_numbers
from backend_client.store.rows import Row
from backend_client.terms import WarehouseAction, WarehouseActivityType

KINDS = (WarehouseActivityType.PUT_AWAY, WarehouseActivityType.PICK)


def register_warehouse_activity(
    context: Context, request: RegisterWarehouseActivityRequest
) -> Decided[HandledReceipt] | Refused:
    """Move what a put-away or a pick names. Refusals: entry-not-found, order-line-not-found, quantity-out-of-range,
    nothing-to-post, bin-mandatory, bin-not-found, lot-blocked and serial-blocked (of a pick), insufficient-stock (the
    bin it is taken from holds less).
    """
    document = standing_document(context, request.no, KINDS)
    if isinstance(document, Refused):
        return document
    places = [row for row in document.lines if row["action"] is WarehouseAction.PLACE]
    pairs = to_handle(places, request.lines)
    if isinstance(pairs, Refused):
        return pairs
    refused = _bins_refused(context, document, pairs)
    if refused is not None:
        return refused
    refused = _blocked(context, document, pairs)
    if refused is not None:
        return refused
    takes = {row["line_no"]: _take_of(document, row) for row in places}
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.no)
    entries = [
        each
        for place, handled in pairs
        for each in _entries(posting, document, takes[place["line_no"]], place, handled)
    ]
    refused = _missing(context, document, entries)
    if refused is not None:
        return refused
    for row in entries:
        posting.add_warehouse_entry(row)
    handled_rows = [
        (row, handled.quantity) for place, handled in pairs for row in (takes[place["line_no"]], place)
    ]
    note_handled(posting, document, handled_rows)
    if document.head["type"] is WarehouseActivityType.PICK:
        _note_picked(context, posting, document, pairs)
    return Decided(posting=posting, receipt=lambda _: HandledReceipt(document=document.card()))


def _take_of(document: Document, place: Row) -> Row:
    """Answer the line that a place is taken with: the one before it."""
    before = [row for row in document.lines if row["line_no"] < place["line_no"]]
    take = before[-1]
    assert take["action"] is WarehouseAction.TAKE, "a place stands behind its take"
    return take


def _bins_refused(context: Context, document: Document, pairs: list[tuple[Row, Handled]]) -> Refused | None:
    location_code = document.head["location_code"]
    known = warehouse.known_bins(context.connection, location_code)
    for place, handled in pairs:
        bin_code = handled.bin_code or place["bin_code"]
        facts = {"field": "bin_code", "location_code": location_code, "bin_code": bin_code}
        if not bin_code:
            return Refused(code=RefusalCode.BIN_MANDATORY, facts=facts)
        if bin_code not in known:
            return Refused(code=RefusalCode.BIN_NOT_FOUND, facts=facts)
    return None


def _blocked(context: Context, document: Document, pairs: list[tuple[Row, Handled]]) -> Refused | None:
    """Refuse to bring a blocked lot or serial number to production; it may be put away."""
    names = ("item_no", "variant_code", "lot_no", "serial_no")
    numbers = [
        tuple(place[name] for name in names) for place, _ in pairs if place["lot_no"] or place["serial_no"]
    ]
    if document.head["type"] is not WarehouseActivityType.PICK or not numbers:
        return None
    blocked = blocked_numbers(context.connection, {number[0] for number in numbers})
    return next((no for number in numbers if (no := number_refused(number, blocked.__contains__))), None)


def _entries(posting: Posting, document: Document, take: Row, place: Row, handled: Handled) -> Iterator[Row]:
    what = {
        "posting_date": posting.posting_date,
        "location_code": document.head["location_code"],
        "item_no": place["item_no"],
        "variant_code": place["variant_code"],
        "lot_no": place["lot_no"],
        "serial_no": place["serial_no"],
        "activity_no": document.head["no"],
        "order_no": document.head["order_no"],
    }
    bin_code = handled.bin_code or place["bin_code"]
    if bin_code != take["bin_code"]:
        yield entry(WarehouseEntry, bin_code=take["bin_code"], quantity=-handled.quantity, **what)
        yield entry(WarehouseEntry, bin_code=bin_code, quantity=handled.quantity, **what)


def _missing(context: Context, document: Document, entries: list[Row]) -> Refused | None:
    """Refuse to take more from a bin than it holds."""
    location_code = document.head["location_code"]
    items = {row["item_no"] for row in entries}
    key = ("bin_code", "item_no", "variant_code", "lot_no", "serial_no")
    held = {
        tuple(row[name] for name in key): row["quantity"]
        for row in warehouse.bin_contents(context.connection, location_code, item_nos=items)
    }
    for row in entries:
        place = tuple(row[name] for name in key)
        held[place] = held.get(place, ZERO) + row["quantity"]
        if held[place] < 0:
            facts = {"item_no": row["item_no"], "bin_code": row["bin_code"], "missing": str(-held[place])}
            return Refused(
                code=RefusalCode.INSUFFICIENT_STOCK, facts=facts | {"location_code": location_code}
            )
    return None


def _note_picked(
    context: Context, posting: Posting, document: Document, pairs: list[tuple[Row, Handled]]
) -> None:
    order = OrdersInHand.read(context, [document.head["order_no"]]).order(document.head["order_no"])
    assert order is not None
    picked: dict[tuple[int, int], Decimal] = {}
    for place, handled in pairs:
        key = (place["order_line_no"], place["component_line_no"])
        picked[key] = picked.get(key, ZERO) + handled.quantity
    changed = []
    for component in order.components:
        quantity = picked.get((component["order_line_no"], component["line_no"]))
        if quantity:
            with exact():
                more = round_quantity(quantity / component["qty_per_unit_of_measure"])
            changed.append((component, component["qty_picked"] + more))
    posting.updates.append(picked_update(changed))
