"""Run time from the clock: when the work began and ended, and how many places worked at once.

08:15 to 10:30 at two places: 135 minutes x 2 = 270 minutes. An end before the start lies on the next day, as on a
night shift: 22:00 to 02:00 is 4 hours. No places named counts as one.
"""

from datetime import time
from decimal import Decimal

from backend_client.rules.rounding import round_to
from backend_client.rules.units import MILLISECONDS, time_of
from backend_client.terms import CapacityUnitType

DAY_MS = MILLISECONDS[CapacityUnitType.DAYS]


def run_time_between(
    starting_time: time,
    ending_time: time,
    concurrent_capacity: Decimal,
    unit: CapacityUnitType,
    precision: Decimal,
) -> Decimal:
    """Answer the run time in `unit`, rounded to the center's calendar rounding precision."""
    elapsed_ms = (_of_day_ms(ending_time) - _of_day_ms(starting_time)) % DAY_MS
    return round_to(time_of(elapsed_ms, unit) * (concurrent_capacity or Decimal(1)), precision)


def _of_day_ms(clock: time) -> int:
    seconds = (clock.hour * 60 + clock.minute) * 60 + clock.second
    return seconds * 1000 + clock.microsecond // 1000
