"""Which component of an order line a consumed quantity belongs to.

A component takes what it still expects; what is left over goes to the next component of the same item, and at the
end it is posted for the journal line itself, without changing what remains. Expected 10, consumed 12: two entries,
10 and 2, and nothing remains. A negative quantity is a return: it raises what remains, even above the expected.
All quantities in the item's base unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from backend_client.rules.rounding import ZERO, round_quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """What a component expects, still has to get, and has had."""

    line_no: int
    expected_base: Decimal
    remaining_base: Decimal
    actual_base: Decimal


class Taken(NamedTuple):
    """A part of the consumed quantity: which component it was for, and what remains there.

    remaining_base  None: what remains is not changed (the part is beyond what was expected)
    """

    component_line_no: int
    quantity: Decimal
    remaining_base: Decimal | None


def allocate(
    quantity: Decimal, components: Iterable[Component], journal_component_line_no: int
) -> list[Taken]:
    """Divide a consumed quantity among the components of its item, in their order."""
    left = quantity
    parts: list[Taken] = []
    for component in components:
        if not left:
            break
        taken, remaining = _take(component, left)
        left -= taken
        if taken:
            parts.append(Taken(component.line_no, taken, remaining))
    if left:
        parts.append(Taken(journal_component_line_no, left, None))
    return parts


def _take(component: Component, left: Decimal) -> tuple[Decimal, Decimal]:
    """Answer what a component takes of a quantity, and what remains there after it."""
    remaining = component.remaining_base
    after = round_quantity(component.expected_base - component.actual_base - left)
    if after * component.expected_base <= 0:
        return remaining, ZERO
    if remaining * after < 0:
        return after, after
    return remaining - after, after
