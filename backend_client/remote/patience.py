"""How long a terminal that keeps its postings waits for one answer: no longer than the line needs, and ever longer.

answered in 0.02 s        1 s is waited for the next one
silence                   2 s, 4 s, 8 s, 12 s: a slow line is used in the end, and a dead one found at once
answered in 5 s           10 s: the line is slow, and the next one is answered at the first try
"""

from backend_client import limits


class Patience:
    """Milliseconds that are waited for one answer; safe to use from any thread."""

    def __init__(self, first: int = limits.ANSWER_MILLISECONDS_FIRST) -> None:
        """Begin with little; never wait less."""
        self.milliseconds = self._first = first

    def answered(self, took: int) -> None:
        """Expect the next answer in twice the milliseconds that this one took."""
        self.milliseconds = self._within(2 * took)

    def missed(self) -> None:
        """No answer came: wait twice as long for the next one."""
        self.milliseconds = self._within(2 * self.milliseconds)

    def _within(self, milliseconds: int) -> int:
        return min(max(milliseconds, self._first), limits.ANSWER_MILLISECONDS_MAX)
