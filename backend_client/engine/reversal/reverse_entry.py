"""Reversing an entry, with what was posted together with it."""

from backend_client.engine.books import Books
from backend_client.engine.context import Context, Decided, ask_first
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.receipt import posting_receipt
from backend_client.engine.reversal.checks import groups_refused
from backend_client.engine.reversal.opposites import oppose
from backend_client.engine.reversal.together import Together, read_values
from backend_client.messages.base import Refused
from backend_client.messages.receipt import PostingReceipt
from backend_client.messages.reversals import ReverseEntryRequest
from backend_client.refusals import RefusalCode
from backend_client.store.queries.entries_together import (
    capacity_entry,
    goods_of_work,
    item_entry,
    work_together,
)
from backend_client.store.rows import Row
from backend_client.terms import Confirmation, ItemLedgerEntryType, Ledger

OUTPUT, CONSUMPTION = ItemLedgerEntryType.OUTPUT, ItemLedgerEntryType.CONSUMPTION


def reverse_entry(context: Context, request: ReverseEntryRequest) -> Decided[PostingReceipt] | Refused:
    """Reverse an entry of the item or the capacity ledger.

    Refusals: entry-not-found, entry-type-not-reversible, entry-is-reversal, order-not-released, entry-applied,
    already-reversed, subcontracted-entry, last-operation-output, posting-date-not-allowed. Asks `reverse-entry`.
    """
    together = _together(context, request)
    if isinstance(together, Refused):
        return together
    hand = OrdersInHand.read(context, {together.order_no} - {""}, (row["item_no"] for row in together.items))
    refused = groups_refused(context, hand, [together]) or ask_first(request, Confirmation.REVERSE_ENTRY)
    if refused is not None:
        return refused
    return decided(context, hand, [together])


def decided(
    context: Context, hand: OrdersInHand, groups: list[Together]
) -> Decided[PostingReceipt] | Refused:
    """Answer the posting of the opposites of some groups, the latest first."""
    first = next(row for group in groups for row in (*group.capacity, *group.items))
    books = Books.opened(context, first["posting_date"], first["document_no"])
    books.read_open_entries({row["item_no"] for group in groups for row in group.items})
    read_values(context.connection, groups)
    for group in reversed(groups):
        refused = oppose(books, hand, group)
        if refused is not None:
            return refused
    posting = books.closed()
    order = hand.order(groups[0].order_no)
    rows = () if order is None else (*order.components, *order.lines)
    names = {row["item_no"]: row["description"] for row in rows}
    work = None
    if order is not None and first["order_line_no"]:
        line = next(line for line in order.lines if line["line_no"] == first["order_line_no"])
        capacity = groups[0].capacity
        work = hand.work(order, line, capacity[0]["operation_no"] if capacity else "")
    return Decided(
        posting=posting,
        receipt=lambda written: posting_receipt(context.setup, posting, written, work, names),
    )


def _together(context: Context, request: ReverseEntryRequest) -> Together | Refused:
    if request.ledger is Ledger.CAPACITY:
        return _of_work(context, request)
    if request.ledger is Ledger.ITEM:
        return _of_goods(context, request)
    facts = {"field": "ledger", "entry_no": str(request.entry_no)}
    return Refused(code=RefusalCode.ENTRY_TYPE_NOT_REVERSIBLE, facts=facts)


def _not_found(request: ReverseEntryRequest) -> Refused:
    facts = {"field": "entry_no", "entry_no": str(request.entry_no)}
    return Refused(code=RefusalCode.ENTRY_NOT_FOUND, facts=facts)


def _of_work(context: Context, request: ReverseEntryRequest) -> Together | Refused:
    row = capacity_entry(context.connection, request.entry_no)
    if row is None:
        return _not_found(request)
    if not row["order_no"]:
        return Together(order_no="", capacity=[row])
    return with_work(context, row, flushed=request.with_flushed_consumption)


def _of_goods(context: Context, request: ReverseEntryRequest) -> Together | Refused:
    row = item_entry(context.connection, request.entry_no)
    if row is None:
        return _not_found(request)
    if row["entry_type"] is OUTPUT and row["quantity"] > 0 and row["capacity_ledger_entry_no"]:
        work = capacity_entry(context.connection, row["capacity_ledger_entry_no"])
        assert work is not None, "output names work that does not exist"
        return with_work(context, work, flushed=request.with_flushed_consumption, goods=True)
    if row["entry_type"] is OUTPUT:
        return Together(order_no=row["order_no"], outputs=[row])
    return Together(order_no=row["order_no"], consumption=[row])


def with_work(context: Context, first: Row, *, flushed: bool, goods: bool = False) -> Together:
    """Answer a capacity ledger entry with those that belong to it, and with the goods it made where they go too.

    An entry that belongs to another - its stop, one of its further scrap reasons - goes alone. What was reversed
    before is left out, unless it is the entry itself.
    """
    order_no, number = first["order_no"], first["entry_no"]
    rows = [first] if first["belongs_to_entry_no"] else work_together(context.connection, order_no, number)
    capacity = [row for row in rows if row["entry_no"] == number or not row["reversed"]]
    together = Together(order_no=order_no, capacity=capacity)
    if goods or flushed:
        found = goods_of_work(context.connection, order_no, number)
        together.outputs = [row for row in found if goods and row["entry_type"] is OUTPUT]
        together.consumption = [
            row for row in found if flushed and row["entry_type"] is CONSUMPTION and row["quantity"] < 0
        ]
    return together
