"""Stock in or out without a production order: purchase, sale, positive and negative adjustment.

Opening stock is posted this way too, as positive adjustments. A quantity is entered positive; sales and negative
adjustments leave stock. A receipt costs what was entered for it, anything else what the item's card says.
"""

from decimal import Decimal

from backend_client import limits
from backend_client.engine.books import Books
from backend_client.engine.context import Context, Decided, posting_date_refused
from backend_client.engine.movement import Movement, add_movement, add_value, card_cost, value_columns
from backend_client.engine.receipt import posting_receipt
from backend_client.messages.base import Refused
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.refusals import RefusalCode
from backend_client.rules.item_application import OpenEntry
from backend_client.rules.output import GoodsFacts, tracking_refused
from backend_client.rules.rounding import exact, round_amount, round_unit_cost
from backend_client.rules.unit_cost import card_unit_cost
from backend_client.rules.units import base_quantity
from backend_client.rules.value_entries import Value, actual_value
from backend_client.store.queries.item_facts import ItemFacts, item_facts
from backend_client.terms import (
    CostingMethod,
    ItemLedgerEntryType,
    ItemType,
    ProductionOutputHandling,
    ValueEntryType,
    VarianceType,
)

INBOUND = frozenset({ItemLedgerEntryType.PURCHASE, ItemLedgerEntryType.POSITIVE_ADJUSTMENT})
OUTBOUND = frozenset({ItemLedgerEntryType.SALE, ItemLedgerEntryType.NEGATIVE_ADJUSTMENT})
ONE = Decimal(1)


def post_item_entry(context: Context, request: PostItemEntryRequest) -> Decided[PostingReceipt] | Refused:
    """Post one movement of stock.

    Refuses with `item-not-found`, `item-blocked`, `variant-not-found`, `posting-date-not-allowed`, `unit-not-allowed`,
    `nothing-to-post`, `location-mandatory`, `location-not-found`, `bin-mandatory`, `bin-not-found`, `lot-required`,
    `serial-required`, `applies-to-required`, and what a movement of stock refuses with.
    """
    if request.entry_type not in INBOUND | OUTBOUND:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "entry_type"})
    location = request.location_code or context.setup.settings.default_location_code
    facts = item_facts(
        context.connection,
        item_no=request.item_no,
        location_code=location,
        variant_code=request.variant_code,
        unit_code=request.unit_of_measure_code,
        bin_code=request.bin_code,
    )
    refused = _refused(context, request, facts, location)
    if refused is not None:
        return refused
    assert facts is not None
    per_unit = facts.qty_per_unit_asked if _other_unit(request, facts) else ONE
    base = base_quantity(request.quantity, per_unit)
    if base > limits.QUANTITY_MAX:
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "quantity"})
    books = Books.opened(context, request.posting_date, request.document_no)
    if facts.item["type"] is ItemType.INVENTORY:
        books.read_open_entries({facts.item["no"]})
    applies_to = _applies_to(books, request, location)
    if isinstance(applies_to, Refused):
        return applies_to
    quantity = base if request.entry_type in INBOUND else -base
    movement = Movement(
        entry_type=request.entry_type,
        item=facts.item,
        quantity=quantity,
        value=actual_value(quantity, _unit_cost(request, facts, per_unit)),
        variant_code=request.variant_code,
        location_code=location,
        bin_code=request.bin_code,
        unit_of_measure_code=request.unit_of_measure_code,
        qty_per_unit_of_measure=per_unit,
        applies_to=applies_to,
        lot_no=request.lot_no,
        serial_no=request.serial_no,
        expiration_date=request.expiration_date,
    )
    refused = add_movement(books, movement) or _add_purchase_variance(books, movement)
    if refused is not None:
        return refused
    posting = books.closed()
    names = {facts.item["no"]: facts.item["description"]}
    return Decided(
        posting=posting,
        receipt=lambda written: posting_receipt(context.setup, posting, written, descriptions=names),
    )


def _refused(
    context: Context, request: PostItemEntryRequest, facts: ItemFacts | None, location_code: str
) -> Refused | None:
    setup = context.setup
    if facts is None:
        return Refused(
            code=RefusalCode.ITEM_NOT_FOUND, facts={"field": "item_no", "item_no": request.item_no}
        )
    if facts.item["blocked"]:
        return Refused(code=RefusalCode.ITEM_BLOCKED, facts={"item_no": request.item_no})
    if request.variant_code and facts.variant_found is None:
        named = {"item_no": request.item_no, "variant_code": request.variant_code, "field": "variant_code"}
        return Refused(code=RefusalCode.VARIANT_NOT_FOUND, facts=named)
    refused = posting_date_refused(context, request.posting_date or context.today)
    if refused is not None:
        return refused
    if _other_unit(request, facts) and facts.qty_per_unit_asked is None:
        named = {"field": "unit_of_measure_code", "unit_of_measure_code": request.unit_of_measure_code}
        return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=named)
    if request.quantity <= 0:
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts={"field": "quantity"})
    if not location_code and setup.settings.location_mandatory:
        return Refused(code=RefusalCode.LOCATION_MANDATORY, facts={"field": "location_code"})
    return _place_refused(context, request, facts, location_code)


def _place_refused(
    context: Context, request: PostItemEntryRequest, facts: ItemFacts, location_code: str
) -> Refused | None:
    named = {"location_code": location_code}
    location = context.setup.locations.get(location_code)
    if location_code and location is None:
        return Refused(code=RefusalCode.LOCATION_NOT_FOUND, facts={**named, "field": "location_code"})
    if location is not None and location.bin_mandatory and not request.bin_code:
        return Refused(code=RefusalCode.BIN_MANDATORY, facts={**named, "field": "bin_code"})
    if request.bin_code and facts.bin_found is None:
        return Refused(
            code=RefusalCode.BIN_NOT_FOUND, facts={**named, "field": "bin_code", "bin_code": request.bin_code}
        )
    tracked = GoodsFacts(
        location_code=location_code,
        location_mandatory=False,
        bin_mandatory=False,
        bin_code=request.bin_code,
        bin_known=True,
        output_handling=ProductionOutputHandling.NONE,
        lot_tracked=bool(facts.item["lot_specific_tracking"]),
        serial_tracked=bool(facts.item["sn_specific_tracking"]),
        lot_no=request.lot_no,
        serial_no=request.serial_no,
    )
    return tracking_refused(tracked, request.quantity)


def _other_unit(request: PostItemEntryRequest, facts: ItemFacts) -> bool:
    code = request.unit_of_measure_code
    return bool(code) and code != facts.item["base_unit_of_measure"]


def _unit_cost(request: PostItemEntryRequest, facts: ItemFacts, per_unit: Decimal) -> Decimal:
    """Answer the cost of one base unit: as entered for what comes in, else the card's.

    A standard item is adjusted into stock at its standard cost; only a purchase may cost something else.
    """
    standard = facts.item["costing_method"] is CostingMethod.STANDARD
    as_entered = request.entry_type is ItemLedgerEntryType.PURCHASE or not standard
    if request.unit_cost is None or request.entry_type in OUTBOUND or not as_entered:
        return card_unit_cost(card_cost(facts.item))
    with exact():
        return round_unit_cost(request.unit_cost / per_unit)


def _add_purchase_variance(books: Books, movement: Movement) -> Refused | None:
    """Bring a standard item that was bought at another price to its standard cost: bought at 9, standard 10, + 1."""
    item, value = movement.item, movement.value
    if movement.entry_type is not ItemLedgerEntryType.PURCHASE:
        return None
    if item["costing_method"] is not CostingMethod.STANDARD or item["type"] is not ItemType.INVENTORY:
        return None
    difference = round_amount(movement.quantity * card_unit_cost(card_cost(item))) - value.cost_amount_actual
    if not difference:
        return None
    return add_value(
        books,
        Value(
            entry_type=ValueEntryType.VARIANCE,
            valued_quantity=movement.quantity,
            cost_amount_actual=difference,
        ),
        wip_group="",
        variance_type=VarianceType.PURCHASE,
        **value_columns(movement, books.posting.item_entries[-1]["entry_no"]),
    )


def _applies_to(
    books: Books, request: PostItemEntryRequest, location_code: str
) -> OpenEntry | Refused | None:
    if not request.applies_to_entry or request.entry_type in INBOUND:
        return None
    found = books.open_entry((request.item_no, request.variant_code, location_code), request.applies_to_entry)
    if found is not None:
        return found
    facts = {"field": "applies_to_entry", "entry_no": str(request.applies_to_entry)}
    return Refused(code=RefusalCode.APPLICATION_EXCEEDS_REMAINING, facts=facts)
