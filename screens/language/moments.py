"""The reader of typed moments: a day, or a day and a time of day, as the plant's wall clock shows them.

    20.11.2026   2026-11-20   t             that day; t is today
    20.11.2026 14:30   2026-11-20T14:30:59  that moment
    2026-11-20T05:00:00Z   ...T06:00+01:00  the same moment elsewhere
    29.03.2026 02:30                        not taken: the clock went from 02:00 to 03:00
    25.10.2026 02:30                        shown twice that night: which of the two is asked, never guessed
    2026-11-31   24:00   20/11/26           not taken

Where only some days are allowed, one before them is said to be closed and one behind them to be still to come.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum

from backend_client.limits import TYPED_LENGTH_MAX
from screens.language.dates import read_day

_TIMED = re.compile(
    r"(.{1,16}?)[T ]([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::([0-5][0-9]))?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
_OFFSET = re.compile(r"([+-])(0[0-9]|1[0-4]):([0-5][0-9])", re.ASCII)
TODAY = "t"


class MomentFault(StrEnum):
    """Why a typed moment is not taken."""

    FORMAT = "format"
    NONEXISTENT_TIME = "nonexistent-time"
    FUTURE = "future"
    PERIOD_CLOSED = "period-closed"


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day without a time."""

    day: date


@dataclass(frozen=True, slots=True)
class MomentRead:
    """A moment, in UTC."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TwoMoments:
    """A time of day that the clock shows twice that night: both moments, in UTC, the earlier first."""

    readings: tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class MomentRejected:
    """Not taken."""

    fault: MomentFault


MomentReading = DayRead | MomentRead | TwoMoments | MomentRejected


def read_moment(
    text: str,
    *,
    today: date,
    zone: tzinfo | None = None,
    first: date = date.min,
    last: date = date.max,
) -> MomentReading:
    """Read a day or a moment; `zone` is where the wall clock hangs, None = where this terminal stands."""
    if not 0 < len(text) <= TYPED_LENGTH_MAX:
        return MomentRejected(MomentFault.FORMAT)
    text = text.strip()
    day = today if text.lower() == TODAY else read_day(text, today)
    if day is not None:
        return _allowed(day, first, last) or DayRead(day)
    match = _TIMED.fullmatch(text)
    day = read_day(match[1], today) if match else None
    if match is None or day is None or day.year in {date.min.year, date.max.year}:  # no zone knows them
        return MomentRejected(MomentFault.FORMAT)
    wall = datetime.combine(day, time(int(match[2]), int(match[3]), int(match[4] or 0)))
    if match[5]:
        offset = _offset(match[5])
        return _within(wall.replace(tzinfo=offset), day, first, last) if offset else _wrong()
    return _local(wall, zone, lambda at: _within(at, day, first, last))


def _local(wall: datetime, zone: tzinfo | None, within: Callable[[datetime], MomentReading]) -> MomentReading:
    """Find the moment at which the wall clock shows this: one, none, or two."""
    earlier, later = (_placed(wall.replace(fold=fold), zone) for fold in (0, 1))
    if earlier.utcoffset() == later.utcoffset():
        return within(earlier)
    if earlier.astimezone(UTC) > later.astimezone(UTC):  # the clock was moved over it
        return MomentRejected(MomentFault.NONEXISTENT_TIME)
    return TwoMoments((earlier.astimezone(UTC), later.astimezone(UTC)))


def _placed(wall: datetime, zone: tzinfo | None) -> datetime:
    return wall.astimezone() if zone is None else wall.replace(tzinfo=zone)


def _offset(text: str) -> tzinfo | None:
    if text == "Z":
        return UTC
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    away = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-away if match[1] == "-" else away)


def _within(at: datetime, day: date, first: date, last: date) -> MomentReading:
    return _allowed(day, first, last) or MomentRead(at.astimezone(UTC))


def _allowed(day: date, first: date, last: date) -> MomentRejected | None:
    if day > last:
        return MomentRejected(MomentFault.FUTURE)
    return MomentRejected(MomentFault.PERIOD_CLOSED) if day < first else None


def _wrong() -> MomentRejected:
    return MomentRejected(MomentFault.FORMAT)
