"""A later charge on what came in, another value of what remains."""

from decimal import Decimal

import pytest

from backend_client.rules.cost_forwarding import InboundCost, Revaluation
from backend_client.rules.item_charge import charge_values, present_unit_cost, revaluation
from backend_client.terms import ValueEntryType


def test_a_charge_is_direct_cost_of_the_whole_entry():
    """5.00 more for 10 pieces: one value of 5.00, 0.50 a piece."""
    (value,) = charge_values(Decimal(10), Decimal(5), at_standard=False)
    assert (value.entry_type, value.valued_quantity) == (ValueEntryType.DIRECT_COST, 10)
    assert (value.cost_amount_actual, value.cost_per_unit, value.invoiced_quantity) == (5, Decimal("0.5"), 0)


def test_at_standard_cost_a_charge_is_all_variance():
    """20.00 more, and 20.00 less as variance: the entry is worth what it was."""
    values = charge_values(Decimal(1), Decimal(20), at_standard=True)
    assert [value.entry_type for value in values] == [ValueEntryType.DIRECT_COST, ValueEntryType.VARIANCE]
    assert [value.cost_amount_actual for value in values] == [20, -20]


@pytest.mark.parametrize(("new", "amount"), [("2", "6"), ("1", "0"), ("0", "-6"), ("1.00333", "0.02")])
def test_only_what_remains_is_revalued(new: str, amount: str):
    """10 at 1.00, 6 left: at 2.00 they are worth 6.00 more; 6 x 0.00333 = 0.02."""
    value = revaluation(Decimal(6), Decimal(new), InboundCost(Decimal(10), Decimal(10)))
    assert (value.entry_type, value.valued_quantity) == (ValueEntryType.REVALUATION, 6)
    assert value.cost_amount_actual == Decimal(amount)


def test_the_next_revaluation_begins_at_the_last_one():
    """10 at 1.00, the 6 left revalued to 2.00, then 3 of them to 3.00: 3 x (3.00 - 2.00)."""
    inbound = InboundCost(Decimal(10), Decimal(10), (Revaluation(7, Decimal(6), Decimal(6)),))
    assert present_unit_cost(inbound) == 2
    assert revaluation(Decimal(3), Decimal(3), inbound).cost_amount_actual == 3
