"""The load of a center in a period.

    availability after orders = capacity effective - allocated time
    load %                    = round(allocated / capacity x 100, 0.1), 0 without capacity

    480 min of capacity, 405 allocated  ->  75 left, 84.4 %        360 and 405  ->  -45, 112.5 %

Net change counts the period alone, balance at date everything up to the period's end.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from backend_client.rules.rounding import ZERO, round_percent
from backend_client.terms import LoadPeriod, LoadView


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Times in one unit."""

    capacity: Decimal
    allocated_time: Decimal

    @property
    def availability_after_orders(self) -> Decimal:
        """What is free; negative when overloaded."""
        return self.capacity - self.allocated_time

    @property
    def load_pct(self) -> Decimal:
        """Allocated share of the capacity in percent, 1 decimal; 0 without capacity."""
        return round_percent(self.allocated_time / self.capacity * 100) if self.capacity else ZERO


def periods(
    first_day: date, last_day: date, length: LoadPeriod, accounting_starts: Sequence[date] = ()
) -> tuple[Period, ...]:
    """Answer the periods that hold the days from first to last; the outer ones are cut at these days.

    accounting_starts  first days of the plant's accounting periods, in order; each lasts until the next begins
    Weeks start on Monday, quarters in January, April, July and October.
    """
    if length is LoadPeriod.ACCOUNTING_PERIOD:
        return _accounting_periods(first_day, last_day, accounting_starts)
    found: list[Period] = []
    if last_day < first_day:
        return ()
    start, end = first_day, min(period_end(first_day, length), last_day)
    while end < last_day:
        found.append(Period(start=start, end=end))
        start = end + timedelta(days=1)
        end = min(period_end(start, length), last_day)
    return (*found, Period(start=start, end=end))


def _accounting_periods(first_day: date, last_day: date, starts: Sequence[date]) -> tuple[Period, ...]:
    """From 10 January to 10 February, periods from 1 and 29 January: 10 to 28 January, 29 January to 10 February."""
    if last_day < first_day:
        return ()
    begins = [first_day, *(start for start in starts if first_day < start <= last_day)]
    ends = [*(start - timedelta(days=1) for start in begins[1:]), last_day]
    return tuple(Period(start=start, end=end) for start, end in zip(begins, ends, strict=True))


def period_end(day: date, length: LoadPeriod) -> date:
    """Answer the last day of the period that holds a day."""
    match length:
        case LoadPeriod.DAY:
            return day
        case LoadPeriod.WEEK:
            return day + timedelta(days=6 - day.weekday())
        case LoadPeriod.MONTH:
            return _month_end(day.year, day.month)
        case LoadPeriod.QUARTER:
            return _month_end(day.year, day.month + (-day.month) % 3)
        case LoadPeriod.YEAR:
            return date(day.year, 12, 31)
        case LoadPeriod.ACCOUNTING_PERIOD:
            message = "an accounting period ends where the plant says"
            raise AssertionError(message)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def loads(in_periods: Sequence[Load], view: LoadView, before: Load | None = None) -> tuple[Load, ...]:
    """Answer the load of each period in a view.

    in_periods  sums of each period alone, in order
    before      sums of all time before the first period; counts only for balance at date
    """
    if view is LoadView.NET_CHANGE:
        return tuple(in_periods)
    start = before or Load(capacity=ZERO, allocated_time=ZERO)
    return tuple(accumulate(in_periods, total, initial=start))[1:]


def total(one: Load, other: Load) -> Load:
    """Add two loads of the same unit."""
    return Load(
        capacity=one.capacity + other.capacity, allocated_time=one.allocated_time + other.allocated_time
    )


def total_of(all_loads: Iterable[Load]) -> Load:
    """Add the loads of the work centers of a group, converted to one unit before."""
    whole = Load(capacity=ZERO, allocated_time=ZERO)
    for each in all_loads:
        whole = total(whole, each)
    return whole
