"""What is left of an operation once some of it was posted: what rescheduling still has to find room for.

Setup and run are taken off by the time posted, never below zero, and run is never more than the quantity takes that
still has to be made. A finished operation takes no time any more.

    10 pieces of 60 min, setup 30 min
    posted setup 30, run 250, 4 pieces  ->  setup 0, run 350          (600 - 250; 6 pieces would take 360)
    posted no time, 4 pieces            ->  setup 30, run 360         (6 pieces)
    posted run 700, 9 pieces            ->  run 0                     (more time than was needed)
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from backend_client.rules.operation_times import OperationTimes
from backend_client.rules.rounding import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedWork:
    """What was posted on an operation, in milliseconds and base units.

    setup_needed_ms     the capacity that its setup books: its time on every place that is set up
    processed_quantity  pieces that went through it, good and scrap
    """

    setup_needed_ms: Decimal = ZERO
    setup_ms: Decimal = ZERO
    run_ms: Decimal = ZERO
    processed_quantity: Decimal = ZERO
    finished: bool = False

    @property
    def is_any(self) -> bool:
        """Something was posted, or it is finished."""
        return self.finished or bool(self.setup_ms or self.run_ms or self.processed_quantity)


NOTHING_POSTED = PostedWork()


def left_to_do(times: OperationTimes, posted: PostedWork) -> OperationTimes:
    """Answer an operation with the setup and run that are left of it."""
    if posted.finished:
        return replace(times, queue_ms=ZERO, setup_ms=ZERO, run_ms=ZERO, wait_ms=ZERO, move_ms=ZERO)
    setup_ms, run_ms = times.setup_ms, times.run_ms
    if posted.setup_ms > 0 and posted.setup_needed_ms > 0:
        setup_ms = setup_ms * max(posted.setup_needed_ms - posted.setup_ms, ZERO) / posted.setup_needed_ms
    whole = times.whole_run_ms
    if whole > 0 and (posted.run_ms > 0 or posted.processed_quantity > 0):
        to_make = max(times.input_quantity - posted.processed_quantity, ZERO)
        left = min(max(whole - posted.run_ms, ZERO), whole * to_make / times.input_quantity)
        run_ms = run_ms * left / whole
    return replace(times, setup_ms=setup_ms, run_ms=run_ms)
