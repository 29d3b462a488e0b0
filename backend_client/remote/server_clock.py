"""How far a server's clock is ahead of this terminal's, read off its answers: what is entered here is told by its clock.

answered at 10:00:07 by this clock, `Date: ... 09:58:02 GMT`     the server is 125 seconds behind
a second or two                                                  the time that the answer took: none
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

COUNTS_SECONDS = 3


class ServerClock:
    """What is known of a server's clock; safe to use from any thread."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Begin with nothing known: it may be as this one; `now` answers aware moments of this terminal's clock."""
        self.ahead = timedelta(0)
        self._now = now

    def heard(self, date: str) -> None:
        """Take the Date of an answer that has just come; what is no date says nothing."""
        try:
            said = parsedate_to_datetime(date)
        except ValueError:
            return
        if said.tzinfo is not None:
            seconds = round((said - self._now()).total_seconds())
            self.ahead = timedelta(seconds=seconds if abs(seconds) >= COUNTS_SECONDS else 0)
