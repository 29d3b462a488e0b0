"""A request that does one step of a long work: sent again under new ids until nothing is left, with a bar that moves.

Each step is a posting of its own. Broken off, or killed, the work goes on where it stopped when it is asked for again.
"""

import sys
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from backend_client.client import BackendClient
from backend_client.messages.base import Posted, Queued, Refused, Request
from screens.language.text import _

BAR_WIDTH = 30
PLACE = "after_entry_no"
"""Where a step stopped, for the next one to go on; not every long work needs it."""
NOT_ADDED = frozenset({"register_no", "left", PLACE})

Outcome = Posted[Any] | Queued | Refused


def left_of(outcome: Outcome) -> int:
    """Answer how much a posting says is left to do; 0 for one that was whole."""
    return getattr(outcome.receipt, "left", 0) if isinstance(outcome, Posted) else 0


def go_on(client: BackendClient, request: Request[Any], first: Outcome) -> Outcome:
    """Send a request until nothing is left; answers the last outcome, its figures those of all steps together.

    A preview takes one step: what the next would do hangs on what it did not write.
    """
    outcome, most, step = first, left_of(first), 1
    while left_of(outcome) and not request.preview:
        most = max(most, left_of(outcome))
        _show(most - left_of(outcome), most)
        step += 1
        following = client.post(
            replace(request, request_id=f"{request.request_id}.{step}", **_place(request, outcome))
        )
        if not isinstance(following, Posted) or not isinstance(outcome, Posted):
            outcome = following
            break
        outcome = replace(following, receipt=_added(outcome.receipt, following.receipt))
    if most:
        _show(most - left_of(outcome), most, end="\n")
    return outcome


def _place(request: Request[Any], outcome: Outcome) -> dict[str, Any]:
    """Answer where the next step begins, if request and receipt speak of it."""
    stopped = getattr(outcome.receipt, PLACE, None) if isinstance(outcome, Posted) else None
    return {} if stopped is None or not hasattr(request, PLACE) else {PLACE: stopped}


def _added(one: Any, other: Any) -> Any:
    """Answer a receipt with the figures of two steps, and what the later one says is left."""
    names = [each.name for each in fields(other) if each.name not in NOT_ADDED]
    figures = {
        name: getattr(one, name) + getattr(other, name)
        for name in names
        if isinstance(getattr(other, name), (int, Decimal, tuple))
    }
    return replace(other, **figures)


def _show(done: int, of: int, end: str = "") -> None:
    if not sys.stderr.isatty():
        return
    filled = BAR_WIDTH * done // of
    bar = "#" * filled + "." * (BAR_WIDTH - filled)
    left = _("%(count)s left") % {"count": of - done}
    print(f"\r[{bar}] {left:<24}", end=end, file=sys.stderr, flush=True)
