"""Shop calendars: their working days and holidays, and changing them; the calendars of their centers follow at once."""

from dataclasses import dataclass
from datetime import date, time

from backend_client.messages.base import EditRequest, Question
from backend_client.messages.planning import CalendarReceipt
from backend_client.terms import Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterHolidayRequest(EditRequest[CalendarReceipt]):
    """Take a span of one day out of a shop calendar; the same start again replaces the holiday."""

    shop_calendar_code: str
    date: date
    starting_time: time
    ending_time: time
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveHolidayRequest(EditRequest[CalendarReceipt]):
    """Give a holiday back to a shop calendar."""

    shop_calendar_code: str
    date: date
    starting_time: time


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWorkingDayRequest(EditRequest[CalendarReceipt]):
    """Let a shop calendar work in a span of one weekday; the same start and shift again change its end.

    first_day, last_day  which days of the centers' calendars are made anew; both included
    """

    shop_calendar_code: str
    day: Weekday
    starting_time: time
    ending_time: time
    work_shift_code: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveWorkingDayRequest(EditRequest[CalendarReceipt]):
    """Take a working span out of a shop calendar; days as of SetWorkingDayRequest."""

    shop_calendar_code: str
    day: Weekday
    starting_time: time
    work_shift_code: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingSpan:
    """A span of a weekday in which a shop calendar works; one that ends at 00:00 ends the day."""

    day: Weekday
    starting_time: time
    ending_time: time
    work_shift_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A span of one day in which a shop calendar does not work."""

    date: date
    starting_time: time
    ending_time: time
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopCalendarCard:
    """A shop calendar; working days from Monday on, holidays by day, and the work centers that follow it.

    revision  what an edit of it says it has seen
    """

    code: str
    description: str
    working_days: tuple[WorkingSpan, ...]
    holidays: tuple[Holiday, ...]
    work_center_nos: tuple[str, ...]
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopCalendarsQuestion(Question[tuple[ShopCalendarCard, ...]]):
    """Which shop calendars are there, and when do they not work? At most limits.CENTER_DAYS_MAX days of holidays.

    code  "" = all
    """

    first_day: date
    last_day: date
    code: str = ""
