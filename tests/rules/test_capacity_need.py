"""Capacity need: rows add up to the rounded whole; simulated orders allocate nothing."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.capacity_need import allocated_at_planning, need_rows
from backend_client.rules.placed_operation import TimedPiece
from backend_client.rules.rounding import round_to
from backend_client.rules.units import time_of
from backend_client.rules.working_time import Piece, instant
from backend_client.terms import CapacityUnitType, OrderStatus, TimeType
from tests.rules.shop import MINUTE

EIGHT = instant(datetime(2026, 3, 9, 8))
FIVE_DECIMALS = Decimal("0.00001")


def piece(start, minutes, time_type=TimeType.RUN):
    begin = EIGHT + start * MINUTE
    length = int(Decimal(str(minutes)) * MINUTE)
    return TimedPiece(
        time_type, Piece(begin, begin + length, Decimal(length), Decimal(1), Decimal(100)), Decimal(4)
    )


def rows_of(pieces, unit=CapacityUnitType.MINUTES, precision=FIVE_DECIMALS, status=OrderStatus.RELEASED):
    return need_rows(pieces, unit=unit, precision=precision, status=status)


def test_a_row_has_its_day_its_times_and_its_need():
    (row,) = rows_of([piece(30, 60, TimeType.SETUP)])
    assert (row.date, row.starting_time, row.ending_time) == (date(2026, 3, 9), time(8, 30), time(9, 30))
    assert (row.time_type, row.needed_time, row.allocated_time) == (TimeType.SETUP, 60, 60)
    assert (row.needed_time_ms, row.lot_quantity) == (3_600_000, 4)


def test_the_last_row_takes_what_rounding_left():
    rows = rows_of([piece(0, 20), piece(30, 20), piece(60, 20)], CapacityUnitType.HOURS)
    assert [row.needed_time for row in rows] == [Decimal("0.33333"), Decimal("0.33333"), Decimal("0.33334")]


def test_setup_and_run_are_rounded_apart():
    rows = rows_of([piece(0, 20, TimeType.SETUP), piece(20, 20), piece(40, 20)], precision=Decimal(15))
    assert [row.needed_time for row in rows] == [15, 15, 30]


@pytest.mark.parametrize("status", list(OrderStatus))
def test_only_a_simulated_order_allocates_nothing(status):
    expected = 0 if status is OrderStatus.SIMULATED else 7
    assert allocated_at_planning(Decimal(7), status) == expected


@given(
    st.lists(st.decimals("0.001", 500, places=3), min_size=1, max_size=6),
    st.sampled_from(list(CapacityUnitType)),
    st.sampled_from(["0.00001", "0.01"]),
)
def test_needed_times_add_up_to_the_rounded_whole(minutes, unit, precision):
    pieces = [piece(number * 600, each) for number, each in enumerate(minutes)]
    whole = sum(each.piece.need for each in pieces)
    rows = rows_of(pieces, unit, Decimal(precision))
    off = abs(sum(row.needed_time for row in rows) - round_to(time_of(whole, unit), Decimal(precision)))
    assert off == 0 or rows[-1].needed_time == 0
