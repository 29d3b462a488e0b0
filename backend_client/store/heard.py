"""When a terminal was last heard of: one row each, written over, of no ledger and no register."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, update

from backend_client.records.people import HeardTerminal
from backend_client.store.rows import Row, new_row, table_of

HEARD = table_of(HeardTerminal)
AGAIN = update(HEARD).where(
    HEARD.c.terminal_id == bindparam("of"), HEARD.c.last_heard_at < bindparam("before")
)


class Kept(NamedTuple):
    """What a terminal said of the postings that it keeps: how many, since when, and how many were refused."""

    kept_count: int
    kept_oldest_at: datetime | None
    refused_count: int


def write_heard(
    connection: Connection,
    terminal_id: str,
    at: datetime,
    *,
    client_version: str,
    kept: Kept | None,
) -> None:
    """Note a call; `kept` is what it said of postings that it keeps, None leaves what it said before.

    Of two server processes that heard of it, the later moment stays.
    """
    values: Row = {"last_heard_at": at, "client_version": client_version}
    if kept is not None:
        values |= kept._asdict()
    known = connection.execute(HEARD.select().where(HEARD.c.terminal_id == terminal_id)).first()
    if known is None:
        row = new_row(HeardTerminal, terminal_id=terminal_id, first_heard_at=at, **values)
        connection.execute(insert(HEARD), row)
        return
    connection.execute(AGAIN.values(**values), {"of": terminal_id, "before": at})
