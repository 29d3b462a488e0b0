"""Looking into a database that was imported into."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, select

from backend_client.store.database import open_database
from backend_client.store.schema import METADATA

Rows = list[dict[str, Any]]


@contextmanager
def looking(url: str) -> Iterator[Connection]:
    """Open a database for reading."""
    database = open_database(url)
    try:
        with database.read() as connection:
            yield connection
    finally:
        database.close()


def rows(url: str, table: str, **named: Any) -> Rows:
    """Answer the rows of a table with these values."""
    with looking(url) as connection:
        return _rows(connection, table, named)


def everything(url: str) -> dict[str, Rows]:
    """Answer every row of every table."""
    with looking(url) as connection:
        return {name: _rows(connection, name, {}) for name in METADATA.tables}


def _rows(connection: Connection, table: str, named: dict[str, Any]) -> Rows:
    stored = METADATA.tables[table]
    wanted = select(stored).where(*(stored.c[name] == value for name, value in named.items()))
    return [dict(row) for row in connection.execute(wanted.order_by(*stored.primary_key)).mappings()]
