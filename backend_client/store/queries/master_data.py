"""One row of master data by its key."""

from sqlalchemy import Connection, select

from backend_client.store.rows import Record, Row, table_of


def one_row(connection: Connection, record: Record, key: Row) -> Row | None:
    """Read the row that has these key columns."""
    table = table_of(record)
    found = connection.execute(select(table).where(*(table.c[name] == value for name, value in key.items())))
    row = found.mappings().first()
    return None if row is None else dict(row)
