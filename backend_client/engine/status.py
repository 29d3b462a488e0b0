"""An order's status, its block, and the routing status of one of its operations set by hand."""

from collections.abc import Sequence

from backend_client.engine.context import Context, Decided, ask_first
from backend_client.engine.finishing import finish_order
from backend_client.engine.order_lines import OUTPUT_BLOCKED
from backend_client.engine.order_rows import OrderRows, update_all
from backend_client.engine.orders import decided, order_receipt, released
from backend_client.messages.base import Refused
from backend_client.messages.orders import (
    BlockOrderRequest,
    ChangeOrderStatusRequest,
    OrderReceipt,
    SetRoutingStatusRequest,
)
from backend_client.messages.planning import StatusTarget, StatusTargetsQuestion
from backend_client.records.order import ProductionOrder
from backend_client.records.order_detail import CapacityNeed, ProductionOrderRoutingLine
from backend_client.refusals import RefusalCode
from backend_client.rules import order_status
from backend_client.rules.capacity_need import allocated_at_planning
from backend_client.rules.order_status import check_status_change, routing_status
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Posting, Update
from backend_client.store.queries import planning, whole_order
from backend_client.store.rows import Row
from backend_client.terms import Confirmation, OrderStatus, RoutingStatus


def status_targets(_context: Context, question: StatusTargetsQuestion) -> tuple[StatusTarget, ...] | Refused:
    """Answer which statuses may follow. Refusals: order-finished."""
    targets = order_status.status_targets(question.status)
    if isinstance(targets, Refused):
        return targets
    return tuple(StatusTarget(target=each.target, proposed=each.proposed) for each in targets)


def change_order_status(
    context: Context, request: ChangeOrderStatusRequest
) -> Decided[OrderReceipt] | Refused:
    """Give an order its next status.

    Entering released plans all operations, allocates the time they need, and posts what is flushed forward.
    Finishing is told in finishing.py. Refusals: order-not-found, order-finished, status-change-not-allowed,
    item-production-blocked, and those of flushing.
    """
    if request.to is OrderStatus.FINISHED:
        return finish_order(context, request)
    whole = _whole(context, request.order_no)
    if isinstance(whole, Refused):
        return whole
    refused = check_status_change(whole.order["status"], request.to)
    if refused is None and request.to is OrderStatus.RELEASED:
        refused = _output_blocked(context, whole.lines)
    if refused is not None:
        return refused
    enter(whole, request.to)
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.order_no)
    refused = released(context, posting, whole)
    if refused is not None:
        return refused
    update_all(posting, whole)
    return decided(context, posting, whole)


def enter(whole: OrderRows, status: OrderStatus) -> None:
    """Give an order and its parts a status: routing status, allocated time, expected capacity need."""
    whole.order["status"] = status
    for need in whole.needs:
        need["status"] = status
        need["allocated_time"] = allocated_at_planning(need["needed_time"], status)
    for operation in whole.operations:
        operation["routing_status"] = routing_status(status)
        operation["expected_capacity_need_ms"] = sum(
            need["needed_time_ms"] for need in whole.needs_of(operation)
        )


def block_order(context: Context, request: BlockOrderRequest) -> Decided[OrderReceipt] | Refused:
    """Block an order or take the block away. Refusals: order-not-found, order-finished."""
    order = whole_order.order(context.connection, request.order_no)
    if order is None or order["status"] is OrderStatus.FINISHED:
        code = RefusalCode.ORDER_NOT_FOUND if order is None else RefusalCode.ORDER_FINISHED
        return Refused(code=code, facts={"order_no": request.order_no})
    order["blocked"] = request.blocked
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.order_no)
    posting.updates.append(
        Update(ProductionOrder, ("no",), [{"no": request.order_no, "blocked": request.blocked}])
    )
    whole = OrderRows(order, lines=whole_order.lines(context.connection, request.order_no))
    return Decided(posting=posting, receipt=lambda _: order_receipt(whole))


def set_routing_status(context: Context, request: SetRoutingStatusRequest) -> Decided[OrderReceipt] | Refused:
    """Set an operation's routing status by hand; finished asks first and frees the rest of its capacity.

    Refusals: order-not-found, order-finished, order-line-not-found, operation-not-found, operation-finished.
    Asks `operation-status-finished`.
    """
    whole = _whole(context, request.order_no)
    if isinstance(whole, Refused):
        return whole
    operation = _operation(whole, request)
    if isinstance(operation, Refused):
        return operation
    if operation["routing_status"] is RoutingStatus.FINISHED and request.status is not RoutingStatus.FINISHED:
        return Refused(code=RefusalCode.OPERATION_FINISHED, facts={"operation_no": request.operation_no})
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.order_no)
    if request.status is RoutingStatus.FINISHED:
        asked = ask_first(request, Confirmation.OPERATION_STATUS_FINISHED)
        if asked is not None:
            return asked
        _free(posting, whole.needs_of(operation))
    key = ("order_no", "routing_reference_no", "operation_no")
    changed = {**{name: operation[name] for name in key}, "routing_status": request.status}
    posting.updates.append(Update(ProductionOrderRoutingLine, key, [changed]))
    return Decided(posting=posting, receipt=lambda _: order_receipt(whole))


def _free(posting: Posting, needs: Sequence[Row]) -> None:
    key = ("order_no", "routing_reference_no", "operation_no", "line_no")
    rows = [{**{name: need[name] for name in key}, "allocated_time": ZERO} for need in needs]
    if rows:
        posting.updates.append(Update(CapacityNeed, key, rows))


def _whole(context: Context, order_no: str) -> OrderRows | Refused:
    found = whole_order.whole_orders(context.connection, [order_no]).get(order_no)
    if found is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": order_no})
    if found.order["status"] is OrderStatus.FINISHED:
        return Refused(code=RefusalCode.ORDER_FINISHED, facts={"order_no": order_no})
    return OrderRows(*found)


def _operation(whole: OrderRows, request: SetRoutingStatusRequest) -> Row | Refused:
    wanted = request.order_line_no
    lines = [line for line in whole.lines if wanted in {0, line["line_no"]}]
    if not lines:
        facts = {"order_no": request.order_no, "order_line_no": str(wanted)}
        return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)
    found = (row for row in whole.operations_of(lines[0]) if row["operation_no"] == request.operation_no)
    facts = {"order_no": request.order_no, "operation_no": request.operation_no}
    return next(found, None) or Refused(code=RefusalCode.OPERATION_NOT_FOUND, facts=facts)


def _output_blocked(context: Context, lines: Sequence[Row]) -> Refused | None:
    items = planning.items(context.connection, [line["item_no"] for line in lines])
    for no, item in items.items():
        if item["production_blocked"] == OUTPUT_BLOCKED:
            return Refused(code=RefusalCode.ITEM_PRODUCTION_BLOCKED, facts={"item_no": no})
    return None
