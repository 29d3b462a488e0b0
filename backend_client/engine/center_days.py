"""What stands in a center's calendar and in its ledger, read only."""

from datetime import date, timedelta
from typing import Any

from backend_client import limits
from backend_client.engine.centers import center_facts
from backend_client.engine.context import Context
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
from backend_client.store.queries.capacity_entries import entries_of_center
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
    """Answer a page of a center's capacity ledger in posting order; refuses with `center-not-found`."""
    refused = _unknown(context, question.type, question.no)
    if refused is not None:
        return refused
    most = min(
        question.most if question.most > 0 else limits.CAPACITY_ENTRIES_MAX, limits.CAPACITY_ENTRIES_MAX
    )
    found = entries_of_center(
        context.connection,
        question.type,
        question.no,
        with_machine_centers=question.with_machine_centers,
        first_day=question.first_day,
        last_day=question.last_day,
        after=question.after_entry_no,
        most=most + 1,
    )
    return CapacityEntries(
        entries=tuple(_entry(row) for row in found[:most]),
        next_after_entry_no=found[most - 1].entry_no if len(found) > most else 0,
    )


def absence_entries(context: Context, question: AbsenceEntriesQuestion) -> tuple[AbsenceEntry, ...] | Refused:
    """Answer the absences of a center by start; refuses with `center-not-found`, `period-out-of-range`."""
    refused = _unknown(context, question.type, question.no) or _days(question.first_day, question.last_day)
    if refused is not None:
        return refused
    center = (question.type, question.no)
    return tuple(
        AbsenceEntry(
            date=row["date"],
            starting_time=row["starting_time"],
            ending_time=row["ending_time"],
            capacity=row["capacity"],
            description=row["description"],
        )
        for row in stored.absences(context.connection, [center], question.first_day, question.last_day)
    )


def calendar_entries(
    context: Context, question: CalendarEntriesQuestion
) -> tuple[CalendarSpan, ...] | Refused:
    """Answer when a center works, by start; refuses with `center-not-found`, `period-out-of-range`."""
    refused = _unknown(context, question.type, question.no) or _days(question.first_day, question.last_day)
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


def _entry(row: Any) -> CapacityEntry:
    taken_back = bool(row.reversed or row.reversed_entry_no)
    return CapacityEntry(reversed=taken_back, **{name: getattr(row, name) for name in AS_STORED})


def _unknown(context: Context, kind: CapacityType, no: str) -> Refused | None:
    facts = center_facts(context.setup, kind, no)
    if isinstance(facts, Refused) and facts.code is RefusalCode.CENTER_NOT_FOUND:
        return facts
    return None


def _days(first_day: date, last_day: date) -> Refused | None:
    if first_day <= last_day and last_day - first_day < timedelta(days=limits.CENTER_DAYS_MAX):
        return None
    facts = {
        "field": "last_day",
        "first_day": first_day.isoformat(),
        "last_day": last_day.isoformat(),
        "days_max": str(limits.CENTER_DAYS_MAX),
    }
    return Refused(code=RefusalCode.PERIOD_OUT_OF_RANGE, facts=facts)
