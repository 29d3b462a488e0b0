"""Run time from the clock."""

from datetime import time
from decimal import Decimal

import pytest

from backend_client.rules.run_time import run_time_between
from backend_client.terms import CapacityUnitType

FINE = Decimal("0.00001")


@pytest.mark.parametrize(
    ("start", "end", "places", "unit", "expected"),
    [
        (time(8, 15), time(10, 30), 2, CapacityUnitType.MINUTES, "270"),
        (time(8, 15), time(10, 30), 0, CapacityUnitType.MINUTES, "135"),
        (time(8), time(9, 30), 1, CapacityUnitType.HOURS, "1.5"),
        (time(22), time(2), 1, CapacityUnitType.HOURS, "4"),
        (time(16), time(0), 1, CapacityUnitType.HOURS, "8"),
        (time(8), time(8, 20), 1, CapacityUnitType.HOURS, "0.33333"),
        (time(8), time(8), 1, CapacityUnitType.HOURS, "0"),
    ],
)
def test_elapsed_time_counts_for_every_place(
    start: time, end: time, places: int, unit: CapacityUnitType, expected: str
) -> None:
    """End less start, past midnight where the end is earlier, times the places at work."""
    assert run_time_between(start, end, Decimal(places), unit, FINE) == Decimal(expected)


def test_it_is_rounded_as_the_calendar_is() -> None:
    """A center that rounds to quarters of an hour counts 50 minutes as 0.75 h."""
    found = run_time_between(time(8), time(8, 50), Decimal(1), CapacityUnitType.HOURS, Decimal("0.25"))
    assert found == Decimal("0.75")
