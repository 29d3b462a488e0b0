"""Scheduling on the calendars that stand in the database.

A few weeks around the order are read first; only where they run out, more is read, and at last everything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from backend_client.engine.centers import counted_centers
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
from backend_client.terms import CapacityType, CapacityUnitType, SchedulingDirection

WORK_CENTER, MACHINE_CENTER = CapacityType.WORK_CENTER, CapacityType.MACHINE_CENTER
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
    work_centers = {center: _work_center(context, center) for center in units if center[0] is MACHINE_CENTER}
    units = {**units, **{work_center: units[machine] for machine, work_center in work_centers.items()}}
    resources = planning.constrained_resources(context.connection)
    bottlenecks = {center: row for center, row in resources.items() if center in units}
    used = {operation.center for operation in operations}
    found: Schedule | Refused = Refused(code=RefusalCode.CALENDAR_MISSING)
    for days in READ_DAYS:
        first, last = _window(direction, at.date(), days)
        calendars = _calendars(context, used, first, last)
        constrained: dict[CenterKey, ConstrainedDays] = {}
        if bottlenecks:
            constrained = _constrained(context, bottlenecks, units, first=first, last=last, order_no=order_no)
        found = schedule(
            operations,
            direction=direction,
            at=at,
            calendars=calendars,
            constrained=constrained,
            work_centers=work_centers,
        )
        if isinstance(found, Schedule):
            return found
    return found


def _work_center(context: Context, machine_center: CenterKey) -> CenterKey:
    return WORK_CENTER, context.setup.machine_centers[machine_center[1]].work_center_no


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
    counted = {center: counted_centers(context.setup, center) for center in resources}
    allocated: dict[tuple[CenterKey, date], Decimal] = defaultdict(Decimal, context.moved_load)
    for need in whole_order.needs(context.connection, order_no):
        allocated[(need["type"], need["no"]), need["date"]] -= need["allocated_time"]
    capacities: dict[CenterKey, dict[date, Decimal]] = {center: {} for center in resources}
    centers = {center for each in counted.values() for center in each}
    for row in planning.load_days(context.connection, centers, first, last):
        center = (row["type"], row["no"])
        allocated[center, row["date"]] += row["allocated_time"]
        if center in capacities:
            capacities[center][row["date"]] = row["capacity_effective"]
    found: dict[CenterKey, ConstrainedDays] = {}
    for center, resource in resources.items():
        free: dict[int, Decimal] = {}
        dampener: dict[int, Decimal] = {}
        for day, capacity in capacities[center].items():
            taken = sum((allocated[each, day] for each in counted[center]), ZERO)
            left = capacity * resource["critical_load_pct"] / 100 - taken
            free[day_number(day)] = milliseconds(left, units[center])
            dampener[day_number(day)] = milliseconds(capacity * resource["dampener_pct"] / 100, units[center])
        found[center] = ConstrainedDays(free, dampener)
    return found
