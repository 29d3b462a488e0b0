"""Pairing of expected rows with different actual rows: a true matching, not first come, first served.

Two expected rows {quantity 4} and {quantity 4, open} against the actual rows (4, open) and (4, closed): taking
the first fitting row for the first expectation leaves the second without any, although a pairing exists.
Augmenting paths (Kuhn) find it.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

Expected = TypeVar("Expected")
Actual = TypeVar("Actual")


def pair(
    expected: Sequence[Expected], actual: Sequence[Actual], fits: Callable[[Expected, Actual], bool]
) -> dict[int, int]:
    """Answer the largest possible pairing: index of an expected row -> index of its own actual row."""
    candidates = [[at for at, row in enumerate(actual) if fits(wanted, row)] for wanted in expected]
    taken_by: dict[int, int] = {}

    def place(wanted: int, tried: set[int]) -> bool:
        for at in candidates[wanted]:
            if at in tried:
                continue
            tried.add(at)
            if at not in taken_by or place(taken_by[at], tried):
                taken_by[at] = wanted
                return True
        return False

    for wanted in range(len(expected)):
        place(wanted, set())
    return {wanted: at for at, wanted in taken_by.items()}
