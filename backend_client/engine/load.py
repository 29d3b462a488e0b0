"""The load board, and what is left of a bottleneck's day.

A work center counts its own calendar's capacity against the time allocated to itself and to its machine centers;
a machine center counts for itself; a group counts its work centers, converted to one unit:

    work center W, 480 min of its own     need at W 100, at its machines 80 and 60  ->  240 of 480, 50.0 %
    a group of W (minutes) and V (hours)  in hours: 8 + 8 of capacity, 4 + 2 of need  ->  6 of 16, 37.5 %
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from backend_client import limits
from backend_client.engine.centers import counted_centers
from backend_client.engine.context import Context
from backend_client.engine.load_rows import BoardRow, BoardRows, Counted, centers_of
from backend_client.messages.base import Refused
from backend_client.messages.load import (
    LoadBoard,
    LoadCell,
    LoadQuestion,
    LoadRow,
)
from backend_client.messages.planning import ConstrainedCapacity, ConstrainedCapacityQuestion
from backend_client.refusals import RefusalCode
from backend_client.rules.capacity_load import Load, Period, loads, periods, total, total_of
from backend_client.rules.constrained_capacity import ConstrainedResource, constrained_day
from backend_client.rules.rounding import ZERO, round_time
from backend_client.rules.units import convert_time
from backend_client.store.queries.load import (
    Center,
    accounting_starts,
    centers_with_calendar,
    constrained_resource,
    needs_before,
    needs_by_period,
    sums_before,
    sums_by_period,
)
from backend_client.store.queries.planning import load_days
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType, LoadPeriod, LoadView

DAYS_OF_PERIOD_MAX = {
    LoadPeriod.DAY: 1,
    LoadPeriod.WEEK: 7,
    LoadPeriod.MONTH: 31,
    LoadPeriod.QUARTER: 92,
    LoadPeriod.YEAR: 366,
    LoadPeriod.ACCOUNTING_PERIOD: 366,
}
NOTHING = Load(capacity=ZERO, allocated_time=ZERO)

LoadsByCenter = dict[Center, list[Load]]


def load_board(context: Context, question: LoadQuestion) -> LoadBoard | Refused:
    """Answer the load of one center or group, or of all.

    Refuses with `period-out-of-range` (empty, too many columns, or at the end of the calendar), `center-not-found`,
    `unit-not-allowed`, `master-data-not-found` (by accounting period in a plant that has none).
    """
    refused = _range_refused(question)
    if refused is not None:
        return refused
    setup, unit = context.setup, question.unit_of_measure_code
    if unit and unit not in setup.capacity_units:
        return _refused(RefusalCode.UNIT_NOT_ALLOWED, "unit_of_measure_code", unit)
    rows = BoardRows(setup, unit)
    one = rows.one(question.scope, question.no) if question.no else None
    if question.no and one is None:
        return _refused(RefusalCode.CENTER_NOT_FOUND, "no", question.no)
    wanted = [one] if one is not None else list(rows.all())
    starts = accounting_starts(context.connection) if question.period is LoadPeriod.ACCOUNTING_PERIOD else []
    if question.period is LoadPeriod.ACCOUNTING_PERIOD and not starts:
        return _refused(RefusalCode.MASTER_DATA_NOT_FOUND, "period", question.period.value)
    columns = periods(question.first_day, question.last_day, question.period, starts)
    if len(columns) > limits.LOAD_PERIODS_MAX:
        return _period_refused(question)
    by_center = _loads_by_center(context, question, centers_of(wanted), columns)
    known = _with_calendar(context, by_center)
    return LoadBoard(
        as_of=context.now,
        first_day=question.first_day,
        last_day=question.last_day,
        period=question.period,
        view=question.view,
        statuses=question.statuses,
        rows=tuple(_load_row(setup, row, by_center, known, columns) for row in wanted),
    )


def constrained_capacity(
    context: Context, question: ConstrainedCapacityQuestion
) -> ConstrainedCapacity | Refused:
    """Answer what one day of a capacity constrained resource has left, in the work center's unit.

    A work center's day is loaded by its machine centers too.

    Refuses with `center-not-found` where the center is not one.
    """
    kind, no = question.type, question.no
    setup = context.setup
    machine_center = setup.machine_centers.get(no) if kind is CapacityType.MACHINE_CENTER else None
    work_center = setup.work_centers.get(machine_center.work_center_no if machine_center else no)
    resource = constrained_resource(context.connection, (kind, no))
    if resource is None or work_center is None:
        return _refused(RefusalCode.CENTER_NOT_FOUND, "no", no)
    counted = counted_centers(setup, (kind, no))
    loaded = load_days(context.connection, counted, question.date, question.date)
    own = [row["capacity_effective"] for row in loaded if (row["type"], row["no"]) == (kind, no)]
    day = constrained_day(
        resource=ConstrainedResource(
            critical_load_pct=resource.critical_load_pct, dampener_pct=resource.dampener_pct
        ),
        capacity_effective=sum(own, ZERO),
        allocated_time=sum((row["allocated_time"] for row in loaded), ZERO),
        precision=work_center.calendar_rounding_precision,
    )
    return ConstrainedCapacity(
        available_time=day.available_time, load_pct=day.load_pct, dampener_time=day.dampener_time
    )


def _loads_by_center(
    context: Context, question: LoadQuestion, centers: set[Center], columns: tuple[Period, ...]
) -> LoadsByCenter:
    first, last = columns[0].start, columns[-1].end
    by_center: LoadsByCenter = {center: [NOTHING] * len(columns) for center in centers}
    starts = [column.start for column in columns]
    for center, start, load in _sums(context, question, centers, (first, last)):
        if center in by_center:
            # the first column alone may start after its period does
            number = max(bisect_right(starts, start) - 1, 0)
            by_center[center][number] = total(by_center[center][number], load)
    _add_moved(context, by_center, columns)
    if question.view is LoadView.NET_CHANGE:
        return by_center
    before = _sums_before(context, question, centers, first)
    for (center, day), time in context.moved_load.items():
        if center in by_center and day < first:
            before[center] = _with_time(before.get(center, NOTHING), time)
    return {
        center: list(loads(alone, question.view, before.get(center))) for center, alone in by_center.items()
    }


def _sums(
    context: Context, question: LoadQuestion, centers: set[Center], days: tuple[date, date]
) -> Iterator[tuple[Center, date, Load]]:
    """Answer the load of centers by period; the time allocated is that of the statuses which count."""
    statuses = question.statuses
    for center, start, sums in sums_by_period(context.connection, centers, *days, question.period):
        yield (
            center,
            start,
            Load(capacity=sums.capacity, allocated_time=ZERO if statuses else sums.allocated_time),
        )
    if statuses:
        needs = needs_by_period(context.connection, centers, days, question.period, statuses)
        yield from ((center, start, _with_time(NOTHING, time)) for center, start, time in needs)


def _sums_before(
    context: Context, question: LoadQuestion, centers: set[Center], day: date
) -> dict[Center, Load]:
    found = sums_before(context.connection, centers, day)
    times = {center: sums.allocated_time for center, sums in found.items()}
    if question.statuses:
        times = needs_before(context.connection, centers, day, question.statuses)
    return {
        center: Load(capacity=sums.capacity, allocated_time=times.get(center, ZERO))
        for center, sums in found.items()
    }


def _add_moved(context: Context, by_center: LoadsByCenter, columns: tuple[Period, ...]) -> None:
    """Add the time of orders that are moved and not written."""
    starts = [column.start for column in columns]
    for (center, day), time in context.moved_load.items():
        if center in by_center and starts[0] <= day <= columns[-1].end:
            found, number = by_center[center], bisect_right(starts, day) - 1
            found[number] = _with_time(found[number], time)


def _with_time(load: Load, time: Decimal) -> Load:
    return Load(capacity=load.capacity, allocated_time=load.allocated_time + time)


def _with_calendar(context: Context, by_center: LoadsByCenter) -> set[Center]:
    """The centers that have a calendar: seen by their capacity, and looked up where none is to be seen."""
    unseen = {center for center, found in by_center.items() if not any(load.capacity for load in found)}
    known = centers_with_calendar(context.connection, unseen) if unseen else set()
    return (by_center.keys() - unseen) | known


def _load_row(
    setup: Setup, row: BoardRow, by_center: LoadsByCenter, known: set[Center], columns: tuple[Period, ...]
) -> LoadRow:
    each = [_counted_loads(setup, counted, row.unit_of_measure_code, by_center) for counted in row.counted]
    if len(each) == 1:
        figures = each[0]
    else:
        figures = [total_of(column) for column in zip(*each, strict=True)] or [NOTHING] * len(columns)
    if any(counted.unit_of_measure_code != row.unit_of_measure_code for counted in row.counted):
        figures = [_rounded(load) for load in figures]
    return LoadRow(
        scope=row.scope,
        no=row.no,
        name=row.name,
        work_center_no=row.work_center_no,
        group_code=row.group_code,
        unit_of_measure_code=row.unit_of_measure_code,
        unit_type=setup.capacity_units.get(row.unit_of_measure_code),
        has_calendar=any(counted.center in known for counted in row.counted),
        cells=tuple(_cell(column, load) for column, load in zip(columns, figures, strict=True)),
    )


def _counted_loads(setup: Setup, counted: Counted, unit: str, by_center: LoadsByCenter) -> list[Load]:
    """A center's loads in a unit, unrounded, with the time allocated to its machine centers."""
    found = by_center[counted.center]
    if counted.machine_centers:
        machines = [by_center[center] for center in counted.machine_centers]
        found = [
            Load(capacity=own.capacity, allocated_time=total_of((own, *others)).allocated_time)
            for own, *others in zip(found, *machines, strict=True)
        ]
    if counted.unit_of_measure_code == unit:
        return found
    units = setup.capacity_units[counted.unit_of_measure_code], setup.capacity_units[unit]
    return [
        Load(
            capacity=convert_time(load.capacity, *units),
            allocated_time=convert_time(load.allocated_time, *units),
        )
        for load in found
    ]


def _rounded(load: Load) -> Load:
    return Load(capacity=round_time(load.capacity), allocated_time=round_time(load.allocated_time))


def _cell(column: Period, load: Load) -> LoadCell:
    return LoadCell(
        period_start=column.start,
        period_end=column.end,
        capacity=load.capacity,
        allocated_time=load.allocated_time,
        availability_after_orders=load.availability_after_orders,
        load_pct=load.load_pct,
    )


def _range_refused(question: LoadQuestion) -> Refused | None:
    first, last = question.first_day, question.last_day
    longest = timedelta(days=limits.LOAD_PERIODS_MAX * DAYS_OF_PERIOD_MAX[question.period])
    if last < first or last.year >= date.max.year or last - first > longest:
        return _period_refused(question)
    return None


def _period_refused(question: LoadQuestion) -> Refused:
    facts = {
        "field": "last_day",
        "first_day": question.first_day.isoformat(),
        "last_day": question.last_day.isoformat(),
        "periods_max": str(limits.LOAD_PERIODS_MAX),
    }
    return Refused(code=RefusalCode.PERIOD_OUT_OF_RANGE, facts=facts)


def _refused(code: RefusalCode, field: str, value: str) -> Refused:
    return Refused(code=code, facts={"field": field, field: value})
