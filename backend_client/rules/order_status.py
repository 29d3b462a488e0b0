"""Which status an order may be given next, and what routing status its operations then have.

    from            to                        proposed
    simulated       firm planned, released    firm planned
    planned         firm planned, released    firm planned
    firm planned    released                  released
    released        finished                  finished
    finished        nothing: it can only be reopened

Nothing goes back: a released order never becomes firm planned again.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.terms import OrderStatus, RoutingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A status that may follow; the proposed one stands first."""

    target: OrderStatus
    proposed: bool


_FOLLOWING: dict[OrderStatus, tuple[OrderStatus, ...]] = {
    OrderStatus.SIMULATED: (OrderStatus.FIRM_PLANNED, OrderStatus.RELEASED),
    OrderStatus.PLANNED: (OrderStatus.FIRM_PLANNED, OrderStatus.RELEASED),
    OrderStatus.FIRM_PLANNED: (OrderStatus.RELEASED,),
    OrderStatus.RELEASED: (OrderStatus.FINISHED,),
}


def status_targets(status: OrderStatus) -> tuple[Target, ...] | Refused:
    """Answer the statuses that may follow. Refusals: order-finished."""
    if status is OrderStatus.FINISHED:
        return Refused(code=RefusalCode.ORDER_FINISHED)
    following = _FOLLOWING[status]
    return tuple(Target(target=target, proposed=target is following[0]) for target in following)


def check_status_change(status: OrderStatus, to: OrderStatus) -> Refused | None:
    """Answer None if an order may go to a status. Refusals: order-finished, status-change-not-allowed."""
    targets = status_targets(status)
    if isinstance(targets, Refused):
        return targets
    if any(each.target is to for each in targets):
        return None
    return Refused(code=RefusalCode.STATUS_CHANGE_NOT_ALLOWED, facts={"from": status.value, "to": to.value})


def check_reopening(status: OrderStatus, *, reopened: bool, finished_qty_base: Decimal) -> Refused | None:
    """Answer None if an order may be reopened: finished, for the first time, with something made of it.

    Refusals: order-not-finished, already-reopened, no-output-posted.
    """
    if status is not OrderStatus.FINISHED:
        return Refused(code=RefusalCode.ORDER_NOT_FINISHED)
    if reopened:
        return Refused(code=RefusalCode.ALREADY_REOPENED)
    if not finished_qty_base:
        return Refused(code=RefusalCode.NO_OUTPUT_POSTED)
    return None


def routing_status(status: OrderStatus) -> RoutingStatus:
    """Answer the routing status that operations get when their order enters a status."""
    match status:
        case OrderStatus.RELEASED:
            return RoutingStatus.PLANNED
        case OrderStatus.FINISHED:
            return RoutingStatus.FINISHED
        case _:
            return RoutingStatus.BLANK
