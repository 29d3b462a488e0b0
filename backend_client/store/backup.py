"""A plant's whole database as one file, and back, from and into either kind of database.

It is read in one consistent picture while others post, so it holds every posting that was acknowledged before it began
and no half of any. It names the end of the ledgers; what is restored must end there, too, or nothing is restored.

    kind        SQLite                     in the file    PostgreSQL
    decimal 5   1250000                    "12.5"         12.50000
    moment      2026-03-02T12:00+00:00     the same       2026-03-02 12:00+00
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    Table,
    Text,
    Time,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)

from backend_client.messages.codec import decimal_text
from backend_client.records.columns import ExactDecimal, UtcMoment
from backend_client.records.register import LedgerHead
from backend_client.store.backup_file import BackupReader, BackupWriter
from backend_client.store.migrate import known_revisions, revision_of, upgrade_to
from backend_client.store.rows import table_of
from backend_client.store.schema import METADATA, REVISION
from backend_client.store.trouble import DatabaseUnsafe, Problem
from backend_client.store.verifying.exported_head import exported_head

ROWS_AT_ONCE = 1_000
HEAD = table_of(LedgerHead)
MADE_WITH_THE_SCHEMA = frozenset({"ledger_head", "cost_adjustment_head"})
"""Tables of one row that stand in an empty plant, too."""


class Kind(NamedTuple):
    """A kind of column: its type in a database, and how its values stand in a file."""

    type: Any
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _iso(value: date | time) -> str:
    return value.isoformat()


KINDS = {
    "text": Kind(Text(), _same, _same),
    "number": Kind(BigInteger(), _same, _same),
    "flag": Kind(Boolean(), _same, _same),
    "date": Kind(Date(), _iso, date.fromisoformat),
    "time": Kind(Time(), _iso, time.fromisoformat),
    "wall clock": Kind(DateTime(timezone=False), _iso, datetime.fromisoformat),
    "moment": Kind(UtcMoment(), _iso, datetime.fromisoformat),
}


def write_backup(
    connection: Connection, backup: BackupWriter, *, at: datetime, release: str
) -> dict[str, Any]:
    """Write everything that a reading transaction sees; answers the head of the file. `at` is an aware moment."""
    head = {
        "release": release,
        "revision": revision_of(connection),
        "database": connection.dialect.name,
        "at": at.isoformat(timespec="seconds"),
        "head": asdict(exported_head(connection, at)),
    }
    backup.head(head)
    for name in sorted(METADATA.tables):
        table = METADATA.tables[name]
        kinds = [_word_of(column) for column in table.columns]
        backup.table(name, [(column.name, kind) for column, kind in zip(table.columns, kinds, strict=True)])
        write = [_kind_of(kind).write for kind in kinds]
        rows = connection.execute(
            select(table).order_by(*table.primary_key.columns), execution_options={"yield_per": ROWS_AT_ONCE}
        )
        for row in rows:
            backup.row([None if value is None else to(value) for value, to in zip(row, write, strict=True)])
    return head


def restore_backup(connection: Connection, backup: BackupReader, *, replace: bool = False) -> None:
    """Put a backup into a database, in a writing transaction that holds it alone; raised, it must be rolled back.

    replace  also where something stands in it already, which is thrown away
    Raises DatabaseUnsafe: not empty, of a later release, the file damaged, or its end not reached.
    """
    revision = str(backup.head.get("revision"))
    if revision not in known_revisions():
        found = f"the backup is of revision {revision:.20}, this release knows up to {REVISION}"
        raise DatabaseUnsafe(found, Problem.NEWER)
    setup_revision = _make_room(connection, revision, replace=replace)
    try:
        with_triggers = _without_triggers(connection)
        _fill(connection, backup)
        with_triggers()
        if revision != REVISION:
            upgrade_to(connection, "head")
        if connection.dialect.name != "sqlite":
            _number_on(connection)
        reached, asked = asdict(exported_head(connection)), {**backup.head["head"], "exported_at": ""}
        if {name: reached[name] for name in asked} != asked:
            raise DatabaseUnsafe("the restored ledgers end elsewhere", Problem.BACKUP_DAMAGED)
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        raise DatabaseUnsafe(f"the backup is damaged: {error!s:.80}", Problem.BACKUP_DAMAGED) from error
    # whoever still runs on what was there before reads the setup anew
    later = max(setup_revision, connection.execute(select(HEAD.c.setup_revision)).scalar_one()) + 1
    connection.execute(update(HEAD).values(setup_revision=later))


def _make_room(connection: Connection, revision: str, *, replace: bool) -> int:
    """Have a schema of a revision with nothing in it; answers the revision of the setup that stood there."""
    if not inspect(connection).get_table_names():
        upgrade_to(connection, revision)
        return 0
    if revision_of(connection) != revision:
        raise DatabaseUnsafe("it is of another revision than the backup", Problem.NOT_EMPTY)
    tables = [table for name, table in METADATA.tables.items() if name not in MADE_WITH_THE_SCHEMA]
    filled = next((table.name for table in tables if connection.execute(select(table).limit(1)).first()), "")
    if filled and not replace:
        raise DatabaseUnsafe(f"table {filled} has rows", Problem.NOT_EMPTY)
    return int(connection.execute(select(HEAD.c.setup_revision)).scalar() or 0)


def _without_triggers(connection: Connection) -> Callable[[], None]:
    """Let no trigger run: all that they would add stands in the backup. Answers what makes them run again."""
    if connection.dialect.name == "sqlite":
        made = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for name, _sql in made:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        again = [sql for _name, sql in made]
    else:
        tables = inspect(connection).get_table_names()
        for table in tables:
            connection.exec_driver_sql(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        again = [f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in tables]

    def with_triggers() -> None:
        for statement in again:
            connection.exec_driver_sql(statement)

    return with_triggers


def _fill(connection: Connection, backup: BackupReader) -> None:
    """Empty each table and write the backup's rows into it."""
    lines = backup.lines()
    described = next(lines, None)
    while described is not None:
        name, described_columns = described["table"], described["columns"]  # type: ignore[call-overload]
        kinds = [_kind_of(kind) for _column, kind in described_columns]
        columns = [column for column, _kind in described_columns]
        table = Table(
            name,
            MetaData(),
            *(Column(column, kind.type) for column, kind in zip(columns, kinds, strict=True)),
        )
        connection.execute(delete(table))
        rows = _Rows(lines)
        reads = [kind.read for kind in kinds]
        while some := list(islice(rows, ROWS_AT_ONCE)):
            connection.execute(insert(table), [_row(columns, reads, values) for values in some])
        described = rows.after


def _row(columns: list[str], reads: list[Callable[[Any], Any]], values: list[Any]) -> dict[str, Any]:
    each = zip(columns, reads, values, strict=True)
    return {name: None if value is None else read(value) for name, read, value in each}


class _Rows:
    """The rows of one table; `after` is the line that ended them, None at the file's end."""

    def __init__(self, lines: Iterator[dict[str, Any] | list[Any]]) -> None:
        self._lines = lines
        self._ended = False
        self.after: dict[str, Any] | None = None

    def __iter__(self) -> Iterator[list[Any]]:
        return self

    def __next__(self) -> list[Any]:
        line = None if self._ended else next(self._lines, None)
        if isinstance(line, list):
            return line
        self.after = line if not self._ended else self.after
        self._ended = True
        raise StopIteration


def _number_on(connection: Connection) -> None:
    """Let PostgreSQL number on after the rows that are there."""
    for table in METADATA.tables.values():
        column = table.autoincrement_column
        if column is not None:
            last = select(func.coalesce(func.max(column), 0) + 1)
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(select(func.setval(sequence, last.scalar_subquery(), False)))


def _word_of(column: Column[Any]) -> str:
    kind = column.type
    if isinstance(kind, ExactDecimal):
        return f"decimal {kind.scale}"
    if isinstance(kind, UtcMoment):
        return "moment"
    if isinstance(kind, DateTime):
        return "wall clock"
    simple = ((Boolean, "flag"), (Integer, "number"), (Date, "date"), (Time, "time"))
    return next((word for type_, word in simple if isinstance(kind, type_)), "text")


def _kind_of(word: str) -> Kind:
    name, _blank, scale = word.partition(" ")
    if name == "decimal":
        return Kind(ExactDecimal(int(scale)), decimal_text, Decimal)
    return KINDS[word]
