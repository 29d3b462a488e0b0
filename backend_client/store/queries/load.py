"""What the load board and the task list read.

The sums come from `capacity_load_days`, one row for each center and day, which the database keeps with every
capacity need and calendar entry. Twelve weeks of 40 centers are 3,360 rows there, however many needs stand
behind them; the database adds them up by period and answers 480. Which orders need the time is not known there: where
only some statuses count, the needs of those orders themselves are added up, along their index by center and day.
"""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Date,
    Row,
    Select,
    String,
    bindparam,
    case,
    func,
    literal_column,
    select,
    type_coerce,
)

from backend_client.records.calendar import AccountingPeriod, CalendarEntry, CapacityLoadDay
from backend_client.records.center import CapacityConstrainedResource
from backend_client.records.columns import QUANTITY
from backend_client.records.order_detail import CapacityNeed
from backend_client.store.rows import table_of
from backend_client.terms import CapacityType, LoadPeriod, OrderStatus

PERIODS = table_of(AccountingPeriod)
DAYS = table_of(CapacityLoadDay)
NEEDS = table_of(CapacityNeed)
CALENDAR = table_of(CalendarEntry)
RESOURCES = table_of(CapacityConstrainedResource)

Center = tuple[CapacityType, str]

COUNTED: Any = case(
    (NEEDS.c.status == OrderStatus.SIMULATED, NEEDS.c.needed_time), else_=NEEDS.c.allocated_time
)
"""What a need counts where orders are chosen by status: a simulated one allocates nothing, and would need its time."""

PERIOD_START: dict[str, dict[LoadPeriod, str]] = {
    "sqlite": {
        LoadPeriod.DAY: "date",
        LoadPeriod.WEEK: "date(date, '-6 days', 'weekday 1')",
        LoadPeriod.MONTH: "date(date, 'start of month')",
        LoadPeriod.QUARTER: "date(date, 'start of month', "
        "printf('-%d months', (cast(substr(date, 6, 2) AS integer) + 2) % 3))",
        LoadPeriod.YEAR: "date(date, 'start of year')",
    },
    "postgresql": {
        length: f"CAST(date_trunc('{length.value}', date) AS date)"
        for length in LoadPeriod
        if length is not LoadPeriod.ACCOUNTING_PERIOD
    },
}
"""The first day of the period that holds a row's day; accounting periods are added up from days."""


class Sums(NamedTuple):
    """Effective capacity and allocated time, in the work center's unit."""

    capacity: Decimal
    allocated_time: Decimal


def sums_by_period(
    connection: Connection, centers: Collection[Center], first_day: date, last_day: date, length: LoadPeriod
) -> Iterator[tuple[Center, date, Sums]]:
    """Answer the sums of some centers by the first day of each whole period; days outside the two are left out.

    Of accounting periods each day is answered by itself. More centers than asked for may be answered where a work and a machine center share a number.
    """
    values = _values(centers) | {"first_day": first_day, "last_day": last_day}
    if length is LoadPeriod.ACCOUNTING_PERIOD:
        length = LoadPeriod.DAY
    rows = connection.execute(_sums_by_period(connection.dialect.name, length), values)
    for kind, no, start, capacity, allocated_time in rows.all():
        yield (kind, no), start, Sums(capacity, allocated_time)


def needs_by_period(
    connection: Connection,
    centers: Collection[Center],
    days: tuple[date, date],
    length: LoadPeriod,
    statuses: Collection[OrderStatus],
) -> Iterator[tuple[Center, date, Decimal]]:
    """Answer, as `sums_by_period` does, the time that orders in some statuses need."""
    values = _values(centers) | {"first_day": days[0], "last_day": days[1], "statuses": sorted(set(statuses))}
    if length is LoadPeriod.ACCOUNTING_PERIOD:
        length = LoadPeriod.DAY
    rows = connection.execute(_needs_by_period(connection.dialect.name, length), values)
    for kind, no, start, allocated_time in rows.all():
        yield (kind, no), start, allocated_time


def needs_before(
    connection: Connection, centers: Collection[Center], day: date, statuses: Collection[OrderStatus]
) -> dict[Center, Decimal]:
    """Answer the time that orders in some statuses need before a day."""
    values = _values(centers) | {"day": day, "statuses": sorted(set(statuses))}
    rows = connection.execute(_needs_before(), values)
    return {(row.type, row.no): row.allocated_time for row in rows}


def accounting_starts(connection: Connection) -> list[date]:
    """Read the first days of the plant's accounting periods, in order."""
    return list(
        connection.execute(select(PERIODS.c.starting_date).order_by(PERIODS.c.starting_date)).scalars()
    )


def sums_before(connection: Connection, centers: Collection[Center], day: date) -> dict[Center, Sums]:
    """Answer the sums of some centers over all time before a day."""
    rows = connection.execute(_sums_before(), _values(centers) | {"day": day})
    return {(row.type, row.no): Sums(row.capacity, row.allocated_time) for row in rows}


def centers_with_calendar(connection: Connection, centers: Collection[Center]) -> set[Center]:
    """Answer which of some centers have any calendar entry: a look at the first entry of each."""
    found = connection.execute(_first_entries(), _values(centers)).all()
    return {(row.type, row.no) for row in found}


def constrained_resource(connection: Connection, center: Center) -> Row[Any] | None:
    """Answer the row of a capacity constrained resource; None for a center that is none."""
    statement = select(RESOURCES).where(
        RESOURCES.c.capacity_type == bindparam("type"), RESOURCES.c.capacity_no == bindparam("no")
    )
    return connection.execute(statement, {"type": center[0], "no": center[1]}).one_or_none()


def _values(centers: Collection[Center]) -> dict[str, Any]:
    return {"types": sorted({kind for kind, _ in centers}), "nos": sorted({no for _, no in centers})}


_OF_CENTERS = (
    DAYS.c.type.in_(bindparam("types", expanding=True)),
    DAYS.c.no.in_(bindparam("nos", expanding=True)),
)
_KIND = type_coerce(DAYS.c.type, String).label(
    "type"
)  # a word equals its text; making words costs more than summing
_SUMS = (
    func.sum(DAYS.c.capacity_effective).label("capacity"),
    func.sum(DAYS.c.allocated_time).label("allocated_time"),
)


@cache
def _sums_by_period(dialect: str, length: LoadPeriod) -> Select[Any]:
    start: Any = literal_column(PERIOD_START[dialect][length], Date()).label("start")
    return (
        select(_KIND, DAYS.c.no, start, *_SUMS)
        .where(*_OF_CENTERS, DAYS.c.date.between(bindparam("first_day"), bindparam("last_day")))
        .group_by(DAYS.c.type, DAYS.c.no, start)
    )


@cache
def _sums_before() -> Select[Any]:
    return (
        select(DAYS.c.type, DAYS.c.no, *_SUMS)
        .where(*_OF_CENTERS, DAYS.c.date < bindparam("day"))
        .group_by(DAYS.c.type, DAYS.c.no)
    )


def _of_needs() -> tuple[Any, ...]:
    return (
        NEEDS.c.type.in_(bindparam("types", expanding=True)),
        NEEDS.c.no.in_(bindparam("nos", expanding=True)),
        NEEDS.c.status.in_(bindparam("statuses", expanding=True)),
        NEEDS.c.requested_only.is_(False),
    )


@cache
def _needs_by_period(dialect: str, length: LoadPeriod) -> Select[Any]:
    start: Any = literal_column(PERIOD_START[dialect][length], Date()).label("start")
    kind = type_coerce(NEEDS.c.type, String).label("type")
    return (
        select(kind, NEEDS.c.no, start, func.sum(COUNTED, type_=QUANTITY))
        .where(*_of_needs(), NEEDS.c.date.between(bindparam("first_day"), bindparam("last_day")))
        .group_by(NEEDS.c.type, NEEDS.c.no, start)
    )


@cache
def _needs_before() -> Select[Any]:
    return (
        select(NEEDS.c.type, NEEDS.c.no, func.sum(COUNTED, type_=QUANTITY).label("allocated_time"))
        .where(*_of_needs(), NEEDS.c.date < bindparam("day"))
        .group_by(NEEDS.c.type, NEEDS.c.no)
    )


@cache
def _first_entries() -> Select[Any]:
    centers = (
        select(DAYS.c.type, DAYS.c.no)
        .where(*_OF_CENTERS)
        .group_by(DAYS.c.type, DAYS.c.no)
        .subquery("centers")
    )
    entry = (
        select(CALENDAR.c.date)
        .where(CALENDAR.c.type == centers.c.type, CALENDAR.c.no == centers.c.no)
        .correlate(centers)
        .exists()
    )
    return select(centers.c.type, centers.c.no).where(entry)
