"""Absence: places of a center that are away for a part of a day.

Registering one cuts the calendar entries it covers at its edges and takes its capacity off the covered piece;
removing it gives the capacity back and joins the pieces again:

    07:00-15:00 capacity 1, absence 08:00-10:00 capacity 1
        ->  07:00-08:00 (60 min)  08:00-10:00 (0 min)  10:00-15:00 (300 min)

An absence carries the number of absent places: capacity 0 takes nothing away. Absences that overlap add up,
and a piece never loses more places than it has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal

from backend_client.rules.calendar_entries import CalendarEntry, end_ms, start_ms, time_at
from backend_client.rules.rounding import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """`capacity` places are away from `starting_time` to `ending_time` of a day."""

    date: date
    starting_time: time
    ending_time: time
    capacity: Decimal


def register_absence(
    entries: Iterable[CalendarEntry], absence: Absence, others: Iterable[Absence] = ()
) -> tuple[CalendarEntry, ...]:
    """Answer the entries with one more absence; `others` are those registered before it."""
    return _with_absences(entries, [*others, absence], [absence])


def remove_absence(
    entries: Iterable[CalendarEntry], absence: Absence, others: Iterable[Absence] = ()
) -> tuple[CalendarEntry, ...]:
    """Answer the entries without an absence; `others` are those that stay."""
    return _with_absences(entries, list(others), [absence])


def with_absences(entries: Iterable[CalendarEntry], absences: Iterable[Absence]) -> tuple[CalendarEntry, ...]:
    """Answer freshly calculated entries with all absences of the center taken off."""
    absences = list(absences)
    return _with_absences(entries, absences, absences)


def _with_absences(
    entries: Iterable[CalendarEntry], absences: Sequence[Absence], changed: Sequence[Absence]
) -> tuple[CalendarEntry, ...]:
    edges: dict[date, set[int]] = {absence.date: set() for absence in changed}
    for absence in (*changed, *absences):
        if absence.date in edges:
            edges[absence.date].update((start_ms(absence.starting_time), end_ms(absence.ending_time)))
    by_date: dict[date, list[Absence]] = {}
    for absence in absences:
        by_date.setdefault(absence.date, []).append(absence)
    pieces: list[CalendarEntry] = []
    for entry in sorted(entries, key=lambda entry: (entry.date, entry.starting_time)):
        if entry.date not in edges:
            pieces.append(entry)
            continue
        for piece in _cut(entry, edges[entry.date]):
            absent = _absent(piece, by_date.get(piece.date, ()))
            _append_joined(pieces, replace(piece, absence_capacity=absent), edges[entry.date])
    return tuple(pieces)


def _cut(entry: CalendarEntry, edges: set[int]) -> Iterable[CalendarEntry]:
    start, end = start_ms(entry.starting_time), end_ms(entry.ending_time)
    inner = sorted(edge for edge in edges if start < edge < end)
    for piece_start, piece_end in zip([start, *inner], [*inner, end], strict=True):
        yield replace(entry, starting_time=time_at(piece_start), ending_time=time_at(piece_end))


def _absent(piece: CalendarEntry, absences: Iterable[Absence]) -> Decimal:
    start, end = start_ms(piece.starting_time), end_ms(piece.ending_time)
    covering = (
        absence.capacity
        for absence in absences
        if start_ms(absence.starting_time) <= start and end <= end_ms(absence.ending_time)
    )
    return min(sum(covering, ZERO), piece.capacity)


def _append_joined(pieces: list[CalendarEntry], piece: CalendarEntry, edges: set[int]) -> None:
    """Add a piece, or lengthen the one before it when only an absence's edge parted the two."""
    if pieces:
        last = pieces[-1]
        meets = last.date == piece.date and end_ms(last.ending_time) == start_ms(piece.starting_time)
        equal = replace(last, starting_time=piece.starting_time, ending_time=piece.ending_time) == piece
        if meets and equal and start_ms(piece.starting_time) in edges:
            pieces[-1] = replace(last, ending_time=piece.ending_time)
            return
    pieces.append(piece)
