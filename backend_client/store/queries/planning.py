"""What planning an order has to know: items with their units and places, BOMs, routings, calendars.

Each function is one statement, whatever the number of components or operations; BOMs take three for each level
of phantoms, routings three in all. Rows are dictionaries in the column names of their tables.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, tuple_

from backend_client.records.bom import (
    Family,
    FamilyLine,
    ProductionBom,
    ProductionBomLine,
    ProductionBomVersion,
)
from backend_client.records.calendar import CalendarEntry, CapacityLoadDay
from backend_client.records.center import CapacityConstrainedResource
from backend_client.records.item import Item, ItemUnit, ItemVariant, StockkeepingUnit
from backend_client.records.routing import Routing, RoutingLine, RoutingVersion
from backend_client.store.rows import Record, Row, table_of
from backend_client.terms import CapacityType

Center = tuple[CapacityType, str]

ITEM = table_of(Item)
ITEM_UNIT = table_of(ItemUnit)
VARIANT = table_of(ItemVariant)
SKU = table_of(StockkeepingUnit)
FAMILY = table_of(Family)
FAMILY_LINE = table_of(FamilyLine)
CALENDAR = table_of(CalendarEntry)
LOAD_DAY = table_of(CapacityLoadDay)
RESOURCE = table_of(CapacityConstrainedResource)


def _listed(record: Record, column: str, *order: str) -> Select[Any]:
    table = table_of(record)
    wanted = table.c[column].in_(bindparam("wanted", expanding=True))
    return select(table).where(wanted).order_by(*(table.c[name] for name in order))


ITEMS = _listed(Item, "no", "no")
ITEM_UNITS = _listed(ItemUnit, "item_no", "item_no", "code")
SKUS = _listed(StockkeepingUnit, "item_no", "item_no").where(SKU.c.location_code == bindparam("location"))
BOMS = _listed(ProductionBom, "no", "no")
BOM_VERSIONS = _listed(ProductionBomVersion, "production_bom_no", "version_code")
BOM_LINES = _listed(ProductionBomLine, "production_bom_no", "line_no")
ROUTINGS = _listed(Routing, "no", "no")
ROUTING_VERSIONS = _listed(RoutingVersion, "routing_no", "version_code")
ROUTING_LINES = _listed(RoutingLine, "routing_no", "operation_no")
FAMILY_LINES = _listed(FamilyLine, "family_no", "line_no")
CALENDAR_ENTRIES = (
    select(
        CALENDAR.c.type,
        CALENDAR.c.no,
        CALENDAR.c.date,
        CALENDAR.c.starting_time,
        CALENDAR.c.ending_time,
        CALENDAR.c.capacity,
        CALENDAR.c.absence_capacity,
        CALENDAR.c.efficiency,
    )
    .where(tuple_(CALENDAR.c.type, CALENDAR.c.no).in_(bindparam("centers", expanding=True)))
    .where(CALENDAR.c.date.between(bindparam("first"), bindparam("last")))
    .order_by(CALENDAR.c.date, CALENDAR.c.starting_time)
)
RESOURCES = select(RESOURCE)
LOAD_DAYS = (
    select(LOAD_DAY)
    .where(tuple_(LOAD_DAY.c.type, LOAD_DAY.c.no).in_(bindparam("centers", expanding=True)))
    .where(LOAD_DAY.c.date.between(bindparam("first"), bindparam("last")))
)


def items(connection: Connection, nos: Iterable[str]) -> dict[str, Row]:
    """Read items by number."""
    return {row["no"]: row for row in _rows(connection, ITEMS, nos)}


def item_units(connection: Connection, nos: Iterable[str]) -> dict[tuple[str, str], Row]:
    """Read the units of items by item and code."""
    return {(row["item_no"], row["code"]): row for row in _rows(connection, ITEM_UNITS, nos)}


def stockkeeping_units(
    connection: Connection, nos: Iterable[str], location_code: str
) -> dict[tuple[str, str], Row]:
    """Read what differs for items at a location, by item and variant."""
    found = _rows(connection, SKUS, nos, location=location_code)
    return {(row["item_no"], row["variant_code"]): row for row in found}


def variant_exists(connection: Connection, item_no: str, variant_code: str) -> bool:
    """Say whether an item has a variant."""
    wanted = select(VARIANT.c.code).where(VARIANT.c.item_no == item_no, VARIANT.c.code == variant_code)
    return connection.execute(wanted).first() is not None


def family(connection: Connection, no: str) -> tuple[Row | None, list[Row]]:
    """Read a family and its lines."""
    head = connection.execute(select(FAMILY).where(FAMILY.c.no == no)).mappings().first()
    return (dict(head) if head else None), _rows(connection, FAMILY_LINES, [no])


def boms(connection: Connection, nos: Iterable[str]) -> tuple[list[Row], list[Row], list[Row]]:
    """Read the heads, versions and lines (of all versions) of production BOMs."""
    wanted = sorted(set(nos))
    return (
        _rows(connection, BOMS, wanted),
        _rows(connection, BOM_VERSIONS, wanted),
        _rows(connection, BOM_LINES, wanted),
    )


def routing(connection: Connection, no: str) -> tuple[Row | None, list[Row], list[Row]]:
    """Read the head, the versions and the lines (of all versions) of a routing."""
    heads, versions, lines = routings(connection, [no])
    return (heads[0] if heads else None), versions, lines


def routings(connection: Connection, nos: Iterable[str]) -> tuple[list[Row], list[Row], list[Row]]:
    """Read the heads, versions and lines (of all versions) of routings."""
    wanted = sorted(set(nos))
    return (
        _rows(connection, ROUTINGS, wanted),
        _rows(connection, ROUTING_VERSIONS, wanted),
        _rows(connection, ROUTING_LINES, wanted),
    )


def calendar_entries(connection: Connection, centers: Iterable[Center], first: date, last: date) -> list[Any]:
    """Read the calendar entries of centers from a first to a last day, by day and time."""
    parameters = {"centers": sorted(centers), "first": first, "last": last}
    return list(connection.execute(CALENDAR_ENTRIES, parameters))


def constrained_resources(connection: Connection) -> dict[Center, Row]:
    """Read the plant's bottlenecks."""
    found = connection.execute(RESOURCES).mappings()
    return {(row["capacity_type"], row["capacity_no"]): dict(row) for row in found}


def load_days(connection: Connection, centers: Iterable[Center], first: date, last: date) -> list[Row]:
    """Read capacity and allocated time of centers day by day."""
    parameters = {"centers": sorted(centers), "first": first, "last": last}
    return [dict(row) for row in connection.execute(LOAD_DAYS, parameters).mappings()]


def _rows(connection: Connection, statement: Any, wanted: Iterable[str], **more: Any) -> list[Row]:
    found = connection.execute(statement, {"wanted": sorted(set(wanted)), **more}).mappings()
    return [dict(row) for row in found]
