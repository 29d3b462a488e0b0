"""Backward: each lot no later than the moment its successor needs it."""

from datetime import datetime
from fractions import Fraction

from backend_client.rules.schedule_backward import place_all
from backend_client.rules.working_time import date_time, instant
from tests.rules.shop import A, B, calendar, operation, serial

TEN, TWENTY = serial("10", "20")
(ALONE,) = serial("10")
CALENDARS = {A: calendar(), B: calendar()}


def test_a_slow_successor_lets_the_lots_of_a_fast_operation_come_late():
    fast = operation(TEN, run=1, input_quantity=4, send_ahead_quantity=2)
    slow = operation(TWENTY, run=10, input_quantity=4, center=B)
    placed = place_all([fast, slow], instant(datetime(2026, 3, 9, 12)), CALENDARS, {})
    needed_by = {share: f"{date_time(at):%H:%M}" for share, at in placed["20"].shares.items()}
    assert needed_by == {Fraction(0): "11:20", Fraction(1, 2): "11:40"}
    runs = [f"{date_time(each.piece.start):%H:%M}" for each in placed["10"].pieces]
    assert runs == ["11:18", "11:38"]
    assert f"{date_time(placed['10'].end):%H:%M}" == "11:40"


def test_the_queue_of_the_first_operation_is_nobodys_deadline():
    one = operation(ALONE, run=10, queue=500)
    placed = place_all([one], instant(datetime(2026, 1, 1, 8, 10)), CALENDARS, {})
    assert f"{date_time(placed['10'].start):%H:%M}" == "08:00"
