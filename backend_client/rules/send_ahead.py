"""Send-ahead: lots that move on before the whole quantity is done.

Where the send-ahead quantity is more than 0 and less than what goes into the operation, its run is done lot by
lot and the next operation may start when the first lot has passed run, wait and move:

    10 pieces, send-ahead 4   ->  lots of 4, 4, 2: edges at 0, 2/5, 4/5 and 1 of the quantity

Edges are fractions of the quantity, because scrap makes the quantities of two operations differ while a share
of one stays the same share of the other.
"""

from decimal import Decimal
from fractions import Fraction

LOTS_MAX = 200  # a smaller lot than 1/200 of the quantity is taken as several lots at once

_WHOLE = (Fraction(0), Fraction(1))


def lot_edges(input_quantity: Decimal, send_ahead_quantity: Decimal) -> tuple[Fraction, ...]:
    """Answer where lots begin and end as fractions of the quantity, first 0, last 1."""
    if not 0 < send_ahead_quantity < input_quantity:
        return _WHOLE
    lot = Fraction(send_ahead_quantity) / Fraction(input_quantity)
    lot *= -(-1 // (lot * LOTS_MAX))
    count = -(-1 // lot)
    return (*(lot * number for number in range(int(count))), Fraction(1))


def share_of(amount: Decimal, share: Fraction) -> Decimal:
    """Answer a share of an amount; multiplied before it is divided, so whole results stay whole."""
    return amount * share.numerator / share.denominator
