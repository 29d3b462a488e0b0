"""Average cost by period."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.cost_terms import AverageCostPeriod
from backend_client.rules.average_cost import Pool, averaged_costs, period_of


def test_three_of_ten_cost_a_third_each_and_nothing_is_left():
    """10.00 over three pieces: 3.33, 3.34, 3.33."""
    assert averaged_costs(Pool(D(3), D(10)), [D(-1)] * 3) == [D("-3.33"), D("-3.34"), D("-3.33")]


def test_the_average_is_of_all_that_came_in():
    """30 at 2.00 and 50 at 2.40 are 80 at 2.25: 40 and 2 cost 90.00 and 4.50."""
    assert averaged_costs(Pool(D(80), D(180)), [D(-40), D(-2)]) == [D(-90), D("-4.50")]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (AverageCostPeriod.DAY, date(2026, 2, 28), date(2026, 2, 28)),
        (AverageCostPeriod.WEEK, date(2026, 2, 23), date(2026, 3, 1)),
        (AverageCostPeriod.MONTH, date(2026, 2, 1), date(2026, 2, 28)),
    ],
)
def test_a_period_holds_its_day(period, first, last):
    """Saturday 28 February 2026: its day, its week from Monday, its month."""
    assert period_of(date(2026, 2, 28), period) == (first, last)


def test_december_ends_with_its_year():
    """The month of the last day of a year ends on it."""
    assert period_of(date(2026, 12, 31), AverageCostPeriod.MONTH) == (date(2026, 12, 1), date(2026, 12, 31))


@given(
    st.decimals(0, 10_000, places=2),
    st.lists(st.decimals(D("0.00001"), 100, places=5), min_size=1, max_size=8),
    st.integers(0, 8),
)
def test_worked_out_in_two_steps_it_is_the_same(cost, quantities, place):
    """Going on after some entries gives what one step would have given, and all that went out costs all there was."""
    going_out = [-quantity for quantity in quantities]
    pool = Pool(sum(quantities), cost)
    whole = averaged_costs(pool, going_out)
    first = averaged_costs(pool, going_out[:place])
    rest = averaged_costs(pool, going_out[place:], sum(quantities[:place], D(0)))
    assert first + rest == whole
    assert sum(whole) == -cost
