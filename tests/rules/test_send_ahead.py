"""Send-ahead: where the lots of a quantity begin and end."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.send_ahead import LOTS_MAX, lot_edges, share_of


def test_lots_of_four_of_ten_pieces():
    assert lot_edges(Decimal(10), Decimal(4)) == (0, Fraction(2, 5), Fraction(4, 5), 1)


@pytest.mark.parametrize("send_ahead", ["0", "10", "11"])
def test_no_send_ahead_or_all_of_it_is_one_lot(send_ahead):
    assert lot_edges(Decimal(10), Decimal(send_ahead)) == (0, 1)


def test_shares_of_whole_amounts_stay_whole():
    assert share_of(Decimal(180_000), Fraction(1, 3)) == 60_000


@given(st.decimals("0.001", 10**6, places=3), st.decimals("0.001", 10**6, places=3))
def test_lots_cover_the_quantity_and_are_bounded_in_number(quantity, send_ahead):
    edges = lot_edges(quantity, send_ahead)
    assert (edges[0], edges[-1]) == (0, 1)
    assert all(one < other for one, other in pairwise(edges))
    assert len(edges) - 1 <= LOTS_MAX
