"""The invoice of outside work: the cost of what was received."""

from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.context import Context, Decided, posting_date_refused
from backend_client.engine.movement import add_value
from backend_client.engine.receipt import posting_receipt
from backend_client.engine.subcontracting.receiving import (
    LINE_KEY,
    RECEIPT_KEY,
    purchase_line,
    received_of,
)
from backend_client.messages.base import Refused
from backend_client.messages.receipt import PostingReceipt
from backend_client.messages.subcontracting import InvoiceSubcontractingRequest
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.purchasing import PurchaseOrderLine, PurchaseReceipt
from backend_client.rules.rounding import exact, round_unit_cost
from backend_client.rules.subcontracting import invoice_cost, invoiced_parts
from backend_client.rules.units import base_quantity
from backend_client.rules.value_entries import capacity_values
from backend_client.store.queries import purchasing
from backend_client.store.queries.entries_together import capacity_entries
from backend_client.store.queries.whole_order import whole_orders
from backend_client.store.rows import Row
from backend_client.terms import CapacityType


def invoice_subcontracting(
    context: Context, request: InvoiceSubcontractingRequest
) -> Decided[PostingReceipt] | Refused:
    """Bring the cost of received work into work in process, receipt by receipt, the oldest first.

    Refusals: order-line-not-found, invoice-exceeds-receipt, posting-date-not-allowed, posting-setup-missing.
    """
    bought = purchase_line(context, request.no, request.line_no)
    if isinstance(bought, Refused):
        return bought
    per_unit = bought["qty_per_unit_of_measure"]
    quantity = base_quantity(request.quantity, per_unit)
    rows = purchasing.receipts_of(context.connection, request.no, bought["line_no"])
    receipts = {row["receipt_no"]: row for row in rows if not row["undone"]}
    parts = invoiced_parts(quantity, map(received_of, receipts.values()))
    if isinstance(parts, Refused):
        return parts
    refused = posting_date_refused(context, request.posting_date or context.today)
    if refused is not None:
        return refused
    price = bought["direct_unit_cost"] if request.direct_unit_cost is None else request.direct_unit_cost
    with exact():
        base_price = round_unit_cost(price / per_unit)
    books = Books.opened(context, request.posting_date, request.no)
    order = whole_orders(context.connection, [bought["order_no"]])[bought["order_no"]]
    line = next(row for row in order.lines if row["line_no"] == bought["order_line_no"])
    invoiced = [receipts[receipt_no] for receipt_no, _ in parts]
    work = capacity_entries(context.connection, (row["capacity_ledger_entry_no"] for row in invoiced))
    for receipt, (_, part) in zip(invoiced, parts, strict=True):
        refused = _invoice(
            books, line, work[receipt["capacity_ledger_entry_no"]], receipt, (part, base_price)
        )
        if refused is not None:
            return refused
    row = {name: bought[name] for name in LINE_KEY}
    row["qty_invoiced_base"] = bought["qty_invoiced_base"] + quantity
    books.change(PurchaseOrderLine, LINE_KEY, row)
    posting = books.closed()
    return Decided(posting=posting, receipt=lambda written: posting_receipt(context.setup, posting, written))


def _invoice(
    books: Books, line: Row, work: Row, receipt: Row, part: tuple[Decimal, Decimal]
) -> Refused | None:
    """Add the cost of a part of one receipt: its quantity, and the price of a base unit."""
    quantity, price = part
    center = books.context.setup.work_centers[work["no"]]
    cost = invoice_cost(quantity, price, center.indirect_cost_pct, center.overhead_rate)
    for value in capacity_values(quantity, cost):
        refused = add_value(
            books,
            value,
            wip_group=line["inventory_posting_group"],
            capacity_ledger_entry_no=work["entry_no"],
            item_no=line["item_no"],
            type=CapacityType.WORK_CENTER.value,
            no=center.no,
            order_no=line["order_no"],
            order_line_no=line["line_no"],
            inventory_posting_group=line["inventory_posting_group"],
            gen_prod_posting_group=center.gen_prod_posting_group,
        )
        if refused is not None:
            return refused
    invoiced = work["invoiced_quantity"] + quantity
    row = {"entry_no": work["entry_no"], "invoiced_quantity": invoiced}
    books.change(CapacityLedgerEntry, ("entry_no",), row)
    row = {name: receipt[name] for name in RECEIPT_KEY}
    row["qty_invoiced_base"] = receipt["qty_invoiced_base"] + quantity
    books.change(PurchaseReceipt, RECEIPT_KEY, row)
    return None
