"""Long work that is done in steps: a request whose receipt says how much is left is sent again under a new id.

    AdjustCostRequest a     ->  left 120      value entries 50
    AdjustCostRequest a.2   ->  left 60       value entries 50
    AdjustCostRequest a.3   ->  left 0        value entries 40      together 140

Each step is a posting of its own. Broken off, the work goes on where it stopped when it is asked for again.
"""

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, TypeVar

from backend_client.messages.base import Request

PLACE = "after_entry_no"
"""Where a step stopped, for the next one to go on; not every long work needs it."""
NOT_ADDED = frozenset({"register_no", "left", PLACE})

RequestT = TypeVar("RequestT", bound=Request[Any])
ReceiptT = TypeVar("ReceiptT")


def left_of(receipt: object) -> int:
    """Answer how much a receipt says is left to do; 0 for work that was whole."""
    left: int = getattr(receipt, "left", 0)
    return left


def next_step(first: RequestT, receipt: object, step: int) -> RequestT:
    """Answer the request of a further step, 2 being the second, from the first one and the last step's receipt."""
    place = getattr(receipt, PLACE, None)
    stopped: dict[str, Any] = {} if place is None or not hasattr(first, PLACE) else {PLACE: place}
    return replace(first, request_id=f"{first.request_id}.{step}", **stopped)


def added(one: ReceiptT, other: ReceiptT) -> ReceiptT:
    """Answer a receipt with the figures of two steps, and what the later one says is left."""
    given: Any = other
    names = [each.name for each in fields(given) if each.name not in NOT_ADDED]
    figures = {
        name: getattr(one, name) + getattr(other, name)
        for name in names
        if isinstance(getattr(other, name), (int, Decimal, tuple))
    }
    result: ReceiptT = replace(given, **figures)
    return result
