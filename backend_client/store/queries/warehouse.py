"""Warehouse documents, what bins hold, and what the warehouse was asked for."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, case, exists, func, select

from backend_client import limits
from backend_client.records.location import Bin
from backend_client.records.warehouse import BinContent, WarehouseActivity, WarehouseActivityLine
from backend_client.records.warehouse_request import WarehouseRequest
from backend_client.store.rows import Row, table_of
from backend_client.terms import WarehouseAction, WarehouseActivityType

ACTIVITY = table_of(WarehouseActivity)
LINE = table_of(WarehouseActivityLine)
CONTENT = table_of(BinContent)
REQUEST = table_of(WarehouseRequest)
BIN = table_of(Bin)
PICKS = (WarehouseActivityType.PICK, WarehouseActivityType.INVENTORY_PICK)


def activity(connection: Connection, no: str) -> Row | None:
    """Read the head of a document."""
    found = connection.execute(select(ACTIVITY).where(ACTIVITY.c.no == no)).mappings().first()
    return dict(found) if found else None


def activities(connection: Connection, *, order_no: str = "", location_code: str = "") -> list[Row]:
    """Read documents by number: of an order all, else those that are not completed."""
    statement = select(ACTIVITY).order_by(ACTIVITY.c.no).limit(limits.TASKS_MAX)
    statement = statement.where(
        ACTIVITY.c.order_no == order_no if order_no else ACTIVITY.c.completed.is_(False)
    )
    if location_code:
        statement = statement.where(ACTIVITY.c.location_code == location_code)
    return _rows(connection, statement)


def activity_lines(connection: Connection, nos: Iterable[str]) -> list[Row]:
    """Read the lines of documents."""
    statement = select(LINE).where(LINE.c.activity_no.in_(sorted(set(nos))))
    return _rows(connection, statement.order_by(LINE.c.activity_no, LINE.c.line_no))


def documents_of_order(connection: Connection, order_no: str) -> int:
    """Answer how many documents an order has had: the next one's number follows."""
    statement = select(func.count()).select_from(ACTIVITY).where(ACTIVITY.c.order_no == order_no)
    return int(connection.execute(statement).scalar_one())


def has_put_away(connection: Connection, item_entry_nos: Iterable[int]) -> bool:
    """Say whether a put-away was made of an output entry, handled or not."""
    numbers = list(item_entry_nos)
    found = exists().where(LINE.c.item_ledger_entry_no.in_(numbers), LINE.c.item_ledger_entry_no != 0)
    return bool(connection.execute(select(found)).scalar_one())


def outstanding_pick(connection: Connection, order_no: str) -> str:
    """Answer the number of a pick of an order that is not completed; "" where there is none."""
    statement = select(ACTIVITY.c.no).where(
        ACTIVITY.c.order_no == order_no, ACTIVITY.c.completed.is_(False), ACTIVITY.c.type.in_(PICKS)
    )
    no: str | None = connection.execute(statement.limit(1)).scalar_one_or_none()
    return no or ""


def outstanding_lines(
    connection: Connection, order_no: str
) -> dict[tuple[WarehouseActivityType, int, int], Decimal]:
    """Answer what documents of an order still ask for, by kind, order line and component; base units.

    A pick takes and places, a put-away too: what counts is taken by a pick, placed by a put-away.
    """
    left = func.sum(LINE.c.quantity_base - LINE.c.qty_handled_base).label("left")
    counts = case((ACTIVITY.c.type.in_(PICKS), WarehouseAction.TAKE), else_=WarehouseAction.PLACE)
    key = (ACTIVITY.c.type, LINE.c.order_line_no, LINE.c.component_line_no)
    statement = (
        select(*key, left)
        .join(LINE, LINE.c.activity_no == ACTIVITY.c.no)
        .where(ACTIVITY.c.order_no == order_no, ACTIVITY.c.completed.is_(False), LINE.c.action == counts)
        .group_by(*key)
    )
    return {(row[0], row[1], row[2]): row[3] for row in connection.execute(statement)}


def bin_contents(
    connection: Connection, location_code: str, *, item_nos: Iterable[str] = (), bin_code: str = ""
) -> list[Row]:
    """Read what the bins of a location hold, by bin and item; empty ones are left out."""
    statement = select(CONTENT).where(CONTENT.c.location_code == location_code, CONTENT.c.quantity != 0)
    wanted = sorted(set(item_nos))
    if wanted:
        statement = statement.where(CONTENT.c.item_no.in_(wanted))
    if bin_code:
        statement = statement.where(CONTENT.c.bin_code == bin_code)
    order = (CONTENT.c.bin_code, CONTENT.c.item_no, CONTENT.c.lot_no, CONTENT.c.serial_no)
    return _rows(connection, statement.order_by(*order).limit(limits.TASKS_MAX))


def known_bins(connection: Connection, location_code: str) -> set[str]:
    """Answer the bins of a location."""
    return set(connection.execute(select(BIN.c.code).where(BIN.c.location_code == location_code)).scalars())


def requests(connection: Connection, *, order_no: str = "", location_code: str = "") -> list[Row]:
    """Read what the warehouse was asked for, by day."""
    statement = select(REQUEST).order_by(REQUEST.c.expected_date, REQUEST.c.order_no).limit(limits.TASKS_MAX)
    if order_no:
        statement = statement.where(REQUEST.c.order_no == order_no)
    if location_code:
        statement = statement.where(REQUEST.c.location_code == location_code)
    return _rows(connection, statement)


def _rows(connection: Connection, statement: Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(statement).mappings()]
