"""Accounting periods are closed one after the other, and opened again the other way round.

    January closed, February closed, March open: nothing is posted before 1 March; next March is closed, or
    February opened

A period ends the day before the next one begins; the last one has no end yet and can't be closed.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend_client.refusals import RefusalCode

A_DAY = timedelta(days=1)


class Period(NamedTuple):
    """A period of the books; `last_day` is None for the last one."""

    starting_date: date
    last_day: date | None
    name: str
    closed: bool


def periods(rows: Sequence[tuple[date, str, bool]]) -> list[Period]:
    """Answer periods in order, from first day, name and state of each."""
    found = sorted(rows)
    ends = [row[0] - A_DAY for row in found[1:]]
    return [
        Period(start, end, name, closed)
        for (start, name, closed), end in zip(found, [*ends, None], strict=False)
    ]


def cannot_close(of_plant: Sequence[Period], starting_date: date) -> RefusalCode | None:
    """Answer why a period can't be closed next, or None."""
    period = _found(of_plant, starting_date)
    if period is None:
        return RefusalCode.ACCOUNTING_PERIOD_NOT_FOUND
    first_open = next((each for each in of_plant if not each.closed), None)
    if period is not first_open:
        return RefusalCode.ACCOUNTING_PERIOD_OUT_OF_ORDER
    return RefusalCode.ACCOUNTING_PERIOD_WITHOUT_END if period.last_day is None else None


def cannot_reopen(of_plant: Sequence[Period], starting_date: date) -> RefusalCode | None:
    """Answer why a period can't be opened again next, or None."""
    period = _found(of_plant, starting_date)
    if period is None:
        return RefusalCode.ACCOUNTING_PERIOD_NOT_FOUND
    last_closed = next((each for each in reversed(of_plant) if each.closed), None)
    return None if period is last_closed else RefusalCode.ACCOUNTING_PERIOD_OUT_OF_ORDER


def _found(of_plant: Sequence[Period], starting_date: date) -> Period | None:
    return next((each for each in of_plant if each.starting_date == starting_date), None)
