"""Capacity constrained resources: centers that are loaded only up to a share of each day.

    available time = capacity effective x critical load % / 100 - time already allocated, at least 0
    load %         = allocated / capacity effective x 100
    dampener time  = capacity effective x min(dampener %, critical % + dampener % - load %) / 100, at least 0

    480 min, critical 80 %, dampener 10 %, 300 min allocated  ->  available 84 min, load 62.5 %, dampener 48 min

An operation takes what is available of a day and goes on with the next; when no more than the dampener time
would be left over, the day takes that too. So finite loading never brings a day above critical % + dampener %.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from backend_client.rules.rounding import ZERO, round_percent, round_to


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstrainedResource:
    """The two percentages of a bottleneck."""

    critical_load_pct: Decimal
    dampener_pct: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstrainedDay:
    """What is left of a day, in the unit of its capacity."""

    available_time: Decimal
    load_pct: Decimal
    dampener_time: Decimal


def constrained_day(
    *,
    resource: ConstrainedResource,
    capacity_effective: Decimal,
    allocated_time: Decimal,
    precision: Decimal,
) -> ConstrainedDay:
    """Answer the free time, load and dampener time of one day; times rounded by the calendar's precision."""
    load_pct = allocated_time / capacity_effective * 100 if capacity_effective > 0 else ZERO
    tolerated = min(resource.dampener_pct, resource.critical_load_pct + resource.dampener_pct - load_pct)
    available = capacity_effective * resource.critical_load_pct / 100 - allocated_time
    return ConstrainedDay(
        available_time=round_to(max(available, ZERO), precision),
        load_pct=round_percent(load_pct),
        dampener_time=round_to(max(capacity_effective * tolerated / 100, ZERO), precision),
    )


@dataclass(frozen=True, slots=True)
class ConstrainedDays:
    """Days of a resource by number (milliseconds since 0001-01-01 // a day), in milliseconds of need.

    free      capacity effective x critical % - allocated; negative on a day loaded beyond its critical share
    dampener  capacity effective x dampener %
    A day not named is unlimited.
    """

    free: Mapping[int, Decimal]
    dampener: Mapping[int, Decimal]


UNLIMITED = ConstrainedDays(free={}, dampener={})


class DayRoom:
    """What is left of each day while one order is being scheduled.

    A machine center's room lies within that of its work center, whose load includes the machine's: a day takes
    what both of them take.
    """

    def __init__(self, days: ConstrainedDays, within: "DayRoom | None" = None) -> None:
        """Start with what other orders leave."""
        self._free = dict(days.free)
        self._dampener = days.dampener
        self._within = within

    def on(self, day: int, wanted: Decimal) -> Decimal:
        """Answer how much of what is wanted the day takes: all, if no more than the dampener is too much."""
        most = wanted if self._within is None else self._within.on(day, wanted)
        free = self._free.get(day)
        if free is None or wanted <= free + self._dampener[day]:
            return most
        return min(most, max(free, ZERO))

    def take(self, day: int, need: Decimal) -> None:
        """Note that need was placed on a day."""
        if day in self._free:
            self._free[day] -= need
        if self._within is not None:
            self._within.take(day, need)
