"""Whether the clock on the wall was moved: it is held against one that only goes forward.

    wall 08:00  steady 100 s
    wall 08:10  steady 700 s     ten minutes by both
    wall 07:30  steady 760 s     41 minutes back: moved by -2460 seconds

Registers keep their order whatever a clock does; the audit trail tells that it was moved, and by how much.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from backend_client import limits
from backend_client.engine.audited import audited
from backend_client.engine.context import Context
from backend_client.messages.base import Request
from backend_client.people_terms import AuditEvent
from backend_client.store.posting import Insert

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NANOSECONDS = 1_000_000_000


class ClockWatch:
    """Notices jumps of one process's clock; without a steady clock it sees none."""

    def __init__(self, steady: Callable[[], int] | None) -> None:
        """Take what answers nanoseconds of a clock that only goes forward."""
        self._steady = steady
        self._base: int | None = None
        self.moved_seconds = 0
        self.jumps = 0
        """How often it was moved since this watch began."""

    def look(self, now: datetime) -> int:
        """Answer by how many seconds the clock was moved and nobody was told of yet; 0: by fewer than count."""
        if self._steady is None:
            return 0
        base = (now - EPOCH) // timedelta(seconds=1) - self._steady() // NANOSECONDS
        if self._base is None:
            self._base = base
        moved = base - self._base
        if abs(moved) > limits.CLOCK_JUMP_SECONDS:
            self.moved_seconds += moved
            self.jumps += 1
            self._base = base
        return self.moved_seconds

    def told(self, seconds: int) -> None:
        """Forget what the audit trail tells now."""
        self.moved_seconds -= seconds


def clock_moved(context: Context, request: Request[object], seconds: int) -> Insert:
    """Answer the entry of the audit trail that tells of it, beside the first posting after it."""
    told = {"seconds": str(seconds), "now": context.now.isoformat()}
    return audited(context, request, AuditEvent.CLOCK_MOVED, table="registers", row_key="clock", after=told)
