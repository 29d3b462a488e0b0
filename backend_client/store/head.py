"""The one row that knows the last number of each ledger, and whether a request was posted before.

Entry numbers are without gaps and in commit order: whoever is going to write locks this row with the first
statement, so all that is read after it stays true until the commit. On SQLite the write lock is held since the
transaction began. On PostgreSQL the row is locked, and comes with its newest numbers; the register beside it is as
it stood before the wait, so the same request sent twice at once is found by the register's unique id instead.
"""

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

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
    HEAD.c.warehouse_entry_no,
)
LOOK = select(
    *NUMBERS,
    HEAD.c.register_hash,
    HEAD.c.setup_revision,
    REGISTER.c.request_kind,
    REGISTER.c.body_hash,
    REGISTER.c.receipt,
).select_from(HEAD.outerjoin(REGISTER, REGISTER.c.request_id == bindparam("id")))
LOOK_AND_LOCK = LOOK.with_for_update(of=HEAD)


class Head(NamedTuple):
    """The last numbers, the last register's hash, and the setup's revision."""

    numbers: LedgerNumbers
    register_hash: str
    setup_revision: int


class PostedBefore(NamedTuple):
    """What a request that was posted was: the name of its class, the body's hash, the receipt."""

    request_kind: str
    body_hash: str
    receipt: str


def first_look(
    connection: Connection, request_id: str = "", *, to_write: bool
) -> tuple[Head, PostedBefore | None]:
    """Read the head, and what the same request id was posted as; `to_write` locks the head until the commit."""
    row = connection.execute(LOOK_AND_LOCK if to_write else LOOK, {"id": request_id}).one()
    head = Head(LedgerNumbers(*row[: len(NUMBERS)]), row.register_hash, row.setup_revision)
    if row.body_hash is None:
        return head, None
    return head, PostedBefore(row.request_kind, row.body_hash, row.receipt)


def last_register_no(connection: Connection) -> int:
    """Answer the number of the last register; in a transaction that writes, the next one is its own."""
    number: int = connection.execute(select(HEAD.c.register_no)).scalar_one()
    return number
