"""Capacity constrained resources: what one day still takes."""

from decimal import Decimal

import pytest

from backend_client.rules.constrained_capacity import (
    UNLIMITED,
    ConstrainedDays,
    ConstrainedResource,
    DayRoom,
    constrained_day,
)

RESOURCE = ConstrainedResource(critical_load_pct=Decimal(80), dampener_pct=Decimal(10))


@pytest.mark.parametrize(
    ("allocated", "available", "load", "dampener"),
    [
        ("300", "84", "62.5", "48"),
        ("0", "384", "0", "48"),
        ("408", "0", "85", "24"),
        ("480", "0", "100", "0"),
    ],
)
def test_a_day_says_what_is_free_how_full_it_is_and_what_may_be_added(allocated, available, load, dampener):
    day = constrained_day(
        resource=RESOURCE,
        capacity_effective=Decimal(480),
        allocated_time=Decimal(allocated),
        precision=Decimal("0.00001"),
    )
    assert (day.available_time, day.load_pct, day.dampener_time) == (
        Decimal(available),
        Decimal(load),
        Decimal(dampener),
    )


def test_a_day_without_capacity_has_nothing_to_give():
    day = constrained_day(
        resource=RESOURCE,
        capacity_effective=Decimal(0),
        allocated_time=Decimal(5),
        precision=Decimal("0.00001"),
    )
    assert (day.available_time, day.load_pct, day.dampener_time) == (0, 0, 0)


def test_a_day_takes_the_whole_rest_when_only_the_dampener_is_exceeded():
    room = DayRoom(ConstrainedDays({1: Decimal(84)}, {1: Decimal(48)}))
    assert room.on(1, Decimal(132)) == 132
    assert room.on(1, Decimal(133)) == 84
    assert room.on(2, Decimal(1000)) == 1000


def test_what_is_placed_is_no_longer_free():
    room = DayRoom(ConstrainedDays({1: Decimal(84)}, {1: Decimal(48)}))
    room.take(1, Decimal(100))
    assert room.on(1, Decimal(32)) == 32
    assert room.on(1, Decimal(33)) == 0


def test_a_machine_takes_no_more_than_its_work_center_has_left():
    work_center = DayRoom(ConstrainedDays({1: Decimal(100)}, {1: Decimal(10)}))
    machine = DayRoom(ConstrainedDays({1: Decimal(60)}, {1: Decimal(0)}), within=work_center)
    sister = DayRoom(UNLIMITED, within=work_center)
    assert machine.on(1, Decimal(90)) == 60
    machine.take(1, Decimal(60))
    assert sister.on(1, Decimal(50)) == 50  # 40 are free, 10 more are the dampener
    assert sister.on(1, Decimal(51)) == 40
    sister.take(1, Decimal(50))
    assert work_center.on(1, Decimal(1)) == 0
    assert sister.on(2, Decimal(500)) == 500
