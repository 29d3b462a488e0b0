"""Taking a finished order back to released, once.

Its operations are in progress again and take postings; the capacity they once needed is not planned a second time.
When it is finished again, nothing that was charged before is charged twice.
"""

from backend_client.engine.context import Context, Decided
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders import order_receipt
from backend_client.messages.base import Refused
from backend_client.messages.orders import OrderReceipt, ReopenProductionOrderRequest
from backend_client.records.order import ProductionOrder
from backend_client.records.order_detail import ProductionOrderRoutingLine
from backend_client.refusals import RefusalCode
from backend_client.rules.order_status import check_reopening
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Posting, Update
from backend_client.store.queries.whole_order import whole_orders
from backend_client.terms import OrderStatus, RoutingStatus


def reopen_production_order(
    context: Context, request: ReopenProductionOrderRequest
) -> Decided[OrderReceipt] | Refused:
    """Reopen an order. Refusals: order-not-found, order-not-finished, already-reopened, no-output-posted."""
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
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.order_no)
    changes = {"status": OrderStatus.RELEASED, "reopened": True, "finished_date": None}
    whole.order |= changes
    posting.updates.append(Update(ProductionOrder, ("no",), [{"no": request.order_no, **changes}]))
    if whole.operations:
        key = ("order_no", "routing_reference_no", "operation_no")
        status = {"routing_status": RoutingStatus.IN_PROGRESS}
        rows = [{**{name: row[name] for name in key}, **status} for row in whole.operations]
        posting.updates.append(Update(ProductionOrderRoutingLine, key, rows))
    return Decided(posting=posting, receipt=lambda _: order_receipt(whole))
