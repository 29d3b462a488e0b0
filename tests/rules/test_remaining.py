"""What of an order line is finished and what remains."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.remaining import LineQuantities, after_output


def boxes(output: int | Decimal, finished: int | Decimal = 0) -> LineQuantities | None:
    """Output in pieces on an order of 5 boxes of 12."""
    return after_output(
        quantity=Decimal(5),
        quantity_base=Decimal(60),
        finished_qty_base=Decimal(finished),
        qty_per_unit_of_measure=Decimal(12),
        output_base=Decimal(output),
    )


def test_output_moves_from_remaining_to_finished() -> None:
    """24 of 60 pieces: 2 boxes finished, 3 remain."""
    assert boxes(24) == (2, 3, 24, 36)


def test_more_than_ordered_leaves_nothing() -> None:
    """72 of 60 pieces are accepted; what remains stops at zero."""
    assert boxes(72) == (6, 0, 72, 0)


def test_the_last_piece_finishes_the_line_exactly() -> None:
    """20 + 40 pieces in boxes of 12 make 5 boxes, though 20 alone are 1.66667."""
    first = boxes(20)
    assert first is not None
    assert first.finished_quantity == Decimal("1.66667")
    assert boxes(40, finished=20) == (5, 0, 60, 0)


def test_no_more_can_be_taken_back_than_was_made() -> None:
    """Finished 10, taken back 11: refused; taken back 10: all remains again."""
    assert boxes(-11, finished=10) is None
    assert boxes(-10, finished=10) == (0, 5, 0, 60)


@given(st.decimals(min_value=0, max_value=10_000, places=5), st.decimals(-10_000, 10_000, places=5))
def test_remaining_is_what_is_not_finished(finished: Decimal, output: Decimal) -> None:
    """Remaining is quantity less finished, never below zero, in base units and in the line's."""
    found = boxes(output, finished)
    if found is not None:
        assert found.finished_qty_base == finished + output
        assert found.remaining_qty_base == max(60 - found.finished_qty_base, Decimal(0))
        assert found.remaining_quantity == max(5 - found.finished_quantity, Decimal(0))
