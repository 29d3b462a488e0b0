"""A request that does one step of a long work: sent again under new ids until nothing is left, with a bar that moves.

Each step is a posting of its own. Broken off, or killed, the work goes on where it stopped when it is asked for again.
"""

import sys
from dataclasses import replace
from typing import Any

from backend_client.client import BackendClient
from backend_client.messages.base import Posted, Queued, Refused, Request
from backend_client.messages.steps import added, next_step
from backend_client.messages.steps import left_of as left_of_receipt
from screens.language.text import _

BAR_WIDTH = 30

Outcome = Posted[Any] | Queued | Refused


def left_of(outcome: Outcome) -> int:
    """Answer how much a posting says is left to do; 0 for one that was whole."""
    return left_of_receipt(outcome.receipt) if isinstance(outcome, Posted) else 0


def go_on(client: BackendClient, request: Request[Any], first: Outcome) -> Outcome:
    """Send a request until nothing is left; answers the last outcome, its figures those of all steps together.

    A preview takes one step: what the next would do hangs on what it did not write.
    """
    outcome, most, step = first, left_of(first), 1
    while isinstance(outcome, Posted) and left_of(outcome) and not request.preview:
        most = max(most, left_of(outcome))
        _show(most - left_of(outcome), most)
        step += 1
        following = client.post(next_step(request, outcome.receipt, step))
        if not isinstance(following, Posted):
            outcome = following
            break
        outcome = replace(following, receipt=added(outcome.receipt, following.receipt))
    if most:
        _show(most - left_of(outcome), most, end="\n")
    return outcome


def _show(done: int, of: int, end: str = "") -> None:
    if not sys.stderr.isatty():
        return
    filled = BAR_WIDTH * done // of
    bar = "#" * filled + "." * (BAR_WIDTH - filled)
    left = _("%(count)s left") % {"count": of - done}
    print(f"\r[{bar}] {left:<24}", end=end, file=sys.stderr, flush=True)
