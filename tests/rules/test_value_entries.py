"""The amounts of value entries."""

from decimal import Decimal

from backend_client.rules.capacity_cost import CapacityCost
from backend_client.rules.value_entries import (
    actual_value,
    capacity_values,
    corrected_value,
    expected_value,
    returned_value,
)
from backend_client.terms import ValueEntryType


def test_output_is_worth_what_it_is_expected_to_cost() -> None:
    """10 at 25.00: 250.00 expected, nothing actual, nothing invoiced."""
    value = expected_value(Decimal(10), Decimal(25))
    assert (value.cost_amount_expected, value.cost_amount_actual, value.invoiced_quantity) == (250, 0, 0)
    assert value.expected_cost


def test_consumption_costs_at_once() -> None:
    """7 out at 3.456 are -24.19, rounded once."""
    value = actual_value(Decimal(-7), Decimal("3.456"))
    assert (value.cost_amount_actual, value.cost_amount_expected) == (Decimal("-24.19"), 0)
    assert not value.expected_cost


def test_capacity_has_a_direct_and_an_indirect_entry() -> None:
    """60 minutes at 600.00 and 240.00: two entries, the quantity invoiced on the first."""
    direct, indirect = capacity_values(Decimal(60), CapacityCost(Decimal(600), Decimal(240)))
    assert (direct.entry_type, direct.cost_amount_actual) == (ValueEntryType.DIRECT_COST, 600)
    assert (indirect.entry_type, indirect.cost_amount_actual) == (ValueEntryType.INDIRECT_COST, 240)
    assert (direct.invoiced_quantity, indirect.invoiced_quantity) == (60, 0)
    assert not direct.expected_cost
    assert not indirect.expected_cost


def test_work_that_costs_nothing_still_has_its_direct_entry() -> None:
    """Time at a center without cost is one entry of 0.00; no time is none."""
    nothing = CapacityCost(Decimal(0), Decimal(0))
    assert [value.cost_amount_actual for value in capacity_values(Decimal(5), nothing)] == [0]
    assert capacity_values(Decimal(0), nothing) == []


def test_a_correction_takes_back_its_share() -> None:
    """2 of 6 pieces that were expected to cost 100.00: -33.33."""
    value = corrected_value(Decimal(-2), Decimal(6), Decimal(100))
    assert value.cost_amount_expected == Decimal("-33.33")
    assert value.expected_cost


def test_goods_that_come_back_are_worth_what_they_went_out_at() -> None:
    """7 went out at -21.00: 3 come back at + 9.00, whatever the card says now."""
    value = returned_value(Decimal(3), Decimal(-7), Decimal(-21))
    assert (value.cost_amount_actual, value.cost_per_unit, value.invoiced_quantity) == (9, 3, 3)
