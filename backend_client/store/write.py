"""The only place that adds or changes rows while something is posted.

One statement for each ledger and each kind of change, whatever the number of rows. Every statement is built once
and kept, so that the compiled form is found again.
"""

from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete, insert, update

from backend_client.records.register import LedgerHead, Register
from backend_client.store.posting import Delete, Posting, Update
from backend_client.store.rows import Record, Row, table_of

_STATEMENTS: dict[Any, Executable] = {}


def write_rows(connection: Connection, posting: Posting) -> None:
    """Write a numbered posting: deletes, ledgers, inserts, updates."""
    for change in posting.deletes:
        if change.rows:
            connection.execute(_delete(change), _prefixed(change.rows, change.key))
    for _, record, rows in posting.ledgers():
        if rows:
            connection.execute(_insert(record), rows)
    for new in posting.inserts:
        if new.rows:
            connection.execute(_insert(new.record), new.rows)
    for changed in posting.updates:
        if changed.rows:
            connection.execute(_update(changed), _prefixed(changed.rows, changed.key))
    if posting.setup_changed:
        head = table_of(LedgerHead)
        connection.execute(update(head).values(setup_revision=head.c.setup_revision + 1))


def write_register(connection: Connection, row: Row) -> None:
    """Add a register; the head follows it by a trigger of the database."""
    connection.execute(_insert(Register), row)


def _prefixed(rows: list[Row], key: tuple[str, ...]) -> list[Row]:
    return [{(f"key_{name}" if name in key else name): value for name, value in row.items()} for row in rows]


def _insert(record: Record) -> Executable:
    if record not in _STATEMENTS:
        _STATEMENTS[record] = insert(table_of(record))
    return _STATEMENTS[record]


def _update(change: Update) -> Executable:
    columns = tuple(name for name in change.rows[0] if name not in change.key)
    name = (change.record, change.key, columns)
    if name not in _STATEMENTS:
        table = table_of(change.record)
        _STATEMENTS[name] = (
            update(table)
            .where(*(table.c[column] == bindparam(f"key_{column}") for column in change.key))
            .values({column: bindparam(column) for column in columns})
        )
    return _STATEMENTS[name]


def _delete(change: Delete) -> Executable:
    name = (change.record, change.key, "delete")
    if name not in _STATEMENTS:
        table = table_of(change.record)
        _STATEMENTS[name] = delete(table).where(
            *(table.c[column] == bindparam(f"key_{column}") for column in change.key)
        )
    return _STATEMENTS[name]
