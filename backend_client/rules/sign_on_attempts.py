"""When a PIN may be tried, and when the next try has to wait.

    failures in a row    1 ... 4   5      6      7      8      9       10
    the next try         at once   60 s   120 s  240 s  480 s  960 s   not before somebody unlocks it

Two limits more, against one PIN tried on many people: 20 failures at one terminal, and 60 in the plant, within ten
minutes. They end as the failures grow older. All of it goes by moments of the server, and by what was claimed: a badge
that nobody has waits and is locked as any other.

Source: OWASP ASVS 5.0, 6.3.1; NIST SP 800-63B, 5.2.2 (at most 100 consecutive failures; here 10).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FAILURES_FREE = 5  # that cost nothing but the typing
FAILURES_MAX = 10
FIRST_DELAY = timedelta(seconds=60)
WINDOW = timedelta(minutes=10)
TERMINAL_FAILURES_MAX = 20  # within the window
PLANT_FAILURES_MAX = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """What was tried before.

    failures           in a row, of what is claimed now, since it last went well or was unlocked
    last_failure_at    None without any
    terminal_failures  moments of the last failures at this terminal, whoever was meant; the newest first
    plant_failures     the same for the whole plant
    """

    failures: int = 0
    last_failure_at: datetime | None = None
    terminal_failures: Sequence[datetime] = ()
    plant_failures: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class Free:
    """The PIN may be compared."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not yet; `limited`: it is not this person's failures but those of the terminal or the plant."""

    seconds: int
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Locked:
    """Not before somebody unlocks it."""


def may_try(attempts: Attempts, now: datetime) -> Free | Wait | Locked:
    """Decide whether a PIN may be compared now.

    A clock that was set back never makes anybody wait for longer than the delay itself.
    """
    limited = max(
        _limited(attempts.terminal_failures, TERMINAL_FAILURES_MAX, now),
        _limited(attempts.plant_failures, PLANT_FAILURES_MAX, now),
    )
    if limited:
        return Wait(limited, limited=True)
    if attempts.failures >= FAILURES_MAX:
        return Locked()
    if attempts.last_failure_at is None:
        return Free()
    delay = delay_after(attempts.failures)
    left = _seconds_left(attempts.last_failure_at + delay, now, delay)
    return Wait(left) if left else Free()


def delay_after(failures: int) -> timedelta:
    """Answer how long the next try waits after so many failures in a row.

    >>> delay_after(4), delay_after(5), delay_after(7)
    (datetime.timedelta(0), datetime.timedelta(seconds=60), datetime.timedelta(seconds=240))
    """
    if failures < FAILURES_FREE:
        return timedelta(0)
    doubled: int = 2 ** (min(failures, FAILURES_MAX) - FAILURES_FREE)
    return FIRST_DELAY * doubled


def _limited(failures: Sequence[datetime], most: int, now: datetime) -> int:
    if len(failures) < most:
        return 0
    return _seconds_left(failures[most - 1] + WINDOW, now, WINDOW)


def _seconds_left(until: datetime, now: datetime, most: timedelta) -> int:
    left = min(until - now, most)
    return max(0, -(-left // timedelta(seconds=1)))
