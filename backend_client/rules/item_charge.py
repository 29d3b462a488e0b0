"""Costs that come to stock later: a charge for all of an inbound entry, a new unit cost for what remains of it.

    charge       20.00 more for 1 piece of standard cost: direct cost + 20.00, purchase variance - 20.00
    revaluation  10 pieces at 1.00, 4 taken, the rest to be worth 2.00 each: 6 x (2.00 - 1.00) = + 6.00

What was taken before a revaluation keeps its cost; a charge belongs to all of the entry, also to what was taken.
"""

from decimal import Decimal

from backend_client.rules.cost_forwarding import InboundCost
from backend_client.rules.rounding import ZERO, exact, round_amount, round_unit_cost
from backend_client.rules.value_entries import Value
from backend_client.terms import ValueEntryType


def charge_values(quantity: Decimal, amount: Decimal, *, at_standard: bool) -> list[Value]:
    """Answer the values of a charge on an entry: direct cost, and for an item of standard cost its opposite as variance."""
    with exact():
        per_unit = round_unit_cost(amount / quantity)
    direct = Value(valued_quantity=quantity, cost_per_unit=per_unit, cost_amount_actual=amount)
    if not at_standard:
        return [direct]
    variance = Value(entry_type=ValueEntryType.VARIANCE, valued_quantity=quantity, cost_amount_actual=-amount)
    return [direct, variance]


def revaluation(remaining_quantity: Decimal, new_unit_cost: Decimal, inbound: InboundCost) -> Value:
    """Answer the value that brings what remains of an entry to a unit cost; 0.00 where it has that already."""
    with exact():
        amount = round_amount(remaining_quantity * (new_unit_cost - present_unit_cost(inbound)))
    return Value(
        entry_type=ValueEntryType.REVALUATION,
        valued_quantity=remaining_quantity,
        cost_per_unit=new_unit_cost,
        cost_amount_actual=amount,
    )


def present_unit_cost(inbound: InboundCost) -> Decimal:
    """Answer what a unit of what remains costs, unrounded: its part of the entry's cost and of every revaluation."""
    with exact():
        cost = inbound.cost / inbound.quantity
        return cost + sum((each.amount / each.quantity for each in inbound.revaluations), ZERO)
