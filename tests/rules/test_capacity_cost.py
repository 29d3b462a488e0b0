"""What time at a center costs."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.capacity_cost import CenterCost, capacity_cost, capacity_quantity
from backend_client.rules.rounding import round_amount
from backend_client.terms import UnitCostCalculation

ASSEMBLY = CenterCost(unit_cost=Decimal(14), indirect_cost_pct=Decimal(20), overhead_rate=Decimal(2))
quantities = st.decimals(min_value=-10_000, max_value=10_000, places=5)
costs = st.decimals(min_value=0, max_value=1_000, places=5)


def quantity_of(calculation: UnitCostCalculation, *, cost_incl_setup: bool = True) -> Decimal:
    """What 10 setup, 50 run, 8 pieces and 2 scrap are costed by."""
    return capacity_quantity(
        calculation,
        setup_time=Decimal(10),
        run_time=Decimal(50),
        output_quantity=Decimal(8),
        scrap_quantity=Decimal(2),
        cost_incl_setup=cost_incl_setup,
    )


def test_time_is_setup_and_run() -> None:
    """By time, setup and run are costed; where setup is not costed, run alone."""
    assert quantity_of(UnitCostCalculation.TIME) == 60
    assert quantity_of(UnitCostCalculation.TIME, cost_incl_setup=False) == 50


def test_units_are_good_and_scrap() -> None:
    """By pieces, scrap costs as much as a good piece, and time costs nothing."""
    assert quantity_of(UnitCostCalculation.UNITS) == 10


def test_the_cost_falls_into_direct_and_indirect() -> None:
    """60 min at 14.00 are 840.00: 600.00 direct, 240.00 of it 20 % and an overhead rate of 2.00."""
    assert capacity_cost(Decimal(60), ASSEMBLY) == (Decimal(600), Decimal(240))


def test_a_correction_costs_the_opposite() -> None:
    """What 60 min cost, -60 min give back."""
    assert capacity_cost(Decimal(-60), ASSEMBLY) == (Decimal(-600), Decimal(-240))


@given(quantities, costs, st.decimals(min_value=0, max_value=200, places=2), costs)
def test_the_parts_always_make_the_cost(
    quantity: Decimal, unit_cost: Decimal, pct: Decimal, rate: Decimal
) -> None:
    """No cent is lost or made by the division, whatever the figures."""
    center = CenterCost(unit_cost=unit_cost, indirect_cost_pct=pct, overhead_rate=rate)
    assert sum(capacity_cost(quantity, center)) == round_amount(quantity * unit_cost)
