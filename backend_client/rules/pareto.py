"""A Pareto: the few causes that make most of the loss, the largest first, with what they come to together.

    DENT 12, SCRATCH 6, WIRING 2       DENT  60.0 %   60.0 %
                                       SCRATCH 30.0 %   90.0 %
                                       WIRING  10.0 %  100.0 %

What was taken back until nothing or less was left is no cause.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from backend_client.rules.rounding import PERCENT_PRECISION, ZERO, exact, round_to

HUNDRED = Decimal(100)
KeyT = TypeVar("KeyT", bound=Any)


class Cause(NamedTuple, Generic[KeyT]):
    """A cause, its loss, and its share of all and that of all up to it, in percent rounded to 0.1."""

    key: KeyT
    loss: Decimal
    share_pct: Decimal
    cumulated_pct: Decimal


def pareto(losses: Iterable[tuple[KeyT, Decimal]]) -> tuple[Cause[KeyT], ...]:
    """Answer the causes, the largest first, equal ones by key; the last comes to 100.0 %.

    >>> [(each.key, str(each.cumulated_pct)) for each in pareto([("B", Decimal(1)), ("A", Decimal(2))])]
    [('A', '66.7'), ('B', '100.0')]
    """
    ranked = sorted(((key, loss) for key, loss in losses if loss > 0), key=lambda each: (-each[1], each[0]))
    found, so_far = [], ZERO
    with exact():
        total = sum((loss for _key, loss in ranked), ZERO)
        for key, loss in ranked:
            so_far += loss
            found.append(Cause(key, loss, _percent(loss, total), _percent(so_far, total)))
    return tuple(found)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return round_to(part * HUNDRED / whole, PERCENT_PRECISION)
