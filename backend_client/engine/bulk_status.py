"""Several orders given their next status: each for itself, so that one that is refused holds no other back."""

from collections.abc import Sequence
from typing import Any

from backend_client.engine.context import Context, Several
from backend_client.messages.base import Posted, Refused
from backend_client.messages.orders import (
    ChangeOrderStatusRequest,
    ChangeStatusOfOrdersRequest,
    OrderChanged,
    StatusOfOrdersReceipt,
)
from backend_client.refusals import RefusalCode


def change_status_of_orders(
    _context: Context, request: ChangeStatusOfOrdersRequest
) -> Several[StatusOfOrdersReceipt] | Refused:
    """Answer one status change for each order. Refusals: nothing-to-post (no order), request-malformed (one twice).

    What each order asks is in its own refusal; `answers` of the request itself count for all of them.
    """
    numbers = [each.order_no for each in request.orders]
    if not numbers:
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts={"field": "orders"})
    if len(set(numbers)) < len(numbers):
        twice = next(no for no in numbers if numbers.count(no) > 1)
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "orders", "order_no": twice})
    requests = tuple(
        ChangeOrderStatusRequest(
            request_id=f"{request.request_id}.{place}",
            person_no=request.person_no,
            session_id=request.session_id,
            terminal_id=request.terminal_id,
            posting_date=request.posting_date,
            recorded_at=request.recorded_at,
            preview=request.preview,
            answers=(*request.answers, *order.answers),
            order_no=order.order_no,
            to=request.to,
            finish_without_output=request.finish_without_output,
            update_unit_cost=request.update_unit_cost,
        )
        for place, order in enumerate(request.orders, start=1)
    )

    def receipt(outcomes: Sequence[Posted[Any] | Refused]) -> StatusOfOrdersReceipt:
        pairs = zip(numbers, outcomes, strict=True)
        return StatusOfOrdersReceipt(orders=tuple(changed(no, outcome) for no, outcome in pairs))

    return Several(requests=requests, receipt=receipt)


def changed(order_no: str, outcome: Posted[Any] | Refused) -> OrderChanged:
    """Answer what became of one order."""
    if isinstance(outcome, Refused):
        return OrderChanged(order_no=order_no, refused=outcome)
    return OrderChanged(order_no=order_no, receipt=outcome.receipt)
