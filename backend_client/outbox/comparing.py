"""Does the server still know what it said was posted? After a restore from a backup it may not.

A server forgets by being restored: then it knows the first registers and none after some moment. So the newest
postings of this terminal are asked for; only where one of them is missing, those before it are, too:

    told posted   r1 r2 r3 r4 r5        server restored to r3        r4 r5 are lost

What is lost stands in the outbox with its lane: what was entered after it waits. A person decides, since whoever
restored the server may have entered it again by hand: sent again, it is posted once, whatever the server knows by then.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from backend_client import limits
from backend_client.client import BackendBroken, BackendClient
from backend_client.messages.base import Posted, Refused
from backend_client.messages.posted_requests import PostedRequestsQuestion
from backend_client.outbox.rows import Rows

LOG = logging.getLogger(__name__)


class Comparing:
    """Compares when it is due: at the first contact, after each silence, from time to time, and where a number goes back."""

    def __init__(self, rows: Rows, server: BackendClient, now: Callable[[], datetime]) -> None:
        """Take the postings and the server."""
        self._rows = rows
        self._server = server
        self._now = now
        self._highest = 0
        self.is_due = True

    def heard(self, outcome: Posted[Any] | Refused) -> None:
        """Look at a receipt: a register that is not after all that were told before is a server's that was restored."""
        if not isinstance(outcome, Posted) or outcome.replayed:
            return
        number = getattr(outcome.receipt, "register_no", 0)
        if 0 < number <= self._highest:
            self.is_due = True
        self._highest = max(self._highest, number)

    def compare(self) -> int:
        """Ask the server, and note what it has lost; answers how many. Raises what asking raises, but for a fault."""
        lost = 0
        before: tuple[str, int] | None = None
        while rows := self._rows.newest_posted(before, limits.POSTED_REQUESTS_MAX):
            missing = self._missing(rows)
            lost += self._rows.lose([row["sequence_no"] for row in missing], self._now())
            if len(missing) < len(rows):  # a server knows the first of all, or none
                break
            before = (rows[-1]["settled_at"], rows[-1]["sequence_no"])
        self.is_due = False
        if lost:
            self._highest = 0
            LOG.error("the server no longer knows %s postings that it had acknowledged", lost)
        return lost

    def _missing(self, rows: list[Any]) -> list[Any]:
        try:
            answer = self._server.ask(
                PostedRequestsQuestion(request_ids=tuple(row["request_id"] for row in rows))
            )
        except BackendBroken:
            LOG.exception("the server could not say what is posted")
            return []
        if isinstance(answer, Refused):  # a server of an earlier release does not know the question
            return []
        known = set(answer.request_ids)
        return [row for row in rows if row["request_id"] not in known]
