"""Consolidated calendar: a work center's entries as the sum of its machine centers'.

For each slice of time the capacity is the sum of (capacity - absence capacity) x efficiency / 100 over the
machine centers that work then; the efficiency is 100 and there is no work shift:

    two machine centers 07:00-15:00 with 80 % and 70 %  ->  07:00-15:00 capacity 1.5, 12 hours
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from backend_client.rules.calendar_entries import CalendarEntry, end_ms, start_ms, time_at
from backend_client.rules.rounding import ZERO, round_quantity

_FULL_EFFICIENCY = Decimal(100)


def consolidate(machine_entries: Iterable[CalendarEntry]) -> tuple[CalendarEntry, ...]:
    """Answer the work center's entries for the entries of all its machine centers, in order."""
    by_date: dict[date, list[CalendarEntry]] = {}
    for entry in machine_entries:
        by_date.setdefault(entry.date, []).append(entry)
    return tuple(entry for day in sorted(by_date) for entry in _day(day, by_date[day]))


def _day(day: date, entries: Sequence[CalendarEntry]) -> Iterable[CalendarEntry]:
    spans = [(start_ms(entry.starting_time), end_ms(entry.ending_time), _places(entry)) for entry in entries]
    edges = sorted({edge for start, end, _ in spans for edge in (start, end)})
    slices: list[tuple[int, int, Decimal]] = []
    for start, end in pairwise(edges):
        working = [places for from_ms, to_ms, places in spans if from_ms <= start and end <= to_ms]
        if not working:
            continue
        capacity = round_quantity(sum(working, ZERO))
        if slices and slices[-1][1:] == (start, capacity):
            slices[-1] = (slices[-1][0], end, capacity)
        else:
            slices.append((start, end, capacity))
    for start, end, capacity in slices:
        yield CalendarEntry(
            date=day,
            starting_time=time_at(start),
            ending_time=time_at(end),
            capacity=capacity,
            efficiency=_FULL_EFFICIENCY,
        )


def _places(entry: CalendarEntry) -> Decimal:
    return (entry.capacity - entry.absence_capacity) * entry.efficiency / 100
