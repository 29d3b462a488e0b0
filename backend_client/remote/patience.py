"""How long a terminal that keeps its postings waits for one answer: no longer than the line needs, and ever longer.

answered in 0.02 s        1 s is waited for the next one
silence                   2 s, 4 s, 8 s, 12 s: a slow line is used in the end, and a dead one found at once
answered in 5 s           10 s: the line is slow, and the next one is answered at the first try
"""

from backend_client import limits


class Patience:
    """Seconds that are waited for one answer; safe to use from any thread."""

    def __init__(self, first: float = limits.ANSWER_SECONDS_FIRST) -> None:
        """Begin with little; never wait less."""
        self.seconds = self._first = float(first)

    def answered(self, took: float) -> None:
        """Expect the next answer in twice the seconds that this one took."""
        self.seconds = self._within(2 * took)

    def missed(self) -> None:
        """No answer came: wait twice as long for the next one."""
        self.seconds = self._within(2 * self.seconds)

    def _within(self, seconds: float) -> float:
        return min(max(seconds, self._first), limits.ANSWER_SECONDS_MAX)
