"""Receiving outside work, and taking a receipt back."""

from dataclasses import replace
from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.context import Context, Decided, posting_date_refused
from backend_client.engine.operation import Goods, OutputLine, OutsideWork, Work, add_output
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.output_goods import goods_facts, output_bin
from backend_client.engine.receipt import posting_receipt
from backend_client.engine.reversal.checks import groups_refused
from backend_client.engine.reversal.opposites import oppose
from backend_client.engine.reversal.reverse_entry import with_work
from backend_client.engine.reversal.together import read_values
from backend_client.engine.work_checks import work_refused
from backend_client.messages.base import Refused
from backend_client.messages.receipt import PostingReceipt
from backend_client.messages.subcontracting import (
    ReceiveSubcontractingRequest,
    UndoSubcontractingReceiptRequest,
)
from backend_client.records.purchasing import PurchaseOrderLine, PurchaseReceipt
from backend_client.refusals import RefusalCode
from backend_client.rules.output import OutputQuantities, goods_refused
from backend_client.rules.rounding import exact, round_unit_cost
from backend_client.rules.subcontracting import Received, receipt_refused, undo_refused
from backend_client.rules.units import base_quantity
from backend_client.store.posting import Insert, Update
from backend_client.store.queries import purchasing
from backend_client.store.queries.entries_together import capacity_entry
from backend_client.store.rows import Row, new_row
from backend_client.store.setup import Setup
from backend_client.terms import ProductionOutputHandling

LINE_KEY = ("purchase_order_no", "line_no")
RECEIPT_KEY = (*LINE_KEY, "receipt_no")


def receive_subcontracting(
    context: Context, request: ReceiveSubcontractingRequest
) -> Decided[PostingReceipt] | Refused:
    """Receive pieces: a capacity entry in pieces, the last operation's into stock, linked components consumed.

    Refusals: order-line-not-found (no such purchase line), released-order-not-found, order-blocked,
    what blocks item or center, quantity-out-of-range, posting-date-not-allowed, and those of bringing goods into stock.
    """
    bought = purchase_line(context, request.no, request.line_no)
    if isinstance(bought, Refused):
        return bought
    hand = OrdersInHand.read(context, [bought["order_no"]])
    work = _work(context.setup, hand, bought)
    if isinstance(work, Refused):
        return work
    quantity = base_quantity(request.quantity, bought["qty_per_unit_of_measure"])
    refused = receipt_refused(quantity, bought["quantity_base"] - bought["qty_received_base"])
    refused = refused or posting_date_refused(context, request.posting_date or context.today)
    if refused is not None:
        return refused
    goods = _goods(context, request, work, quantity)
    if isinstance(goods, Refused):
        return goods
    books = Books.opened(context, request.posting_date, request.no)
    books.read_open_entries(hand.item_nos_moving())
    line = work.line
    with exact():
        unit_cost = round_unit_cost(line["unit_cost"] / line["qty_per_unit_of_measure"])
    output = OutputLine(
        quantities=OutputQuantities(output_quantity=quantity),
        goods=goods,
        outside=OutsideWork(unit_cost=unit_cost),
    )
    refused = add_output(books, work, output)
    if refused is not None:
        return refused
    posting = books.closed()
    receipts = purchasing.receipts_of(context.connection, request.no, bought["line_no"])
    received = new_row(
        PurchaseReceipt,
        purchase_order_no=request.no,
        line_no=bought["line_no"],
        receipt_no=len(receipts) + 1,
        posting_date=books.posting_date,
        quantity_base=quantity,
        capacity_ledger_entry_no=posting.capacity_entries[0]["entry_no"],
    )
    posting.inserts.append(Insert(PurchaseReceipt, [received]))
    posting.updates.append(_received(bought, quantity))
    return Decided(
        posting=posting, receipt=lambda written: posting_receipt(context.setup, posting, written, work)
    )


def undo_subcontracting_receipt(
    context: Context, request: UndoSubcontractingReceiptRequest
) -> Decided[PostingReceipt] | Refused:
    """Take a receipt back: opposite entries; what it consumed stays consumed.

    Refusals: order-line-not-found, entry-not-found (no such receipt), already-reversed, receipt-invoiced,
    order-not-released, entry-applied.
    """
    bought = purchase_line(context, request.no, request.line_no)
    if isinstance(bought, Refused):
        return bought
    receipts = purchasing.receipts_of(context.connection, request.no, bought["line_no"])
    receipt = next((row for row in receipts if row["receipt_no"] == request.receipt_no), None)
    facts = {"field": "receipt_no", "receipt_no": str(request.receipt_no)}
    if receipt is None:
        return Refused(code=RefusalCode.ENTRY_NOT_FOUND, facts=facts)
    if receipt["undone"]:
        return Refused(code=RefusalCode.ALREADY_REVERSED, facts=facts)
    refused = undo_refused(received_of(receipt))
    if refused is not None:
        return refused
    work = capacity_entry(context.connection, receipt["capacity_ledger_entry_no"])
    assert work is not None, "a receipt names work that does not exist"
    together = with_work(context, work, flushed=False, goods=True)
    hand = OrdersInHand.read(context, [bought["order_no"]], [bought["item_no"]])
    refused = groups_refused(context, hand, [together], outside=True)
    if refused is not None:
        return refused
    books = Books.opened(context, receipt["posting_date"], request.no)
    books.read_open_entries({bought["item_no"]})
    read_values(context.connection, [together])
    refused = oppose(books, hand, together)
    if refused is not None:
        return refused
    posting = books.closed()
    undone = {name: receipt[name] for name in RECEIPT_KEY} | {"undone": True}
    posting.updates += [
        Update(PurchaseReceipt, RECEIPT_KEY, [undone]),
        _received(bought, -receipt["quantity_base"]),
    ]
    order = hand.order(bought["order_no"])
    assert order is not None
    line = next(row for row in order.lines if row["line_no"] == bought["order_line_no"])
    shown = hand.work(order, line, bought["operation_no"])
    return Decided(
        posting=posting, receipt=lambda written: posting_receipt(context.setup, posting, written, shown)
    )


def purchase_line(context: Context, no: str, line_no: int) -> Row | Refused:
    """Answer a line of a purchase order; 0 = its only line. Refusals: order-line-not-found."""
    rows = purchasing.purchase_lines(context.connection, no=no)
    found = [row for row in rows if line_no in {0, row["line_no"]}]
    if len(found) == 1:
        return found[0]
    facts = {"field": "line_no" if rows else "no", "order_no": no, "order_line_no": str(line_no)}
    return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)


def received_of(receipt: Row) -> Received:
    """Answer a receipt as the rules see it."""
    names = Received.__dataclass_fields__
    return Received(**{name: receipt[name] for name in names})


def _work(setup: Setup, hand: OrdersInHand, bought: Row) -> Work | Refused:
    order = hand.released(bought["order_no"])
    if isinstance(order, Refused):
        return order
    named = {"order_no": bought["order_no"]}
    line = next((row for row in order.lines if row["line_no"] == bought["order_line_no"]), None)
    work = None if line is None else hand.work(order, line, bought["operation_no"])
    if work is None:
        return Refused(
            code=RefusalCode.OPERATION_NOT_FOUND, facts=named | {"operation_no": bought["operation_no"]}
        )
    return work_refused(setup, order, work, received=True) or work


def _goods(
    context: Context, request: ReceiveSubcontractingRequest, work: Work, quantity: Decimal
) -> Goods | Refused:
    """Answer where goods of the last operation go; a receipt needs no put-away before it."""
    if not work.is_last:
        return Goods()
    bin_code = output_bin(context.setup, "", work)
    facts = goods_facts(
        context.setup,
        work,
        bin_code=bin_code,
        bin_known=True,
        lot_no=request.lot_no,
        serial_no=request.serial_no,
    )
    received = replace(facts, output_handling=ProductionOutputHandling.NONE)
    refused = goods_refused(received, quantity)
    if refused is not None:
        return refused
    return Goods(
        location_code=work.line["location_code"],
        bin_code=bin_code,
        lot_no=request.lot_no,
        serial_no=request.serial_no,
    )


def _received(bought: Row, quantity: Decimal) -> Update:
    row = {name: bought[name] for name in LINE_KEY}
    row["qty_received_base"] = bought["qty_received_base"] + quantity
    return Update(PurchaseOrderLine, LINE_KEY, [row])
