"""Pairing: every expected row gets an actual row of its own whenever that is possible at all."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tests.casebook.matching import pair


def test_two_equal_expectations_need_two_rows() -> None:
    """The same row is never used twice."""
    assert len(pair([4, 4], [4], int.__eq__)) == 1


def test_a_greedy_choice_is_taken_back() -> None:
    """An expectation that fits both rows makes way for one that fits only the first."""
    fits = {("any", "a"), ("any", "b"), ("only a", "a")}
    assert pair(["any", "only a"], ["a", "b"], lambda wanted, row: (wanted, row) in fits) == {0: 1, 1: 0}


@given(st.lists(st.sets(st.integers(0, 3)), max_size=4), st.integers(0, 4))
def test_the_pairing_is_the_largest_there_is(expected: list[set[int]], rows: int) -> None:
    """No other order of choosing pairs more rows."""
    actual = list(range(rows))
    paired = pair(expected, actual, lambda wanted, row: row in wanted)
    slots = [*actual, *[None] * len(expected)]
    most = max(
        sum(row in wanted for wanted, row in zip(expected, choice, strict=False))
        for choice in permutations(slots, len(expected))
    )
    assert len(paired) == most
    assert len(set(paired.values())) == len(paired)
    assert all(actual[at] in expected[wanted] for wanted, at in paired.items())
