"""Deleting an order or one of its lines, as long as nothing was posted on it."""

from backend_client.engine.context import Context, Decided
from backend_client.engine.order_changes.standing import entries_exist, order_to_change, planned_again
from backend_client.engine.order_rows import PARTS, OrderRows
from backend_client.messages.base import Refused
from backend_client.messages.order_changes import (
    DeletedOrderReceipt,
    DeleteOrderLineRequest,
    DeleteProductionOrderRequest,
)
from backend_client.messages.orders import OrderReceipt
from backend_client.records.order import ProductionOrder
from backend_client.records.warehouse_request import WarehouseRequest
from backend_client.refusals import RefusalCode
from backend_client.store.posting import Delete, Posting
from backend_client.store.queries import whole_order
from backend_client.store.queries.posted_on import line_has_entries
from backend_client.terms import OrderStatus, SchedulingDirection


def delete_production_order(
    context: Context, request: DeleteProductionOrderRequest
) -> Decided[DeletedOrderReceipt] | Refused:
    """Delete an order with its parts, reservations and warehouse requests; what it took of a load is given free.

    Refusals: order-not-found, order-finished, ledger-entries-exist.
    """
    order_no = request.order_no
    order = whole_order.order(context.connection, order_no)
    if order is None or order["status"] is OrderStatus.FINISHED:
        code = RefusalCode.ORDER_NOT_FOUND if order is None else RefusalCode.ORDER_FINISHED
        return Refused(code=code, facts={"order_no": order_no})
    if whole_order.has_ledger_entries(context.connection, order_no):
        return entries_exist(order_no)
    posting = Posting(posting_date=request.posting_date or context.today, document_no=order_no)
    posting.deletes = [
        *(Delete(record, ("order_no",), [{"order_no": order_no}]) for record in PARTS),
        Delete(WarehouseRequest, ("order_no",), [{"order_no": order_no}]),
        Delete(ProductionOrder, ("no",), [{"no": order_no}]),
    ]
    return Decided(posting=posting, receipt=lambda _: DeletedOrderReceipt(order_no=order_no))


def delete_order_line(context: Context, request: DeleteOrderLineRequest) -> Decided[OrderReceipt] | Refused:
    """Take a line off an order; operations that others share are worked out again, lines that supplied it stay.

    Refusals: order-not-found, order-finished, order-line-not-found, ledger-entries-exist.
    """
    order = order_to_change(context, request.order_no)
    if isinstance(order, Refused):
        return order
    line_no = request.order_line_no
    line = next((each for each in order.lines if each["line_no"] == line_no), None)
    if line is None:
        facts = {"order_no": request.order_no, "order_line_no": str(line_no)}
        return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)
    if line_has_entries(context.connection, request.order_no, line_no):
        return entries_exist(request.order_no, order_line_no=line_no)
    backward = SchedulingDirection.BACKWARD
    return planned_again(context, request, _without(order, line_no), direction=backward, lower_levels=False)


def _without(order: OrderRows, line_no: int) -> OrderRows:
    lines = [line for line in order.lines if line["line_no"] != line_no]
    references = {line["routing_reference_no"] for line in lines}
    components = [row for row in order.components if row["order_line_no"] != line_no]
    for component in components:
        if component["supplied_by_line_no"] == line_no:
            component["supplied_by_line_no"] = 0
    return OrderRows(
        order.order,
        lines=lines,
        components=components,
        operations=[row for row in order.operations if row["routing_reference_no"] in references],
        needs=[row for row in order.needs if row["routing_reference_no"] in references],
        reservations=[row for row in order.reservations if row["order_line_no"] != line_no],
    )
