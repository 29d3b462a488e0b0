"""What the columns that may change hold: whole numbers, flags and days, which SQLite alone does not see to.

The unchanging columns are hashed with their kind; of these, 'x' for an amount counts as 0 in every sum, and -1 for a
flag is as true as 1. PostgreSQL takes neither.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    Text,
    and_,
    func,
    or_,
    select,
    type_coerce,
)

from backend_client.records.columns import ExactDecimal
from backend_client.store.chain import MUTABLE
from backend_client.store.rows import table_of
from backend_client.store.verifying.chain import LEDGERS
from backend_client.store.verifying.finding import Finding, FindingCode


def kind_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each entry with a value that its column can't hold."""
    if connection.dialect.name != "sqlite":
        return
    for name, record in LEDGERS:
        table = table_of(record)
        wrong = [_wrong(table.c[column]) for column in sorted(MUTABLE[name])]
        if wrong:
            statement = select(table.c.entry_no).where(or_(*wrong))
            for entry_no in connection.execute(statement, execution_options={"yield_per": 500}).scalars():
                yield Finding(FindingCode.VALUE_UNREADABLE, {"ledger": name, "entry_no": str(entry_no)})


def _wrong(column: Column[object]) -> ColumnElement[bool]:
    stored = type_coerce(column, Text)
    if isinstance(column.type, Boolean):
        return func.quote(stored).not_in(("0", "1"))
    if isinstance(column.type, Date):
        return ~is_day(column)
    counts = isinstance(column.type, ExactDecimal | Integer)
    return func.typeof(stored) != ("integer" if counts else "text")


def is_day(column: Column[Any]) -> ColumnElement[bool]:
    """Say of a column of days whether it holds one: 2026-02-30 is none, nor are its bytes that are no text."""
    stored = type_coerce(column, Text)
    return and_(func.typeof(stored) == "text", func.coalesce(func.date(stored, type_=Text), "") == stored)
