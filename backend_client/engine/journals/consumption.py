"""Consumption by hand: as planned, more than planned, unplanned, or goods that come back.

The quantity goes to the components of its item, each taking what it still expects; what is beyond belongs to the
component that the line names, or to none. See rules/consumption.py for the division, rules/manual_consumption.py for
what may stop it.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.consumption import Consumed, add_consumption, is_flushed
from backend_client.engine.context import Context, Decided, ask_first, posting_date_refused
from backend_client.engine.journals.facts import JournalFacts
from backend_client.engine.journals.posted_line import PostedLine
from backend_client.engine.operation import Work
from backend_client.engine.receipt import posting_receipt
from backend_client.messages.base import Refused
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.refusals import RefusalCode
from backend_client.rules.manual_consumption import ConsumptionFacts, consumption_refused
from backend_client.rules.output import OrderFacts, order_refused
from backend_client.rules.rounding import ZERO
from backend_client.rules.units import base_quantity
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import Confirmation, ProductionConsumptionHandling, Warned

ONE = Decimal(1)


def post_consumption(context: Context, request: PostConsumptionRequest) -> Decided[PostingReceipt] | Refused:
    """Post one line of consumption.

    Refuses, in this order, with `released-order-not-found`, `order-blocked`, `order-line-not-found`,
    `component-not-found`, `item-not-found`, `item-blocked`, `variant-not-found`, `posting-date-not-allowed`,
    `unit-not-allowed`, `entry-not-found`, what rules/manual_consumption.py names, and what a movement of stock
    refuses with. Asks `other-bin`; warns of a component that is consumed by itself too.
    """
    facts = JournalFacts.read(context, [request])
    books = Books.opened(context, request.posting_date, request.document_no or request.order_no)
    facts.read_stock(books, [request])
    posted = add_consumption_line(books, facts, request)
    if isinstance(posted, Refused):
        return posted
    refused = ask_first(request, *posted.confirmations)
    if refused is not None:
        return refused
    posting, line = books.closed(), facts.line(request)
    assert line is not None
    work = Work(line=line, item=facts.hand.card_of(line))
    return Decided(
        posting=posting,
        receipt=lambda written: posting_receipt(
            context.setup, posting, written, work, facts.hand.descriptions()
        ),
        warnings=posted.warnings,
    )


def add_consumption_line(
    books: Books, facts: JournalFacts, request: PostConsumptionRequest
) -> PostedLine | Refused:
    """Add what one line of consumption posts; answers what must be asked, and what is told besides."""
    wanted = _wanted(books, facts, request)
    if isinstance(wanted, Refused):
        return wanted
    consumed = _consumed(books.context.setup, facts, request, wanted)
    if isinstance(consumed, Refused):
        return consumed
    refused = consumption_refused(_consumption_facts(books.context.setup, facts, wanted, consumed))
    if refused is not None:
        return refused
    component_line_no = 0 if wanted.component is None else wanted.component["line_no"]
    refused = add_consumption(books, wanted.line, consumed, wanted.candidates, component_line_no)
    if refused is not None:
        return refused
    if consumed.returns is not None:
        consumed.returns["returned_quantity"] -= consumed.quantity
    return PostedLine(
        confirmations=_confirmations(wanted, consumed), warnings=_warnings(wanted, consumed.quantity)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The order line, item and components that a line of consumption names; `component` is the one it stands for."""

    line: Row
    item: Row
    variant_code: str
    location_code: str
    candidates: list[Row]
    component: Row | None


def _wanted(books: Books, facts: JournalFacts, request: PostConsumptionRequest) -> _Wanted | Refused:
    order, line = facts.hand.order(request.order_no), facts.line(request)
    refused = order_refused(
        OrderFacts(
            order_no=request.order_no,
            order_line_no=request.order_line_no,
            item_no="",
            operation_no="",
            status=None if order is None else order.order["status"],
            order_blocked=order is not None and order.order["blocked"],
            line_found=line is not None,
            has_routing=False,
        )
    )
    if refused is not None:
        return refused
    assert order is not None
    assert line is not None
    candidates = _candidates(order.components_of(line), request)
    if request.component_line_no and not candidates:
        named = {"field": "component_line_no", "component_line_no": str(request.component_line_no)}
        return Refused(code=RefusalCode.COMPONENT_NOT_FOUND, facts=named | {"item_no": request.item_no})
    component = candidates[0] if len(candidates) == 1 and request.component_line_no != 0 else None
    settings = books.context.setup.settings
    place = component or {
        "item_no": request.item_no,
        "variant_code": "",
        "location_code": settings.components_at_location or line["location_code"],
    }
    location_code = request.location_code or place["location_code"]
    variant_code = request.variant_code or place["variant_code"]
    item = facts.hand.card(place["item_no"], location_code, variant_code)
    refused = _item_refused(facts, place["item_no"], variant_code, item, planned=component is not None)
    if refused is None:
        refused = posting_date_refused(books.context, books.posting_date)
    if refused is not None:
        return refused
    assert item is not None
    return _Wanted(
        line=line,
        item=item,
        variant_code=variant_code,
        location_code=location_code,
        candidates=candidates,
        component=component,
    )


def _candidates(components: list[Row], request: PostConsumptionRequest) -> list[Row]:
    """Answer the components that a quantity may belong to: of the item, variant and number that are named."""
    if not request.item_no and not request.component_line_no:
        return []
    return [
        row
        for row in components
        if request.item_no in {"", row["item_no"]}
        and request.variant_code in {"", row["variant_code"]}
        and request.component_line_no in {None, 0, row["line_no"]}
    ]


def _item_refused(
    facts: JournalFacts, item_no: str, variant_code: str, item: Row | None, *, planned: bool
) -> Refused | None:
    named = {"item_no": item_no}
    if item is None:
        return Refused(code=RefusalCode.ITEM_NOT_FOUND, facts={**named, "field": "item_no"})
    if item["blocked"]:
        return Refused(code=RefusalCode.ITEM_BLOCKED, facts=named)
    if variant_code and not planned and (item_no, variant_code) not in facts.variants:
        facts_of = {**named, "variant_code": variant_code, "field": "variant_code"}
        return Refused(code=RefusalCode.VARIANT_NOT_FOUND, facts=facts_of)
    return None


def _consumed(
    setup: Setup, facts: JournalFacts, request: PostConsumptionRequest, wanted: _Wanted
) -> Consumed | Refused:
    """Turn what was entered into what is consumed: base unit, bin, and the entry whose goods come back."""
    per_unit = _qty_per_unit(facts, request, wanted)
    if isinstance(per_unit, Refused):
        return per_unit
    quantity = base_quantity(request.quantity, per_unit)
    returns = _returns(facts, request, wanted, quantity)
    if isinstance(returns, Refused):
        return returns
    component = wanted.component
    unit = "" if component is None else component["unit_of_measure_code"]
    origin = returns or {"lot_no": "", "serial_no": "", "expiration_date": None}
    return Consumed(
        item=wanted.item,
        quantity=quantity,
        variant_code=wanted.variant_code,
        location_code=wanted.location_code,
        bin_code=request.bin_code or _usual_bin(setup, wanted),
        unit_of_measure_code=request.unit_of_measure_code or unit or wanted.item["base_unit_of_measure"],
        qty_per_unit_of_measure=per_unit,
        lot_no=request.lot_no or origin["lot_no"],
        serial_no=request.serial_no or origin["serial_no"],
        expiration_date=request.expiration_date or origin["expiration_date"],
        applies_to_entry=request.applies_to_entry,
        returns=returns,
    )


def _qty_per_unit(facts: JournalFacts, request: PostConsumptionRequest, wanted: _Wanted) -> Decimal | Refused:
    """Answer base units in the unit of the line: the one named, else the component's, else the base unit."""
    code, component, item = request.unit_of_measure_code, wanted.component, wanted.item
    if component is not None and code in {"", component["unit_of_measure_code"]}:
        per_unit: Decimal = component["qty_per_unit_of_measure"]
        return per_unit
    if code in {"", item["base_unit_of_measure"]}:
        return ONE
    found = facts.units.get((item["no"], code))
    if found is None:
        named = {"field": "unit_of_measure_code", "unit_of_measure_code": code}
        return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=named)
    return found


def _returns(
    facts: JournalFacts, request: PostConsumptionRequest, wanted: _Wanted, quantity: Decimal
) -> Row | Refused | None:
    """Answer the consumption whose goods come back; it must be of this order line and have so much left to return."""
    if request.applies_to_entry and quantity < 0:
        named = {"field": "applies_to_entry", "what": "not-taken-from-stock"}
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts=named)
    number = request.applies_from_entry
    if not number:
        return None
    named = {"field": "applies_from_entry", "entry_no": str(number)}
    if quantity >= 0:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts=named | {"what": "not-returned"})
    entry, line = facts.returned.get(number), wanted.line
    names = ("order_no", "order_line_no", "item_no", "variant_code")
    own = (line["order_no"], line["line_no"], wanted.item["no"], wanted.variant_code)
    if entry is None or tuple(entry[name] for name in names) != own:
        return Refused(code=RefusalCode.ENTRY_NOT_FOUND, facts=named)
    left = -entry["quantity"] - entry["returned_quantity"]
    if -quantity > left:
        facts_of = named | {"remaining_quantity": str(left)}
        return Refused(code=RefusalCode.APPLICATION_EXCEEDS_REMAINING, facts=facts_of)
    return entry


def _usual_bin(setup: Setup, wanted: _Wanted) -> str:
    """Answer the component's bin at its own location, else the one that a location has for the open shop floor."""
    component = wanted.component
    if component is not None and component["location_code"] == wanted.location_code and component["bin_code"]:
        bin_code: str = component["bin_code"]
        return bin_code
    location = setup.locations.get(wanted.location_code)
    if location is None or not location.bin_mandatory:
        return ""
    shop_floor: str = location.open_shop_floor_bin_code
    return shop_floor


def _consumption_facts(
    setup: Setup, facts: JournalFacts, wanted: _Wanted, consumed: Consumed
) -> ConsumptionFacts:
    location = setup.locations.get(consumed.location_code)
    component, item = wanted.component, wanted.item
    usual = _usual_bin(setup, wanted)
    no_handling = ProductionConsumptionHandling.NONE
    picked = ZERO if component is None else component["qty_picked"] * component["qty_per_unit_of_measure"]
    return ConsumptionFacts(
        item_no=item["no"],
        quantity_base=consumed.quantity,
        location_code=consumed.location_code,
        location_mandatory=setup.settings.location_mandatory,
        location_known=location is not None,
        bin_mandatory=location is not None and location.bin_mandatory,
        bin_code=consumed.bin_code,
        bin_known=consumed.bin_code == usual or (consumed.location_code, consumed.bin_code) in facts.bins,
        handling=no_handling if location is None else location.prod_consumption_whse_handling,
        flushing_method=None if component is None else component["flushing_method"],
        picked_base=picked,
        consumed_base=ZERO if component is None else component["actual_consumption_base"],
        lot_tracked=bool(item["lot_specific_tracking"]),
        serial_tracked=bool(item["sn_specific_tracking"]),
        lot_no=consumed.lot_no,
        serial_no=consumed.serial_no,
    )


def _confirmations(wanted: _Wanted, consumed: Consumed) -> tuple[Confirmation, ...]:
    component = wanted.component
    if component is None or not component["bin_code"] or component["bin_code"] == consumed.bin_code:
        return ()
    return (Confirmation.OTHER_BIN,)


def _warnings(wanted: _Wanted, quantity: Decimal) -> tuple[Warned, ...]:
    component = wanted.component
    if component is None or quantity < 0 or not is_flushed(component):
        return ()
    return (Warned.COMPONENT_IS_FLUSHED,)
