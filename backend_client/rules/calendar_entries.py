"""Calendar entries: the spans of a day on which a center works, made from its shop calendar.

Calculating a range of days makes one entry for each working span of each weekday; a holiday takes its part out
of the span and may leave a piece before and a piece after:

    Monday 08:00-16:00, holiday 12:00-14:00, capacity 1   ->  08:00-12:00 (240 min) and 14:00-16:00 (120 min)

    capacity total     = round(span / unit x (capacity - absence capacity), calendar rounding precision)
    capacity effective = round(capacity total x efficiency / 100, calendar rounding precision)

Times are plant-local wall clock. A span never crosses midnight; an ending time of 00:00 is the midnight after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from backend_client.rules.rounding import ZERO, round_to
from backend_client.rules.units import MILLISECONDS
from backend_client.terms import CapacityUnitType, Weekday

DAY_MS = 86_400_000
_WEEKDAYS = tuple(Weekday)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A working span of a center: capacity and absence in places, efficiency in percent."""

    date: date
    starting_time: time
    ending_time: time
    capacity: Decimal
    efficiency: Decimal
    work_shift_code: str = ""
    absence_capacity: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDay:
    """A working span of one weekday of a shop calendar."""

    day: Weekday
    starting_time: time
    ending_time: time
    work_shift_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A span of one date on which a shop calendar does not work."""

    date: date
    starting_time: time
    ending_time: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Places and efficiency (percent) of a center."""

    capacity: Decimal
    efficiency: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityTime:
    """How much time an entry offers, in the work center's unit: without and with efficiency."""

    capacity_total: Decimal
    capacity_effective: Decimal


def start_ms(at: time) -> int:
    """Answer the milliseconds from midnight to a starting time."""
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000 + at.microsecond // 1_000


def end_ms(at: time) -> int:
    """Answer the milliseconds from midnight to an ending time; 00:00 ends the day."""
    return start_ms(at) or DAY_MS


def time_at(milliseconds: int) -> time:
    """Answer the wall-clock time so many milliseconds after midnight; a whole day is 00:00 again."""
    seconds, rest = divmod(milliseconds % DAY_MS, 1_000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return time(hour, minute, second, rest * 1_000)


def capacity_time(entry: CalendarEntry, unit: CapacityUnitType, precision: Decimal) -> CapacityTime:
    """Answer the time of an entry in a unit, rounded by the work center's calendar rounding precision."""
    span = end_ms(entry.ending_time) - start_ms(entry.starting_time)
    free = entry.capacity - entry.absence_capacity
    total = round_to(span * free / MILLISECONDS[unit], precision)
    return CapacityTime(
        capacity_total=total, capacity_effective=round_to(total * entry.efficiency / 100, precision)
    )


def calculate_entries(
    *,
    first_day: date,
    last_day: date,
    working_days: Iterable[WorkingDay],
    holidays: Iterable[Holiday],
    center: Capacity,
) -> tuple[CalendarEntry, ...]:
    """Make a center's entries of a range of days, both included, in order and without absence.

    Where two working spans overlap, the earlier one keeps the time they share, so that entries never overlap.
    """
    by_weekday: dict[Weekday, list[WorkingDay]] = {}
    for row in sorted(working_days, key=lambda row: (row.starting_time, row.work_shift_code)):
        by_weekday.setdefault(row.day, []).append(row)
    by_date: dict[date, list[Holiday]] = {}
    for holiday in holidays:
        by_date.setdefault(holiday.date, []).append(holiday)
    entries: list[CalendarEntry] = []
    for offset in range((last_day - first_day).days + 1):
        day = first_day + timedelta(days=offset)
        rows = by_weekday.get(_WEEKDAYS[day.weekday()], [])
        entries.extend(_entries_of_day(day, rows, by_date.get(day, ()), center))
    return tuple(entries)


def _entries_of_day(
    day: date, rows: Sequence[WorkingDay], holidays: Sequence[Holiday], center: Capacity
) -> Iterable[CalendarEntry]:
    taken = 0
    for row in rows:
        start, end = max(start_ms(row.starting_time), taken), end_ms(row.ending_time)
        taken = max(taken, end)
        for piece_start, piece_end in _without(start, end, holidays):
            yield CalendarEntry(
                date=day,
                starting_time=time_at(piece_start),
                ending_time=time_at(piece_end),
                capacity=center.capacity,
                efficiency=center.efficiency,
                work_shift_code=row.work_shift_code,
            )


def _without(start: int, end: int, holidays: Sequence[Holiday]) -> Iterable[tuple[int, int]]:
    """Yield what holidays leave of a span."""
    for holiday in sorted(holidays, key=lambda holiday: holiday.starting_time):
        from_ms, to_ms = start_ms(holiday.starting_time), end_ms(holiday.ending_time)
        if from_ms > start:
            yield from [(start, min(from_ms, end))] if start < min(from_ms, end) else []
        start = max(start, to_ms)
    if start < end:
        yield start, end
