"""The one row that knows the last number of each ledger, and whether a request was posted before.

Entry numbers are without gaps and in commit order. On SQLite the write lock is held since the transaction began, so the
first look stays true until the commit. On PostgreSQL a posting of an order is decided beside others (see locking.py);
it locks this row last of all, with `Begun.head`, and then only gives its entries their numbers and writes them.
Whoever holds the whole plant may take the numbers of the first look: nobody else writes.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from backend_client.records.register import LedgerHead, Register
from backend_client.store.posting import LedgerNumbers
from backend_client.store.read import Query
from backend_client.store.rows import BATCH, table_of

if TYPE_CHECKING:
    from backend_client.store.scope import Scope

HEAD = table_of(LedgerHead)
REGISTER = table_of(Register)
NUMBERS = (
    HEAD.c.register_no,
    HEAD.c.item_entry_no,
    HEAD.c.application_entry_no,
    HEAD.c.capacity_entry_no,
    HEAD.c.value_entry_no,
    HEAD.c.gl_entry_no,
    HEAD.c.warehouse_entry_no,
)
LOOK = Query(
    select(
        *NUMBERS,
        HEAD.c.register_hash,
        HEAD.c.setup_revision,
        HEAD.c.posted_at,
        REGISTER.c.request_kind,
        REGISTER.c.body_hash,
        REGISTER.c.receipt,
    ).select_from(HEAD.outerjoin(REGISTER, REGISTER.c.request_id == bindparam("id")))
)
LOCK = Query(
    select(*NUMBERS, HEAD.c.register_hash, HEAD.c.setup_revision, HEAD.c.posted_at).with_for_update()
)


class Head(NamedTuple):
    """The last numbers, the last register's hash and moment, and the setup's revision."""

    numbers: LedgerNumbers
    register_hash: str
    setup_revision: int
    posted_at: datetime


class PostedBefore(NamedTuple):
    """What a request that was posted was: the name of its class, the body's hash, the receipt."""

    request_kind: str
    body_hash: str
    receipt: str


class Begun:
    """A transaction that is going to write: it has looked, and holds what it decides about.

    connection      whose transaction it is
    setup_revision  of the plant's setup
    before          what the same request id was posted as
    """

    def __init__(self, connection: Connection, request_id: str = "", scope: "Scope | None" = None) -> None:
        """Look; with a scope lock that first, else the transaction holds the plant already."""
        self.connection = connection
        self._head: Head | None = None
        self.before: PostedBefore | None
        if scope is None:
            self._head, self.before = first_look(connection, request_id)
            self.setup_revision = self._head.setup_revision
        else:
            from backend_client.store.locking import lock_scope  # noqa: PLC0415 -- nothing for SQLite

            self.setup_revision, *posted = lock_scope(connection, request_id, scope)
            self.before = None if posted[0] is None else PostedBefore(*posted)

    def head(self) -> Head:
        """Answer the end of the ledgers, locked until the commit."""
        if self._head is None:
            self._head = _head(LOCK.rows(self.connection, {})[0])
        return self._head

    def read_after_writing(self) -> None:
        """Say that something is read between the rows that are written and the commit: each row goes at once."""
        self.connection.info.pop(BATCH, None)

    def send(self) -> None:
        """Send what is collected, so that the database says what it thinks of it, before it is rolled back."""
        batch = self.connection.info.get(BATCH)
        if batch is not None:
            batch.send()


def first_look(connection: Connection, request_id: str = "") -> tuple[Head, PostedBefore | None]:
    """Read the head, and what the same request id was posted as."""
    (row,) = LOOK.rows(connection, {"id": request_id})
    *_, request_kind, body_hash, receipt = row
    before = None if body_hash is None else PostedBefore(request_kind, body_hash, receipt)
    return _head(row), before


def _head(row: Sequence[Any]) -> Head:
    width = len(NUMBERS)
    register_hash, setup_revision, posted_at = row[width : width + 3]
    return Head(LedgerNumbers(*row[:width]), register_hash, setup_revision, posted_at)


def last_register_no(connection: Connection) -> int:
    """Answer the number of the last register; in a transaction that writes, the next one is its own."""
    number: int = connection.execute(select(HEAD.c.register_no)).scalar_one()
    return number
