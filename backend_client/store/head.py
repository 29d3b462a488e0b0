"""The one row that knows the last number of each ledger, and whether a request was posted before.

Entry numbers are without gaps and in commit order. On SQLite the write lock is held since the transaction began,
so the row may be read at once; on PostgreSQL it is locked last, just before writing.
"""

from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, select

from backend_client.records.register import LedgerHead, Register
from backend_client.store.posting import LedgerNumbers
from backend_client.store.rows import table_of

HEAD = table_of(LedgerHead)
REGISTER = table_of(Register)
NUMBERS = (
    HEAD.c.register_no,
    HEAD.c.item_entry_no,
    HEAD.c.application_entry_no,
    HEAD.c.capacity_entry_no,
    HEAD.c.value_entry_no,
    HEAD.c.gl_entry_no,
)
FIRST_LOOK = select(
    *NUMBERS, HEAD.c.register_hash, HEAD.c.setup_revision, REGISTER.c.body_hash, REGISTER.c.receipt
).select_from(HEAD.outerjoin(REGISTER, REGISTER.c.request_id == bindparam("id")))
LOCK = select(*NUMBERS, HEAD.c.register_hash).where(and_(HEAD.c.id == 1)).with_for_update()


class Head(NamedTuple):
    """The last numbers, the last register's hash, and the setup's revision."""

    numbers: LedgerNumbers
    register_hash: str
    setup_revision: int


class PostedBefore(NamedTuple):
    """The body's hash and the receipt of a request that was posted."""

    body_hash: str
    receipt: str


def first_look(connection: Connection, request_id: str) -> tuple[Head, PostedBefore | None]:
    """Read the head, and what the same request id was posted as."""
    row = connection.execute(FIRST_LOOK, {"id": request_id}).one()
    head = Head(LedgerNumbers(*row[:6]), row.register_hash, row.setup_revision)
    return head, None if row.body_hash is None else PostedBefore(row.body_hash, row.receipt)


def locked(connection: Connection, seen: Head) -> Head:
    """Answer the head as it stands under its lock: as seen on SQLite, read again on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        return seen
    row = connection.execute(LOCK).one()
    return Head(LedgerNumbers(*row[:6]), row.register_hash, seen.setup_revision)
