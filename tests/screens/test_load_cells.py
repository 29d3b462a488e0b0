"""Bars and columns of the load board, in the head."""

from datetime import date
from decimal import Decimal

import pytest

from backend_client.messages.load import LoadCell
from backend_client.terms import LoadPeriod
from screens.load_cell import Load, bar, figure_of, load_of
from screens.load_periods import COLUMNS, first_day, heading, last_day, moved

WEDNESDAY = date(2026, 11, 18)


def cell(capacity: int, allocated: str) -> LoadCell:
    """A cell of one day."""
    need = Decimal(allocated)
    share = (need * 100 / capacity).quantize(Decimal("0.1")) if capacity else Decimal(0)
    return LoadCell(
        period_start=WEDNESDAY,
        period_end=WEDNESDAY,
        capacity=Decimal(capacity),
        allocated_time=need,
        availability_after_orders=capacity - need,
        load_pct=share,
    )


@pytest.mark.parametrize(
    ("capacity", "allocated", "load", "drawn", "figure"),
    [
        (100, "0", Load.FREE, "······", "0"),
        (100, "0.1", Load.FREE, "█·····", "0"),
        (100, "50", Load.FREE, "███···", "50"),
        (100, "84.9", Load.FREE, "█████·", "85"),
        (100, "85", Load.TIGHT, "█████·", "85"),
        (100, "99", Load.TIGHT, "█████·", "99"),
        (100, "100", Load.TIGHT, "██████", "100"),
        (100, "100.1", Load.OVER, "XXXXXX", "100"),
        (100, "5000", Load.OVER, "XXXXXX", ">999"),
        (0, "0", Load.CLOSED, "      ", ""),
        (0, "10", Load.OVER, "XXXXXX", "-"),
    ],
)
def test_a_bar_is_read_at_arms_length(
    capacity: int, allocated: str, load: Load, drawn: str, figure: str
) -> None:
    """Free, tight and over differ in sign and picture; a closed day is blank, time on it is over."""
    one = cell(capacity, allocated)
    assert (load_of(one), bar(one, 6), figure_of(one)) == (load, drawn, figure)


@pytest.mark.parametrize(
    ("period", "first", "last", "head"),
    [
        (LoadPeriod.DAY, date(2026, 11, 16), date(2026, 11, 22), "Mon 16"),
        (LoadPeriod.WEEK, date(2026, 11, 16), date(2027, 1, 10), "w 47"),
        (LoadPeriod.MONTH, date(2026, 11, 1), date(2027, 4, 30), "11.2026"),
        (LoadPeriod.QUARTER, date(2026, 10, 1), date(2027, 9, 30), "Q4 2026"),
        (LoadPeriod.YEAR, date(2026, 1, 1), date(2028, 12, 31), "2026"),
    ],
)
def test_a_board_begins_with_the_period_that_holds_the_day(
    period: LoadPeriod, first: date, last: date, head: str
) -> None:
    """From Wednesday 18 November 2026."""
    assert first_day(period, WEDNESDAY) == first
    assert last_day(period, first) == last
    assert heading(period, first) == head


@pytest.mark.parametrize("period", list(COLUMNS))
def test_later_and_back_is_the_same_board(period: LoadPeriod) -> None:
    """A board later and a board earlier end where they began."""
    first = first_day(period, WEDNESDAY)
    assert moved(period, moved(period, first, COLUMNS[period]), -COLUMNS[period]) == first
