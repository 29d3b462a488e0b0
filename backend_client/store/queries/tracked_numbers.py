"""Lots and serial numbers: those that are blocked, what is noted of one, and what is in stock of it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, literal_column, or_, select
from sqlalchemy import func as sql

from backend_client.records.item import Item, ItemTrackingInformation
from backend_client.store.queries.stock import ENTRY, OPEN, Number
from backend_client.store.read import Query
from backend_client.store.rows import Row, table_of

NOTED = table_of(ItemTrackingInformation)
ITEM = table_of(Item)
IS_BLOCKED: ColumnElement[Any] = literal_column("item_tracking_information.blocked")
"""As the index of blocked numbers says it."""

BLOCKED = Query(
    select(NOTED.c.item_no, NOTED.c.variant_code, NOTED.c.lot_no, NOTED.c.serial_no).where(
        NOTED.c.item_no.in_(bindparam("items", expanding=True)), IS_BLOCKED
    ),
    several="items",
)


def blocked_numbers(connection: Connection, item_nos: Iterable[str]) -> set[Number]:
    """Read the blocked lots and serial numbers of some items; one statement of the posting path."""
    rows = BLOCKED.rows(connection, {"items": sorted(set(item_nos))})
    return {(row[0], row[1], row[2], row[3]) for row in rows}


def noted(connection: Connection, number: str, item_nos: Iterable[str] | None, most: int) -> list[Row]:
    """Read what is noted of one number, or, with "", of all that are blocked; of some items alone, None = of any."""
    wanted = select(NOTED).order_by(NOTED.c.item_no, NOTED.c.lot_no, NOTED.c.serial_no, NOTED.c.variant_code)
    fits = or_(NOTED.c.lot_no == number, NOTED.c.serial_no == number) if number else IS_BLOCKED
    wanted = _of_items(wanted.where(fits), NOTED.c.item_no, item_nos)
    return [dict(row) for row in connection.execute(wanted.limit(most)).mappings()]


def in_stock(
    connection: Connection, numbers: Iterable[str], item_nos: Iterable[str] | None = None
) -> dict[Number, Any]:
    """Sum up what is in stock of lots and serial numbers, by each that has one of these."""
    found: dict[Number, Any] = {}
    wanted = sorted(set(numbers) - {""})
    for column, place in ((ENTRY.c.lot_no, 2), (ENTRY.c.serial_no, 3)):
        names = (ENTRY.c.item_no, ENTRY.c.variant_code, column)
        statement: Select[Any] = (
            select(*names, sql.sum(ENTRY.c.remaining_quantity, type_=ENTRY.c.remaining_quantity.type))
            .where(column.in_(wanted), OPEN)
            .group_by(*names)
        )
        for item_no, variant_code, number, quantity in connection.execute(
            _of_items(statement, ENTRY.c.item_no, item_nos)
        ):
            numbers_of = (number, "") if place == 2 else ("", number)
            found[item_no, variant_code, *numbers_of] = quantity
    return found


def items_named(connection: Connection, item_nos: Iterable[str]) -> dict[str, Row]:
    """Read the description and base unit of items."""
    wanted = select(ITEM.c.no, ITEM.c.description, ITEM.c.base_unit_of_measure).where(
        ITEM.c.no.in_(sorted(set(item_nos)))
    )
    return {row["no"]: dict(row) for row in connection.execute(wanted).mappings()}


def items_of_gtin(connection: Connection, gtins: Iterable[str]) -> list[str]:
    """Read which items have a GTIN that is written in one of these ways."""
    return list(connection.scalars(select(ITEM.c.no).where(ITEM.c.gtin.in_(sorted(set(gtins))))))


def _of_items(
    statement: Select[Any], column: ColumnElement[str], item_nos: Iterable[str] | None
) -> Select[Any]:
    return statement if item_nos is None else statement.where(column.in_(sorted(set(item_nos))))
