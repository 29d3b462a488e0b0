"""What is left to order outside, at which price, what it costs, and what may be invoiced or undone."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.messages.base import Refused
from backend_client.rules.subcontracting import (
    Price,
    Received,
    invoice_cost,
    invoiced_parts,
    price_of,
    proposed_quantity,
    receipt_refused,
    undo_refused,
)

TODAY = date(2026, 3, 2)


def price(cost: str, minimum: int = 0, begins: date = date.min) -> Price:
    """A price."""
    return Price(minimum_quantity=Decimal(minimum), starting_date=begins, direct_unit_cost=Decimal(cost))


def receipt(no: int, quantity: int, invoiced: int = 0) -> Received:
    """A receipt."""
    return Received(receipt_no=no, quantity_base=Decimal(quantity), qty_invoiced_base=Decimal(invoiced))


@pytest.mark.parametrize(
    ("input_quantity", "received", "on_order", "per_unit", "left"),
    [("12", "5", "4", "1", "3"), ("12", "5", "9", "1", "0"), ("120", "24", "0", "12", "8")],
    ids=["some received, some ordered", "more than all", "in boxes of 12"],
)
def test_what_is_left_to_order(
    input_quantity: str, received: str, on_order: str, per_unit: str, left: str
) -> None:
    """The input, less what was received and what is on order, in the order line's unit; never below 0."""
    proposed = proposed_quantity(
        input_quantity=Decimal(input_quantity),
        received_base=Decimal(received),
        on_order_base=Decimal(on_order),
        qty_per_unit=Decimal(per_unit),
    )
    assert proposed == Decimal(left)


def test_the_price_of_the_largest_quantity_that_is_reached_and_has_begun() -> None:
    """5.00 always, 4.60 from 10 pieces, 4.40 from 10 as of today, 4.00 from 10 as of tomorrow, 1.00 from 100."""
    tomorrow = date(2026, 3, 3)
    prices = [
        price("5"),
        price("4.6", 10),
        price("4.4", 10, TODAY),
        price("4", 10, tomorrow),
        price("1", 100),
    ]
    assert price_of(prices, Decimal("9.99999"), TODAY) == 5
    assert price_of(prices, Decimal(10), TODAY) == Decimal("4.4")
    assert price_of(prices, Decimal(10), tomorrow) == 4
    assert price_of([price("4", 10)], Decimal(9), TODAY) is None


def test_indirect_cost_and_overhead_come_on_top() -> None:
    """12 at 4.60: 55.20; with 20 % and 0.10 a piece another 12.24."""
    plain = invoice_cost(Decimal(12), Decimal("4.6"), Decimal(0), Decimal(0))
    assert (plain.direct, plain.indirect) == (Decimal("55.2"), Decimal(0))
    full = invoice_cost(Decimal(12), Decimal("4.6"), Decimal(20), Decimal("0.1"))
    assert (full.direct, full.indirect) == (Decimal("55.2"), Decimal("12.24"))


@pytest.mark.parametrize(
    ("quantity", "accepted"), [("0", False), ("-1", False), ("7", True), ("7.00001", False)]
)
def test_a_receipt_is_within_what_was_ordered(quantity: str, accepted: bool) -> None:
    """7 outstanding: up to 7, not nothing."""
    assert (receipt_refused(Decimal(quantity), Decimal(7)) is None) is accepted


def test_an_invoice_takes_the_oldest_receipts_first() -> None:
    """5 and 7 received, 2 of the first invoiced: 8 are 3 of the first and 5 of the second; 11 are too many."""
    receipts = [receipt(1, 5, 2), receipt(2, 7)]
    assert invoiced_parts(Decimal(8), receipts) == [(1, Decimal(3)), (2, Decimal(5))]
    refused = invoiced_parts(Decimal(11), receipts)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.facts["remaining_quantity"]) == ("invoice-exceeds-receipt", "10")
    assert isinstance(invoiced_parts(Decimal(0), receipts), Refused)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 50)), max_size=6), st.integers(1, 300))
def test_an_invoice_is_divided_without_rest(rows: list[tuple[int, int]], quantity: int) -> None:
    """Whatever was received and invoiced: all of the invoice finds its receipts, or none of it is taken."""
    receipts = [receipt(no, most, min(most, done)) for no, (most, done) in enumerate(rows, start=1)]
    open_now = {each.receipt_no: each.quantity_base - each.qty_invoiced_base for each in receipts}
    parts = invoiced_parts(Decimal(quantity), receipts)
    if isinstance(parts, Refused):
        assert sum(open_now.values()) < quantity
    else:
        assert sum(part for _, part in parts) == quantity
        assert all(0 < part <= open_now[no] for no, part in parts)


def test_what_was_invoiced_even_in_part_is_not_undone() -> None:
    """None of 5 invoiced: may be undone; 1 of 5: not."""
    assert undo_refused(receipt(1, 5)) is None
    refused = undo_refused(receipt(1, 5, 1))
    assert refused is not None
    assert refused.code == "receipt-invoiced"
