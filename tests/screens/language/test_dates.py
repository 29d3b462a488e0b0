"""Typed days and times: what a person writes is read, anything else is not taken."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.language.dates import read_day, read_time

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize("text", ["18.11", "18-11", "18/11", "18.11.", "18.11.2026", "2026-11-18", " 18.11 "])
def test_a_day_is_read_with_any_sign_between(text: str) -> None:
    assert read_day(text, TODAY) == date(2026, 11, 18)


@pytest.mark.parametrize("text", ["", "18", "32.01", "31.02", "0.5", "18.11.26", "2026-13-01", "x", "1e1"])
def test_what_is_no_day_is_not_taken(text: str) -> None:
    assert read_day(text, TODAY) is None


@given(st.integers(-182, 182))
def test_a_day_without_a_year_is_the_nearest(days: int) -> None:
    meant = TODAY + timedelta(days=days)
    assert read_day(f"{meant.day}.{meant.month}", TODAY) == meant


@pytest.mark.parametrize(
    ("text", "meant"), [("8:00", time(8)), ("08.30", time(8, 30)), ("24:00", time(0)), ("0:05", time(0, 5))]
)
def test_a_time_of_day_is_read(text: str, meant: time) -> None:
    assert read_time(text) == meant


@pytest.mark.parametrize("text", ["", "8", "8:60", "25:00", "24:01", "8:0", "-1:00", "8:00:00"])
def test_what_is_no_time_is_not_taken(text: str) -> None:
    assert read_time(text) is None
