"""Scheduling: when the operations of an order happen, from its end backwards or from its start forwards.

Inside an operation the order is queue, setup, run, wait, move. Backwards, each operation ends where the
earliest of its successors starts, after that successor's queue time is taken off; forwards, it starts where the
latest of its predecessors has ended, plus its own queue time. Waiting runs by the calendar clock, all else in
the center's working time.

    Mon-Fri 08:00-16:00 at 75 %; setup 1 h, run 10 h, wait 24 h, move 13 min; to end Saturday, backwards:
    move Fri 15:47-16:00   wait Thu 15:47 - Fri 15:47
    run  Thu 08:00-15:47 (350.25 min) and Wed 10:27-16:00 (249.75 min)   setup Wed 09:07-10:27 (60 min)

With send-ahead an operation hands its quantity on lot by lot: a successor begins a share of the quantity no
earlier than that share has arrived.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules import schedule_backward, schedule_forward
from backend_client.rules.constrained_capacity import UNLIMITED, ConstrainedDays, DayRoom
from backend_client.rules.operation_times import CenterKey, OperationTimes
from backend_client.rules.placed_operation import PlacedOperation, RunsOut, TimedPiece
from backend_client.rules.working_time import FIRST_INSTANT, LAST_INSTANT, CenterCalendar, date_time, instant
from backend_client.terms import SchedulingDirection


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledOperation:
    """When an operation happens, and the pieces of setup and run in order of time."""

    operation_no: str
    starting_date_time: datetime
    ending_date_time: datetime
    pieces: tuple[TimedPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When an order line happens: from its first operation's start to its last one's end."""

    starting_date_time: datetime
    ending_date_time: datetime
    operations: tuple[ScheduledOperation, ...]


def schedule(
    operations: Sequence[OperationTimes],
    *,
    direction: SchedulingDirection,
    at: datetime,
    calendars: Mapping[CenterKey, CenterCalendar],
    constrained: Mapping[CenterKey, ConstrainedDays] | None = None,
    work_centers: Mapping[CenterKey, CenterKey] | None = None,
) -> Schedule | Refused:
    """Schedule the operations of one routing.

    operations    in the order that `routing_lines.chain` answers, at least one
    at            the end when scheduling backward, the start when scheduling forward
    constrained   what is left of the days of capacity constrained resources; others are loaded without limit
    work_centers  of machine centers: one whose work center is constrained is loaded within that, too
    Refusals: calendar-missing when a center's calendar entries run out.
    """
    assert operations
    rooms = _rooms(constrained or {}, work_centers or {})
    try:
        if direction is SchedulingDirection.BACKWARD:
            placed = schedule_backward.place_all(operations, instant(at), calendars, rooms)
        else:
            placed = schedule_forward.place_all(operations, instant(at), calendars, rooms)
        _check_within_time(operations, placed)
    except RunsOut as stopped:
        return _calendar_missing(stopped, direction)
    return _answer(operations, placed)


def _rooms(
    constrained: Mapping[CenterKey, ConstrainedDays], work_centers: Mapping[CenterKey, CenterKey]
) -> dict[CenterKey, DayRoom]:
    """Answer the room of every center that has a limit of its own or lies within one."""
    rooms = {center: DayRoom(days) for center, days in constrained.items() if center not in work_centers}
    for machine, work_center in work_centers.items():
        if machine in constrained or work_center in rooms:
            rooms[machine] = DayRoom(constrained.get(machine, UNLIMITED), rooms.get(work_center))
    return rooms


def _check_within_time(operations: Iterable[OperationTimes], placed: Mapping[str, PlacedOperation]) -> None:
    """Stop a schedule that leaves the years 1 to 9999, as waiting by the calendar clock can."""
    for each in operations:
        found = placed[each.operation_no]
        if found.start < FIRST_INSTANT or found.end > LAST_INSTANT:
            raise RunsOut(each, found.start if found.start < FIRST_INSTANT else found.end)


def _calendar_missing(stopped: RunsOut, direction: SchedulingDirection) -> Refused:
    center_type, center_no = stopped.center
    at = min(max(stopped.at, FIRST_INSTANT), LAST_INSTANT)
    return Refused(
        code=RefusalCode.CALENDAR_MISSING,
        facts={
            "type": center_type.value,
            "no": center_no,
            "operation_no": stopped.operation_no,
            "direction": direction.value,
            "date": date_time(at).date().isoformat(),
        },
    )


def _answer(operations: Iterable[OperationTimes], placed: Mapping[str, PlacedOperation]) -> Schedule:
    scheduled = tuple(
        ScheduledOperation(
            operation_no=each.operation_no,
            starting_date_time=date_time(placed[each.operation_no].start),
            ending_date_time=date_time(placed[each.operation_no].end),
            pieces=placed[each.operation_no].pieces,
        )
        for each in operations
    )
    first = next(each for each in operations if not each.link.previous)
    last = next(each for each in operations if not each.link.next)
    return Schedule(
        starting_date_time=date_time(placed[first.operation_no].start),
        ending_date_time=date_time(placed[last.operation_no].end),
        operations=scheduled,
    )
