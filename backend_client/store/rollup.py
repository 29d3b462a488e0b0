"""The sums that the load board reads, compared with what they sum, and made anew.

Triggers of the database keep `capacity_load_days` with every capacity need and calendar entry. That they do is
verified rather than believed: for each center and day

    capacity effective of the calendar entries - the sum kept = 0
    allocated time of the needs (requested-only ones left out) - the sum kept = 0
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    type_coerce,
    union_all,
)

from backend_client.records.calendar import CalendarEntry, CapacityLoadDay
from backend_client.records.columns import QUANTITY
from backend_client.records.order_detail import CapacityNeed
from backend_client.store.rows import table_of

DAYS = table_of(CapacityLoadDay)
CALENDAR = table_of(CalendarEntry)
NEEDS = table_of(CapacityNeed)
ZERO: Any = type_coerce(literal(0), QUANTITY)


class LoadDayDifference(NamedTuple):
    """How much a center's day lacks (positive) or has too much (negative)."""

    type: str
    no: str
    date: date
    capacity_effective: Decimal
    allocated_time: Decimal


def differences(connection: Connection) -> Iterator[LoadDayDifference]:
    """Answer each center's day whose sums are not those of its calendar entries and needs."""
    kept = select(
        DAYS.c.type,
        DAYS.c.no,
        DAYS.c.date,
        (-DAYS.c.capacity_effective).label("capacity"),
        (-DAYS.c.allocated_time).label("allocated"),
    )
    rows = union_all(_of_calendar(), _of_needs(), kept).subquery("rows")
    capacity, allocated = func.sum(rows.c.capacity), func.sum(rows.c.allocated)
    statement = (
        select(rows.c.type, rows.c.no, rows.c.date, capacity, allocated)
        .group_by(rows.c.type, rows.c.no, rows.c.date)
        .having(or_(capacity != ZERO, allocated != ZERO))
        .order_by(rows.c.type, rows.c.no, rows.c.date)
    )
    for row in connection.execute(statement, execution_options={"yield_per": 500}):
        yield LoadDayDifference(*row)


def rebuild(connection: Connection) -> int:
    """Make every sum anew in a writing transaction; answers how many days there are."""
    if connection.dialect.name == "postgresql":  # SQLite's writer is alone anyway
        connection.execute(text("LOCK TABLE capacity_needs, calendar_entries IN SHARE MODE"))
    rows = union_all(_of_calendar(DAYS.c.work_center_no), _of_needs(DAYS.c.work_center_no)).subquery("rows")
    sums = select(
        rows.c.type,
        rows.c.no,
        rows.c.date,
        func.max(rows.c.work_center_no),
        func.sum(rows.c.capacity),
        func.sum(rows.c.allocated),
    ).group_by(rows.c.type, rows.c.no, rows.c.date)
    names = ("type", "no", "date", "work_center_no", "capacity_effective", "allocated_time")
    connection.execute(delete(DAYS))
    connection.execute(insert(DAYS).from_select(names, sums))
    return connection.execute(select(func.count()).select_from(DAYS)).scalar_one()


def _of_calendar(*also: Any) -> Select[Any]:
    return select(
        CALENDAR.c.type,
        CALENDAR.c.no,
        CALENDAR.c.date,
        *(CALENDAR.c[column.name] for column in also),
        CALENDAR.c.capacity_effective.label("capacity"),
        ZERO.label("allocated"),
    )


def _of_needs(*also: Any) -> Select[Any]:
    return select(
        NEEDS.c.type,
        NEEDS.c.no,
        NEEDS.c.date,
        *(NEEDS.c[column.name] for column in also),
        ZERO.label("capacity"),
        NEEDS.c.allocated_time.label("allocated"),
    ).where(NEEDS.c.requested_only.is_(False))
