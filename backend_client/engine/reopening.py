"""Taking a finished order back to released, once.

Its operations are in progress again and take postings; the capacity they once needed is not planned a second time.
When it is finished again, nothing that was charged before is charged twice.
"""

from backend_client.engine.books import Books
from backend_client.engine.context import Context, Decided, posting_date_refused
from backend_client.engine.general_ledger import write_off
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders import order_receipt
from backend_client.messages.base import Refused
from backend_client.messages.orders import OrderReceipt, ReopenProductionOrderRequest
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import ProductionOrderRoutingLine
from backend_client.refusals import RefusalCode
from backend_client.rules.order_status import check_reopening
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Update
from backend_client.store.queries.order_work import work_in_process
from backend_client.store.queries.whole_order import whole_orders
from backend_client.terms import OrderStatus, RoutingStatus


def reopen_production_order(
    context: Context, request: ReopenProductionOrderRequest
) -> Decided[OrderReceipt] | Refused:
    """Reopen an order; work in process that was written off is there again.

    Refusals: order-not-found, order-not-finished, already-reopened, no-output-posted, and where something was written
    off posting-date-not-allowed, posting-setup-missing.
    """
    found = whole_orders(context.connection, [request.order_no]).get(request.order_no)
    if found is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": request.order_no})
    whole = OrderRows(*found)
    refused = check_reopening(
        whole.order["status"],
        reopened=whole.order["reopened"],
        finished_qty_base=sum((line["finished_qty_base"] for line in whole.lines), ZERO),
    )
    if refused is not None:
        return Refused(code=refused.code, facts={"order_no": request.order_no})
    books = Books.opened(context, request.posting_date, request.order_no)
    refused = _put_back(books, whole)
    if refused is not None:
        return refused
    posting = books.closed()
    changes = {"status": OrderStatus.RELEASED, "reopened": True, "finished_date": None}
    whole.order |= changes
    changed = {"no": request.order_no, **changes, "finished_register_no": 0}
    posting.updates.append(Update(ProductionOrder, ("no",), [changed]))
    if whole.operations:
        key = ("order_no", "routing_reference_no", "operation_no")
        status = {"routing_status": RoutingStatus.IN_PROGRESS}
        rows = [{**{name: row[name] for name in key}, **status} for row in whole.operations]
        posting.updates.append(Update(ProductionOrderRoutingLine, key, rows))
    return Decided(posting=posting, receipt=lambda _: order_receipt(whole))


def _put_back(books: Books, order: OrderRows) -> Refused | None:
    """Put the work in process of lines that were finished without output back: what they make next has that cost."""
    groups = {
        line["line_no"]: line["inventory_posting_group"] for line in order.lines if line["wip_written_off"]
    }
    if not groups:
        return None
    for value in work_in_process(books.context.connection, order.order["no"], tuple(groups)):
        refused = write_off(books, value, groups[value["order_line_no"]], -value["cost_posted_to_gl"])
        if refused is not None:
            return refused
    rows = [{"order_no": order.order["no"], "line_no": no, "wip_written_off": False} for no in groups]
    books.posting.updates.append(Update(ProductionOrderLine, ("order_no", "line_no"), rows))
    return posting_date_refused(books.context, books.posting_date) if books.posting.gl_entries else None
