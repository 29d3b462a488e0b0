"""Scheduling on the calendars that stand in the database.

A few weeks around the order are read first; only where they run out, more is read, and at last everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from backend_client.engine.context import Context
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.calendar_entries import CalendarEntry
from backend_client.rules.constrained_capacity import ConstrainedDays
from backend_client.rules.operation_times import CenterKey, OperationTimes
from backend_client.rules.order_dates import days_after
from backend_client.rules.rounding import ZERO
from backend_client.rules.scheduling import Schedule, schedule
from backend_client.rules.units import milliseconds
from backend_client.rules.working_time import CenterCalendar, day_number
from backend_client.store.queries import planning, whole_order
from backend_client.store.rows import Row
from backend_client.terms import CapacityUnitType, SchedulingDirection

READ_DAYS = (42, 400, None)  # how far is read at first, then, and at last: to the end


def schedule_on_calendars(
    context: Context,
    operations: Sequence[OperationTimes],
    *,
    direction: SchedulingDirection,
    at: datetime,
    units: Mapping[CenterKey, CapacityUnitType],
    order_no: str,
) -> Schedule | Refused:
    """Schedule operations; refuses as `rules.scheduling.schedule` does.

    units     the capacity unit of each center
    order_no  whose own allocation does not stand in its way on capacity constrained resources
    """
    resources = planning.constrained_resources(context.connection)
    bottlenecks = {center: row for center, row in resources.items() if center in units}
    found: Schedule | Refused = Refused(code=RefusalCode.CALENDAR_MISSING)
    for days in READ_DAYS:
        first, last = _window(direction, at.date(), days)
        calendars = _calendars(context, units.keys(), first, last)
        constrained: dict[CenterKey, ConstrainedDays] = {}
        if bottlenecks:
            constrained = _constrained(context, bottlenecks, units, first=first, last=last, order_no=order_no)
        found = schedule(operations, direction=direction, at=at, calendars=calendars, constrained=constrained)
        if isinstance(found, Schedule):
            return found
    return found


def _window(direction: SchedulingDirection, day: date, days: int | None) -> tuple[date, date]:
    if direction is SchedulingDirection.BACKWARD:
        return (date.min if days is None else days_after(day, -days)), day
    return day, (date.max if days is None else days_after(day, days))


def _calendars(
    context: Context, centers: Iterable[CenterKey], first: date, last: date
) -> dict[CenterKey, CenterCalendar]:
    by_center: dict[CenterKey, list[CalendarEntry]] = {}
    for row in planning.calendar_entries(context.connection, centers, first, last):
        by_center.setdefault((row.type, row.no), []).append(
            CalendarEntry(
                date=row.date,
                starting_time=row.starting_time,
                ending_time=row.ending_time,
                capacity=row.capacity,
                efficiency=row.efficiency,
                absence_capacity=row.absence_capacity,
            )
        )
    return {center: CenterCalendar.of(entries) for center, entries in by_center.items()}


def _constrained(
    context: Context,
    resources: Mapping[CenterKey, Row],
    units: Mapping[CenterKey, CapacityUnitType],
    *,
    first: date,
    last: date,
    order_no: str,
) -> dict[CenterKey, ConstrainedDays]:
    own: dict[tuple[CenterKey, date], Decimal] = {}
    for need in whole_order.needs(context.connection, order_no):
        center_day = ((need["type"], need["no"]), need["date"])
        own[center_day] = own.get(center_day, ZERO) + need["allocated_time"]
    free: dict[CenterKey, dict[int, Decimal]] = {center: {} for center in resources}
    dampener: dict[CenterKey, dict[int, Decimal]] = {center: {} for center in free}
    for row in planning.load_days(context.connection, free, first, last):
        center = (row["type"], row["no"])
        resource, unit = resources[center], units[center]
        key = (center, row["date"])
        allocated = row["allocated_time"] - own.get(key, ZERO) + context.moved_load.get(key, ZERO)
        left = row["capacity_effective"] * resource["critical_load_pct"] / 100 - allocated
        day = day_number(row["date"])
        free[center][day] = milliseconds(left, unit)
        dampener[center][day] = milliseconds(row["capacity_effective"] * resource["dampener_pct"] / 100, unit)
    return {center: ConstrainedDays(free[center], dampener[center]) for center in free}
