"""The entries of an order with who posted them and when, the newest first."""

from typing import Any

from sqlalchemy import Connection, Select, bindparam, or_, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.register import Register
from backend_client.store.rows import Record, Row, table_of

REGISTER = table_of(Register)


def _posted(record: Record) -> Select[Any]:
    table = table_of(record)
    return (
        select(table, REGISTER.c.posted_at, REGISTER.c.person_no)
        .join(REGISTER, REGISTER.c.no == table.c.register_no)
        .where(
            table.c.order_no == bindparam("order"),
            or_(bindparam("line") == 0, table.c.order_line_no == bindparam("line")),
            or_(bindparam("person") == "", REGISTER.c.person_no == bindparam("person")),
        )
        .order_by(table.c.entry_no.desc())
        .limit(bindparam("most"))
    )


CAPACITY, ITEMS = _posted(CapacityLedgerEntry), _posted(ItemLedgerEntry)


def posted_capacity(
    connection: Connection, order_no: str, line_no: int, person_no: str, most: int
) -> list[Row]:
    """Read capacity ledger entries of an order; line 0 = all, person "" = anybody."""
    return _rows(connection, CAPACITY, order_no, line_no, person_no, most)


def posted_items(connection: Connection, order_no: str, line_no: int, person_no: str, most: int) -> list[Row]:
    """Read item ledger entries of an order; line 0 = all, person "" = anybody."""
    return _rows(connection, ITEMS, order_no, line_no, person_no, most)


def _rows(connection: Connection, statement: Select[Any], *asked: object) -> list[Row]:
    values = dict(zip(("order", "line", "person", "most"), asked, strict=True))
    return [dict(row) for row in connection.execute(statement, values).mappings()]
