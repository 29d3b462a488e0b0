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

from contextlib import ExitStack
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError

from backend_client.store.migrations.locking_0001 import PLANT
from backend_client.store.trouble import raised_by_driver
from backend_client.store.write import PIPELINE

LOCK_PLANT = f"SELECT pg_advisory_xact_lock({PLANT})"
BEGIN_POSTING = "SELECT * FROM kiosk_begin_posting(%s::text, %s::text[], %s::text, %s::text[], %s::text)"
DECIDED_AGAIN = frozenset({"40001", "40P01"})  # serialization_failure, deadlock_detected


class Moves(StrEnum):
    """Which items a posting of some orders moves."""

    OPERATION = "operation"  # what output of one operation moves
    ALL = "all"  # any item of the orders
    NAMED = "named"  # only those that are named


class Scope(NamedTuple):
    """What a posting decides about: orders, and the items it moves."""

    orders: tuple[str, ...]
    operation_no: str = ""
    items: tuple[str, ...] = ()
    moves: Moves = Moves.ALL


def lock_plant(connection: Connection) -> None:
    """Wait until nobody else decides or writes; the lock ends with the transaction."""
    connection.exec_driver_sql(LOCK_PLANT)


def lock_scope(connection: Connection, request_id: str, scope: Scope) -> tuple[Any, ...]:
    """Wait until nobody else decides about these orders and items; one statement.

    Answers setup revision, and kind, body hash and receipt of what the same request id was posted as, or None three
    times.
    """
    values = (request_id, list(scope.orders), scope.operation_no, list(scope.items), scope.moves.value)
    if watched(connection):
        return tuple(connection.exec_driver_sql(BEGIN_POSTING, values).one())
    return _straight(connection, values)


def watched(connection: Connection) -> bool:
    """Say whether somebody listens to the statements, who would miss what goes straight to the driver."""
    return bool(connection.engine.dispatch.before_cursor_execute) or connection.engine.echo is True


def let_pipeline(connection: Connection, after_commit: ExitStack) -> None:
    """Let writing send its statements without waiting for each answer, in a pipeline that ends with the stack.

    Who waits for each answer before the next statement is sent would hold the ledgers' head for all that time.
    """
    connection.info.pop(PIPELINE, None)
    if not watched(connection):
        driver = connection.connection.driver_connection
        assert driver is not None
        begun: list[bool] = []

        def begin() -> None:
            if not begun:
                begun.append(True)
                after_commit.enter_context(driver.pipeline())

        connection.info[PIPELINE] = begin
        after_commit.callback(connection.info.pop, PIPELINE, None)


def to_be_decided_again(error: DBAPIError) -> bool:
    """Say whether the database asks for the whole transaction once more, or has lost the connection to it."""
    if isinstance(error, OperationalError | InternalError):
        return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in DECIDED_AGAIN
    return False


def _straight(connection: Connection, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Send it together with the BEGIN before it, straight to the driver."""
    driver: Any = connection.connection.driver_connection
    try:
        with driver.pipeline(), driver.cursor() as cursor:
            cursor.execute(BEGIN_POSTING, values)
            found: tuple[Any, ...] = cursor.fetchone()
    except connection.dialect.loaded_dbapi.Error as error:
        raise raised_by_driver(connection, BEGIN_POSTING, values, error) from error
    return found
