"""How guessing is slowed down, and stopped."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.sign_on_attempts import (
    FAILURES_MAX,
    PLANT_FAILURES_MAX,
    TERMINAL_FAILURES_MAX,
    WINDOW,
    Attempts,
    Free,
    Locked,
    Wait,
    delay_after,
    may_try,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
seconds = st.integers(-86_400, 86_400).map(lambda count: timedelta(seconds=count))


@pytest.mark.parametrize(
    ("failures", "after_seconds", "decided"),
    [
        (0, 0, Free()),
        (4, 0, Free()),
        (5, 0, Wait(60)),
        (5, 59, Wait(1)),
        (5, 60, Free()),
        (6, 60, Wait(60)),
        (9, 0, Wait(960)),
        (10, 0, Locked()),
        (10, 86_400, Locked()),
    ],
)
def test_failures_in_a_row_delay_and_then_lock(
    failures: int, after_seconds: int, decided: Free | Wait | Locked
) -> None:
    """Five are free, then a minute, doubled each time; the tenth locks for good."""
    last = NOON if failures else None
    attempts = Attempts(failures=failures, last_failure_at=last)
    assert may_try(attempts, NOON + timedelta(seconds=after_seconds)) == decided


@pytest.mark.parametrize(
    ("name", "most"),
    [("terminal_failures", TERMINAL_FAILURES_MAX), ("plant_failures", PLANT_FAILURES_MAX)],
)
def test_one_pin_tried_on_many_people_is_stopped(name: str, most: int) -> None:
    """One failure of each of 20 people at a terminal, or of 60 in the plant: nobody may try, until they grow old."""
    moments = [NOON - timedelta(seconds=index) for index in range(most)]
    assert may_try(Attempts(**{name: moments[1:]}), NOON) == Free()
    decided = may_try(Attempts(**{name: moments}), NOON)
    assert decided == Wait(int((WINDOW - timedelta(seconds=most - 1)).total_seconds()), limited=True)
    assert may_try(Attempts(**{name: moments}), NOON + WINDOW) == Free()


@given(failures=st.integers(1, 50), moved=seconds)
def test_whatever_the_clock_does_nobody_waits_longer_than_the_delay(failures: int, moved: timedelta) -> None:
    """Set back or forward by a day: at most the delay of that many failures, and locked stays locked."""
    decided = may_try(Attempts(failures=failures, last_failure_at=NOON), NOON + moved)
    if failures >= FAILURES_MAX:
        assert decided == Locked()
    elif isinstance(decided, Wait):
        assert 0 < decided.seconds <= delay_after(failures).total_seconds()
    else:
        assert moved >= delay_after(failures) or not delay_after(failures)


@given(failures=st.integers(0, 8), moved=seconds)
def test_one_failure_more_never_helps(failures: int, moved: timedelta) -> None:
    """What waits after n failures waits at least as long after n + 1."""

    def wait(count: int) -> float:
        decided = may_try(Attempts(failures=count, last_failure_at=NOON if count else None), NOON + moved)
        return decided.seconds if isinstance(decided, Wait) else 0.0

    assert wait(failures) <= wait(failures + 1)


@given(gaps=st.lists(st.integers(0, 3_600), min_size=1, max_size=60))
def test_no_pattern_of_tries_gets_more_than_ten_guesses(gaps: list[int]) -> None:
    """However patiently somebody tries, ten wrong PINs are compared and not one more."""
    compared, last, now = 0, None, NOON
    for gap in gaps:
        now += timedelta(seconds=gap)
        if may_try(Attempts(failures=compared, last_failure_at=last), now) == Free():
            compared, last = compared + 1, now
    assert compared <= FAILURES_MAX
