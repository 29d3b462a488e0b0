"""Finishing orders on which everything is reported, where the plant wants that to happen by itself.

A posting that completes an order is followed by a request that finishes it: a posting of its own, in a register of its
own, under the id of the first with `.finish1` behind it. So a finish that is refused takes no true output back, and
whatever it asks is left to a person. An order that was left over, because the power failed in between, is finished with
the next `finish-completed-orders`.

Everything is reported when each line has its quantity, finishing would ask nothing, and every operation that people
report has as many pieces, scrap counted, as the last one.
"""

from collections.abc import Iterable, Sequence

from backend_client.engine.bulk_status import changed
from backend_client.engine.context import Context, Several
from backend_client.engine.finishing import last_operation, missing_of
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.messages.base import Posted, Refused, Request
from backend_client.messages.orders import (
    ChangeOrderStatusRequest,
    FinishCompletedOrdersRequest,
    StatusOfOrdersReceipt,
)
from backend_client.store.posting import LedgerNumbers
from backend_client.store.queries.completed_orders import orders_posted_on, orders_with_all_output
from backend_client.store.rows import Row
from backend_client.terms import FlushingMethod, OrderStatus

FINISHING = ".finish"


def finishing_requests(
    context: Context, request: Request[object], last: LedgerNumbers
) -> tuple[ChangeOrderStatusRequest, ...]:
    """Answer what follows a posting that has just been written, in a plant that wants it.

    last  the last numbers before it: what was written since names the orders
    """
    if FINISHING in request.request_id:
        return ()
    orders = completed(context, orders_posted_on(context.connection, last.capacity, last.item))
    return tuple(
        _finish(request, no, f"{request.request_id}{FINISHING}{place}")
        for place, no in enumerate(orders, start=1)
    )


def finish_completed_orders(
    context: Context, request: FinishCompletedOrdersRequest
) -> Several[StatusOfOrdersReceipt]:
    """Finish every released order on which everything is reported, each for itself."""
    orders = completed(context, orders_with_all_output(context.connection))
    requests = tuple(
        _finish(request, no, f"{request.request_id}.{place}") for place, no in enumerate(orders, start=1)
    )

    def receipt(outcomes: Sequence[Posted[object] | Refused]) -> StatusOfOrdersReceipt:
        pairs = zip(orders, outcomes, strict=True)
        return StatusOfOrdersReceipt(orders=tuple(changed(no, outcome) for no, outcome in pairs))

    return Several(requests=requests, receipt=receipt)


def completed(context: Context, order_nos: Iterable[str]) -> list[str]:
    """Answer those of some orders on which everything is reported."""
    wanted = list(order_nos)
    if not wanted:
        return []
    hand = OrdersInHand.read(context, wanted)
    found = ((no, hand.order(no)) for no in wanted)
    return [no for no, order in found if order is not None and _is_complete(order)]


def _is_complete(order: OrderRows) -> bool:
    if order.order["status"] is not OrderStatus.RELEASED or order.order["blocked"]:
        return False
    if missing_of(order):
        return False
    return all(
        not line["remaining_qty_base"] and line["finished_qty_base"] and _is_reported(order, line)
        for line in order.lines
    )


def _is_reported(order: OrderRows, line: Row) -> bool:
    last = last_operation(order, line)
    if last is None:
        return True
    made = last["posted_output_quantity"] + last["posted_scrap_quantity"]
    return all(
        row["posted_output_quantity"] + row["posted_scrap_quantity"] >= made
        for row in order.operations_of(line)
        if row["flushing_method"] is not FlushingMethod.BACKWARD
    )


def _finish(request: Request[object], order_no: str, request_id: str) -> ChangeOrderStatusRequest:
    return ChangeOrderStatusRequest(
        request_id=request_id,
        person_no=request.person_no,
        session_id=request.session_id,
        terminal_id=request.terminal_id,
        posting_date=request.posting_date,
        recorded_at=request.recorded_at,
        preview=request.preview,
        order_no=order_no,
        to=OrderStatus.FINISHED,
    )
