"""Bell patterns: an operator hears what happened without looking up.

    taken     1 bell                     a scan or a value was taken
    look up   2 bells, 400 ms apart      refused, or a question
    posted    3 bells, 150 ms apart      it stands in the ledger
    kept      3 bells, 150 ms, then one  kept here: no line to the server
    call      4 bells, 250 ms apart      a call or a message for this station

A newer pattern replaces what has not been rung yet; a call to look up is never replaced, the newer one waits
until it has been rung. At most four bells are rung in two seconds, since some terminals fall silent at more.
"""

from collections.abc import Callable
from enum import Enum
from time import monotonic
from typing import Any

WINDOW_SECONDS = 2.0
BELLS_A_WINDOW = 4


class BellPattern(Enum):
    """The pauses, in seconds, before each bell of a pattern."""

    TAKEN = (0.0,)
    LOOK_UP = (0.0, 0.4)
    POSTED = (0.0, 0.15, 0.15)
    KEPT = (0.0, 0.15, 0.15, 0.5)
    CALL = (0.0, 0.25, 0.25, 0.25)


class BellSchedule:
    """When to ring: pure, on a clock that the caller tells.

    `start` a pattern, then ask `next_at`, ring when that moment has come, and report it with `rung`.
    """

    def __init__(self) -> None:
        self._pattern: BellPattern | None = None
        self._waiting: BellPattern | None = None
        self._moments: list[float] = []
        self._rung: list[float] = []

    def start(self, pattern: BellPattern, now: float) -> None:
        """Begin a pattern, in the place of the one that is not finished; behind a call to look up."""
        if self._pattern is BellPattern.LOOK_UP and self._moments:
            self._waiting = None if pattern is BellPattern.LOOK_UP else pattern
            return
        self._begin(pattern, now)

    def next_at(self) -> float | None:
        """Answer the moment of the next bell, None when all is rung."""
        if not self._moments:
            return None
        moment = self._moments[0]
        recent = [rung for rung in self._rung if rung > moment - WINDOW_SECONDS]
        if len(recent) >= BELLS_A_WINDOW:
            return max(moment, recent[-BELLS_A_WINDOW] + WINDOW_SECONDS)
        return moment

    def rung(self, now: float) -> None:
        """Note that the next bell has been rung."""
        self._moments.pop(0)
        self._rung = [*self._rung[1 - BELLS_A_WINDOW :], now]
        if not self._moments and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self._begin(waiting, now + BellPattern.LOOK_UP.value[-1])

    def _begin(self, pattern: BellPattern, now: float) -> None:
        self._pattern = pattern
        self._moments = []
        for pause in pattern.value:
            now += pause
            self._moments.append(now)


class BellPlayer:
    """Rings a schedule with the timers of an app: `later(seconds, callback)` answers a timer with `stop()`."""

    def __init__(
        self,
        ring: Callable[[], None],
        later: Callable[[float, Callable[[], None]], Any],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._ring = ring
        self._later = later
        self._clock = clock
        self._schedule = BellSchedule()
        self._timer: Any = None

    def play(self, pattern: BellPattern) -> None:
        """Start a pattern; its first bell sounds at once where the schedule lets it."""
        self._schedule.start(pattern, self._clock())
        self._go_on()

    def _go_on(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        while (moment := self._schedule.next_at()) is not None:
            wait = moment - self._clock()
            if wait > 0:
                self._timer = self._later(wait, self._go_on)
                return
            self._ring()
            self._schedule.rung(self._clock())
