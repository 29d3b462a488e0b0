"""Calendars changed from the screen, on the demo plant: the capacity that is left stands there at once."""

from collections.abc import Callable
from datetime import date, time

from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.messages.center_days import CalendarEntriesQuestion
from backend_client.messages.shop_calendars import RegisterHolidayRequest, ShopCalendarsQuestion
from screens.supervising.choice import Duty
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import choose_duty
from tests.screens.supervising.stories import as_supervisor

Open = Callable[[], BackendClient]
TUESDAY, CHRISTMAS_EVE = date(2026, 11, 17), date(2026, 12, 24)


def capacity(client: LocalClient, day: date) -> int:
    """What center 100 can do on a day."""
    spans = client.ask(CalendarEntriesQuestion(no="100", first_day=day, last_day=day))
    assert isinstance(spans, tuple), spans
    return int(sum(each.capacity_effective for each in spans))


async def calendars(operator: Operator, number: str) -> None:
    """Somebody opens the calendars."""
    await as_supervisor(operator, number)
    await choose_duty(operator, Duty.CALENDARS)


def test_absence_is_added_shown_and_taken_away(open_client: Open, client: LocalClient) -> None:
    """1 of 3 places away from 10 to 12 leaves 1320 of 1440 minutes of Tuesday; taken away, the day is whole again."""

    async def story(operator: Operator) -> None:
        await calendars(operator, "SV01")
        for value in ("1", "1", "2", "1", "10:00", "12:00", "1", "Service"):
            await operator.enter(value)
        assert capacity(client, TUESDAY) == 1440, "written before F10"
        await operator.press("f10")
        assert operator.message[0] == "* Absence is changed"
        assert "1 of 3 absent" in operator.text
        assert capacity(client, TUESDAY) == 1320
        await operator.enter("3")
        await operator.enter("2")
        await operator.press("f10")
        assert "absent" not in operator.text.replace("Absence", "")
        assert capacity(client, TUESDAY) == 1440

    at_kiosk(open_client, story)


def test_another_week_stands_in_the_place_of_this_one(open_client: Open) -> None:
    """Right shows the week after, left this one again; F3 leaves to the centers, not to a week."""

    async def story(operator: Operator) -> None:
        await calendars(operator, "SV01")
        for value in ("1", "1"):
            await operator.enter(value)
        await operator.press("right")
        assert "23.11 to 29.11.2026" in operator.title
        await operator.press("left", "left")
        assert "09.11 to 15.11.2026" in operator.title
        await operator.press("f3")
        assert operator.title.startswith("Centers")

    at_kiosk(open_client, story)


def test_a_holiday_is_a_planner_s(open_client: Open, client: LocalClient) -> None:
    """The planner takes Christmas Eve out of work, and gives it back by its row."""

    async def story(operator: Operator) -> None:
        await calendars(operator, "PL01")
        for value in ("2", "1", "1", "24.12.2026", "", "", "Christmas Eve"):
            await operator.enter(value)
        await operator.press("f10")
        assert operator.message[0] == "* The calendar is changed"
        assert capacity(client, CHRISTMAS_EVE) == 0
        await operator.enter("3")
        await operator.press("f10")
        assert capacity(client, CHRISTMAS_EVE) == 1440

    at_kiosk(open_client, story)


def test_a_holiday_that_somebody_else_was_first_with_keeps_what_was_typed(
    open_client: Open, client: LocalClient
) -> None:
    """Another planner adds a day off meanwhile: it is shown, with who did; the form takes up what was typed, and it goes."""

    async def story(operator: Operator) -> None:
        await calendars(operator, "PL01")
        for value in ("2", "1", "1", "24.12.2026", "", "", "Christmas Eve"):
            await operator.enter(value)
        code = client.ask(ShopCalendarsQuestion(first_day=CHRISTMAS_EVE, last_day=CHRISTMAS_EVE))[0].code
        other = RegisterHolidayRequest(
            request_id="other",
            shop_calendar_code=code,
            date=date(2026, 12, 23),
            starting_time=time(0),
            ending_time=time(0),
            description="Stocktaking",
            person_no="PL01",
        )
        assert isinstance(client.post(other), Posted)
        await operator.press("f10")
        assert operator.message[0] == "x Somebody else was first"
        assert "By " in operator.message[1]
        assert "Stocktaking" in operator.text
        assert capacity(client, CHRISTMAS_EVE) == 1440
        await operator.enter("1")
        assert "Christmas Eve" in operator.text
        for _ in range(4):
            await operator.enter("")
        await operator.press("f10")
        assert operator.message[0] == "* The calendar is changed"
        assert capacity(client, CHRISTMAS_EVE) == 0

    at_kiosk(open_client, story)
