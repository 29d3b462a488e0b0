"""The amounts of value entries: what a movement of stock or the work at a center is worth.

    output            expected cost only; the actual cost is known when the order is finished and adjusted
    consumption       actual cost at once, provisional until adjusted; negative, since it leaves stock
    purchases, sales, adjustments   actual cost at once, with the sign of the stock
    capacity          direct cost for any quantity (even at no cost), indirect cost where there is any

10 pieces at 25.00 of output: expected 250.00. 60 minutes at 600.00 direct and 240.00 indirect: two entries.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.rules.capacity_cost import CapacityCost
from backend_client.rules.rounding import ZERO, exact, round_amount, round_unit_cost
from backend_client.terms import ValueEntryType


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a value entry says in figures; amounts with two decimals, cost per unit with five."""

    entry_type: ValueEntryType = ValueEntryType.DIRECT_COST
    valued_quantity: Decimal
    invoiced_quantity: Decimal = ZERO
    cost_per_unit: Decimal = ZERO
    cost_amount_actual: Decimal = ZERO
    cost_amount_expected: Decimal = ZERO

    @property
    def expected_cost(self) -> bool:
        """The entry holds what a cost is expected to be."""
        return not self.invoiced_quantity and not self.cost_amount_actual


def expected_value(quantity: Decimal, unit_cost: Decimal) -> Value:
    """Answer the value of output before its cost is known."""
    return Value(
        valued_quantity=quantity,
        cost_per_unit=unit_cost,
        cost_amount_expected=round_amount(quantity * unit_cost),
    )


def actual_value(quantity: Decimal, unit_cost: Decimal) -> Value:
    """Answer the value of stock that comes in or goes out at a cost; both with the sign of the quantity."""
    return Value(
        valued_quantity=quantity,
        invoiced_quantity=quantity,
        cost_per_unit=unit_cost,
        cost_amount_actual=round_amount(quantity * unit_cost),
    )


def capacity_values(quantity: Decimal, cost: CapacityCost) -> list[Value]:
    """Answer the values of work at a center: direct, then indirect; an entry of nothing is left out."""
    values = []
    if quantity or cost.direct:
        values.append(
            Value(
                valued_quantity=quantity,
                invoiced_quantity=quantity,
                cost_per_unit=_per_unit(cost.direct, quantity),
                cost_amount_actual=cost.direct,
            )
        )
    if cost.indirect:
        values.append(
            Value(
                entry_type=ValueEntryType.INDIRECT_COST,
                valued_quantity=quantity,
                cost_per_unit=_per_unit(cost.indirect, quantity),
                cost_amount_actual=cost.indirect,
            )
        )
    return values


def corrected_value(quantity: Decimal, original_quantity: Decimal, original_expected: Decimal) -> Value:
    """Answer the expected value that a correction takes back: its share of what the original was valued at."""
    with exact():
        amount = round_amount(original_expected * quantity / original_quantity)
    return Value(
        valued_quantity=quantity,
        cost_per_unit=_per_unit(original_expected, original_quantity),
        cost_amount_expected=amount,
    )


def returned_value(quantity: Decimal, original_quantity: Decimal, original_cost: Decimal) -> Value:
    """Answer the value of consumed stock that comes back: its share of what it went out at.

    7 went out at -21.00, 3 come back: + 9.00.
    """
    with exact():
        amount = round_amount(original_cost * quantity / original_quantity)
    return Value(
        valued_quantity=quantity,
        invoiced_quantity=quantity,
        cost_per_unit=_per_unit(original_cost, original_quantity),
        cost_amount_actual=amount,
    )


def _per_unit(amount: Decimal, quantity: Decimal) -> Decimal:
    with exact():
        return round_unit_cost(amount / quantity) if quantity else ZERO
