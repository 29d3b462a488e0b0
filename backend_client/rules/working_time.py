"""Working time: where on a center's calendar an amount of time comes to lie.

Instants are whole milliseconds since 0001-01-01, plant-local wall clock. An amount is placed from an instant
backwards into the latest working time, or forwards into the earliest, and what the clock needs for it depends
on what it is:

    run    counts machine time      amount A needs  A x 100 / efficiency / concurrent  of the clock
    setup  is done on every place   amount A needs  A x 100 / efficiency, and books A x concurrent
    move, queue                     amount A needs  A of working time, whatever the efficiency

    run of 350.25 min at 75 % ending 15:47, shift from 08:00  ->  08:00-15:47 (467 min on the clock)

Concurrent capacity is that of the operation; 0, or more than the entry has, means all the entry has. A piece's
clock time is rounded up to a millisecond.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, auto

from backend_client.rules.calendar_entries import DAY_MS, CalendarEntry, end_ms, start_ms
from backend_client.rules.constrained_capacity import DayRoom
from backend_client.rules.rounding import ZERO, whole_milliseconds

_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime.min  # noqa: DTZ901 - wall clock of the plant, never a moment


def instant(at: datetime) -> int:
    """Answer a wall-clock date-time as an instant, whole milliseconds."""
    return (at - _EPOCH) // _MILLISECOND


FIRST_INSTANT = 0
LAST_INSTANT = instant(datetime.max)  # noqa: DTZ901 - as above


def date_time(at: int) -> datetime:
    """Answer an instant as wall-clock date-time."""
    return _EPOCH + at * _MILLISECOND


def _midnight(day: date) -> int:
    return instant(datetime.combine(day, time.min))


def day_number(day: date) -> int:
    """Answer the number of a day, as capacity constrained resources count them: its instant // a day."""
    return _midnight(day) // DAY_MS


@dataclass(frozen=True, slots=True)
class WorkingSpan:
    """A span with free places; `capacity` already lacks the absent ones."""

    start: int
    end: int
    capacity: Decimal
    efficiency: Decimal


@dataclass(frozen=True, slots=True)
class CenterCalendar:
    """A center's working time in order, found by bisection."""

    spans: tuple[WorkingSpan, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, entries: Iterable[CalendarEntry]) -> "CenterCalendar":
        """Index calendar entries; those without free places or efficiency are no working time."""
        midnights: dict[date, int] = {}
        spans: list[WorkingSpan] = []
        for entry in entries:
            free = entry.capacity - entry.absence_capacity
            if free <= 0 or entry.efficiency <= 0:
                continue
            midnight = midnights.get(entry.date) or midnights.setdefault(entry.date, _midnight(entry.date))
            spans.append(
                WorkingSpan(
                    midnight + start_ms(entry.starting_time),
                    midnight + end_ms(entry.ending_time),
                    free,
                    entry.efficiency,
                )
            )
        spans.sort(key=lambda span: span.start)
        return cls(tuple(spans), tuple(span.start for span in spans), tuple(span.end for span in spans))

    def before(self, at: int) -> int:
        """Answer the index of the last span that starts before an instant, -1 for none."""
        return bisect_left(self.starts, at) - 1

    def after(self, at: int) -> int:
        """Answer the index of the first span that ends after an instant; the number of spans for none."""
        return bisect_right(self.ends, at)

    def latest_working_instant(self, at: int) -> int:
        """Answer the instant itself, or the end of the working time before it; itself when there is none."""
        index = self.before(at)
        return at if index < 0 else min(at, self.ends[index])

    def earliest_working_instant(self, at: int) -> int:
        """Answer the instant itself, or the start of the working time after it; itself when there is none."""
        index = self.after(at)
        return at if index == len(self.spans) else max(at, self.starts[index])


class Kind(Enum):
    """What an amount of time is, which says how it lies on the clock."""

    RUN = auto()
    SETUP = auto()
    WORKING_TIME = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an amount inside one working span; `need` is the capacity it books, in milliseconds."""

    start: int
    end: int
    need: Decimal
    concurrent: Decimal
    efficiency: Decimal


@dataclass(frozen=True, slots=True)
class Amount:
    """Time to place: `milliseconds` of it, on `concurrent` places (0 = as many as there are)."""

    kind: Kind
    milliseconds: Decimal
    concurrent: Decimal = ZERO


def _rates(amount: Amount, span: WorkingSpan) -> tuple[Decimal, Decimal, Decimal]:
    """Answer amount per 100 ms of clock, need per amount, and places used in a span."""
    places = span.capacity if amount.concurrent <= 0 else min(amount.concurrent, span.capacity)
    if amount.kind is Kind.RUN:
        return span.efficiency * places, Decimal(1), places
    if amount.kind is Kind.SETUP:
        return span.efficiency, places, places
    return Decimal(100), Decimal(1), places


def place_backward(
    calendar: CenterCalendar, at: int, amount: Amount, room: DayRoom | None = None
) -> list[Piece] | None:
    """Place an amount so that it ends at an instant or before; pieces latest first, None if time runs out."""
    pieces: list[Piece] = []
    left = amount.milliseconds
    index = calendar.before(at)
    while left > 0:
        if index < 0:
            return None
        span = calendar.spans[index]
        index -= 1
        end = min(at, span.end)
        placed = _place(amount, span, end - span.start, left, room)
        if placed is None:
            continue
        clock, part, need, places = placed
        pieces.append(Piece(end - clock, end, need, places, span.efficiency))
        left -= part
    return pieces


def place_forward(
    calendar: CenterCalendar, at: int, amount: Amount, room: DayRoom | None = None
) -> list[Piece] | None:
    """Place an amount so that it starts at an instant or after; pieces in order, None if time runs out."""
    pieces: list[Piece] = []
    left = amount.milliseconds
    index = calendar.after(at)
    while left > 0:
        if index == len(calendar.spans):
            return None
        span = calendar.spans[index]
        index += 1
        start = max(at, span.start)
        placed = _place(amount, span, span.end - start, left, room)
        if placed is None:
            continue
        clock, part, need, places = placed
        pieces.append(Piece(start, start + clock, need, places, span.efficiency))
        left -= part
    return pieces


def _place(
    amount: Amount, span: WorkingSpan, clock_free: int, left: Decimal, room: DayRoom | None
) -> tuple[int, Decimal, Decimal, Decimal] | None:
    """Answer clock, amount, need and places of the piece that fits, or None if nothing does."""
    rate, need_per_amount, places = _rates(amount, span)
    part = min(left, clock_free * rate / 100)
    if room is not None and amount.kind is not Kind.WORKING_TIME:
        day = span.start // DAY_MS
        allowed = room.on(day, left * need_per_amount) / need_per_amount
        part = min(part, allowed)
    if part <= 0:
        return None
    clock = min(whole_milliseconds(part * 100 / rate), clock_free)
    need = part * need_per_amount
    if room is not None and amount.kind is not Kind.WORKING_TIME:
        room.take(span.start // DAY_MS, need)
    return clock, part, need, places
