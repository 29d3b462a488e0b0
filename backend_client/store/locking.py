"""Who may decide at the same time on PostgreSQL.

A posting of an order holds its order, and the items and number series that it moves; all other orders are decided
beside it. Whatever else is written holds the whole plant. Nothing but the entry numbers, the rows themselves and the
commit comes one after the other: the head of the ledgers is locked last (see head.py).

    posting of order A    plant shared, order A, item X, item Y      decide      head    write    commit
    posting of order B    plant shared, order B, item Z              decide              head    write    commit
    a changed calendar    the plant                                                                          ...

Every lock is one of PostgreSQL's advisory locks and ends with its transaction. They are taken in that order and sorted,
so that no two transactions wait for each other; rows are written under the head's lock only.

On SQLite there is one writer at a time, so there is nothing to lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from backend_client.store.batch import Batch
from backend_client.store.migrations.locking_0001 import PLANT
from backend_client.store.rows import BATCH, FORESEEN
from backend_client.store.scope import Scope

LOCK_PLANT = f"SELECT pg_advisory_xact_lock({PLANT})"
PARAMETERS = ("request_id", "orders", "operation", "items", "moves")
BEGIN_POSTING = (
    "SELECT * FROM kiosk_begin_posting(%(request_id)s::text, %(orders)s::text[], %(operation)s::text, "
    "%(items)s::text[], %(moves)s::text)"
)
PLAN_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan"
"""A posting's statements find rows by their keys, whatever the values: planning them anew costs a fifth of it."""
DECIDED_AGAIN = frozenset({"40001", "40P01", "26000"})
"""serialization_failure, deadlock_detected; and a prepared statement that is no longer there."""


def lock_plant(connection: Connection) -> None:
    """Wait until nobody else decides or writes; the lock ends with the transaction."""
    connection.exec_driver_sql(LOCK_PLANT)


def lock_scope(connection: Connection, request_id: str, scope: Scope) -> tuple[Any, ...]:
    """Wait until nobody else decides about these orders and items; one way to the server, with what is foreseen.

    Answers setup revision, and kind, body hash and receipt of what the same request id was posted as, or None three
    times.
    """
    values = (request_id, list(scope.orders), scope.operation_no, list(scope.items), scope.moves.value)
    if watched(connection):
        return tuple(
            connection.exec_driver_sql(BEGIN_POSTING, dict(zip(PARAMETERS, values, strict=True))).one()
        )
    batch = Batch(connection)
    batch.add(PLAN_ONCE, (), [()])
    batch.add(BEGIN_POSTING, PARAMETERS, [values])
    for each in scope.foreseen:
        each.query.add_to(batch, connection, each.values)
    found, *foreseen = batch.send()[-1 - len(scope.foreseen) :]
    connection.info[FORESEEN] = {
        each.query.named(each.values): batch.rows(rows)
        for each, rows in zip(scope.foreseen, foreseen, strict=True)
    }
    texts = [found.get_value(0, column) for column in range(found.nfields)]
    return (int(texts[0]), *(None if each is None else each.decode() for each in texts[1:]))


def watched(connection: Connection) -> bool:
    """Say whether somebody listens to the statements, who would miss what goes straight to the driver."""
    return bool(connection.engine.dispatch.before_cursor_execute) or connection.engine.echo is True


@contextmanager
def batch_of(connection: Connection, *, alone: bool) -> Iterator[Batch | None]:
    """Lock the plant, or let writing collect its rows, to be sent in one go with the commit.

    None where the plant is locked, and where somebody listens.
    """
    if alone:
        lock_plant(connection)
    if alone or watched(connection):
        yield None
        return
    kept = connection.info
    batch = kept[BATCH] = Batch(connection)
    try:
        yield batch
    finally:
        kept.pop(BATCH, None)
        kept.pop(FORESEEN, None)


def to_be_decided_again(error: DBAPIError) -> bool:
    """Say whether the database asks for the whole transaction once more, or has lost the connection to it."""
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in DECIDED_AGAIN
