"""Shop calendars, the calendars of centers, and absence."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, select, tuple_

from backend_client.records.calendar import (
    CalendarAbsenceEntry,
    CalendarEntry,
    ShopCalendar,
    ShopCalendarHoliday,
    ShopCalendarWorkingDay,
)
from backend_client.store.rows import Row, table_of
from backend_client.terms import CapacityType

Center = tuple[CapacityType, str]
ShopCalendars = tuple[dict[str, list[Row]], dict[str, list[Row]]]
"""Working days, and holidays, by shop calendar."""

ENTRY = table_of(CalendarEntry)
ABSENCE = table_of(CalendarAbsenceEntry)
WORKING_DAY = table_of(ShopCalendarWorkingDay)
HOLIDAY = table_of(ShopCalendarHoliday)
SHOP = table_of(ShopCalendar)


def _of_centers(statement: Select[Any], table: Table) -> Select[Any]:
    return statement.where(
        tuple_(table.c.type, table.c.no).in_(bindparam("centers", expanding=True)),
        table.c.date.between(bindparam("first"), bindparam("last")),
    )


ENTRIES = _of_centers(select(ENTRY), ENTRY).order_by(ENTRY.c.date, ENTRY.c.starting_time)
DAYS = _of_centers(select(ENTRY.c.type, ENTRY.c.no, ENTRY.c.date).distinct(), ENTRY)
ABSENCES = _of_centers(select(ABSENCE), ABSENCE).order_by(ABSENCE.c.date, ABSENCE.c.starting_time)
RANGES = (
    select(ENTRY.c.type, ENTRY.c.no, func.min(ENTRY.c.date), func.max(ENTRY.c.date))
    .where(tuple_(ENTRY.c.type, ENTRY.c.no).in_(bindparam("centers", expanding=True)))
    .group_by(ENTRY.c.type, ENTRY.c.no)
)
WORKING_DAYS = select(WORKING_DAY).where(
    WORKING_DAY.c.shop_calendar_code.in_(bindparam("codes", expanding=True))
)
HOLIDAYS = select(HOLIDAY).where(HOLIDAY.c.shop_calendar_code.in_(bindparam("codes", expanding=True)))


def entries(connection: Connection, centers: Iterable[Center], first: date, last: date) -> list[Row]:
    """Read the calendar entries of centers from a first to a last day."""
    return _rows(connection, ENTRIES, centers, first, last)


def days_with_entries(
    connection: Connection, centers: Iterable[Center], first: date, last: date
) -> list[Row]:
    """Read on which days centers have entries."""
    return _rows(connection, DAYS, centers, first, last)


def absences(connection: Connection, centers: Iterable[Center], first: date, last: date) -> list[Row]:
    """Read the absences of centers from a first to a last day."""
    return _rows(connection, ABSENCES, centers, first, last)


def calculated_ranges(connection: Connection, centers: Iterable[Center]) -> dict[Center, tuple[date, date]]:
    """Read from which day to which day centers have entries; those without any are left out."""
    found = connection.execute(RANGES, {"centers": sorted(centers)})
    return {(kind, no): (first, last) for kind, no, first, last in found}


def shop_calendars(connection: Connection, codes: Iterable[str]) -> ShopCalendars:
    """Read the working days and the holidays of shop calendars, each by calendar."""
    wanted = {"codes": sorted(codes)}
    return _by_calendar(connection, WORKING_DAYS, wanted), _by_calendar(connection, HOLIDAYS, wanted)


def shop_calendar_names(connection: Connection) -> dict[str, str]:
    """Read what the shop calendars are called, by code."""
    found = connection.execute(select(SHOP.c.code, SHOP.c.description).order_by(SHOP.c.code))
    return {row.code: row.description for row in found}


def _by_calendar(connection: Connection, statement: Any, wanted: dict[str, Any]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in connection.execute(statement, wanted).mappings():
        found.setdefault(row["shop_calendar_code"], []).append(dict(row))
    return found


def _rows(
    connection: Connection, statement: Any, centers: Iterable[Center], first: date, last: date
) -> list[Row]:
    parameters = {"centers": sorted(centers), "first": first, "last": last}
    return [dict(row) for row in connection.execute(statement, parameters).mappings()]
