"""What a posting costs a database that this process talks to itself: the statements that reach it, heard one by one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from backend_client.store.batch import Batch

STATEMENTS_MAX = 14
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK")
LOCK_OF_HEAD = "FROM ledger_head FOR UPDATE"  # PostgreSQL's, where SQLite has BEGIN IMMEDIATE


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Collect statements, those sent in one go too; one for many rows counts once, BEGIN and COMMIT not at all."""
    seen: list[str] = []
    send = Batch._sent

    def count(statement: str) -> None:
        if not statement.startswith(TRANSACTION) and not statement.rstrip().endswith(LOCK_OF_HEAD):
            seen.append(statement)

    def heard(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        count(statement)

    def sent(batch: Batch, driver: Any, together: list[tuple[str, Any]]) -> list[Any]:
        for statement in dict.fromkeys(text for text, _values in together):
            count(statement)
        return send(batch, driver, together)

    event.listen(engine, "before_cursor_execute", heard)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Batch, "_sent", sent)
        yield seen
    event.remove(engine, "before_cursor_execute", heard)


def steps_to_answer(engine: Engine, ask: Callable[[], object]) -> list[str]:
    """Answer the steps in which SQLite plans to find what a question reads."""
    seen: list[tuple[str, Any]] = []

    def heard(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_others: Any) -> None:
        if statement.startswith("SELECT"):
            seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", heard)
    ask()
    event.remove(engine, "before_cursor_execute", heard)
    with engine.connect() as connection:
        return [
            row[3]
            for text, values in seen
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        ]
