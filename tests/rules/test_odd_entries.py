"""What makes an entry odd."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from backend_client.floor_terms import Oddity
from backend_client.rules.odd_entries import PostedWork, oddities

DAY = date(2026, 3, 16)
MINUTE = Decimal(60_000)


def odd(**fields: Any) -> tuple[Oddity, ...]:
    """What is odd about 10 good pieces posted on their day, but for what is given."""
    given = {"good": Decimal(10), "scrap": Decimal(0), "posting_date": DAY, "entered_on": DAY} | fields
    return oddities(PostedWork(**given))


def test_what_anybody_expects_is_not_odd() -> None:
    """10 good pieces, in their time, on their day."""
    assert odd(run_ms=50 * MINUTE, standard_ms=50 * MINUTE) == ()


@pytest.mark.parametrize(("good", "scrap", "is_odd"), [(8, 2, True), (81, 19, False), (0, 1, True)])
def test_a_fifth_of_scrap_is_much(good: int, scrap: int, is_odd: bool) -> None:
    """2 of 10 is, 19 of 100 is not; all of it is."""
    assert odd(good=Decimal(good), scrap=Decimal(scrap)) == ((Oddity.MUCH_SCRAP,) if is_odd else ())


@pytest.mark.parametrize(
    ("run", "standard", "is_odd"),
    [(130, 50, True), (100, 50, False), (25, 10, False), (40, 0, False), (40, 10, True)],
)
def test_twice_the_time_and_half_an_hour_more_is_long(run: int, standard: int, is_odd: bool) -> None:
    """Of 50 minutes 130 are, 100 are not; of 10 minutes 25 are not, they are only 15 more; without a standard none is."""
    assert odd(run_ms=run * MINUTE, standard_ms=standard * MINUTE) == ((Oddity.LONG_TIME,) if is_odd else ())


@pytest.mark.parametrize(("days", "is_odd"), [(0, False), (1, False), (-1, False), (2, True), (-4, True)])
def test_another_day_is_odd_from_two_on(days: int, is_odd: bool) -> None:
    """A night shift posts for the day before; two days apart somebody meant another day."""
    assert odd(posting_date=DAY + timedelta(days=days)) == ((Oddity.OTHER_DAY,) if is_odd else ())


def test_pieces_beyond_the_order_are_odd_where_pieces_were_posted() -> None:
    """One more than went in is; an entry of time alone is not."""
    assert odd(beyond=Decimal(1)) == (Oddity.BEYOND_ORDER,)
    assert odd(beyond=Decimal(1), good=Decimal(0)) == ()
    assert odd(beyond=Decimal(-3)) == ()


def test_all_that_is_odd_is_named() -> None:
    """Half of it scrap, and for last week."""
    assert odd(good=Decimal(1), scrap=Decimal(1), posting_date=DAY - timedelta(days=7)) == (
        Oddity.MUCH_SCRAP,
        Oddity.OTHER_DAY,
    )
