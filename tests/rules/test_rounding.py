"""Rounding: half away from zero, at the stated precision, whatever the caller's decimal context."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.rounding import (
    round_amount,
    round_percent,
    round_quantity,
    round_time,
    round_to,
    round_to_item_precision,
    round_unit_cost,
    round_up_to,
    whole_milliseconds,
)

numbers = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=9)
precisions = st.sampled_from(
    [Decimal(text) for text in ("0.00001", "0.01", "0.1", "0.25", "0.5", "1", "3", "10")]
)


@pytest.mark.parametrize(
    ("given_value", "precision", "nearest", "up"),
    [
        ("2.5", "1", "3", "3"),
        ("-2.5", "1", "-3", "-3"),
        ("2.4", "1", "2", "3"),
        ("0.125", "0.01", "0.13", "0.13"),
        ("2.124", "0.25", "2.00", "2.25"),
        ("14", "10", "10", "20"),
        ("7", "3", "6", "9"),
        ("0", "0.5", "0", "0"),
    ],
)
def test_rounds_half_away_from_zero_and_up_away_from_zero(given_value, precision, nearest, up):
    assert round_to(Decimal(given_value), Decimal(precision)) == Decimal(nearest)
    assert round_up_to(Decimal(given_value), Decimal(precision)) == Decimal(up)


def test_each_kind_has_its_own_precision():
    value = Decimal("1.234565")
    assert round_quantity(value) == round_time(value) == round_unit_cost(value) == Decimal("1.23457")
    assert round_amount(value) == Decimal("1.23")
    assert round_percent(Decimal("84.375")) == Decimal("84.4")


def test_a_component_is_rounded_nearest_before_it_is_rounded_up():
    assert round_to_item_precision(Decimal("1.0000001"), Decimal(1)) == 1
    assert round_to_item_precision(Decimal("1.00001"), Decimal(1)) == 2
    assert round_to_item_precision(Decimal("-1.00001"), Decimal(1)) == -2


def test_a_duration_rounds_up_to_a_millisecond():
    assert whole_milliseconds(Decimal("0.0001")) == 1
    assert whole_milliseconds(Decimal(80_000)) == 80_000
    assert whole_milliseconds(Decimal(0)) == 0


def test_the_callers_decimal_context_does_not_matter():
    with localcontext() as context:
        context.prec = 3
        assert round_amount(Decimal("123456.785")) == Decimal("123456.79")
        assert round_to(Decimal("123456.7"), Decimal("0.25")) == Decimal("123456.75")
        assert round_to(Decimal("123456.785"), Decimal("0.01")) == Decimal("123456.79")


@given(numbers, precisions)
def test_nearest_is_within_half_a_step_and_up_is_never_nearer_to_zero(value, precision):
    nearest, up = round_to(value, precision), round_up_to(value, precision)
    assert abs(nearest - value) * 2 <= precision
    assert abs(up) >= abs(value)
    assert abs(up - value) < precision
    assert nearest % precision == 0
    assert up % precision == 0


@given(numbers, precisions)
def test_rounding_twice_changes_nothing_and_is_symmetric(value, precision):
    assert round_to(round_to(value, precision), precision) == round_to(value, precision)
    assert round_to(-value, precision) == -round_to(value, precision)
    assert round_up_to(-value, precision) == -round_up_to(value, precision)
