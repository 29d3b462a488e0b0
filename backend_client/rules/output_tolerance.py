"""How much more, or how much less, than expected may be reported: fine, for a supervisor, or refused.

    100 expected, over-output tolerance 5 %, supervisor's limit 10 %
        good in all   up to 105  fine
                      up to 110  a supervisor approves it
                      above      refused
    100 expected, under-output tolerance 2 %, supervisor's limit 20 %, the operation is reported finished
        good in all   98 or more  fine
                      80 or more  a supervisor approves it
                      below       refused

A short posting that leaves the operation unfinished is always fine. A tolerance that is not set restricts nothing,
as in Business Central; where only the supervisor's limit is not set, a supervisor may approve anything. What is
expected of an operation is what the one after it is planned to take in; of the last, the order line's quantity. A
correction that takes back is never too much.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.floor_terms import FloorOutcome
from backend_client.rules.rounding import ZERO, exact, round_quantity

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """The plant's tolerances in percent of what is expected; None = not set."""

    over_pct: Decimal | None = None
    over_supervisor_pct: Decimal | None = None
    under_pct: Decimal | None = None
    under_supervisor_pct: Decimal | None = None

    @property
    def restricts(self) -> bool:
        """Any of it is set."""
        return self.over_pct is not None or self.under_pct is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputLimits:
    """The same in pieces: all that was and will be made. None = no such limit."""

    most_fine: Decimal | None
    most: Decimal | None
    least_fine: Decimal | None
    least: Decimal | None


def output_limits(expected: Decimal, tolerance: Tolerance) -> OutputLimits:
    """Answer the limits of an operation, 5 decimals.

    >>> output_limits(Decimal(100), Tolerance(over_pct=Decimal(5))).most_fine
    Decimal('105.00000')
    """
    over, under = tolerance.over_pct is not None, tolerance.under_pct is not None
    return OutputLimits(
        most_fine=_of(expected, tolerance.over_pct, 1),
        most=_of(expected, tolerance.over_supervisor_pct, 1) if over else None,
        least_fine=_of(expected, tolerance.under_pct, -1),
        least=_of(expected, tolerance.under_supervisor_pct, -1) if under else None,
    )


def over_output(limits: OutputLimits, made: Decimal, output: Decimal) -> FloorOutcome:
    """Say whether `output` more good pieces after `made` are too many."""
    if limits.most_fine is None or output <= 0 or made + output <= limits.most_fine:
        return FloorOutcome.FINE
    if limits.most is not None and made + output > max(limits.most, limits.most_fine):
        return FloorOutcome.REFUSED
    return FloorOutcome.SUPERVISOR


def under_output(limits: OutputLimits, made: Decimal, output: Decimal, *, finished: bool) -> FloorOutcome:
    """Say whether an operation may be finished with `output` more good pieces after `made`."""
    if not finished or limits.least_fine is None or made + output >= limits.least_fine:
        return FloorOutcome.FINE
    if limits.least is not None and made + output < min(limits.least, limits.least_fine):
        return FloorOutcome.REFUSED
    return FloorOutcome.SUPERVISOR


def _of(expected: Decimal, percent: Decimal | None, sign: int) -> Decimal | None:
    if percent is None:
        return None
    with exact():
        return max(round_quantity(expected * (HUNDRED + sign * percent) / HUNDRED), ZERO)
