"""Statistics of an order: what each share was to cost, was expected to cost and did cost.

    standard   cost per base unit x quantity, each share to 0.01; 20 pieces at 7.35 of material: 147.00
    expected   components, and operations less their overhead; manufacturing overhead on top of it
    deviation  (actual - standard) / standard x 100, to whole percent; 154.80 against 147.00: 5

Lines of a family share the operations of one routing. Their expected cost is spread by quantity, with nothing left
over: 1,400.00 over 100 and 250 pieces is 400.00 and 1,000.00. (What was posted stays where it was posted.)
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from backend_client.rules.order_cost import (
    CostShares,
    shared,
    with_manufacturing_overhead,
)
from backend_client.rules.rounding import ZERO, exact, round_amount, round_to

HUNDRED = Decimal(100)
WHOLE_PERCENT = Decimal(1)


class ExpectedOperation(NamedTuple):
    """The expected cost of one operation: all of it, the overhead in it, and whether it is done outside."""

    cost: Decimal
    overhead: Decimal
    outside: bool


def standard_cost(per_unit: CostShares, quantity: Decimal) -> CostShares:
    """Answer the standard cost of a quantity in base units, each share rounded for itself."""
    with exact():
        return CostShares(*(round_amount(share * quantity) for share in per_unit))


def expected_cost(
    material: Decimal,
    operations: Iterable[ExpectedOperation],
    *,
    quantities: Sequence[Decimal],
    own: int,
    indirect_cost_pct: Decimal,
    overhead_rate: Decimal,
) -> CostShares:
    """Answer the expected cost of a line.

    operations  of the routing the line is made by
    quantities  of all lines that are made by it, in base units; `own` is the place of this line among them
    """
    inside = outside = overhead = ZERO
    for operation in operations:
        direct = operation.cost - operation.overhead
        inside, outside = (inside, outside + direct) if operation.outside else (inside + direct, outside)
        overhead += operation.overhead
    direct_cost = CostShares(
        material=material,
        capacity=shared(inside, quantities)[own],
        subcontracted=shared(outside, quantities)[own],
        capacity_overhead=shared(overhead, quantities)[own],
    )
    return with_manufacturing_overhead(direct_cost, indirect_cost_pct, overhead_rate, quantities[own])


def deviation_pct(standard: Decimal, actual: Decimal) -> Decimal:
    """Answer by how many percent the actual cost is above the standard; 0 where there is no standard."""
    if not standard:
        return ZERO
    with exact():
        return round_to((actual - standard) * HUNDRED / standard, WHOLE_PERCENT)
