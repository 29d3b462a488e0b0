"""What stock costs changes without a movement: a later charge on an inbound entry, a new value of what remains of it."""

from collections.abc import Iterable
from datetime import date

from backend_client.engine.books import Books
from backend_client.engine.context import Context, Decided, posting_date_refused
from backend_client.engine.movement import add_value
from backend_client.engine.receipt import posting_receipt
from backend_client.messages.base import Refused
from backend_client.messages.item_costs import PostItemChargeRequest, RevalueEntryRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.refusals import RefusalCode
from backend_client.rules.cost_forwarding import InboundCost, Revaluation
from backend_client.rules.item_charge import charge_values, revaluation
from backend_client.rules.rounding import ZERO, round_amount
from backend_client.rules.value_entries import Value
from backend_client.store.queries import costs
from backend_client.store.queries.order_costs import cost_lines
from backend_client.store.rows import Row
from backend_client.terms import CostingMethod, ItemLedgerEntryType, ValueEntryType, VarianceType

CHARGEABLE = frozenset({ItemLedgerEntryType.PURCHASE, ItemLedgerEntryType.POSITIVE_ADJUSTMENT})
"""What an order has made costs what the order says."""
REVALUED = CHARGEABLE | {ItemLedgerEntryType.OUTPUT}
"""What came back from an order goes by what it went out at: another value would stay in its work in process."""


def post_item_charge(context: Context, request: PostItemChargeRequest) -> Decided[PostingReceipt] | Refused:
    """Post a later direct cost of a purchase or a positive adjustment.

    Refuses with `entry-not-found`, `entry-not-inbound`, `nothing-to-post`, `request-malformed` (more than two
    decimals), `posting-date-not-allowed`, `quantity-out-of-range`, `posting-setup-missing`.
    """
    if request.amount != round_amount(request.amount):
        facts = {"field": "amount", "what": "decimals"}
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts=facts)
    if not request.amount:
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts={"field": "amount"})
    entry = _inbound(context, request)
    if isinstance(entry, Refused):
        return entry
    if entry["entry_type"] not in CHARGEABLE:
        return _refused(RefusalCode.ENTRY_NOT_INBOUND, request)
    at_standard = entry["costing_method"] is CostingMethod.STANDARD
    values = charge_values(entry["quantity"], request.amount, at_standard=at_standard)
    return _decided(context, request, entry, values, entry["valuation_date"])


def revalue_entry(context: Context, request: RevalueEntryRequest) -> Decided[PostingReceipt] | Refused:
    """Post what makes the rest of an inbound entry cost so much a unit.

    Refuses with `entry-not-found`, `entry-not-inbound`, `nothing-to-post` (nothing remains, or it costs that already),
    `request-malformed` (a cost below 0), `posting-date-not-allowed`, `quantity-out-of-range`,
    `posting-setup-missing`.
    """
    if request.new_unit_cost < 0:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "new_unit_cost"})
    entry = _inbound(context, request)
    if isinstance(entry, Refused):
        return entry
    if entry["entry_type"] not in REVALUED:
        return _refused(RefusalCode.ENTRY_NOT_INBOUND, request)
    if entry["remaining_quantity"] <= 0:
        return _refused(RefusalCode.NOTHING_TO_POST, request)
    value = revaluation(entry["remaining_quantity"], request.new_unit_cost, _cost(context, entry))
    if not value.cost_amount_actual:
        return _refused(RefusalCode.NOTHING_TO_POST, request)
    return _decided(context, request, entry, [value], request.posting_date or context.today)


def _inbound(context: Context, request: PostItemChargeRequest | RevalueEntryRequest) -> Row | Refused:
    """Answer the inbound entry that a request names, with its item's posting groups."""
    entry = costs.entries(context.connection, [request.entry_no]).get(request.entry_no)
    if entry is None:
        return _refused(RefusalCode.ENTRY_NOT_FOUND, request)
    if not entry["positive"] or not costs.costs(context.connection, [request.entry_no]):
        return _refused(RefusalCode.ENTRY_NOT_INBOUND, request)
    return posting_date_refused(context, request.posting_date or context.today) or entry


def _cost(context: Context, entry: Row) -> InboundCost:
    """Answer what an entry costs now, actual or expected; rounding is not of what remains."""
    number = entry["entry_no"]
    worth = costs.costs(context.connection, [number])[number]
    revalued = tuple(
        Revaluation(register_no, quantity, amount)
        for _, register_no, quantity, amount in costs.revaluations(context.connection, [number])
    )
    cost = worth.without_rounding() + worth.expected - sum((each.amount for each in revalued), ZERO)
    return InboundCost(entry["quantity"], cost, revalued)


def _decided(
    context: Context,
    request: PostItemChargeRequest | RevalueEntryRequest,
    entry: Row,
    values: Iterable[Value],
    valuation_date: date,
) -> Decided[PostingReceipt] | Refused:
    books = Books.opened(context, request.posting_date, request.document_no or entry["document_no"])
    line = cost_lines(context.connection, {entry["order_no"]} - {""}).get(
        (entry["order_no"], entry["order_line_no"])
    )
    for value in values:
        is_variance = value.entry_type is ValueEntryType.VARIANCE
        refused = add_value(
            books,
            value,
            wip_group=line.inventory_posting_group if line is not None else "",
            variance_type=VarianceType.PURCHASE if is_variance else VarianceType.BLANK,
            valuation_date=valuation_date,
            item_ledger_entry_type=entry["entry_type"],
            item_ledger_entry_no=entry["entry_no"],
            item_no=entry["item_no"],
            location_code=entry["location_code"],
            order_no=entry["order_no"],
            order_line_no=entry["order_line_no"],
            inventory_posting_group=entry["inventory_posting_group"],
            gen_prod_posting_group=entry["gen_prod_posting_group"],
        )
        if refused is not None:
            return refused
    posting = books.closed()
    return Decided(posting=posting, receipt=lambda written: posting_receipt(context.setup, posting, written))


def _refused(code: RefusalCode, request: PostItemChargeRequest | RevalueEntryRequest) -> Refused:
    return Refused(code=code, facts={"field": "entry_no", "entry_no": str(request.entry_no)})
