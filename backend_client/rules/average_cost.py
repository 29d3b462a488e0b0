"""Average cost: what goes out in a period costs the average of what was there and what came in.

    what was there before the period     10 at   20.00
    came in in the period                30 at  100.00
    average                              40 at  120.00 = 3.00

The cost of the entries that go out is the average times all that has gone out up to and with each of them, to 0.01,
less what the earlier ones cost: 10.00 over three pieces is 3.33, 3.34, 3.33, and nothing is left over. When nothing
is left in stock, the last one takes what is left of the cost.

What goes out of a certain entry (a correction, a chosen entry) costs what that entry cost, and both are left out of the
average; so is what comes back in the period in which it went out.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from backend_client.cost_terms import AverageCostPeriod
from backend_client.rules.rounding import ZERO, exact, round_amount

SUNDAY = 6


class Pool(NamedTuple):
    """A quantity in the base unit and its cost."""

    quantity: Decimal = ZERO
    cost: Decimal = ZERO


def period_of(day: date, period: AverageCostPeriod) -> tuple[date, date]:
    """Answer the first and the last day of the period that a day is in; weeks begin on Monday."""
    if period is AverageCostPeriod.DAY:
        return day, day
    if period is AverageCostPeriod.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=SUNDAY)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def averaged_costs(pool: Pool, going_out: Sequence[Decimal], gone: Decimal = ZERO) -> list[Decimal]:
    """Answer the cost of each entry that goes out, negative.

    pool       what was there and what came in; its quantity is above 0
    going_out  quantities, negative, in the order they go out
    gone       what went out in the period before them
    """
    costs: list[Decimal] = []
    with exact():
        before = round_amount(pool.cost * gone / pool.quantity)
        for quantity in going_out:
            gone -= quantity
            cost = round_amount(pool.cost * gone / pool.quantity)
            costs.append(before - cost)
            before = cost
    return costs
