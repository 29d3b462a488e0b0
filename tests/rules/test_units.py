"""Units: exact factors for calculation, the 5-decimal factor for journals."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.units import (
    base_quantity,
    conversion_factor,
    convert_time,
    journal_factor,
    journal_time,
    milliseconds,
    quantity_in_unit,
    time_of,
)
from backend_client.terms import CapacityUnitType

MINUTES, HOURS, DAYS = CapacityUnitType.MINUTES, CapacityUnitType.HOURS, CapacityUnitType.DAYS
units = st.sampled_from(list(CapacityUnitType))


def test_a_capacity_unit_has_a_length_in_milliseconds():
    lengths = {unit: milliseconds(Decimal(1), unit) for unit in CapacityUnitType}
    assert lengths == {
        CapacityUnitType.SECONDS: 1_000,
        CapacityUnitType.HUNDREDTH_HOURS: 36_000,
        MINUTES: 60_000,
        HOURS: 3_600_000,
        DAYS: 86_400_000,
    }


def test_sixty_minutes_are_one_hour_when_calculated_and_more_when_posted():
    assert convert_time(Decimal(60), MINUTES, HOURS) == 1
    assert journal_factor(MINUTES, HOURS) == Decimal("0.01667")
    assert journal_time(Decimal(60), MINUTES, HOURS) == Decimal("1.0002")


def test_a_time_in_the_centers_own_unit_loses_nothing():
    assert journal_time(Decimal("1.33333"), HOURS, HOURS) == Decimal("1.33333")


def test_a_day_is_twenty_four_hours():
    assert conversion_factor(DAYS, HOURS) == 24
    assert time_of(milliseconds(Decimal("1.5"), DAYS), HOURS) == 36


def test_quantities_convert_with_the_quantity_per_unit():
    assert base_quantity(Decimal(3), Decimal(12)) == 36
    assert quantity_in_unit(Decimal(36), Decimal(12)) == 3
    assert quantity_in_unit(Decimal(1), Decimal(3)) == Decimal("0.33333")


@given(st.integers(0, 10**7), units, units)
def test_converting_there_and_back_gives_the_same_time(count, one, other):
    there = milliseconds(Decimal(count), one)
    assert abs(milliseconds(time_of(there, other), other) - there) < Decimal("1e-9")
