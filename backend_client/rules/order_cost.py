"""What the output of a production order costs: by five shares, over its output entries, against the standard.

    material       what was consumed, rounding left out
    capacity       direct cost of the order's own work
    subcontracted  direct cost of work done outside
    capacity overhead       indirect cost of both
    manufacturing overhead  (the four above) x the line's indirect % + overhead rate x quantity, to 0.01

The first four are the direct cost of the output and leave work in process, so that nothing stays there; manufacturing
overhead is its indirect cost. 43 consumed at 150.50 and 190.30 of work on 20 pieces, 10 % and 0.50 a piece:
direct 340.80, overhead 34.08 + 10.00 = 44.08.

Costs go to output entries by quantity, one after the other with what is left of cost and quantity, so no cent is
lost: 100.00 over three pieces is 33.33, 33.34, 33.33. Within an entry, what rounding takes from one share is given to
the next one that is not zero; the same holds for a standard cost. An item of standard cost comes into stock at its
standard: each share's variance is standard less actual. 20 pieces at 7.35 of material, 154.80 consumed: 147.00 -
154.80 = -7.80, unfavourable.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from backend_client.rules.rounding import ZERO, exact, round_amount

HUNDRED = Decimal(100)


class CostShares(NamedTuple):
    """The five shares of a cost: of one base unit (5 decimals) or of a quantity (2 decimals)."""

    material: Decimal = ZERO
    capacity: Decimal = ZERO
    subcontracted: Decimal = ZERO
    capacity_overhead: Decimal = ZERO
    manufacturing_overhead: Decimal = ZERO

    @property
    def direct(self) -> Decimal:
        """What leaves work in process."""
        return self.material + self.capacity + self.subcontracted + self.capacity_overhead

    @property
    def total(self) -> Decimal:
        """All five."""
        return self.direct + self.manufacturing_overhead

    def plus(self, other: "CostShares") -> "CostShares":
        """Add share by share."""
        return CostShares(*(one + two for one, two in zip(self, other, strict=True)))

    def less(self, other: "CostShares") -> "CostShares":
        """Subtract share by share."""
        return CostShares(*(one - two for one, two in zip(self, other, strict=True)))


NO_COST = CostShares()


class OutputEntry(NamedTuple):
    """An output entry of an order line: quantity in the base unit, negative for a correction of an earlier entry."""

    entry_no: int
    quantity: Decimal
    applies_to_entry: int = 0


def with_manufacturing_overhead(
    direct: CostShares, indirect_cost_pct: Decimal, overhead_rate: Decimal, quantity: Decimal
) -> CostShares:
    """Add manufacturing overhead to the four direct shares; quantity in base units, rate per base unit."""
    with exact():
        overhead = round_amount(direct.direct * indirect_cost_pct / HUNDRED + overhead_rate * quantity)
    return direct._replace(manufacturing_overhead=overhead)


def of_quantity(per_unit: CostShares, quantity: Decimal) -> CostShares:
    """Answer the cost of a quantity at a cost per base unit; its total is the total per unit x quantity, to 0.01.

    3 pieces at 1.115 and 2.225: 3.345 -> 3.35 (0.005 too much), 6.675 - 0.005 -> 6.67; together 10.02 = 3 x 3.34.
    """
    with exact():
        return _rounded(share * quantity for share in per_unit)


def part_of(shares: CostShares, quantity: Decimal, of: Decimal) -> CostShares:
    """Answer the part of a cost that falls on a quantity of all it is the cost of."""
    with exact():
        return _rounded(share * quantity / of for share in shares)


def by_entry(cost: CostShares, entries: Sequence[OutputEntry]) -> dict[int, CostShares]:
    """Spread the cost of a line over its output entries, by entry number.

    A correction takes what it corrects back at the average cost, and the corrected entry keeps that cost besides its
    part of the net quantity: output 10 and -4 at a cost of 60.00 are 100.00 and -40.00. Without net quantity nothing
    can carry a cost, and every entry is worth 0.
    """
    net = sum((entry.quantity for entry in entries), ZERO)
    if not net:
        return {entry.entry_no: NO_COST for entry in entries}
    corrections = [entry for entry in entries if entry.quantity < 0]
    costs = {entry.entry_no: part_of(cost, entry.quantity, net) for entry in corrections}
    corrected: dict[int, Decimal] = {}
    for entry in corrections:
        corrected[entry.applies_to_entry] = corrected.get(entry.applies_to_entry, ZERO) - entry.quantity
    made = [entry for entry in entries if entry.quantity > 0]
    rest, rest_quantity = cost, net
    for entry in made:
        quantity = entry.quantity - corrected.get(entry.entry_no, ZERO)
        part = rest if quantity == rest_quantity else part_of(rest, quantity, rest_quantity)
        if not quantity:
            part = NO_COST
        rest, rest_quantity = rest.less(part), rest_quantity - quantity
        costs[entry.entry_no] = part
    for entry in corrections:
        costs[entry.applies_to_entry] = costs[entry.applies_to_entry].less(costs[entry.entry_no])
    return costs


def shared(cost: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Spread a cost over lines of one item that share a routing, by their posted output, with nothing left over.

    Where nothing was put out, the first line carries it all.
    """
    rest, rest_weight = cost, sum(weights, ZERO)
    if not rest_weight:
        return [cost, *(ZERO for _ in weights[1:])]
    parts = []
    for weight in weights:
        with exact():
            part = rest if weight == rest_weight else round_amount(rest * weight / rest_weight)
        parts.append(part)
        rest, rest_weight = rest - part, rest_weight - weight
    return parts


def _rounded(shares: Iterable[Decimal]) -> CostShares:
    left_over = ZERO
    rounded = []
    for share in shares:
        if not share:
            rounded.append(ZERO)
            continue
        exactly = share + left_over
        rounded.append(round_amount(exactly))
        left_over = exactly - rounded[-1]
    return CostShares(*rounded)
