"""The only place that adds or changes rows while something is posted.

One statement for each ledger and each kind of change, whatever the number of rows. A statement is built over the
tables once, compiled once for each kind of database, and then only given values: a posting writes up to ten of
them, and compiling or looking them up anew would cost more than the writing.
"""

from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Connection, Table, bindparam, delete, insert, update

from backend_client.records.register import AuditEntry, LedgerHead, Register
from backend_client.store.audit import write_audit
from backend_client.store.posting import Delete, Insert, Posting, Update
from backend_client.store.rows import BATCH, Record, Row, table_of
from backend_client.store.trouble import raised_by_driver


class _Prepared(NamedTuple):
    """A compiled statement: its text, its parameters in order, and what turns which of their values into the database's."""

    text: str
    names: tuple[str, ...]
    values_of: Callable[[Row], tuple[Any, ...]]
    turned: tuple[tuple[int, Callable[[Any], Any]], ...]
    positional: bool

    def values(self, row: Row) -> list[Any]:
        """Answer the values of a row in the order of the parameters."""
        values = [*self.values_of(row)]
        for place, turn in self.turned:
            values[place] = turn(values[place])
        return values


_PREPARED: dict[Any, _Prepared] = {}


def write_rows(connection: Connection, posting: Posting) -> None:
    """Write a numbered posting: deletes, closings, ledgers, inserts, updates."""
    if BATCH in connection.info and _has_to_read(posting):
        del connection.info[BATCH]
    for gone in posting.deletes:
        if gone.rows:
            _execute(connection, _deleting(connection, gone), gone.rows)
    if posting.setup_changed:
        head = table_of(LedgerHead)
        connection.execute(update(head).values(setup_revision=head.c.setup_revision + 1))
    _update(connection, posting.closings)
    new = (*(Insert(record, rows) for _, record, rows in posting.ledgers()), *posting.inserts)
    for record, rows in new:
        if record is AuditEntry:
            write_audit(connection, rows)
        elif rows:
            _execute(connection, _inserting(connection, record, rows[0]), rows)
    _update(connection, posting.updates)


def _has_to_read(posting: Posting) -> bool:
    """Say whether something has to be read between the rows that are written."""
    return posting.setup_changed or any(each.record is AuditEntry for each in posting.inserts)


def _update(connection: Connection, changes: list[Update]) -> None:
    for changed in changes:
        if changed.rows:
            _execute(connection, _updating(connection, changed), changed.rows)


def write_register(connection: Connection, row: Row) -> None:
    """Add a register; the head follows it by a trigger of the database."""
    _execute(connection, _inserting(connection, Register, row), [row])


def _execute(connection: Connection, prepared: _Prepared, rows: list[Row]) -> None:
    values: list[Any] = [prepared.values(row) for row in rows]
    batch = connection.info.get(BATCH)
    if batch is not None:
        batch.add(prepared.text, prepared.names, values)
        return
    if not prepared.positional:
        values = [dict(zip(prepared.names, each, strict=True)) for each in values]
    _run(connection, prepared.text, values)


def _run(connection: Connection, text: str, values: list[Any]) -> None:
    """Hand a statement straight to the driver; where somebody listens to statements, by the way that tells them.

    The straight way saves a twelfth of a posting's time: what SQLAlchemy would add, a result and its columns, no
    writing statement has. Errors come out as SQLAlchemy's either way.
    """
    if connection.engine.dispatch.before_cursor_execute or connection.engine.echo:
        values = [tuple(each) if isinstance(each, list) else each for each in values]
        connection.exec_driver_sql(text, values[0] if len(values) == 1 else values)
        return
    one = values[0] if len(values) == 1 else None
    driver_errors = connection.dialect.loaded_dbapi.Error
    cursor = connection.connection.cursor()
    try:
        if one is None:
            cursor.executemany(text, values)
        else:
            cursor.execute(text, one)
    except driver_errors as error:
        raise raised_by_driver(connection, text, values, error) from error
    finally:
        cursor.close()


def _inserting(connection: Connection, record: Record, row: Row) -> _Prepared:
    name = (connection.dialect.name, record, len(row))
    if name not in _PREPARED:
        table = table_of(record)
        _PREPARED[name] = _prepared(connection, table, insert(table), tuple(row))
    return _PREPARED[name]


def _updating(connection: Connection, change: Update) -> _Prepared:
    columns = tuple(column for column in change.rows[0] if column not in change.key)
    name = (connection.dialect.name, change.record, change.key, columns)
    if name not in _PREPARED:
        table = table_of(change.record)
        statement = update(table).where(*_fits(table, change.key))
        changes = {column: bindparam(f"new_{column}", type_=table.c[column].type) for column in columns}
        _PREPARED[name] = _prepared(connection, table, statement.values(changes))
    return _PREPARED[name]


def _deleting(connection: Connection, change: Delete) -> _Prepared:
    name = (connection.dialect.name, change.record, change.key, "delete")
    if name not in _PREPARED:
        table = table_of(change.record)
        _PREPARED[name] = _prepared(connection, table, delete(table).where(*_fits(table, change.key)))
    return _PREPARED[name]


def _fits(table: Table, key: tuple[str, ...]) -> list[Any]:
    return [table.c[column] == bindparam(f"key_{column}", type_=table.c[column].type) for column in key]


def _prepared(
    connection: Connection, table: Table, statement: ClauseElement, columns: tuple[str, ...] | None = None
) -> _Prepared:
    """Compile a statement; its parameters are named as their columns, `key_` or `new_` before them in an update."""
    dialect = connection.dialect
    compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
    names = tuple(compiled.positiontup if compiled.positional else compiled.params)
    columns_of = [
        name if columns is not None else name.removeprefix("key_").removeprefix("new_") for name in names
    ]
    turned = [table.c[column].type.dialect_impl(dialect).bind_processor(dialect) for column in columns_of]
    return _Prepared(
        str(compiled),
        names,
        itemgetter(*columns_of) if len(columns_of) > 1 else lambda row: (row[columns_of[0]],),
        tuple((place, turn) for place, turn in enumerate(turned) if turn is not None),
        positional=bool(compiled.positional),
    )
