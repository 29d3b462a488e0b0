"""A time is minutes, or hours and minutes, or not taken."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.terms import CapacityUnitType
from screens.language.durations import read_duration
from screens.language.readings import Accepted, Confirm, Doubt, Doubtful, Fault, Rejected
from screens.language.writing import duration


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", "90"),
        ("90 min", "90"),
        ("1:30", "90"),
        ("01:30", "90"),
        ("1:30:30", "90.5"),
        ("1h30", "90"),
        ("1h 30m", "90"),
        ("1.5h", "90"),
        ("30s", "0.5"),
        ("24:00", "1440"),
    ],
)
def test_minutes_and_hours_are_read_alike(text: str, minutes: str) -> None:
    """An hour and a half has many spellings."""
    assert read_duration(text) == Accepted(Decimal(minutes))


@pytest.mark.parametrize(("text", "language"), [("1t 30m", "nb"), ("1t30", "fi"), ("1u30", "nl")])
def test_the_hour_has_the_letter_of_the_language(text: str, language: str) -> None:
    """Timer, tuntia, uur."""
    assert read_duration(text, language) == Accepted(Decimal(90))
    assert read_duration(text, "en") == Rejected(Fault.FORMAT)


def test_the_value_is_in_the_unit_of_the_field() -> None:
    """1:30 is 1.5 hours, and 20 minutes are 0.33333 of one."""
    hours = CapacityUnitType.HOURS
    assert read_duration("1:30", unit=hours) == Accepted(Decimal("1.5"))
    assert read_duration("0:20", unit=hours) == Accepted(Decimal("0.33333"))
    assert read_duration("2", unit=hours) == Accepted(Decimal(2))


def test_a_point_never_parts_hours_from_minutes() -> None:
    """1.30 is a minute and three tenths, in Finnish too."""
    assert read_duration("1.30", "fi") == Accepted(Decimal("1.30"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.REQUIRED),
        ("1:75", Fault.MINUTES),
        ("1:5", Fault.MINUTES),
        ("1h75", Fault.MINUTES),
        ("1:30:99", Fault.MINUTES),
        (":30", Fault.FORMAT),
        ("1:", Fault.FORMAT),
        ("30m1h", Fault.FORMAT),
        ("1.5h30", Fault.FORMAT),
        ("1e2", Fault.FORMAT),
        ("--5", Fault.FORMAT),
        ("h", Fault.FORMAT),
        ("0:00", Fault.ZERO),
        ("-0", Fault.ZERO),
        ("-30", Fault.NEGATIVE),
        ("-1:30", Fault.NEGATIVE),
        ("1.123456", Fault.SCALE),
        ("99999999", Fault.ABOVE_LIMIT),
        ("9" * 65, Fault.TOO_LONG),
    ],
)
def test_what_is_no_time_is_refused_by_its_reason(text: str, fault: Fault) -> None:
    """1:75 is never turned into 2:15."""
    reading = read_duration(text)
    assert isinstance(reading, Rejected)
    assert reading.fault is fault


def test_more_than_a_day_is_shown_back_in_any_unit() -> None:
    """1440 minutes are a day; one more is asked about, and so are 25 hours."""
    assert read_duration("1441") == Confirm(Decimal(1441), Doubt.LONGER_THAN_A_DAY)
    assert read_duration("25", unit=CapacityUnitType.HOURS) == Confirm(Decimal(25), Doubt.LONGER_THAN_A_DAY)


def test_a_doubtful_thousandfold_is_asked() -> None:
    """1.500 minutes may be one and a half or a whole day."""
    assert read_duration("1.500") == Doubtful((Decimal("1.500"), Decimal(1500)))


@given(st.text(max_size=80), st.sampled_from(["en", "nb", "fi", "nl", "de-DE"]))
def test_any_text_gets_an_answer(text: str, language: str) -> None:
    """No text raises, and none gives less than nothing."""
    reading = read_duration(text, language)
    assert not isinstance(reading, Accepted) or reading.value > 0


@given(st.integers(min_value=1, max_value=1_440))
def test_what_is_written_is_read_back(minutes: int) -> None:
    """Hours and minutes lose nothing on the way."""
    written = duration(Decimal(minutes), CapacityUnitType.MINUTES)
    assert read_duration(written) == Accepted(Decimal(minutes))
