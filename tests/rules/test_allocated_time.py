"""How posted time frees what was allocated."""

from datetime import date, time
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.allocated_time import Need, allocated_after
from backend_client.terms import TimeType

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def need(line_no: int, kind: TimeType, day: date, needed: int | Decimal) -> Need:
    """A need that is allocated in full."""
    return Need(line_no, kind, day, time(8), Decimal(needed), Decimal(needed))


NEEDS = [
    need(1, TimeType.SETUP, MONDAY, 60),
    need(2, TimeType.RUN, TUESDAY, 300),
    need(3, TimeType.RUN, MONDAY, 300),
]


def after(**posted: int | bool) -> dict[int, Decimal]:
    """What is allocated after a posting, given the sums posted so far."""
    setup, run = Decimal(posted.get("setup", 0)), Decimal(posted.get("run", 0))
    return allocated_after(
        NEEDS,
        finished=bool(posted.get("finished", False)),
        setup_posted=bool(setup),
        run_posted=bool(run),
        posted_setup_time=setup,
        posted_run_time=run,
    )


def test_the_earliest_day_is_freed_first() -> None:
    """350 of 600 run posted: Monday's 300 are done, Tuesday has 250 left; setup stays as it was."""
    assert after(run=350) == {1: 60, 2: 250, 3: 0}


def test_setup_is_taken_off_setup_alone() -> None:
    """20 of 60 setup posted leaves 40, and run untouched."""
    assert after(setup=20) == {1: 40, 2: 300, 3: 300}


def test_more_than_needed_leaves_nothing_not_less() -> None:
    """Posting 700 of 600 gives no negative load."""
    assert after(run=700) == {1: 60, 2: 0, 3: 0}


def test_finishing_frees_everything() -> None:
    """The finished mark frees setup and run, however little was posted."""
    assert set(after(run=1, finished=True).values()) == {Decimal(0)}


def test_time_taken_back_allocates_again() -> None:
    """When corrections bring the sum below zero, all that is needed is allocated, and no more."""
    assert after(run=-50) == {1: 60, 2: 300, 3: 300}


@given(
    st.lists(st.decimals(min_value=0, max_value=1000, places=5), max_size=8),
    st.decimals(min_value=-2000, max_value=10_000, places=5),
)
def test_allocation_stays_between_nothing_and_the_need(needed: list[Decimal], posted: Decimal) -> None:
    """No posting makes a need negative or larger, and together they fall by exactly what was posted, if they can."""
    needs = [need(number, TimeType.RUN, MONDAY, each) for number, each in enumerate(needed)]
    found = allocated_after(
        needs,
        finished=False,
        setup_posted=False,
        run_posted=True,
        posted_setup_time=Decimal(0),
        posted_run_time=posted,
    )
    assert all(0 <= found[number] <= each for number, each in enumerate(needed))
    assert sum(found.values()) == sum(needed) - max(min(posted, sum(needed)), Decimal(0))
