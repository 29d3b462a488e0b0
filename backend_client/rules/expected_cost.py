"""Expected cost of an operation of an order.

    cap = round(input quantity x run time / lot size, 0.00001) in the work center's unit
          + round(concurrent capacities, at least 1 if 0, x setup time, 0.00001)    where setup is costed

    setup 20, run 3, 100 pieces, direct 10, indirect 20 %, overhead rate 2 (unit cost 14):
    cap 320, expected cost 320 x 14 = 4,480, of it overhead 320 x (10 x 0.2 + 2) = 1,280

A work center that calculates by units takes the input quantity in place of cap. Wait and move cost nothing.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.rules.rounding import ZERO, round_amount, round_time
from backend_client.terms import UnitCostCalculation


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterCost:
    """Cost of a center per unit of its time, or per piece."""

    unit_cost_calculation: UnitCostCalculation
    direct_unit_cost: Decimal
    indirect_cost_pct: Decimal
    overhead_rate: Decimal
    unit_cost: Decimal

    @property
    def overhead(self) -> Decimal:
        """The part of the unit cost beyond the direct cost."""
        return self.direct_unit_cost * self.indirect_cost_pct / 100 + self.overhead_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedOperationCost:
    """Cost and the overhead in it, local currency, 2 decimals; `capacity` is what was costed."""

    capacity: Decimal
    expected_operation_cost: Decimal
    expected_capacity_overhead: Decimal


def specific_cost(center: CenterCost, unit_cost_per: Decimal) -> CenterCost:
    """Answer the cost of a center whose unit cost stands on the routing line; the direct cost is derived, unrounded."""
    direct = (unit_cost_per - center.overhead_rate) / (1 + center.indirect_cost_pct / 100)
    return CenterCost(
        unit_cost_calculation=center.unit_cost_calculation,
        direct_unit_cost=direct,
        indirect_cost_pct=center.indirect_cost_pct,
        overhead_rate=center.overhead_rate,
        unit_cost=unit_cost_per,
    )


def expected_operation_cost(
    *,
    center: CenterCost,
    input_quantity: Decimal,
    run_time: Decimal,
    setup_time: Decimal,
    concurrent_capacities: Decimal,
    cost_incl_setup: bool,
) -> ExpectedOperationCost:
    """Cost one operation; `run_time` of all its pieces and `setup_time` in the work center's unit, unrounded."""
    if center.unit_cost_calculation is UnitCostCalculation.UNITS:
        capacity = input_quantity
    else:
        places = concurrent_capacities or Decimal(1)
        setup = round_time(places * setup_time) if cost_incl_setup else ZERO
        capacity = round_time(run_time) + setup
    return ExpectedOperationCost(
        capacity=capacity,
        expected_operation_cost=round_amount(capacity * center.unit_cost),
        expected_capacity_overhead=round_amount(capacity * center.overhead),
    )
