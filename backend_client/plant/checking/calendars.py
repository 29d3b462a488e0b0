"""Shop calendars: spans that end after they start and do not overlap, and none without working days."""

from itertools import pairwise

from backend_client.plant.faults import Faults
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.terms import Weekday

WORKING_DAYS = "shop_calendar_working_days"
HOLIDAYS = "shop_calendar_holidays"


def check_calendars(plant: PlantRows, faults: Faults) -> None:
    """Check working days, holidays and the calendars themselves."""
    days: dict[tuple[str, str], list[PlantRow]] = {}
    for span in plant.of(WORKING_DAYS):
        _check_order(span, faults)
        if span.sound("day", "starting_time", "ending_time"):
            days.setdefault((span.text("shop_calendar_code"), span.text("day")), []).append(span)
    for spans in days.values():
        spans.sort(key=lambda span: span.clock("starting_time"))
        for before, after in pairwise(spans):
            if after.clock("starting_time") < before.clock("ending_time"):
                expected = f">= {before.clock('ending_time')}"
                faults.at(after, PlantErrorCode.CALENDAR_OVERLAP, "starting_time", expected=expected)
    for holiday in plant.of(HOLIDAYS):
        _check_order(holiday, faults)
    with_days = {code for code, _ in days}
    for calendar in plant.of("shop_calendars"):
        if calendar.values["code"] not in with_days and WORKING_DAYS not in plant.unread:
            expected = " | ".join(Weekday)
            faults.at(calendar, PlantErrorCode.CALENDAR_EMPTY, "code", expected=expected)


def _check_order(span: PlantRow, faults: Faults) -> None:
    starting = span.clock("starting_time")
    if span.sound("starting_time") and span.clock("ending_time") <= starting:
        faults.at(span, PlantErrorCode.ENDS_BEFORE_START, "ending_time", expected=f"> {starting}")
