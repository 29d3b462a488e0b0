"""Times of an operation: run time is for a lot size."""

from decimal import Decimal

from tests.rules.shop import MINUTE, operation, serial

(LINK,) = serial("10")


def test_run_time_is_per_lot_size():
    assert operation(LINK, run=60, lot_size=10, input_quantity=25).whole_run_ms == 150 * MINUTE


def test_lot_size_nought_counts_as_one():
    assert operation(LINK, run=2, lot_size=0, input_quantity=3).whole_run_ms == 6 * MINUTE


def test_an_operation_without_times_is_timeless_and_queue_is_not_its_own():
    assert operation(LINK, queue=5).is_timeless
    assert not operation(LINK, wait=Decimal("0.5")).is_timeless
