"""How the cost of what comes in follows it to where it goes.

An outbound entry costs what the inbound entries that it was applied to cost, each by the quantity taken, to 0.01. 10.00
for 3, taken one by one: 3.33 each. When nothing is left of an inbound entry, what rounding left of its cost becomes a
rounding entry of its own: - 0.01.

A cost that comes later (an invoice, a charge, the settling of an order) belongs to the whole inbound quantity. A
revaluation belongs only to what remained when it was made: 10 at 1.00, 4 taken, the other 6 revalued to 2.00 (+ 6.00):
the 4 went out at 1.00, the 6 go out at 2.00.

What is taken before it is there is valued provisionally, as posted, for as long as nothing covers it.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from backend_client.rules.rounding import ZERO, exact, round_amount


class Revaluation(NamedTuple):
    """A later valuation of what remained of an inbound entry: + dearer; in the base unit."""

    register_no: int
    quantity: Decimal
    amount: Decimal


class InboundCost(NamedTuple):
    """An inbound entry: its quantity and its cost, actual or expected, rounding and revaluations left out."""

    quantity: Decimal
    cost: Decimal
    revaluations: tuple[Revaluation, ...] = ()

    @property
    def total(self) -> Decimal:
        """Its cost with revaluations."""
        return self.cost + sum((each.amount for each in self.revaluations), ZERO)


class Taken(NamedTuple):
    """A quantity (above 0) that an outbound entry took from an inbound one, by the register that did it."""

    inbound_entry_no: int
    quantity: Decimal
    register_no: int


def taken_cost(taken: Taken, inbound: InboundCost) -> Decimal:
    """Answer what was taken costs; above 0 where the inbound cost is."""
    with exact():
        cost = taken.quantity * inbound.cost / inbound.quantity
        for each in inbound.revaluations:
            if taken.register_no > each.register_no and each.quantity:
                cost += taken.quantity * each.amount / each.quantity
        return round_amount(cost)


def outbound_cost(
    quantity: Decimal, provisional_cost: Decimal, taken: Iterable[tuple[Taken, InboundCost]]
) -> Decimal:
    """Answer the cost of an outbound entry, negative.

    quantity          of the entry, negative
    provisional_cost  what it was posted at, negative; counts for what nothing covers
    """
    cost, covered = ZERO, ZERO
    for each, inbound in taken:
        cost -= taken_cost(each, inbound)
        covered += each.quantity
    uncovered = -quantity - covered
    if uncovered:
        with exact():
            cost += round_amount(provisional_cost * uncovered / -quantity)
    return cost


def returned_costs(quantity: Decimal, cost: Decimal, returns: Sequence[Decimal]) -> list[Decimal]:
    """Answer what comes back of an outbound entry at the cost it went out at, return by return.

    7 went out at -10.00, 3 and 4 come back: 4.29, 5.71.
    """
    rest, rest_quantity = -cost, -quantity
    costs = []
    for part in returns:
        with exact():
            returned = rest if part == rest_quantity else round_amount(rest * part / rest_quantity)
        costs.append(returned)
        rest, rest_quantity = rest - returned, rest_quantity - part
    return costs
