"""The calendars of centers: calculated from shop calendars, with absence taken off.

Machine centers are calculated before work centers, because a consolidated calendar is the sum of its machines'.
Absence of a machine center is seen in its work center's consolidated calendar at once.
"""

from collections.abc import Callable, Iterable, Sequence

from backend_client.engine.center_calendars import (
    absence_of,
    calculated,
    consolidated_day,
    entries_of_day,
    facts_by_center,
    write_entries,
)
from backend_client.engine.context import Context, Decided
from backend_client.limits import CALENDAR_DAYS_MAX
from backend_client.messages.base import Refused
from backend_client.messages.planning import (
    CalculateCalendarRequest,
    CalendarReceipt,
    RegisterAbsenceRequest,
    RemoveAbsenceRequest,
)
from backend_client.records.calendar import CalendarAbsenceEntry
from backend_client.refusals import RefusalCode
from backend_client.rules import absence as rules
from backend_client.rules.absence import Absence
from backend_client.rules.calendar_entries import CalendarEntry, end_ms, start_ms
from backend_client.rules.operation_times import CenterKey
from backend_client.store.posting import Delete, Insert, Posting
from backend_client.store.queries import calendars as stored
from backend_client.store.rows import Row, new_row
from backend_client.terms import CapacityType

ABSENCE_KEY = ("type", "no", "date", "starting_time")

Change = Callable[[Iterable[CalendarEntry]], Sequence[CalendarEntry]]


def calculate_calendar(
    context: Context, request: CalculateCalendarRequest
) -> Decided[CalendarReceipt] | Refused:
    """Make the entries of one center, or of all, anew from the shop calendars, absence taken off again.

    Refusals: period-out-of-range, center-not-found, unit-not-allowed.
    """
    days = (request.last_day - request.first_day).days + 1
    if not 0 < days <= CALENDAR_DAYS_MAX:
        facts = {"field": "last_day", "days_max": str(CALENDAR_DAYS_MAX)}
        return Refused(code=RefusalCode.PERIOD_OUT_OF_RANGE, facts=facts)
    wanted = [(request.type, request.no)] if request.no else _all_centers(context)
    facts_of = facts_by_center(context, wanted)
    if isinstance(facts_of, Refused):
        return facts_of
    made = calculated(context, facts_of, request.first_day, request.last_day)
    posting = Posting(posting_date=request.posting_date or context.today)
    written = write_entries(
        context, posting, facts_of, made, first_day=request.first_day, last_day=request.last_day
    )
    return Decided(posting=posting, receipt=lambda _: CalendarReceipt(centers=len(made), entries=written))


def register_absence(context: Context, request: RegisterAbsenceRequest) -> Decided[CalendarReceipt] | Refused:
    """Take places of a center away for a part of a day; the same start again replaces the absence.

    Refusals: center-not-found, unit-not-allowed, quantity-out-of-range, period-out-of-range (ends before it
    begins).
    """
    if request.capacity < 0:
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "capacity"})
    if end_ms(request.ending_time) <= start_ms(request.starting_time):
        return Refused(code=RefusalCode.PERIOD_OUT_OF_RANGE, facts={"field": "ending_time"})
    absences = stored.absences(context.connection, [(request.type, request.no)], request.date, request.date)
    new = Absence(
        date=request.date,
        starting_time=request.starting_time,
        ending_time=request.ending_time,
        capacity=request.capacity,
    )
    replaced = [row for row in absences if row["starting_time"] == request.starting_time]
    others = [absence_of(row) for row in absences if row not in replaced]

    def changed(entries: Iterable[CalendarEntry]) -> Sequence[CalendarEntry]:
        for row in replaced:
            entries = rules.remove_absence(entries, absence_of(row), others)
        return rules.register_absence(entries, new, others)

    row = new_row(
        CalendarAbsenceEntry,
        type=request.type,
        no=request.no,
        date=request.date,
        starting_time=request.starting_time,
        ending_time=request.ending_time,
        capacity=request.capacity,
        description=request.description,
    )
    return _change_day(context, request, changed, taken_away=replaced, added=[row])


def remove_absence(context: Context, request: RemoveAbsenceRequest) -> Decided[CalendarReceipt] | Refused:
    """Give back the places of one absence. Refusals: center-not-found, unit-not-allowed, absence-not-found."""
    absences = stored.absences(context.connection, [(request.type, request.no)], request.date, request.date)
    named = [row for row in absences if row["starting_time"] == request.starting_time]
    if not named:
        facts = {
            "no": request.no,
            "date": request.date.isoformat(),
            "starting_time": str(request.starting_time),
        }
        return Refused(code=RefusalCode.ABSENCE_NOT_FOUND, facts=facts)
    others = [absence_of(row) for row in absences if row not in named]

    def changed(entries: Iterable[CalendarEntry]) -> Sequence[CalendarEntry]:
        return rules.remove_absence(entries, absence_of(named[0]), others)

    return _change_day(context, request, changed, taken_away=named, added=[])


def _change_day(
    context: Context,
    request: RegisterAbsenceRequest | RemoveAbsenceRequest,
    change: Change,
    *,
    taken_away: Sequence[Row],
    added: list[Row],
) -> Decided[CalendarReceipt] | Refused:
    """Change a center's entries of one day, and those of its work center where they are consolidated."""
    center = (request.type, request.no)
    facts_of = facts_by_center(context, [center])
    if isinstance(facts_of, Refused):
        return facts_of
    day = request.date
    made = {center: change(entries_of_day(context, center, day))}
    work_center = (CapacityType.WORK_CENTER, facts_of[center].work_center_no)
    if work_center != center:
        of_work_center = facts_by_center(context, [work_center])
        assert not isinstance(of_work_center, Refused)
        if of_work_center[work_center].consolidated_calendar:
            made[work_center] = consolidated_day(context, work_center[1], day, made)
            facts_of = {**facts_of, **of_work_center}
    posting = Posting(posting_date=request.posting_date or context.today)
    if taken_away:
        named = [{name: row[name] for name in ABSENCE_KEY} for row in taken_away]
        posting.deletes.append(Delete(CalendarAbsenceEntry, ABSENCE_KEY, named))
    if added:
        posting.inserts.append(Insert(CalendarAbsenceEntry, added))
    written = write_entries(context, posting, facts_of, made, first_day=day, last_day=day)
    return Decided(posting=posting, receipt=lambda _: CalendarReceipt(centers=len(made), entries=written))


def _all_centers(context: Context) -> list[CenterKey]:
    """Answer all machine centers, then all work centers."""
    machines = [(CapacityType.MACHINE_CENTER, no) for no in sorted(context.setup.machine_centers)]
    return [*machines, *((CapacityType.WORK_CENTER, no) for no in sorted(context.setup.work_centers))]
