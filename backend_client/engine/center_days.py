"""What stands in a center's calendar and in its ledger, read only."""

from datetime import date, timedelta
from typing import Any

from backend_client import limits
from backend_client.engine.centers import center_facts
from backend_client.engine.context import Context
from backend_client.engine.revisions import ABSENCE, key_of, revisions
from backend_client.messages.base import Refused
from backend_client.messages.center_days import (
    AbsenceEntriesQuestion,
    AbsenceEntry,
    CalendarEntriesQuestion,
    CalendarSpan,
    CapacityEntries,
    CapacityEntriesQuestion,
    CapacityEntry,
)
from backend_client.refusals import RefusalCode
from backend_client.store.queries import calendars as stored
from backend_client.store.queries.capacity_entries import Wanted, entries_that_fit
from backend_client.terms import CapacityType

AS_STORED = (
    "entry_no",
    "register_no",
    "posting_date",
    "document_no",
    "order_no",
    "order_line_no",
    "operation_no",
    "item_no",
    "no",
    "description",
    "quantity",
    "setup_time",
    "run_time",
    "stop_time",
    "output_quantity",
    "scrap_quantity",
    "rework_quantity",
    "unit_of_measure_code",
    "scrap_code",
    "stop_code",
    "work_shift_code",
)


def capacity_entries(context: Context, question: CapacityEntriesQuestion) -> CapacityEntries | Refused:
    """Answer a page of the capacity ledger in posting order.

    Refuses with `center-not-found`, `request-malformed` (a reason of no loss).
    """
    refused = unknown_center(context, question.type, question.no) if question.no else None
    if refused is not None:
        return refused
    if question.loss is None and question.reason_code is not None:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "reason_code"})
    most = min(
        question.most if question.most > 0 else limits.CAPACITY_ENTRIES_MAX, limits.CAPACITY_ENTRIES_MAX
    )
    wanted = wanted_of(question)
    found = entries_that_fit(context.connection, wanted, question.after_entry_no, most + 1)
    return CapacityEntries(
        entries=tuple(_entry(row) for row in found[:most]),
        next_after_entry_no=found[most - 1].entry_no if len(found) > most else 0,
    )


def absence_entries(context: Context, question: AbsenceEntriesQuestion) -> tuple[AbsenceEntry, ...] | Refused:
    """Answer the absences of a center by start; refuses with `center-not-found`, `period-out-of-range`."""
    refused = unknown_center(context, question.type, question.no) or days_refused(
        question.first_day, question.last_day
    )
    if refused is not None:
        return refused
    rows = stored.absences(
        context.connection, [(question.type, question.no)], question.first_day, question.last_day
    )
    changed = revisions(context, ABSENCE, (key_of(ABSENCE, row) for row in rows))
    return tuple(
        AbsenceEntry(
            date=row["date"],
            starting_time=row["starting_time"],
            ending_time=row["ending_time"],
            capacity=row["capacity"],
            description=row["description"],
            revision=changed[key_of(ABSENCE, row)],
        )
        for row in rows
    )


def calendar_entries(
    context: Context, question: CalendarEntriesQuestion
) -> tuple[CalendarSpan, ...] | Refused:
    """Answer when a center works, by start; refuses with `center-not-found`, `period-out-of-range`."""
    refused = unknown_center(context, question.type, question.no) or days_refused(
        question.first_day, question.last_day
    )
    if refused is not None:
        return refused
    center = (question.type, question.no)
    return tuple(
        CalendarSpan(
            date=row["date"],
            starting_time=row["starting_time"],
            ending_time=row["ending_time"],
            work_shift_code=row["work_shift_code"],
            capacity=row["capacity"],
            absence_capacity=row["absence_capacity"],
            efficiency=row["efficiency"],
            capacity_total=row["capacity_total"],
            capacity_effective=row["capacity_effective"],
        )
        for row in stored.entries(context.connection, [center], question.first_day, question.last_day)
    )


def wanted_of(question: CapacityEntriesQuestion) -> Wanted:
    """Answer what entries have to fit that a question asks for."""
    return Wanted(**{name: getattr(question, name) for name in Wanted._fields})


def _entry(row: Any) -> CapacityEntry:
    taken_back = bool(row.reversed or row.reversed_entry_no)
    return CapacityEntry(reversed=taken_back, **{name: getattr(row, name) for name in AS_STORED})


def unknown_center(context: Context, kind: CapacityType, no: str) -> Refused | None:
    """Refuse a center that does not exist."""
    facts = center_facts(context.setup, kind, no)
    if isinstance(facts, Refused) and facts.code is RefusalCode.CENTER_NOT_FOUND:
        return facts
    return None


def days_refused(first_day: date, last_day: date) -> Refused | None:
    """Refuse days that end before they begin, or are too many."""
    if first_day <= last_day and last_day - first_day < timedelta(days=limits.CENTER_DAYS_MAX):
        return None
    facts = {
        "field": "last_day",
        "first_day": first_day.isoformat(),
        "last_day": last_day.isoformat(),
        "days_max": str(limits.CENTER_DAYS_MAX),
    }
    return Refused(code=RefusalCode.PERIOD_OUT_OF_RANGE, facts=facts)
