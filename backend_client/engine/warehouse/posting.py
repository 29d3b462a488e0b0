"""Posting an inventory put-away or pick: the same way in and out of both, whatever goes into the books between."""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.context import Context, Decided, posting_date_refused
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.receipt import posting_receipt
from backend_client.engine.warehouse.documents import Document, note_handled, standing_document, to_handle
from backend_client.messages.base import Refused
from backend_client.messages.warehouse import (
    Handled,
    HandledReceipt,
    PostInventoryPickRequest,
    PostInventoryPutAwayRequest,
)
from backend_client.refusals import RefusalCode
from backend_client.store.rows import Row
from backend_client.terms import WarehouseActivityType


@dataclass(frozen=True, slots=True)
class Handling:
    """A document, the lines of it that are handled now, its order, and the books that they go into."""

    document: Document
    pairs: list[tuple[Row, Handled]]
    hand: OrdersInHand
    order: OrderRows
    books: Books


def handling(
    context: Context,
    request: PostInventoryPutAwayRequest | PostInventoryPickRequest,
    kind: WarehouseActivityType,
) -> Handling | Refused:
    """Open the books for what is handled of a document.

    Refusals: entry-not-found, order-line-not-found, quantity-out-of-range, nothing-to-post,
    released-order-not-found, order-blocked, posting-date-not-allowed.
    """
    document = standing_document(context, request.no, [kind])
    if isinstance(document, Refused):
        return document
    pairs = to_handle(document.lines, request.lines)
    if isinstance(pairs, Refused):
        return pairs
    hand = OrdersInHand.read(context, [document.head["order_no"]])
    order = released(hand, document.head["order_no"])
    if isinstance(order, Refused):
        return order
    refused = posting_date_refused(context, request.posting_date or context.today)
    if refused is not None:
        return refused
    books = Books.opened(context, request.posting_date, document.head["order_no"])
    books.read_open_entries(hand.item_nos_moving())
    return Handling(document, pairs, hand, order, books)


def decided(context: Context, handled: Handling) -> Decided[HandledReceipt]:
    """Answer the decision: what the books hold, and how much of the document is done."""
    document, order = handled.document, handled.order
    posting = handled.books.closed()
    quantities: list[tuple[Row, Decimal]] = [(row, each.quantity) for row, each in handled.pairs]
    note_handled(posting, document, quantities)
    names = {row["item_no"]: row["description"] for row in (*order.lines, *order.components)}
    return Decided(
        posting=posting,
        receipt=lambda written: HandledReceipt(
            document=document.card(),
            posting=posting_receipt(context.setup, posting, written, descriptions=names),
        ),
    )


def released(hand: OrdersInHand, order_no: str) -> OrderRows | Refused:
    """Answer a released order. Refusals: released-order-not-found, order-blocked."""
    order = hand.released(order_no)
    if isinstance(order, Refused) or not order.order["blocked"]:
        return order
    return Refused(code=RefusalCode.ORDER_BLOCKED, facts={"order_no": order_no})
