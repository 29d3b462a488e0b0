"""Statistics of an order: standard by quantity, expected by plan, deviation in whole percent."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.order_cost import CostShares
from backend_client.rules.order_statistics import (
    ExpectedOperation,
    deviation_pct,
    expected_cost,
    standard_cost,
)

cents = st.integers(0, 10_000_000).map(lambda number: Decimal(number) / 100)
quantities = st.lists(st.integers(0, 1_000).map(Decimal), min_size=1, max_size=6)


def expected(operations, pieces=(Decimal(10),), own=0, **more):
    given_values = {"material": Decimal(60), "indirect_cost_pct": Decimal(0), "overhead_rate": Decimal(0)}
    return expected_cost(operations=operations, quantities=pieces, own=own, **(given_values | more))


def test_each_standard_share_is_rounded_for_itself() -> None:
    """3 pieces at 1.115 and 2.225: 3.345 is 3.35, 6.675 is 6.68."""
    per_unit = CostShares(material=Decimal("1.115"), capacity=Decimal("2.225"))
    assert standard_cost(per_unit, Decimal(3))[:2] == (Decimal("3.35"), Decimal("6.68"))


def test_expected_cost_parts_inside_outside_and_overhead() -> None:
    """100 with 20 of overhead inside, 70 with 5 outside; overhead of making on all of it and by the piece."""
    operations = [
        ExpectedOperation(Decimal(100), Decimal(20), outside=False),
        ExpectedOperation(Decimal(70), Decimal(5), outside=True),
    ]
    cost = expected(operations, indirect_cost_pct=Decimal(10), overhead_rate=Decimal("0.5"))
    assert cost == (60, 80, 65, 25, 28)


def test_deviation_is_in_whole_percent_of_the_standard() -> None:
    """154.80 against 147.00 is 5; half away from zero; 0 without a standard."""
    assert deviation_pct(Decimal(147), Decimal("154.80")) == 5
    assert deviation_pct(Decimal(200), Decimal(201)) == 1
    assert deviation_pct(Decimal(200), Decimal(199)) == -1
    assert deviation_pct(Decimal(0), Decimal(5)) == 0


@given(cost=cents, overhead=cents, pieces=quantities)
def test_lines_that_share_a_routing_share_its_cost_to_the_cent(
    cost: Decimal, overhead: Decimal, pieces: list[Decimal]
) -> None:
    """Whatever the quantities, the parts of all lines are the whole."""
    operations = [ExpectedOperation(cost + overhead, overhead, outside=False)]
    lines = [expected(operations, pieces, own) for own in range(len(pieces))]
    assert sum(line.capacity for line in lines) == cost
    assert sum(line.capacity_overhead for line in lines) == overhead
