"""What is left of an operation once some of it was posted."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.operation_times import OperationTimes
from backend_client.rules.routing_lines import OperationLink
from backend_client.rules.work_left import NOTHING_POSTED, PostedWork, left_to_do
from backend_client.terms import CapacityType

MINUTE = Decimal(60_000)
TEN_PIECES = OperationTimes(
    link=OperationLink(operation_no="10", previous=(), next=()),
    center=(CapacityType.WORK_CENTER, "A"),
    input_quantity=Decimal(10),
    queue_ms=MINUTE,
    setup_ms=30 * MINUTE,
    run_ms=60 * MINUTE,
    wait_ms=MINUTE,
    move_ms=MINUTE,
)


def posted(
    setup: int = 0, run: int = 0, pieces: int = 0, *, needed: int = 30, finished: bool = False
) -> PostedWork:
    """So many minutes of setup and run, and so many pieces."""
    return PostedWork(
        setup_needed_ms=needed * MINUTE,
        setup_ms=setup * MINUTE,
        run_ms=run * MINUTE,
        processed_quantity=Decimal(pieces),
        finished=finished,
    )


@pytest.mark.parametrize(
    ("work", "setup", "run"),
    [
        (posted(), 30, 600),
        (posted(30, 250, 4), 0, 350),
        (posted(0, 0, 4), 30, 360),
        (posted(10, 100, 4), 20, 360),
        (posted(0, 700, 9), 30, 0),
        (posted(40, 0, 12), 0, 0),
        (posted(30, 0, needed=60), 15, 600),
    ],
)
def test_time_posted_is_taken_off_and_no_more_is_left_than_the_quantity_takes(
    work: PostedWork, setup: int, run: int
) -> None:
    """Setup 30 and ten pieces of 60 minutes: what was posted goes off, never below zero."""
    left = left_to_do(TEN_PIECES, work)
    assert (left.setup_ms / MINUTE, left.whole_run_ms / MINUTE) == (setup, run)
    assert (left.queue_ms, left.wait_ms, left.move_ms) == (MINUTE, MINUTE, MINUTE)


def test_a_finished_operation_takes_no_time() -> None:
    """Neither working time nor queue, wait and move are left of it."""
    left = left_to_do(TEN_PIECES, posted(finished=True))
    assert left.is_timeless
    assert left.queue_ms == 0


def test_an_operation_without_postings_is_as_it_was() -> None:
    """Nothing posted takes nothing off."""
    assert left_to_do(TEN_PIECES, NOTHING_POSTED) == TEN_PIECES


@given(st.integers(0, 100), st.integers(0, 2000), st.integers(0, 20))
def test_what_is_left_lies_between_nothing_and_all(setup: int, run: int, pieces: int) -> None:
    """Whatever was posted, neither less than nothing nor more than the whole is left."""
    left = left_to_do(TEN_PIECES, posted(setup, run, pieces))
    assert 0 <= left.setup_ms <= TEN_PIECES.setup_ms
    assert 0 <= left.whole_run_ms <= TEN_PIECES.whole_run_ms
