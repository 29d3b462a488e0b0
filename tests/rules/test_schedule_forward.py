"""Forward: each lot no earlier than it arrives."""

from datetime import datetime
from fractions import Fraction

from backend_client.rules.schedule_forward import place_all
from backend_client.rules.working_time import date_time, instant
from tests.rules.shop import A, B, calendar, operation, serial

TEN, TWENTY = serial("10", "20")
(ALONE,) = serial("10")
CALENDARS = {A: calendar(), B: calendar()}


def test_a_lot_arrives_after_run_wait_and_move():
    one = operation(ALONE, setup=5, run=10, wait=30, move=15, input_quantity=4, send_ahead_quantity=2)
    placed = place_all([one], instant(datetime(2026, 3, 9, 8)), CALENDARS, {})
    arrived = {share: f"{date_time(at):%H:%M}" for share, at in placed["10"].shares.items()}
    assert arrived == {Fraction(0): "09:10", Fraction(1, 2): "09:30"}
    assert f"{date_time(placed['10'].end):%H:%M}" == "09:30"


def test_queue_stands_before_setup_and_moves_the_start():
    placed = place_all(
        [operation(TEN, run=10), operation(TWENTY, queue=20, setup=5, run=10, center=B)],
        instant(datetime(2026, 3, 9, 8)),
        CALENDARS,
        {},
    )
    assert f"{date_time(placed['20'].start):%H:%M}" == "08:30"
    assert f"{date_time(placed['20'].end):%H:%M}" == "08:45"
