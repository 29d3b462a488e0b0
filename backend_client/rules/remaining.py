"""What of an order line is finished and what remains after an output.

Order of 10, output 4: finished 4, remaining 6. Output 12: finished 12, remaining 0; making more than was ordered
is accepted. Taking back more than was ever finished is not.
"""

from decimal import Decimal
from typing import NamedTuple

from backend_client.rules.rounding import ZERO
from backend_client.rules.units import quantity_in_unit


class LineQuantities(NamedTuple):
    """Finished and remaining quantity in the line's unit and in the item's base unit."""

    finished_quantity: Decimal
    remaining_quantity: Decimal
    finished_qty_base: Decimal
    remaining_qty_base: Decimal


def after_output(
    *,
    quantity: Decimal,
    quantity_base: Decimal,
    finished_qty_base: Decimal,
    qty_per_unit_of_measure: Decimal,
    output_base: Decimal,
) -> LineQuantities | None:
    """Answer the line's quantities after an output in base units; None when finished would fall below zero."""
    finished_base = finished_qty_base + output_base
    if finished_base < 0:
        return None
    finished = (
        quantity
        if finished_base == quantity_base
        else quantity_in_unit(finished_base, qty_per_unit_of_measure)
    )
    return LineQuantities(
        finished_quantity=finished,
        remaining_quantity=max(quantity - finished, ZERO),
        finished_qty_base=finished_base,
        remaining_qty_base=max(quantity_base - finished_base, ZERO),
    )
