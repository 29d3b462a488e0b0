"""Working time: amounts lie inside calendar entries, nowhere else, and add up."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_client.rules.constrained_capacity import ConstrainedDays, DayRoom
from backend_client.rules.working_time import (
    Amount,
    CenterCalendar,
    Kind,
    date_time,
    instant,
    place_backward,
    place_forward,
)
from tests.rules.shop import MINUTE, calendar, entries

FRIDAY_NOON = instant(datetime(2026, 3, 6, 12))
DAY = 86_400_000


def clock(pieces):
    return [(str(date_time(piece.start)), str(date_time(piece.end)), piece.need / MINUTE) for piece in pieces]


def minutes(kind, count, concurrent=1):
    return Amount(kind, Decimal(str(count)) * MINUTE, Decimal(str(concurrent)))


def test_backward_fills_the_latest_working_time_over_the_weekend():
    monday_nine = instant(datetime(2026, 3, 9, 9))
    assert clock(place_backward(calendar(), monday_nine, minutes(Kind.RUN, 90))) == [
        ("2026-03-09 08:00:00", "2026-03-09 09:00:00", 60),
        ("2026-03-06 15:30:00", "2026-03-06 16:00:00", 30),
    ]


def test_forward_fills_the_earliest_working_time_over_the_weekend():
    friday_half_past_three = instant(datetime(2026, 3, 6, 15, 30))
    assert clock(place_forward(calendar(), friday_half_past_three, minutes(Kind.RUN, 90))) == [
        ("2026-03-06 15:30:00", "2026-03-06 16:00:00", 30),
        ("2026-03-09 08:00:00", "2026-03-09 09:00:00", 60),
    ]


@pytest.mark.parametrize(
    ("kind", "capacity", "efficiency", "concurrent", "clock_minutes", "need"),
    [
        (Kind.RUN, 1, 80, 1, 150, 120),
        (Kind.RUN, 1, 200, 1, 60, 120),
        (Kind.RUN, 2, 100, 2, 60, 120),
        (Kind.RUN, 100, 100, 2, 60, 120),
        (Kind.RUN, 1, 100, 3, 120, 120),
        (Kind.RUN, 4, 100, 0, 30, 120),
        (Kind.SETUP, 2, 80, 1, 150, 120),
        (Kind.SETUP, 2, 100, 2, 120, 240),
        (Kind.SETUP, 2, 200, 2, 60, 240),
        (Kind.SETUP, 1, 100, "0.5", 120, 60),
        (Kind.WORKING_TIME, 2, 80, 2, 120, 120),
    ],
)
def test_the_clock_counts_efficiency_and_places_the_need_does_not_count_efficiency(
    kind, capacity, efficiency, concurrent, clock_minutes, need
):
    center = calendar(capacity=capacity, efficiency=efficiency)
    (piece,) = place_backward(center, FRIDAY_NOON, minutes(kind, 120, concurrent))
    assert (piece.end - piece.start, piece.need) == (clock_minutes * MINUTE, need * MINUTE)
    (forward,) = place_forward(center, FRIDAY_NOON, minutes(kind, 120, concurrent))
    assert (forward.end - forward.start, forward.need) == (clock_minutes * MINUTE, need * MINUTE)


def test_time_that_runs_out_is_told():
    assert place_backward(calendar(), instant(datetime(2026, 1, 1, 9)), minutes(Kind.RUN, 61)) is None
    assert place_forward(calendar(), instant(datetime(2026, 6, 30, 15)), minutes(Kind.RUN, 61)) is None
    assert place_forward(CenterCalendar.of(()), FRIDAY_NOON, minutes(Kind.RUN, 1)) is None


def test_absent_places_are_no_working_time():
    present = [replace(each, absence_capacity=Decimal(1)) for each in entries(capacity=2)]
    (piece,) = place_backward(CenterCalendar.of(present), FRIDAY_NOON, minutes(Kind.RUN, 60, 2))
    assert (piece.end - piece.start, piece.concurrent) == (60 * MINUTE, 1)
    away = [replace(each, absence_capacity=Decimal(2)) for each in entries(capacity=2)]
    assert CenterCalendar.of(away).spans == ()


def test_no_amount_needs_no_calendar():
    assert place_backward(CenterCalendar.of(()), FRIDAY_NOON, minutes(Kind.RUN, 0)) == []


def test_a_clock_time_is_rounded_up_to_a_millisecond():
    (piece,) = place_backward(calendar(efficiency=70), FRIDAY_NOON, Amount(Kind.RUN, Decimal(1), Decimal(1)))
    assert piece.end - piece.start == 2


def test_a_constrained_day_takes_what_is_left_and_the_dampener():
    friday, thursday = FRIDAY_NOON // DAY, FRIDAY_NOON // DAY - 1
    days = ConstrainedDays(
        {friday: Decimal(30 * MINUTE), thursday: Decimal(30 * MINUTE)},
        {friday: Decimal(10 * MINUTE), thursday: Decimal(10 * MINUTE)},
    )
    split = place_backward(calendar(), FRIDAY_NOON, minutes(Kind.RUN, 70), DayRoom(days))
    assert [piece.need / MINUTE for piece in split] == [30, 40]
    whole = place_backward(calendar(), FRIDAY_NOON, minutes(Kind.RUN, 40), DayRoom(days))
    assert [piece.need / MINUTE for piece in whole] == [40]


amounts = st.decimals(min_value="0.001", max_value=20_000, places=5, allow_nan=False)


@settings(max_examples=60)
@given(
    amounts,
    st.sampled_from([Kind.RUN, Kind.SETUP]),
    st.integers(1, 300),
    st.integers(1, 4),
    st.sampled_from(["0", "0.5", "1", "3"]),
    st.booleans(),
)
def test_pieces_lie_inside_entries_apart_from_each_other_and_add_up(
    count, kind, efficiency, capacity, concurrent, backward
):
    center = calendar(capacity=capacity, efficiency=efficiency)
    place = place_backward if backward else place_forward
    placed = place(center, FRIDAY_NOON, minutes(kind, count, concurrent))
    if placed is None:
        return
    pieces = sorted(placed, key=lambda piece: piece.start)
    places = min(Decimal(concurrent) or capacity, capacity)
    whole = Decimal(str(count)) * MINUTE * (places if kind is Kind.SETUP else 1)
    assert sum(piece.need for piece in pieces) == whole
    assert all(
        any(span.start <= piece.start < piece.end <= span.end for span in center.spans) for piece in pieces
    )
    assert all(one.end <= other.start for one, other in pairwise(pieces))
    assert (pieces[-1].end <= FRIDAY_NOON) if backward else (pieces[0].start >= FRIDAY_NOON)
