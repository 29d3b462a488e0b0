"""Segments of a run: cut where its own lots end and where lots arrive."""

from decimal import Decimal
from fractions import Fraction

from backend_client.rules.placed_operation import own_edges, segments
from tests.rules.shop import MINUTE, operation, serial

TEN, TWENTY = serial("10", "20")


def test_a_run_is_cut_at_its_own_lots_and_at_those_of_its_predecessors():
    before = operation(TEN, run=1, input_quantity=20, send_ahead_quantity=10)
    after = operation(TWENTY, run=1, input_quantity=10, send_ahead_quantity=4)
    cut = segments(after, [before])
    assert [each.end_share for each in cut] == [Fraction(2, 5), Fraction(1, 2), Fraction(4, 5), Fraction(1)]
    assert [each.run_ms / MINUTE for each in cut] == [4, 1, 3, 2]
    assert [each.quantity for each in cut] == [4, 1, 3, 2]


def test_a_run_without_lots_is_one_segment():
    (whole,) = segments(operation(TEN, run=Decimal("0.1"), input_quantity=3), [])
    assert (whole.start_share, whole.end_share, whole.quantity) == (0, 1, 3)
    assert own_edges(operation(TEN)) == (0, 1)
