"""Expected cost of an operation: setup once, run for what goes in, overhead in it."""

from decimal import Decimal

from backend_client.rules.expected_cost import CenterCost, expected_operation_cost, specific_cost
from backend_client.terms import UnitCostCalculation


def center(calculation=UnitCostCalculation.TIME):
    return CenterCost(
        unit_cost_calculation=calculation,
        direct_unit_cost=Decimal(10),
        indirect_cost_pct=Decimal(20),
        overhead_rate=Decimal(2),
        unit_cost=Decimal(14),
    )


def cost(of, *, concurrent=1, cost_incl_setup=True):
    found = expected_operation_cost(
        center=of,
        input_quantity=Decimal(100),
        run_time=Decimal(300),
        setup_time=Decimal(20),
        concurrent_capacities=Decimal(concurrent),
        cost_incl_setup=cost_incl_setup,
    )
    return found.capacity, found.expected_operation_cost, found.expected_capacity_overhead


def test_time_costs_setup_and_run():
    assert cost(center()) == (320, 4480, 1280)


def test_setup_counts_for_every_place_and_nought_places_count_as_one():
    assert cost(center(), concurrent=3) == (360, 5040, 1440)
    assert cost(center(), concurrent=0) == (320, 4480, 1280)


def test_setup_is_free_where_it_is_not_costed():
    assert cost(center(), cost_incl_setup=False) == (300, 4200, 1200)


def test_a_center_that_calculates_by_units_takes_the_pieces():
    assert cost(center(UnitCostCalculation.UNITS)) == (100, 1400, 400)


def test_a_specific_unit_cost_derives_the_direct_cost():
    specific = specific_cost(center(), Decimal(26))
    assert (specific.unit_cost, specific.direct_unit_cost, specific.overhead) == (26, 20, 6)
