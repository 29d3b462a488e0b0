"""What output costs: shares, their spread over output entries, and the standard beside them."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.order_cost import (
    NO_COST,
    CostShares,
    OutputEntry,
    by_entry,
    of_quantity,
    part_of,
    shared,
    with_manufacturing_overhead,
)

amounts = st.decimals(0, 10_000, places=2)
shares = st.builds(CostShares, amounts, amounts, amounts, amounts, amounts)
unit_costs = st.decimals(0, 1_000, places=5)
per_unit = st.builds(CostShares, *[unit_costs] * 5)
quantities = st.decimals(D("0.00001"), 10_000, places=5)


def test_manufacturing_overhead_is_a_percentage_and_a_rate():
    """10 % of 340.80 and 0.50 a piece for 20 pieces: 34.08 + 10.00."""
    direct = CostShares(material=D("154.80"), capacity=D(124), capacity_overhead=D(62))
    cost = with_manufacturing_overhead(direct, D(10), D("0.5"), D(20))
    assert (cost.direct, cost.manufacturing_overhead, cost.total) == (D("340.80"), D("44.08"), D("384.88"))


def test_cents_go_to_the_entries_one_after_the_other():
    """100.00 over three pieces: 33.33, 33.34, 33.33."""
    entries = [OutputEntry(number, D(1)) for number in (1, 2, 3)]
    costs = by_entry(CostShares(capacity=D(100)), entries)
    assert [costs[number].direct for number in (1, 2, 3)] == [D("33.33"), D("33.34"), D("33.33")]


def test_unequal_entries_share_by_quantity():
    """158.80 over 7 and 13: 55.58 and 103.22."""
    costs = by_entry(CostShares(capacity=D("158.80")), [OutputEntry(1, D(7)), OutputEntry(2, D(13))])
    assert (costs[1].direct, costs[2].direct) == (D("55.58"), D("103.22"))


def test_a_correction_goes_back_at_the_average_cost():
    """Output 10 and - 4 at 60.00: the six left cost 10.00 each, 100.00 and - 40.00."""
    costs = by_entry(CostShares(material=D(60)), [OutputEntry(1, D(10)), OutputEntry(2, D(-4), 1)])
    assert (costs[1].material, costs[2].material) == (D(100), D(-40))


def test_an_entry_that_was_taken_back_whole_carries_nothing_in_the_end():
    """5, taken back, and 5 again at 50.00: 50.00 and - 50.00, and 50.00 for what is there."""
    entries = [OutputEntry(1, D(5)), OutputEntry(2, D(-5), 1), OutputEntry(3, D(5))]
    costs = by_entry(CostShares(material=D(50)), entries)
    assert [costs[number].material for number in (1, 2, 3)] == [D(50), D(-50), D(50)]


def test_without_net_output_nothing_carries_a_cost():
    """All of it was taken back: every entry is worth 0."""
    costs = by_entry(CostShares(material=D(50)), [OutputEntry(1, D(5)), OutputEntry(2, D(-5), 1)])
    assert set(costs.values()) == {NO_COST}


def test_what_rounding_takes_from_one_share_the_next_gets():
    """3 pieces at 1.115 and 2.225: 3.35 and 6.67, together three times 3.34."""
    cost = of_quantity(CostShares(material=D("1.115"), capacity=D("2.225")), D(3))
    assert (cost.material, cost.capacity, cost.total) == (D("3.35"), D("6.67"), D("10.02"))


@pytest.mark.parametrize(
    ("cost", "weights", "parts"),
    [
        (D(10), [D(1), D(1), D(1)], [D("3.33"), D("3.34"), D("3.33")]),
        (D(10), [D(0), D(4)], [D(0), D(10)]),
        (D(10), [D(0), D(0)], [D(10), D(0)]),
    ],
)
def test_lines_of_one_item_share_their_work_by_output(cost, weights, parts):
    """By output, with nothing left over; where nothing was put out, the first carries it."""
    assert shared(cost, weights) == parts


@given(shares, st.lists(quantities, min_size=1, max_size=6), st.data())
def test_no_cent_of_a_cost_is_lost(cost, made, data):
    """Whatever was put out and taken back, the entries together carry the cost, share by share."""
    entries = [OutputEntry(number, quantity) for number, quantity in enumerate(made, start=1)]
    for entry in list(entries):
        if data.draw(st.booleans()):
            taken = data.draw(st.decimals(D("0.00001"), entry.quantity, places=5))
            entries.append(OutputEntry(100 + entry.entry_no, -taken, entry.entry_no))
    costs = by_entry(cost, entries)
    total = NO_COST
    for each in costs.values():
        total = total.plus(each)
    net = sum(entry.quantity for entry in entries)
    assert total == (cost if net else NO_COST)


@given(per_unit, quantities)
def test_a_standard_cost_is_quantity_times_the_whole_to_the_cent(standard, quantity):
    """The shares add up to what the whole comes to: half a cent away at most."""
    assert abs(of_quantity(standard, quantity).total - standard.total * quantity) <= D("0.005")


@given(shares, quantities)
def test_the_part_of_the_whole_is_the_whole(cost, quantity):
    """All of the quantity carries all of the cost."""
    assert part_of(cost, quantity, quantity) == cost
