"""Scheduling: operations follow one another in both directions, inside working time, with nothing lost."""

from datetime import datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.constrained_capacity import ConstrainedDays
from backend_client.rules.routing_lines import chain
from backend_client.rules.scheduling import schedule
from backend_client.rules.working_time import instant
from backend_client.terms import RoutingType, SchedulingDirection, TimeType
from tests.rules.shop import MINUTE, A, B, calendar, operation, serial

BACKWARD, FORWARD = SchedulingDirection.BACKWARD, SchedulingDirection.FORWARD
ONE_SHIFT = {A: calendar(), B: calendar()}


def backward(operations, at, calendars=ONE_SHIFT, **more):
    return schedule(operations, direction=BACKWARD, at=datetime(2026, *at), calendars=calendars, **more)


def forward(operations, at, calendars=ONE_SHIFT, **more):
    return schedule(operations, direction=FORWARD, at=datetime(2026, *at), calendars=calendars, **more)


def spans(scheduled):
    return {
        each.operation_no: (f"{each.starting_date_time:%m-%d %H:%M}", f"{each.ending_date_time:%m-%d %H:%M}")
        for each in scheduled.operations
    }


def pieces(scheduled, number=0):
    return [
        (each.time_type.value, each.piece.need / MINUTE, (each.piece.end - each.piece.start) / MINUTE)
        for each in scheduled.operations[number].pieces
    ]


def test_move_wait_run_and_setup_lie_one_before_the_other():
    (link,) = serial("10")
    one = operation(link, setup=60, run=60, wait=1440, move=13, input_quantity=10)
    scheduled = backward([one], (1, 10, 16), {A: calendar(efficiency=75)})
    assert spans(scheduled) == {"10": ("01-07 09:07", "01-09 16:00")}
    assert pieces(scheduled) == [
        ("setup", 60, 80),
        ("run", Decimal("249.75"), 333),
        ("run", Decimal("350.25"), 467),
    ]


def test_a_predecessor_ends_where_its_successor_starts_over_a_weekend():
    ten, twenty = serial("10", "20")
    scheduled = backward(
        [
            operation(ten, setup=60, run=30, input_quantity=10),
            operation(twenty, setup=30, run=60, input_quantity=10),
        ],
        (3, 10, 16),
    )
    assert spans(scheduled) == {"10": ("03-06 15:30", "03-09 13:30"), "20": ("03-09 13:30", "03-10 16:00")}


def test_waiting_runs_through_the_weekend():
    ten, twenty = serial("10", "20")
    scheduled = backward([operation(ten, run=60), operation(twenty, wait=48 * 60)], (3, 9, 10))
    assert spans(scheduled) == {"10": ("03-06 15:00", "03-06 16:00"), "20": ("03-07 10:00", "03-09 10:00")}
    there = forward([operation(ten, wait=48 * 60), operation(twenty, run=60)], (3, 6, 10))
    assert spans(there) == {"10": ("03-06 10:00", "03-08 10:00"), "20": ("03-09 08:00", "03-09 09:00")}


def test_queue_is_working_time_of_the_successors_center():
    ten, twenty = serial("10", "20")
    operations = [operation(ten, run=10), operation(twenty, run=60, queue=90, center=B)]
    assert spans(backward(operations, (3, 10, 10))) == {
        "10": ("03-09 15:20", "03-09 15:30"),
        "20": ("03-10 09:00", "03-10 10:00"),
    }
    assert spans(forward(operations, (3, 9, 15))) == {
        "10": ("03-09 15:00", "03-09 15:10"),
        "20": ("03-10 08:40", "03-10 09:40"),
    }


def test_of_parallel_branches_the_longest_decides():
    links = chain(RoutingType.PARALLEL, {"10": "20|30", "20": "40", "30": "40", "40": ""})
    minutes = {"10": 60, "20": 120, "30": 360, "40": 240}
    operations = [operation(link, run=minutes[link.operation_no]) for link in links]
    assert spans(backward(operations, (3, 10, 16))) == {
        "10": ("03-09 13:00", "03-09 14:00"),
        "20": ("03-10 10:00", "03-10 12:00"),
        "30": ("03-09 14:00", "03-10 12:00"),
        "40": ("03-10 12:00", "03-10 16:00"),
    }
    assert spans(forward(operations, (3, 9, 8)))["40"] == ("03-09 15:00", "03-10 11:00")


@pytest.mark.parametrize(("direction", "at"), [(FORWARD, (3, 9, 8)), (BACKWARD, (3, 9, 9))])
def test_send_ahead_lets_the_next_operation_start_after_the_first_lot(direction, at):
    operations = [
        operation(link, setup=1, run=1, wait=1, move=1, input_quantity=10, send_ahead_quantity=2)
        for link in serial("10", "20", "30", "40")
    ]
    scheduled = schedule(
        operations, direction=direction, at=datetime(2026, *at), calendars={A: calendar(capacity=4)}
    )
    starts = [each.starting_date_time for each in scheduled.operations]
    assert [(start - starts[0]).total_seconds() / 60 for start in starts] == [0, 5, 10, 15]
    assert [each.lot_quantity for each in scheduled.operations[0].pieces] == [0, 2, 2, 2, 2, 2]


def test_a_faster_operation_waits_for_each_lot():
    ten, twenty = serial("10", "20")
    slow = operation(ten, run=10, input_quantity=4, send_ahead_quantity=2)
    fast = operation(twenty, run=1, input_quantity=4, center=B)
    scheduled = forward([slow, fast], (3, 9, 8))
    assert spans(scheduled)["20"] == ("03-09 08:20", "03-09 08:42")
    assert pieces(scheduled, 1) == [("run", 2, 2), ("run", 2, 2)]


def test_an_operation_without_any_time_stands_at_the_nearest_working_time():
    (link,) = serial("10")
    assert spans(backward([operation(link)], (3, 8, 12))) == {"10": ("03-06 16:00", "03-06 16:00")}
    assert spans(forward([operation(link)], (3, 8, 12))) == {"10": ("03-09 08:00", "03-09 08:00")}


def test_an_operation_of_setup_alone_ends_with_it():
    (link,) = serial("10")
    assert spans(backward([operation(link, setup=30)], (3, 8, 12))) == {"10": ("03-06 15:30", "03-06 16:00")}


def test_a_constrained_center_is_loaded_day_by_day():
    (link,) = serial("10")
    days = range(instant(datetime(2026, 3, 9)) // 86_400_000, instant(datetime(2026, 3, 12)) // 86_400_000)
    constrained = {
        A: ConstrainedDays(dict.fromkeys(days, Decimal(84 * MINUTE)), dict.fromkeys(days, Decimal(0)))
    }
    scheduled = backward([operation(link, setup=10, run=100)], (3, 11, 16), constrained=constrained)
    assert pieces(scheduled) == [("setup", 10, 10), ("run", 16, 16), ("run", 84, 84)]
    assert spans(scheduled) == {"10": ("03-10 15:34", "03-11 16:00")}


@pytest.mark.parametrize(
    ("direction", "at", "day"), [(BACKWARD, (1, 2, 9), "2026-01-02"), (FORWARD, (6, 30, 15), "2026-06-30")]
)
def test_a_calendar_that_runs_out_is_refused_by_name(direction, at, day):
    (link,) = serial("10")
    refused = schedule(
        [operation(link, run=6000)], direction=direction, at=datetime(2026, *at), calendars=ONE_SHIFT
    )
    assert isinstance(refused, Refused)
    assert refused.code is RefusalCode.CALENDAR_MISSING
    assert refused.facts == {
        "type": "work_center",
        "no": "A",
        "operation_no": "10",
        "direction": direction.value,
        "date": day,
    }


operation_facts = st.fixed_dictionaries(
    {
        "setup": st.integers(0, 90),
        "run": st.integers(0, 40),
        "wait": st.integers(0, 3000),
        "move": st.integers(0, 30),
        "queue": st.integers(0, 60),
        "lot_size": st.integers(1, 5),
        "send_ahead_quantity": st.sampled_from([0, 0, 3, 7]),
        "concurrent_capacities": st.sampled_from(["0", "0.5", "1", "3"]),
    }
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(operation_facts, min_size=1, max_size=4),
    st.integers(1, 40),
    st.sampled_from([FORWARD, BACKWARD]),
    st.integers(50, 200),
    st.sampled_from([1, 2]),
)
def test_needs_add_up_lie_in_working_time_and_operations_follow_one_another(
    facts, quantity, direction, efficiency, capacity
):
    center = calendar(efficiency=efficiency, capacity=capacity)
    operations = [
        operation(link, **facts[number], input_quantity=quantity)
        for number, link in enumerate(serial(*(f"{n:02}" for n in range(len(facts)))))
    ]
    at = datetime(2026, 4, 1, 12)
    scheduled = schedule(operations, direction=direction, at=at, calendars={A: center})
    assume(not isinstance(scheduled, Refused))
    for times, placed in zip(operations, scheduled.operations, strict=True):
        places = min(times.concurrent_capacities or capacity, capacity)
        setup = [each.piece.need for each in placed.pieces if each.time_type is TimeType.SETUP]
        run = [each.piece.need for each in placed.pieces if each.time_type is TimeType.RUN]
        assert abs(sum(run) - times.whole_run_ms) < Decimal("1e-9")
        assert sum(setup) == times.setup_ms * places
        for one, other in pairwise(placed.pieces):
            assert one.piece.end <= other.piece.start
        for each in placed.pieces:
            assert any(span.start <= each.piece.start <= each.piece.end <= span.end for span in center.spans)
            assert instant(placed.starting_date_time) <= each.piece.start
            assert each.piece.end <= instant(placed.ending_date_time)
    starts = [each.starting_date_time for each in scheduled.operations]
    ends = [each.ending_date_time for each in scheduled.operations]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert (scheduled.ending_date_time <= at) if direction is BACKWARD else (starts[0] >= at)
    for times, this, after in zip(operations, ends, starts[1:], strict=False):
        if not 0 < times.send_ahead_quantity < quantity:
            assert this <= after


@settings(max_examples=60, deadline=None)
@given(st.lists(operation_facts, min_size=1, max_size=4), st.integers(1, 40))
def test_backward_from_the_end_of_a_forward_schedule_never_starts_before_it(facts, quantity):
    links = serial(*(f"{n:02}" for n in range(len(facts))))
    facts[0]["queue"] = 0  # backward leaves the queue of the first operation to whoever releases it
    operations = [
        operation(link, **{**facts[number], "run": facts[number]["run"] + 1}, input_quantity=quantity)
        for number, link in enumerate(links)
    ]
    there = forward(operations, (3, 2, 8))
    assume(not isinstance(there, Refused))
    back = schedule(operations, direction=BACKWARD, at=there.ending_date_time, calendars=ONE_SHIFT)
    assume(not isinstance(back, Refused))
    rounding = sum(len(each.pieces) for each in back.operations)  # each piece rounds up to a millisecond
    assert instant(back.starting_date_time) + rounding >= instant(there.starting_date_time)


@pytest.mark.parametrize("direction", [BACKWARD, FORWARD])
def test_a_wait_that_leaves_the_calendar_of_people_is_refused(direction):
    (link,) = serial("10")
    refused = schedule(
        [operation(link, wait=10**10)], direction=direction, at=datetime(2026, 3, 9, 8), calendars=ONE_SHIFT
    )
    assert isinstance(refused, Refused)
    assert refused.code is RefusalCode.CALENDAR_MISSING
