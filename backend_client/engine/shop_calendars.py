"""Holidays and working days of shop calendars, and the calendars of the centers that follow them.

A holiday makes its own day anew, for every center of the calendar whose calendar has been calculated that far. A
working day makes those days anew that the request names. Absence stays and is taken off again; a consolidated work
center follows its machine centers.
"""

from collections.abc import Sequence
from datetime import date, time

from backend_client.engine.center_calendars import calculated, facts_by_center, write_entries
from backend_client.engine.context import Context, Decided
from backend_client.limits import CALENDAR_DAYS_MAX
from backend_client.messages.base import Refused
from backend_client.messages.planning import CalendarReceipt
from backend_client.messages.shop_calendars import (
    RegisterHolidayRequest,
    RemoveHolidayRequest,
    RemoveWorkingDayRequest,
    SetWorkingDayRequest,
)
from backend_client.records.calendar import (
    ShopCalendar,
    ShopCalendarHoliday,
    ShopCalendarWorkingDay,
    WorkShift,
)
from backend_client.refusals import RefusalCode
from backend_client.rules.calendar_entries import end_ms, start_ms
from backend_client.rules.operation_times import CenterKey
from backend_client.store.posting import Delete, Insert, Posting
from backend_client.store.queries import calendars as stored
from backend_client.store.queries.master_data import one_row
from backend_client.store.rows import Record, Row, new_row
from backend_client.terms import CapacityType

HOLIDAY_KEY = ("shop_calendar_code", "date", "starting_time")
WORKING_DAY_KEY = ("shop_calendar_code", "day", "starting_time", "work_shift_code")

AnyRequest = RegisterHolidayRequest | RemoveHolidayRequest | SetWorkingDayRequest | RemoveWorkingDayRequest
Outcome = Decided[CalendarReceipt] | Refused


def register_holiday(context: Context, request: RegisterHolidayRequest) -> Outcome:
    """Add a holiday. Refusals: master-data-not-found (no such calendar), period-out-of-range (ends before it begins)."""
    refused = _not_there(context, ShopCalendar, {"code": request.shop_calendar_code})
    refused = refused or _ends_first(request.starting_time, request.ending_time)
    if refused is not None:
        return refused
    key = {name: getattr(request, name) for name in HOLIDAY_KEY}
    row = new_row(
        ShopCalendarHoliday, **key, ending_time=request.ending_time, description=request.description
    )
    return _change_holiday(context, request, key, [row])


def remove_holiday(context: Context, request: RemoveHolidayRequest) -> Outcome:
    """Take a holiday away. Refusals: master-data-not-found."""
    key = {name: getattr(request, name) for name in HOLIDAY_KEY}
    refused = _not_there(context, ShopCalendarHoliday, key)
    return refused or _change_holiday(context, request, key, [])


def set_working_day(context: Context, request: SetWorkingDayRequest) -> Outcome:
    """Add or change a working span.

    Refusals: master-data-not-found (no such calendar or shift), period-out-of-range (ends before it begins, too many
    days), request-malformed (another span of the weekday overlaps it), and those of calculating calendars.
    """
    refused = (
        _not_there(context, ShopCalendar, {"code": request.shop_calendar_code})
        or _not_there(context, WorkShift, {"code": request.work_shift_code})
        or _ends_first(request.starting_time, request.ending_time)
    )
    if refused is not None:
        return refused
    key = {name: getattr(request, name) for name in WORKING_DAY_KEY}
    return _change_working_day(context, request, key, [{**key, "ending_time": request.ending_time}])


def remove_working_day(context: Context, request: RemoveWorkingDayRequest) -> Outcome:
    """Take a working span away. Refusals: master-data-not-found, period-out-of-range."""
    key = {name: getattr(request, name) for name in WORKING_DAY_KEY}
    refused = _not_there(context, ShopCalendarWorkingDay, key)
    return refused or _change_working_day(context, request, key, [])


def _change_holiday(
    context: Context, request: RegisterHolidayRequest | RemoveHolidayRequest, key: Row, added: list[Row]
) -> Outcome:
    code, day = request.shop_calendar_code, request.date
    working_days, holidays = stored.shop_calendars(context.connection, [code])
    kept = _others(holidays.get(code, []), key)
    ranges = stored.calculated_ranges(context.connection, _centers(context, code))
    centers = [center for center, (first, last) in ranges.items() if first <= day <= last]
    calendar = ({code: working_days.get(code, [])}, {code: [*kept, *added]})
    posting = _posting(context, request, ShopCalendarHoliday, key, added)
    return _recalculated(context, posting, centers, calendar, (day, day))


def _change_working_day(
    context: Context, request: SetWorkingDayRequest | RemoveWorkingDayRequest, key: Row, added: list[Row]
) -> Outcome:
    days = (request.last_day - request.first_day).days + 1
    if not 0 < days <= CALENDAR_DAYS_MAX:
        facts = {"field": "last_day", "days_max": str(CALENDAR_DAYS_MAX)}
        return Refused(code=RefusalCode.PERIOD_OUT_OF_RANGE, facts=facts)
    code = request.shop_calendar_code
    working_days, holidays = stored.shop_calendars(context.connection, [code])
    kept = _others(working_days.get(code, []), key)
    if any(_overlap(row, other) for row in added for other in kept):
        facts = {"field": "starting_time", "what": "overlap"}
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts=facts)
    calendar = ({code: [*kept, *added]}, {code: holidays.get(code, [])})
    posting = _posting(context, request, ShopCalendarWorkingDay, key, added)
    span = (request.first_day, request.last_day)
    return _recalculated(context, posting, _centers(context, code), calendar, span)


def _recalculated(
    context: Context,
    posting: Posting,
    centers: Sequence[CenterKey],
    calendar: stored.ShopCalendars,
    days: tuple[date, date],
) -> Outcome:
    """Make the entries of centers anew from a calendar that is not written yet."""
    facts_of = facts_by_center(context, centers)
    if isinstance(facts_of, Refused):
        return facts_of
    first, last = days
    made = calculated(context, facts_of, first, last, calendar)
    written = write_entries(context, posting, facts_of, made, first_day=first, last_day=last) if made else 0
    return Decided(posting=posting, receipt=lambda _: CalendarReceipt(centers=len(made), entries=written))


def _centers(context: Context, code: str) -> list[CenterKey]:
    """Answer the work centers of a shop calendar with their machine centers."""
    setup = context.setup
    works = {no for no, row in setup.work_centers.items() if row.shop_calendar_code == code}
    machines = sorted(no for no, row in setup.machine_centers.items() if row.work_center_no in works)
    return [
        *((CapacityType.MACHINE_CENTER, no) for no in machines),
        *((CapacityType.WORK_CENTER, no) for no in sorted(works)),
    ]


def _posting(context: Context, request: AnyRequest, record: Record, key: Row, added: list[Row]) -> Posting:
    posting = Posting(posting_date=request.posting_date or context.today)
    posting.deletes.append(Delete(record, tuple(key), [key]))
    if added:
        posting.inserts.append(Insert(record, added))
    return posting


def _others(rows: Sequence[Row], key: Row) -> list[Row]:
    return [row for row in rows if any(row[name] != value for name, value in key.items())]


def _overlap(row: Row, other: Row) -> bool:
    return bool(
        row["day"] is other["day"]
        and start_ms(row["starting_time"]) < end_ms(other["ending_time"])
        and start_ms(other["starting_time"]) < end_ms(row["ending_time"])
    )


def _not_there(context: Context, record: Record, key: Row) -> Refused | None:
    if one_row(context.connection, record, key) is not None:
        return None
    table = str(record.__tablename__)
    facts = {"field": next(iter(key)), "table": table, "key": "|".join(str(value) for value in key.values())}
    return Refused(code=RefusalCode.MASTER_DATA_NOT_FOUND, facts=facts)


def _ends_first(starting: time, ending: time) -> Refused | None:
    if end_ms(ending) > start_ms(starting):
        return None
    return Refused(code=RefusalCode.PERIOD_OUT_OF_RANGE, facts={"field": "ending_time"})
