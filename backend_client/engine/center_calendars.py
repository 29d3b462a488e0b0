"""The calendar entries of centers: calculated, consolidated, and made into rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from backend_client.engine.centers import CenterFacts, center_facts
from backend_client.engine.context import Context
from backend_client.messages.base import Refused
from backend_client.records.calendar import CalendarEntry as CalendarEntryRecord
from backend_client.rules.absence import Absence, with_absences
from backend_client.rules.calendar_entries import (
    CalendarEntry,
    Capacity,
    Holiday,
    WorkingDay,
    calculate_entries,
    capacity_time,
)
from backend_client.rules.consolidated_calendar import consolidate
from backend_client.rules.operation_times import CenterKey
from backend_client.store.posting import Delete, Insert, Posting
from backend_client.store.queries import calendars as stored
from backend_client.store.rows import Row, new_row
from backend_client.terms import CapacityType

EntriesByCenter = Mapping[CenterKey, Sequence[CalendarEntry]]
FactsByCenter = Mapping[CenterKey, CenterFacts]


def facts_by_center(context: Context, centers: Iterable[CenterKey]) -> FactsByCenter | Refused:
    """Answer the facts of centers. Refusals: center-not-found, unit-not-allowed."""
    found: dict[CenterKey, CenterFacts] = {}
    for center_type, no in centers:
        facts = center_facts(context.setup, center_type, no)
        if isinstance(facts, Refused):
            return facts
        found[center_type, no] = facts
    return found


def calculated(
    context: Context,
    facts_of: FactsByCenter,
    first_day: date,
    last_day: date,
    calendars: stored.ShopCalendars | None = None,
) -> EntriesByCenter:
    """Calculate the entries of centers, machine centers first, absence taken off.

    calendars  the shop calendars as they will be; None = as they stand
    """
    codes = {facts.shop_calendar_code for facts in facts_of.values()}
    working_days, holidays = calendars or stored.shop_calendars(context.connection, codes)
    absences = _absences(context, facts_of, first_day, last_day)
    made: dict[CenterKey, Sequence[CalendarEntry]] = {}
    for center in sorted(facts_of, key=lambda center: center[0] is CapacityType.WORK_CENTER):
        facts = facts_of[center]
        if facts.consolidated_calendar:
            machines = _machine_entries(context, facts.work_center_no, first_day, last_day, made)
            entries: Sequence[CalendarEntry] = consolidate(machines)
        else:
            entries = calculate_entries(
                first_day=first_day,
                last_day=last_day,
                working_days=[_working_day(row) for row in working_days.get(facts.shop_calendar_code, ())],
                holidays=[_holiday(row) for row in holidays.get(facts.shop_calendar_code, ())],
                center=Capacity(capacity=facts.capacity, efficiency=facts.efficiency),
            )
        made[center] = with_absences(entries, absences.get(center, ()))
    return made


def consolidated_day(
    context: Context, work_center_no: str, day: date, changed: EntriesByCenter
) -> Sequence[CalendarEntry]:
    """Answer a work center's consolidated entries of a day, some of its machine centers' being changed."""
    center = (CapacityType.WORK_CENTER, work_center_no)
    machines = _machine_entries(context, work_center_no, day, day, changed)
    absences = stored.absences(context.connection, [center], day, day)
    return with_absences(consolidate(machines), [absence_of(row) for row in absences])


def entries_of_day(context: Context, center: CenterKey, day: date) -> list[CalendarEntry]:
    """Read a center's entries of a day."""
    return [_entry(row) for row in stored.entries(context.connection, [center], day, day)]


def write_entries(
    context: Context,
    posting: Posting,
    facts_of: FactsByCenter,
    made: EntriesByCenter,
    *,
    first_day: date,
    last_day: date,
) -> int:
    """Put the entries of a range of days in the place of those that stand there; answers how many."""
    standing = stored.days_with_entries(context.connection, made, first_day, last_day)
    if standing:
        posting.deletes.append(Delete(CalendarEntryRecord, ("type", "no", "date"), standing))
    rows = [_row(center, facts_of[center], entry) for center, entries in made.items() for entry in entries]
    if rows:
        posting.inserts.append(Insert(CalendarEntryRecord, rows))
    return len(rows)


def absence_of(row: Row) -> Absence:
    """Answer a stored absence as the rules see it."""
    return Absence(
        date=row["date"],
        starting_time=row["starting_time"],
        ending_time=row["ending_time"],
        capacity=row["capacity"],
    )


def _absences(
    context: Context, centers: Iterable[CenterKey], first_day: date, last_day: date
) -> dict[CenterKey, list[Absence]]:
    found: dict[CenterKey, list[Absence]] = {}
    for row in stored.absences(context.connection, centers, first_day, last_day):
        found.setdefault((row["type"], row["no"]), []).append(absence_of(row))
    return found


def _machine_entries(
    context: Context, work_center_no: str, first_day: date, last_day: date, made: EntriesByCenter
) -> list[CalendarEntry]:
    """Answer the entries of a work center's machine centers: as just made, else as they stand."""
    machines: list[CenterKey] = [
        (CapacityType.MACHINE_CENTER, no)
        for no, machine in sorted(context.setup.machine_centers.items())
        if machine.work_center_no == work_center_no
    ]
    others = [center for center in machines if center not in made]
    found = [entry for center in machines if center in made for entry in made[center]]
    if others:
        found += [_entry(row) for row in stored.entries(context.connection, others, first_day, last_day)]
    return found


def _entry(row: Row) -> CalendarEntry:
    return CalendarEntry(
        date=row["date"],
        starting_time=row["starting_time"],
        ending_time=row["ending_time"],
        capacity=row["capacity"],
        efficiency=row["efficiency"],
        work_shift_code=row["work_shift_code"],
        absence_capacity=row["absence_capacity"],
    )


def _row(center: CenterKey, facts: CenterFacts, entry: CalendarEntry) -> Row:
    offered = capacity_time(entry, facts.unit, facts.rounding_precision)
    return new_row(
        CalendarEntryRecord,
        type=center[0],
        no=center[1],
        date=entry.date,
        starting_time=entry.starting_time,
        ending_time=entry.ending_time,
        work_shift_code=entry.work_shift_code,
        work_center_no=facts.work_center_no,
        work_center_group_code=facts.work_center_group_code,
        capacity=entry.capacity,
        absence_capacity=entry.absence_capacity,
        efficiency=entry.efficiency,
        capacity_total=offered.capacity_total,
        capacity_effective=offered.capacity_effective,
    )


def _working_day(row: Row) -> WorkingDay:
    return WorkingDay(
        day=row["day"],
        starting_time=row["starting_time"],
        ending_time=row["ending_time"],
        work_shift_code=row["work_shift_code"],
    )


def _holiday(row: Row) -> Holiday:
    return Holiday(date=row["date"], starting_time=row["starting_time"], ending_time=row["ending_time"])
