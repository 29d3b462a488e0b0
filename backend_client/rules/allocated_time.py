"""How posted time frees the time that an order had allocated at a center.

Allocation shrinks with the time posted, never with the quantity: the time posted so far is taken off the needs in
the order of the calendar, setup off setup and run off run, and never below zero. Marking the operation as finished
frees all that is left. A correction takes posted time away, so it gives allocation back.

Needed 300 on Monday and 300 on Tuesday, 350 posted in all: allocated 0 on Monday, 250 on Tuesday.
"""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

from backend_client.rules.rounding import ZERO
from backend_client.terms import TimeType


class Need(NamedTuple):
    """A span of capacity that an operation needs, in the work center's unit of time."""

    line_no: int
    time_type: TimeType
    date: date
    starting_time: time
    needed_time: Decimal
    allocated_time: Decimal


def allocated_after(
    needs: Iterable[Need],
    *,
    finished: bool,
    setup_posted: bool,
    run_posted: bool,
    posted_setup_time: Decimal,
    posted_run_time: Decimal,
) -> dict[int, Decimal]:
    """Answer the allocated time of every need after a posting, by line number.

    posted_setup_time, posted_run_time  all that was ever posted on the operation, this posting included
    setup_posted, run_posted            whether this posting holds time of that kind: the other kind stays as it is
    """
    left = {TimeType.SETUP: posted_setup_time, TimeType.RUN: posted_run_time}
    touched = {TimeType.SETUP: setup_posted, TimeType.RUN: run_posted}
    allocated: dict[int, Decimal] = {}
    for need in sorted(needs, key=lambda need: (need.date, need.starting_time, need.line_no)):
        if finished:
            allocated[need.line_no] = ZERO
        elif touched[need.time_type]:
            used = max(min(need.needed_time, left[need.time_type]), ZERO)
            left[need.time_type] -= used
            allocated[need.line_no] = need.needed_time - used
        else:
            allocated[need.line_no] = need.allocated_time
    return allocated
