"""Which lots are taken when nobody names one."""

from datetime import date
from decimal import Decimal

from backend_client.rules.item_application import OpenEntry
from backend_client.rules.tracking_choice import Tracked, choose_tracked
from backend_client.terms import TrackingChoice

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
A = OpenEntry(1, MONDAY, Decimal(5), "A", "", JUNE)
B = OpenEntry(2, TUESDAY, Decimal(10), "B", "", MAY)


def test_first_in_takes_the_oldest_lot_first() -> None:
    """8 of lot A 5 (Monday) and lot B 10 (Tuesday): A 5, B 3."""
    taken, missing = choose_tracked(Decimal(8), [B, A], TrackingChoice.FIRST_IN, FRIDAY)
    assert taken == [Tracked("A", "", Decimal(5)), Tracked("B", "", Decimal(3))]
    assert missing == 0


def test_first_expired_takes_the_lot_that_expires_first() -> None:
    """Lot B expires in May, A in June, C never: 17 of them take B 10, A 5, C 2."""
    never = OpenEntry(3, MONDAY, Decimal(9), "C")
    taken, _ = choose_tracked(Decimal(17), [never, A, B], TrackingChoice.FIRST_EXPIRED, FRIDAY)
    assert taken == [
        Tracked("B", "", Decimal(10)),
        Tracked("A", "", Decimal(5)),
        Tracked("C", "", Decimal(2)),
    ]


def test_an_expired_lot_is_passed_over() -> None:
    """In the middle of May lot B is gone; on the day itself it is still good."""
    taken, missing = choose_tracked(Decimal(8), [A, B], TrackingChoice.FIRST_EXPIRED, date(2026, 5, 15))
    assert (taken, missing) == ([Tracked("A", "", Decimal(5))], 3)
    on_the_day, _ = choose_tracked(Decimal(8), [A, B], TrackingChoice.FIRST_EXPIRED, MAY)
    assert on_the_day == [Tracked("B", "", Decimal(8))]


def test_several_entries_of_a_lot_are_one_part() -> None:
    """Lot A came twice, 5 and 4: 7 of it are one part, and entries below zero give nothing."""
    again = OpenEntry(4, FRIDAY, Decimal(4), "A")
    owed = OpenEntry(5, MONDAY, Decimal(-3), "A")
    taken, _ = choose_tracked(Decimal(7), [owed, A, again], TrackingChoice.FIRST_IN, FRIDAY)
    assert taken == [Tracked("A", "", Decimal(7))]


def test_what_this_posting_has_made_comes_after_what_was_posted_before() -> None:
    """Of the same day, the entry that is only being posted (-1) is taken last."""
    new = OpenEntry(-1, MONDAY, Decimal(5), "N")
    taken, _ = choose_tracked(Decimal(6), [new, A], TrackingChoice.FIRST_IN, FRIDAY)
    assert taken == [Tracked("A", "", Decimal(5)), Tracked("N", "", Decimal(1))]
