"""How many pieces an operation can have at hand: shown before anything is typed, never a limit by itself.

The first operation has what is still expected of it. Any other has what the operations before it have passed on,
less what it has taken itself, good or scrap: 8 good pieces from operation 10, operation 20 has made 3 and scrapped
1, so 4 are there. Of several operations that meet in one, the one that has passed on least counts.
"""

from collections.abc import Sequence
from decimal import Decimal

from backend_client.rules.rounding import ZERO


def ceiling(
    *,
    expected_quantity: Decimal,
    output_quantity: Decimal,
    scrap_quantity: Decimal,
    output_of_previous: Sequence[Decimal],
) -> Decimal:
    """Answer the pieces at hand, never below zero; `output_of_previous` is empty at the first operation."""
    if not output_of_previous:
        return max(expected_quantity - output_quantity, ZERO)
    return max(min(output_of_previous) - output_quantity - scrap_quantity, ZERO)


def operation_nos(text: str) -> tuple[str, ...]:
    """Read the operations named in a previous or next operation number: "20|30" names two."""
    return tuple(part for part in text.split("|") if part)
