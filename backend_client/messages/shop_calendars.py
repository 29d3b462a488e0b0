"""Changing a shop calendar: its holidays and its working days; the calendars of its centers follow at once."""

from dataclasses import dataclass
from datetime import date, time

from backend_client.messages.base import Request
from backend_client.messages.planning import CalendarReceipt
from backend_client.terms import Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterHolidayRequest(Request[CalendarReceipt]):
    """Take a span of one day out of a shop calendar; the same start again replaces the holiday."""

    shop_calendar_code: str
    date: date
    starting_time: time
    ending_time: time
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveHolidayRequest(Request[CalendarReceipt]):
    """Give a holiday back to a shop calendar."""

    shop_calendar_code: str
    date: date
    starting_time: time


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWorkingDayRequest(Request[CalendarReceipt]):
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
class RemoveWorkingDayRequest(Request[CalendarReceipt]):
    """Take a working span out of a shop calendar; days as of SetWorkingDayRequest."""

    shop_calendar_code: str
    day: Weekday
    starting_time: time
    work_shift_code: str
    first_day: date
    last_day: date
