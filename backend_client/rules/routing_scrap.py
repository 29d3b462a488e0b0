"""Scrap of operations, accumulated from the last operation backwards.

    f = scrap factor % / 100
    F = round((1 + F_next) x (1 + f), 0.00001) - 1       where f is 0: F_next
    Q = Q_next x (1 + f) + fixed scrap quantity          not rounded

F_next and Q_next are the largest of the operations that follow, each on its own. F is a fraction, not a
percentage. Two operations, each 10 % and 20 pieces: the last has 0.1 and 20, the first 0.21 and 42, and an
order of 5 starts with 5 x 1.21 + 42 = 48.05 pieces.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend_client.rules.rounding import FACTOR_PRECISION, ZERO, round_to
from backend_client.rules.routing_lines import OperationLink


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationScrap:
    """What an operation alone loses: a percentage, and pieces once per order."""

    scrap_factor_pct: Decimal = ZERO
    fixed_scrap_quantity: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class AccumulatedScrap:
    """What is lost from an operation to the end: a fraction, and pieces in base units."""

    factor: Decimal = ZERO
    fixed_quantity: Decimal = ZERO


NO_SCRAP = AccumulatedScrap()


def accumulate(
    links: Sequence[OperationLink], scraps: Mapping[str, OperationScrap]
) -> dict[str, AccumulatedScrap]:
    """Answer each operation's accumulated scrap; `links` in the order that `routing_lines.chain` answers."""
    accumulated: dict[str, AccumulatedScrap] = {}
    for each in reversed(links):
        after = [accumulated[number] for number in each.next]
        factor_after = max((scrap.factor for scrap in after), default=ZERO)
        fixed_after = max((scrap.fixed_quantity for scrap in after), default=ZERO)
        own = scraps[each.operation_no]
        rate = 1 + own.scrap_factor_pct / 100
        factor = factor_after
        if own.scrap_factor_pct:
            factor = round_to((1 + factor_after) * rate, FACTOR_PRECISION) - 1
        accumulated[each.operation_no] = AccumulatedScrap(
            factor=factor, fixed_quantity=fixed_after * rate + own.fixed_scrap_quantity
        )
    return accumulated


def input_quantity(quantity_base: Decimal, line_scrap_pct: Decimal, scrap: AccumulatedScrap) -> Decimal:
    """Answer the pieces an operation starts with, base units, unrounded.

    Where lines of a family share the routing, quantity and percentage are each the sum over those lines.
    """
    return quantity_base * (1 + scrap.factor) * (1 + line_scrap_pct / 100) + scrap.fixed_quantity
