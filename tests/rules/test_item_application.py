"""Which entries of stock belong together."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.item_application import OpenEntry, after_application, apply_quantity, unapplied
from backend_client.terms import CostingMethod

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
STOCK = [
    OpenEntry(7, TUESDAY, Decimal(10), lot_no="B"),
    OpenEntry(9, MONDAY, Decimal(5), lot_no="A", serial_no="S1"),
]


def test_first_in_first_out() -> None:
    """8 of 5 (Monday) and 10 (Tuesday): all of Monday's, 3 of Tuesday's."""
    assert apply_quantity(Decimal(-8), STOCK, CostingMethod.FIFO) == [(9, -5), (7, -3)]


def test_last_in_first_out() -> None:
    """8 of 5 (Monday) and 10 (Tuesday): 8 of Tuesday's."""
    assert apply_quantity(Decimal(-8), STOCK, CostingMethod.LIFO) == [(7, -8)]


def test_a_lot_or_serial_is_kept_to() -> None:
    """Goods of one lot never count as another's, however old."""
    assert apply_quantity(Decimal(-8), STOCK, lot_no="B") == [(7, -8)]
    assert apply_quantity(Decimal(-1), STOCK, CostingMethod.SPECIFIC, serial_no="S1") == [(9, -1)]
    assert apply_quantity(Decimal(-1), STOCK, serial_no="S2") == []


def test_what_stock_can_t_cover_stays_open() -> None:
    """20 of 15: 5 find nothing."""
    found = apply_quantity(Decimal(-20), STOCK)
    assert unapplied(Decimal(-20), found) == 5


def test_an_order_line_never_consumes_what_it_has_made() -> None:
    """Its own output is passed over; another line of the same order may take it."""
    made = [OpenEntry(3, MONDAY, Decimal(5), made_by=("O1", 10000))]
    assert apply_quantity(Decimal(-2), made, consumed_by=("O1", 10000)) == []
    assert apply_quantity(Decimal(-2), made, consumed_by=("O1", 20000)) == [(3, -2)]


def test_entries_of_the_same_posting_are_the_newest() -> None:
    """Of one day, entries -1 and -2 come after 7 when the oldest goes first, and before it when the newest does."""
    stock = [OpenEntry(number, MONDAY, Decimal(1)) for number in (-2, -1, 7)]
    assert apply_quantity(Decimal(-3), stock, CostingMethod.FIFO) == [(7, -1), (-1, -1), (-2, -1)]
    assert apply_quantity(Decimal(-3), stock, CostingMethod.LIFO) == [(-2, -1), (-1, -1), (7, -1)]


def test_what_comes_in_fills_what_is_owed() -> None:
    """4 come in, 3 are owed: the application is negative as always, seen from the inbound entry."""
    owed = [OpenEntry(3, MONDAY, Decimal(-3))]
    found = apply_quantity(Decimal(4), owed)
    assert found == [(3, -3)]
    assert after_application(owed, found) == []


@given(
    st.lists(st.decimals(min_value="0.00001", max_value=100, places=5), max_size=6),
    st.decimals(min_value="0.00001", max_value=500, places=5),
    st.sampled_from(list(CostingMethod)),
)
def test_never_more_than_there_is(open_: list[Decimal], taken: Decimal, method: CostingMethod) -> None:
    """Stock is taken down by exactly what is applied, no entry below zero, and nothing is left lying that was wanted."""
    stock = [OpenEntry(number, MONDAY, each) for number, each in enumerate(open_, start=1)]
    found = apply_quantity(-taken, stock, method)
    left = after_application(stock, found)
    assert all(entry.remaining_quantity > 0 for entry in left)
    total = sum(open_, Decimal(0))
    assert sum((entry.remaining_quantity for entry in left), Decimal(0)) == max(total - taken, Decimal(0))
    assert unapplied(-taken, found) == max(taken - total, Decimal(0))
