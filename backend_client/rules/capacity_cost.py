"""What the time at a center costs, and how the cost falls into a direct and an indirect part.

    capacity quantity   setup + run, or run alone where setup is not costed, or output + scrap (by pieces)
    cost                capacity quantity x unit cost, to 0.01
    direct              (cost - capacity quantity x overhead rate) / (1 + indirect %), to 0.01
    indirect            the rest, so that both parts always make the cost

60 minutes at 14.00 with 20 % indirect cost and an overhead rate of 2.00:
cost 840.00, direct (840 - 120) / 1.2 = 600.00, indirect 240.00.

Costs are those of the center's card on the day of posting. A work center with a specific unit cost takes the cost
of the order's routing line instead; a machine center is always costed by time.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from backend_client.rules.rounding import ZERO, exact, round_amount
from backend_client.terms import UnitCostCalculation

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterCost:
    """What a unit of a center costs; `unit_cost` holds the indirect part too."""

    unit_cost: Decimal
    indirect_cost_pct: Decimal = ZERO
    overhead_rate: Decimal = ZERO
    calculation: UnitCostCalculation = UnitCostCalculation.TIME


class CapacityCost(NamedTuple):
    """The two parts of a cost, two decimals each."""

    direct: Decimal
    indirect: Decimal


def capacity_quantity(
    calculation: UnitCostCalculation,
    *,
    setup_time: Decimal,
    run_time: Decimal,
    output_quantity: Decimal,
    scrap_quantity: Decimal,
    cost_incl_setup: bool,
) -> Decimal:
    """Answer what is costed: times in the work center's unit, or base units where it is costed by pieces."""
    if calculation is UnitCostCalculation.UNITS:
        return output_quantity + scrap_quantity
    return setup_time + run_time if cost_incl_setup else run_time


def capacity_cost(quantity: Decimal, center: CenterCost) -> CapacityCost:
    """Answer the direct and the indirect cost of a capacity quantity.

    >>> capacity_cost(Decimal("13.7"), CenterCost(unit_cost=Decimal("8.66875"),
    ...     indirect_cost_pct=Decimal("12.5"), overhead_rate=Decimal("0.4")))
    CapacityCost(direct=Decimal('100.69'), indirect=Decimal('18.07'))
    """
    with exact():
        cost = round_amount(quantity * center.unit_cost)
        overhead = quantity * center.overhead_rate
        direct = round_amount((cost - overhead) / (1 + center.indirect_cost_pct / HUNDRED))
    return CapacityCost(direct=direct, indirect=cost - direct)
