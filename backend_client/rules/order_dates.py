"""From an order's due date to where scheduling starts, and back.

Backward: the order ends at the normal ending time of the day that lies the safety lead time before the due
date. Forward: it starts when it is told to, and the due date moves later if the end plus the safety lead time
is after it; it never moves earlier.

    due Sunday 2026-01-11, safety lead time 1 day, normal ending time 16:00  ->  to end Saturday 16:00
"""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantTimes:
    """The plant's normal day and its safety lead time."""

    normal_starting_time: time
    normal_ending_time: time
    safety_lead_time_days: int = 0


def ending_for(due_date: date, plant: PlantTimes) -> datetime:
    """Answer when an order that is due on a day has to end at the latest."""
    day = days_after(due_date, -plant.safety_lead_time_days)
    return datetime.combine(day, plant.normal_ending_time)


def starting_for(day: date, plant: PlantTimes) -> datetime:
    """Answer when an order starts on a day unless told otherwise."""
    return datetime.combine(day, plant.normal_starting_time)


def due_after(ending: datetime, due_date: date, plant: PlantTimes) -> date:
    """Answer the due date of a line that ends then: the given one, or later."""
    return max(due_date, days_after(ending.date(), plant.safety_lead_time_days))


def days_after(day: date, days: int) -> date:
    """Move a day forwards or backwards, not beyond the calendar's first and last day."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
