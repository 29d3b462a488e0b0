"""Holidays and working days of a shop calendar: the calendars of its centers follow at once."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.center_days import CalendarEntriesQuestion
from backend_client.messages.planning import RegisterAbsenceRequest
from backend_client.messages.shop_calendars import (
    RegisterHolidayRequest,
    RemoveHolidayRequest,
    RemoveWorkingDayRequest,
    SetWorkingDayRequest,
    ShopCalendarsQuestion,
)
from backend_client.terms import CapacityType, Weekday
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused

MONDAY, SATURDAY = date(2026, 3, 9), date(2026, 3, 14)
ONE_SHIFT: dict[str, Any] = {"shop_calendar_code": "ONE SHIFT"}
NOON: dict[str, Any] = {**ONE_SHIFT, "date": MONDAY, "starting_time": time(12)}
MARCH = {"first_day": date(2026, 3, 1), "last_day": date(2026, 3, 31)}
ON_SATURDAY: dict[str, Any] = {
    **ONE_SHIFT,
    **MARCH,
    "day": Weekday.SATURDAY,
    "starting_time": time(8),
    "work_shift_code": "1",
}


def spans(factory: Factory, day: date = MONDAY, **fields: Any) -> list[tuple[Any, ...]]:
    """When a center works on a day, and its effective capacity."""
    given = {"no": "A", "first_day": day, "last_day": day} | fields
    found = factory.ask(CalendarEntriesQuestion, **given)
    return [(each.starting_time.hour, each.ending_time.hour, each.capacity_effective) for each in found]


def test_a_holiday_cuts_its_day_and_gives_it_back(plants: Plants) -> None:
    """Monday 12 to 14 off: 240 and 120 minutes are left at every center; removed, the day is whole again."""
    factory = Factory(plants)
    receipt = factory.post(RegisterHolidayRequest, ending_time=time(14), **NOON)
    assert (receipt.centers, receipt.entries) == (2, 4)
    assert spans(factory) == spans(factory, no="B") == [(8, 12, 240), (14, 16, 120)]
    factory.post(RegisterHolidayRequest, ending_time=time(13), **NOON)
    assert spans(factory) == [(8, 12, 240), (13, 16, 180)]
    factory.post(RemoveHolidayRequest, **NOON)
    assert spans(factory) == [(8, 16, 480)]
    assert refused(factory.post(RemoveHolidayRequest, **NOON)) == "master-data-not-found"


def test_absence_stays_under_a_holiday_and_after_it(plants: Plants) -> None:
    """9 to 10 absent stays absent whatever becomes of the holiday."""
    factory = Factory(plants)
    factory.post(
        RegisterAbsenceRequest,
        no="A",
        date=MONDAY,
        starting_time=time(9),
        ending_time=time(10),
        capacity=Decimal(1),
    )
    factory.post(RegisterHolidayRequest, ending_time=time(16), **NOON)
    assert spans(factory) == [(8, 9, 60), (9, 10, 0), (10, 12, 120)]
    factory.post(RemoveHolidayRequest, **NOON)
    assert spans(factory) == [(8, 9, 60), (9, 10, 0), (10, 16, 360)]


def test_a_consolidated_center_follows_its_machines(plants: Plants) -> None:
    """Two machines, eight hours each, make 960 minutes; with the holiday of two hours 720."""
    factory = Factory(
        plants,
        work_centers=[{"no": "A", "consolidated_calendar": True}],
        machine_centers=[{"no": "M", "work_center_no": "A"}, {"no": "N", "work_center_no": "A"}],
    )
    factory.post(RegisterHolidayRequest, ending_time=time(14), **NOON)
    assert sum(effective for *_, effective in spans(factory)) == 720
    assert spans(factory, no="M", type=CapacityType.MACHINE_CENTER) == [(8, 12, 240), (14, 16, 120)]


def test_a_day_that_was_never_calculated_stays_so(plants: Plants) -> None:
    """A holiday ten years from now makes no entries there."""
    factory = Factory(plants)
    far = {**NOON, "date": date(2036, 3, 10)}
    assert factory.post(RegisterHolidayRequest, ending_time=time(14), **far).entries == 0
    assert spans(factory, far["date"]) == []


def test_a_working_day_is_added_changed_and_taken_away(plants: Plants) -> None:
    """Saturdays from 8 to 12, then to 14, then none; April, which was not named, is as it was."""
    factory = Factory(plants)
    factory.post(SetWorkingDayRequest, ending_time=time(12), **ON_SATURDAY)
    assert spans(factory, SATURDAY) == [(8, 12, 240)]
    assert spans(factory, date(2026, 4, 4)) == []
    factory.post(SetWorkingDayRequest, ending_time=time(14), **ON_SATURDAY)
    assert spans(factory, SATURDAY) == [(8, 14, 360)]
    assert spans(factory) == [(8, 16, 480)]
    factory.post(RemoveWorkingDayRequest, **ON_SATURDAY)
    assert spans(factory, SATURDAY) == []
    assert refused(factory.post(RemoveWorkingDayRequest, **ON_SATURDAY)) == "master-data-not-found"


def test_a_preview_changes_no_calendar(plants: Plants) -> None:
    """Previewed, the receipt counts the entries; the day stays whole."""
    factory = Factory(plants)
    assert factory.post(RegisterHolidayRequest, ending_time=time(14), preview=True, **NOON).entries == 4
    assert spans(factory) == [(8, 16, 480)]


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        (RegisterHolidayRequest, {**NOON, "ending_time": time(11)}, "period-out-of-range"),
        (
            RegisterHolidayRequest,
            {**NOON, "ending_time": time(13), "shop_calendar_code": "X"},
            "master-data-not-found",
        ),
        (SetWorkingDayRequest, {**ON_SATURDAY, "ending_time": time(7)}, "period-out-of-range"),
        (
            SetWorkingDayRequest,
            {**ON_SATURDAY, "ending_time": time(9), "work_shift_code": "X"},
            "master-data-not-found",
        ),
        (
            SetWorkingDayRequest,
            {**ON_SATURDAY, "ending_time": time(9), "last_day": date(2026, 2, 1)},
            "period-out-of-range",
        ),
        (
            SetWorkingDayRequest,
            {**ON_SATURDAY, "day": Weekday.MONDAY, "starting_time": time(15), "ending_time": time(18)},
            "request-malformed",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(plants: Plants, kind: Any, fields: dict[str, Any], code: str) -> None:
    """Ends before it begins, an unknown calendar or shift, an empty range, two spans that overlap."""
    assert refused(Factory(plants).post(kind, **fields)) == code


def test_the_calendars_say_when_they_work_and_when_not(each_plants: Plants) -> None:
    """ONE SHIFT works from Monday to Friday and is followed by A and B; its holiday is listed within the days asked for."""
    factory = Factory(each_plants)
    factory.post(RegisterHolidayRequest, ending_time=time(14), description="Fire drill", **NOON)
    (card,) = factory.ask(ShopCalendarsQuestion, code="ONE SHIFT", **MARCH)
    assert [(each.day, each.starting_time.hour) for each in card.working_days] == [
        (day, 8) for day in tuple(Weekday)[:5]
    ]
    assert set(card.work_center_nos) >= {"A", "B"}
    (holiday,) = card.holidays
    assert (holiday.date, holiday.ending_time.hour, holiday.description) == (MONDAY, 14, "Fire drill")
    april = {"first_day": date(2026, 4, 1), "last_day": date(2026, 4, 30)}
    assert factory.ask(ShopCalendarsQuestion, code="ONE SHIFT", **april)[0].holidays == ()
    assert card.code in [each.code for each in factory.ask(ShopCalendarsQuestion, **MARCH)]
    assert refused(factory.ask(ShopCalendarsQuestion, code="NONE", **MARCH)) == "master-data-not-found"
