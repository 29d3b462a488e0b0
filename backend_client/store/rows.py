"""New rows as plain dictionaries: the posting path makes no mapped instance."""

from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

Row = dict[str, Any]
Record = type[SQLModel]
BATCH = "kiosk.batch"
"""What a connection of PostgreSQL keeps under this name takes new rows, to send them in one go with the commit."""
FORESEEN = "kiosk.foreseen"
"""What a connection of PostgreSQL keeps under this name are the answers to what its posting asked with its locks."""
PREPARED = "kiosk.prepared"
"""What a connection of PostgreSQL keeps under this name are the statements that it has prepared for that."""


def table_of(record: Record) -> Table:
    """Answer the Core table of a record."""
    return record.__table__  # type: ignore[attr-defined,no-any-return]


def new_row(record: Record, **values: Any) -> Row:
    """Answer a whole row: the record's defaults and what is given; an unknown column is our own mistake."""
    row = {**_defaults(record), **values}
    assert len(row) == len(_columns(record)), f"{record.__name__}: {row.keys() ^ _columns(record)}"
    return row


@cache
def _columns(record: Record) -> frozenset[str]:
    table = table_of(record)  # a number that the database gives by itself is no column of a new row
    return frozenset(column.name for column in table.columns if column is not table.autoincrement_column)


@cache
def _defaults(record: Record) -> Row:
    return {
        name: field.default
        for name, field in record.model_fields.items()
        if not field.is_required() and name in _columns(record)
    }
