"""Forgotten clocks on the demo plant: OP01 starts at 10:05 and leaves; the shift ends at 16:00."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backend_client.barcode.events import PlainText
from backend_client.barcode.k1 import label
from backend_client.floor_terms import ClockExceptionKind
from backend_client.messages.clocks import ClockException
from screens.supervising.choice import Duty
from screens.supervising.forgotten import ClockEnd, first_after
from screens.terminal.bells import BellPattern
from tests.screens.operator import Operator, at_kiosk
from tests.screens.supervising.duties import open_duty
from tests.screens.test_a_shift import JOB, RUN, Shift

OFF = label("C", "OFF")


async def forgotten(operator: Operator, shift: Shift) -> None:
    """OP01 starts a clock and goes home; the next morning a supervisor opens the list."""
    await operator.enter("OP01")
    await operator.scan(JOB, RUN)
    await operator.scan(OFF)
    shift.wait(22 * 60)
    await open_duty(operator, Duty.FORGOTTEN_CLOCKS)


def decided(database: Path) -> list[tuple[str, str, str]]:
    """Who decided what, and why."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "select person_no, row_key, after from audit_entries where event = 'forgotten-clock-decided'"
        ).fetchall()
    return [
        (person, json.loads(after)["ended_at"], json.loads(after)["comment"]) for person, _, after in rows
    ]


def test_a_supervisor_says_when_a_forgotten_clock_ended(database: Path) -> None:
    """15:30 and reason 1: the clock ended then, and the audit trail names who said so and why; nothing is left."""
    shift = Shift(database)

    async def story(operator: Operator) -> None:
        await forgotten(operator, shift)
        assert operator.title.startswith("Forgotten clocks")
        assert "Operator 01" in operator.text
        await operator.enter("1")
        await operator.enter("15:30")
        assert "Ended   16.11 15:30" in operator.text
        await operator.enter("7")  # there are three reasons, and a number is no word of one's own
        assert operator.message[0] == "x Number not taken"
        await operator.enter("1")
        assert operator.message[0] == "* Decided"
        assert BellPattern.POSTED in operator.rung
        work = [row for row in decided(database) if row[1].startswith("2026-11-16T14:30")]
        assert work == [("SV01", "2026-11-16T14:30:00+00:00", "The clock was not stopped")]

    at_kiosk(shift.open, story, signed_on=False)


@pytest.mark.parametrize("typed", ["9:75", "25:00", "yesterday", "1530"])
def test_what_is_no_time_is_not_taken(database: Path, typed: str) -> None:
    """The field stays, and says how a time is entered."""
    shift = Shift(database)

    async def story(operator: Operator) -> None:
        await forgotten(operator, shift)
        await operator.enter("1")
        await operator.enter(typed)
        assert operator.message[0] == "x Time not taken"
        assert "Ended   " not in operator.text
        assert decided(database) == []

    at_kiosk(shift.open, story, signed_on=False)


def test_an_end_may_be_said_with_its_day(database: Path) -> None:
    """16.11. 15:30, and no earlier than the start: what lies before it is not taken."""
    shift = Shift(database)

    async def story(operator: Operator) -> None:
        await forgotten(operator, shift)
        await operator.enter("1")
        await operator.enter("16.11. 09:59")
        assert operator.message[0] == "x Time not taken"
        assert operator.message[2] == "Started 16.11 10:05"
        await operator.enter("16.11. 15:30")
        assert "Ended   16.11 15:30" in operator.text

    at_kiosk(shift.open, story, signed_on=False)


def test_an_end_after_the_clock_was_found_is_not_taken(database: Path) -> None:
    """Found at 8:05 the next day: 9:00 comes after that; 7:00 would be taken."""
    shift = Shift(database)

    async def story(operator: Operator) -> None:
        await forgotten(operator, shift)
        await operator.enter("1")
        await operator.enter("9:00")
        assert operator.message == (
            "x Time not taken",
            "9:00 is no end of this clock.",
            "It was found running at 08:05.",
        )
        await operator.enter("7:00")
        assert "Ended   17.11 07:00" in operator.text

    at_kiosk(shift.open, story, signed_on=False)


def test_nothing_forgotten_is_said_so(database: Path) -> None:
    """A clock within its shift is none of them."""
    shift = Shift(database)

    async def story(operator: Operator) -> None:
        await open_duty(operator, Duty.FORGOTTEN_CLOCKS)
        assert operator.message[0] == "= Nothing forgotten"

    at_kiosk(shift.open, story, signed_on=False)


def test_the_menu_offers_duties_to_whom_they_are_given(database: Path) -> None:
    """An operator's menu has no row for them; a supervisor's has."""
    shift = Shift(database)

    async def story(operator: Operator) -> None:
        await operator.enter("OP01")
        await operator.press("f12")
        assert "Supervisor:" not in operator.text
        await operator.press("f3")
        await operator.scan(OFF)
        await operator.enter("SV01")
        await operator.press("f12")
        assert "Supervisor:" in operator.text

    at_kiosk(shift.open, story, signed_on=False)


BERLIN = ZoneInfo("Europe/Berlin")
"""Where the clock is moved back from 3:00 to 2:00 on 25 October 2026, and on from 2:00 to 3:00 on 28 March 2027."""


def test_an_end_is_the_first_such_time_after_the_start() -> None:
    """22:00 on Monday: 6:15 is Tuesday's, 23:00 is Monday's, 22:00 is the start itself."""
    start = datetime(2026, 11, 16, 22, 0, 30, tzinfo=BERLIN)
    assert first_after(start, time(6, 15), BERLIN) == datetime(2026, 11, 17, 6, 15, tzinfo=BERLIN)
    assert first_after(start, time(23, 0), BERLIN) == datetime(2026, 11, 16, 23, 0, tzinfo=BERLIN)
    assert first_after(start, time(22, 0), BERLIN) == start


def forgotten_clock(start: datetime, found: datetime) -> ClockEnd:
    """The screen of a clock that was forgotten in Berlin."""
    return ClockEnd(
        ClockException(
            kind=ClockExceptionKind.FORGOTTEN_PRESENCE,
            id="c",
            person_no="OP01",
            order_no="",
            operation_no="",
            no="",
            started_at=start,
            started_local=start.astimezone(BERLIN),
            swept_at=found,
            swept_local=found.astimezone(BERLIN),
        ),
        BERLIN,
    )


@pytest.mark.parametrize(
    ("typed", "ended", "shown"),
    [
        ("6:00", datetime(2026, 10, 25, 5, 0, tzinfo=UTC), "25.10 06:00"),
        ("2:15", datetime(2026, 10, 25, 0, 15, tzinfo=UTC), "25.10 02:15 +02:00"),
        ("25.10.2026 2:15", datetime(2026, 10, 25, 0, 15, tzinfo=UTC), "25.10 02:15 +02:00"),
        ("25.10.2026 2:15+01:00", datetime(2026, 10, 25, 1, 15, tzinfo=UTC), "25.10 02:15 +01:00"),
    ],
)
def test_in_the_night_the_clock_is_moved_back_an_end_is_told_by_its_way_from_utc(
    typed: str, ended: datetime, shown: str
) -> None:
    """Saturday 22:00 to Sunday 6:00 are nine hours; 2:15 comes twice: the first is meant, and the other can be said."""
    screen = forgotten_clock(
        datetime(2026, 10, 24, 20, 0, tzinfo=UTC), datetime(2026, 10, 25, 8, 0, tzinfo=UTC)
    )
    screen.enter(PlainText(typed, ()))
    assert screen.end == ended
    assert f"Ended   {shown}" in "".join(str(row) for row in screen.frame().body.head)


def test_a_clock_started_in_the_second_hour_ends_after_its_start() -> None:
    """Started at the second 2:30 of that night, ended at 2:45: a quarter of an hour later, not three quarters before."""
    screen = forgotten_clock(
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC), datetime(2026, 10, 25, 8, 0, tzinfo=UTC)
    )
    screen.enter(PlainText("2:45", ()))
    assert screen.end == datetime(2026, 10, 25, 1, 45, tzinfo=UTC)


def test_a_time_that_the_clock_was_moved_over_is_not_taken() -> None:
    """There is no 2:30 in the night of 28 March 2027."""
    screen = forgotten_clock(
        datetime(2027, 3, 27, 21, 0, tzinfo=UTC), datetime(2027, 3, 28, 8, 0, tzinfo=UTC)
    )
    screen.enter(PlainText("2:30", ()))
    assert screen.end is None
