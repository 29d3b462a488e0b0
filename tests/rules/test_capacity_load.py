"""Load of a period: capacity, allocated, what is left, percent."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.capacity_load import Load, Period, loads, periods, total_of
from backend_client.terms import LoadPeriod, LoadView


def load(capacity, allocated):
    return Load(capacity=Decimal(str(capacity)), allocated_time=Decimal(str(allocated)))


@pytest.mark.parametrize(
    ("capacity", "allocated", "available", "pct"),
    [
        (480, 405, 75, "84.4"),
        (360, 405, -45, "112.5"),
        (0, 100, -100, "0"),
        (480, 300, 180, "62.5"),
        (2280, 1146, 1134, "50.3"),
    ],
)
def test_load_is_the_allocated_share_of_the_capacity(capacity, allocated, available, pct):
    one = load(capacity, allocated)
    assert (one.availability_after_orders, one.load_pct) == (available, Decimal(pct))


def test_balance_at_date_counts_everything_before():
    days = [load(480, 405), load(480, 240)]
    assert loads(days, LoadView.NET_CHANGE, load(2400, 1800)) == tuple(days)
    assert loads(days, LoadView.BALANCE_AT_DATE, load(2400, 1800)) == (load(2880, 2205), load(3360, 2445))
    assert loads(days, LoadView.BALANCE_AT_DATE) == (load(480, 405), load(960, 645))


def test_a_group_is_the_sum_of_its_centers():
    assert total_of([load(1, 2), load(10, 20)]) == load(11, 22)
    assert total_of([]) == load(0, 0)


@pytest.mark.parametrize(
    ("length", "starts"),
    [
        (LoadPeriod.WEEK, ["2026-02-27", "2026-03-02", "2026-03-09"]),
        (LoadPeriod.MONTH, ["2026-02-27", "2026-03-01"]),
        (LoadPeriod.QUARTER, ["2026-02-27"]),
        (LoadPeriod.YEAR, ["2026-02-27"]),
    ],
)
def test_periods_begin_where_the_calendar_says(length, starts):
    found = periods(date(2026, 2, 27), date(2026, 3, 10), length)
    assert [each.start.isoformat() for each in found] == starts
    assert found[-1].end == date(2026, 3, 10)


def test_quarters_and_years_turn():
    assert [each.start for each in periods(date(2026, 3, 31), date(2026, 7, 1), LoadPeriod.QUARTER)] == [
        date(2026, 3, 31),
        date(2026, 4, 1),
        date(2026, 7, 1),
    ]
    assert periods(date(9999, 12, 30), date.max, LoadPeriod.DAY)[-1] == Period(start=date.max, end=date.max)


def test_an_empty_range_has_no_periods():
    assert periods(date(2026, 3, 2), date(2026, 3, 1), LoadPeriod.DAY) == ()


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 800), st.sampled_from(list(LoadPeriod)))
def test_periods_follow_one_another_without_gap_and_cover_the_range(first, days, length):
    last = first + timedelta(days=days)
    found = periods(first, last, length)
    assert (found[0].start, found[-1].end) == (first, last)
    assert all(one.end + timedelta(days=1) == other.start for one, other in pairwise(found))


def test_accounting_periods_begin_where_the_plant_says():
    starts = [date(2026, 1, 1), date(2026, 1, 29), date(2026, 2, 26)]
    found = periods(date(2026, 1, 10), date(2026, 3, 10), LoadPeriod.ACCOUNTING_PERIOD, starts)
    assert [(each.start, each.end) for each in found] == [
        (date(2026, 1, 10), date(2026, 1, 28)),
        (date(2026, 1, 29), date(2026, 2, 25)),
        (date(2026, 2, 26), date(2026, 3, 10)),
    ]
    assert periods(date(2026, 1, 2), date(2026, 1, 1), LoadPeriod.ACCOUNTING_PERIOD, starts) == ()
