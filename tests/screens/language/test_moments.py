"""The reader of typed moments: one day or moment, two where the clock was put back, or none and why."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.language.moments import (
    DayRead,
    MomentFault,
    MomentRead,
    MomentRejected,
    TwoMoments,
    read_moment,
)

OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("text", "day"),
    [("t", TODAY), ("T", TODAY), (" 18.11 ", date(2026, 11, 18)), ("2.1", date(2027, 1, 2))],
)
def test_a_day(text: str, day: date) -> None:
    """Today by one letter; without a year the nearest one."""
    assert read_moment(text, today=TODAY, zone=OSLO) == DayRead(day)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("16.11 14:30", 13),
        ("16.11.2026T14.30", 13),
        ("2026-11-16 14:30Z", 14),
        ("2026-11-16T14:30:00-02:30", 17),
        ("2026-07-16 14:30", 12),
    ],
)
def test_a_moment(text: str, hour: int) -> None:
    """By the plant's clock, summer and winter, or by an offset that is written."""
    reading = read_moment(text, today=TODAY, zone=OSLO)
    assert isinstance(reading, MomentRead)
    assert reading.at.hour == hour
    assert reading.at.tzinfo is UTC


def test_the_nights_on_which_the_clock_is_moved() -> None:
    """02:30 is there no time in March and two times in October, but the written offset says which."""
    assert read_moment("29.3.2026 02:30", today=TODAY, zone=OSLO) == MomentRejected(
        MomentFault.NONEXISTENT_TIME
    )
    twice = read_moment("25.10.2026 02:30", today=TODAY, zone=OSLO)
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert twice == TwoMoments((first, first + timedelta(hours=1)))
    assert read_moment("25.10.2026 02:30+02:00", today=TODAY, zone=OSLO) == MomentRead(first)


def test_where_only_some_days_are_allowed() -> None:
    """The first and the last are; one more on either side says which way it lies."""
    readings = [
        read_moment(
            f"{day}.11 12:00", today=TODAY, zone=OSLO, first=date(2026, 11, 2), last=date(2026, 11, 4)
        )
        for day in range(1, 6)
    ]
    faults = [reading.fault if isinstance(reading, MomentRejected) else None for reading in readings]
    assert faults == [MomentFault.PERIOD_CLOSED, None, None, None, MomentFault.FUTURE]


@pytest.mark.parametrize(
    "text", ["14:30", "16.11 24:00", "16.11 12:60", "16.11T12:30+15:00", "16.11 ", "1" * 500]
)
def test_what_is_no_moment(text: str) -> None:
    """A time without a day, a time that no clock shows, an offset that nobody has, or far too much."""
    reading = read_moment(text, today=TODAY, zone=OSLO)
    assert not isinstance(reading, MomentRead | TwoMoments)


@given(st.text(alphabet="0123456789.-:/TZ+ t", max_size=30), st.sampled_from([OSLO, None, UTC]))
def test_every_text_is_answered(text: str, zone: ZoneInfo | None) -> None:
    """Whatever is typed, and at the ends of the calendar too."""
    reading = read_moment(text, today=TODAY, zone=zone)
    assert isinstance(reading, DayRead | MomentRead | TwoMoments | MomentRejected)


@pytest.mark.parametrize("text", ["0001-01-01 00:00", "9999-12-31 23:59", "0001-01-01T00:00+14:00"])
@pytest.mark.parametrize("zone", [OSLO, None, timezone(timedelta(hours=-12))])
def test_the_ends_of_the_calendar(text: str, zone: ZoneInfo | None) -> None:
    """Moments that no UTC knows are not taken, and break nothing."""
    assert read_moment(text, today=TODAY, zone=zone) == MomentRejected(MomentFault.FORMAT)
