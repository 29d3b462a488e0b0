"""Drawing the next numbers of a series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.number_series import Series, increased, next_numbers


@pytest.mark.parametrize(
    ("number", "by", "following"),
    [
        ("LOT0009", 1, "LOT0010"),
        ("A-99-X", 1, "A-100-X"),
        ("9", 10, "19"),
        ("LOT", 1, None),
        ("9" * 20, 1, None),
        ("L1", 0, None),
    ],
)
def test_the_last_digits_count(number: str, by: int, following: str | None) -> None:
    """Leading zeros stay; without digits, or beyond 20 signs, nothing follows."""
    assert increased(number, by) == following


def test_a_fresh_series_begins_with_its_starting_number() -> None:
    """L1, L2, L3; drawn from at L3, L4 follows."""
    assert next_numbers(Series(starting_no="L1"), 3) == ["L1", "L2", "L3"]
    assert next_numbers(Series(starting_no="L1", last_no_used="L3"), 1) == ["L4"]


def test_a_series_ends() -> None:
    """8 and 9 are there, 10 is beyond 9: three are not to be had, nor any of a blocked series."""
    series = Series(starting_no="L8", ending_no="L9")
    assert next_numbers(series, 2) == ["L8", "L9"]
    assert next_numbers(series, 3) is None
    assert next_numbers(Series(starting_no="L1", blocked=True), 1) is None
    assert next_numbers(Series(starting_no=""), 1) is None


@given(start=st.integers(0, 9999), by=st.integers(1, 50), counts=st.lists(st.integers(1, 5), max_size=5))
def test_no_number_is_given_twice(start: int, by: int, counts: list[int]) -> None:
    """However many are drawn at a time, all numbers differ and grow."""
    last, drawn = "", []
    for count in counts:
        series = Series(starting_no=f"S{start:04d}", last_no_used=last, increment_by_no=by)
        numbers = next_numbers(series, count)
        assert numbers is not None
        drawn += numbers
        last = numbers[-1]
    assert [int(number[1:]) for number in drawn] == [start + by * place for place in range(len(drawn))]
