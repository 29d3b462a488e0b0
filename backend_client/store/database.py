"""Opening a database, and the kinds of transaction there are: to read, to write alone, to write beside others.

SQLite runs in WAL mode with synchronous FULL: with NORMAL a power cut takes back postings that were already
acknowledged. The write lock is taken when a writing transaction begins, so nothing read in it can be stale. The
library comes from a wheel, since SQLite before 3.51.3 can corrupt a WAL file that two connections write.

On PostgreSQL a transaction that writes holds the whole plant, unless it is told to lock what it needs itself: see
locking.py. Statements there see what was committed before each of them (READ COMMITTED), so what is read after a lock
is as it stands; a transaction that only reads has one picture of all tables (REPEATABLE READ).
"""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DisconnectionError

from backend_client import limits
from backend_client.store.rows import PREPARED
from backend_client.store.trouble import (
    DatabaseBroken,
    DatabaseUnsafe,
    Problem,
    raised_by_driver,
    told_as_trouble,
)

SQLITE_OLDEST = (3, 51, 3)
SYNCHRONOUS_FULL = 2
LOG_PAGES = 4_000
"""Committed pages in the write-ahead log from which a commit brings them into the file, where nobody else does."""
LOG_PAGES_LEFT_TO_OTHERS = 100_000
TRIES_A_SECOND = 2000
TRANSACTION_IDLE = 0  # as libpq numbers it


class Database:
    """One database: SQLite file or PostgreSQL; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; `open_database` makes it.

        `rows_in_log` counts the rows that this process has committed into a file's write-ahead log.
        """
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writer = Lock()  # one writer at a time in this process waits here, not in SQLite's busy loop
        self._next_writer = Lock()  # held by whoever is next: one that writes again and again lets others in
        self._writing: Connection | None = None
        self._log_pages = LOG_PAGES
        self.rows_in_log = 0

    @contextmanager
    def write(self, *, alone: bool = True) -> Iterator[Connection]:
        """Begin a writing transaction; it commits unless the block raises or rolls back.

        alone  nobody else writes meanwhile; without, on PostgreSQL, the block locks what it decides about
        """
        if not self.is_sqlite:
            with self._write_beside_others(alone=alone) as connection:
                yield connection
            return
        with self._as_writer(), self._connection_to_write() as connection, connection.begin():
            yield connection

    @contextmanager
    def _as_writer(self) -> Iterator[None]:
        """Wait until nobody else of this process writes."""
        with self._next_writer:
            self._writer.acquire()
        try:
            yield
        finally:
            self._writer.release()

    @contextmanager
    def _connection_to_write(self) -> Iterator[Connection]:
        """Answer the one connection that writes to a file; after a fault it is a new one."""
        connection, self._writing = self._writing, None
        if connection is None:
            connection = self.engine.connect().execution_options(kiosk_write=True)
            _driver_of(connection).execute(f"PRAGMA wal_autocheckpoint = {self._log_pages}")
        changes = _driver_of(connection).total_changes
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self.rows_in_log += _driver_of(connection).total_changes - changes
        self._writing = connection

    @contextmanager
    def _write_beside_others(self, *, alone: bool) -> Iterator[Connection]:
        from backend_client.store import locking  # noqa: PLC0415 -- nothing a terminal with a file of its own needs

        with (
            self.engine.connect() as connection,
            connection.begin() as transaction,
            locking.batch_of(connection, alone=alone) as batch,
        ):
            yield connection
            if batch is not None and transaction.is_active:
                batch.send(commit=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Begin a reading transaction: one consistent picture of all tables."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    def leave_log_to_others(self) -> None:
        """Say that somebody calls `shorten_log`, so that no commit has to."""
        self._log_pages = LOG_PAGES_LEFT_TO_OTHERS

    def shorten_log(self) -> None:
        """Bring what was committed into the file: most of it beside whoever writes, the rest while nobody does."""
        self.rows_in_log = 0
        with self.engine.connect() as connection:
            driver = _driver_of(connection)
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)")
            with self._as_writer():
                driver.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close every connection."""
        with self._as_writer():
            if self._writing is not None:
                self._writing.close()
                self._writing = None
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open the database of a URL, such as sqlite:////var/lib/kiosk/plant.sqlite; the file is made where missing.

    Raises DatabaseBroken or DatabaseUnsafe.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseBroken("not a database URL", Problem.BAD_URL) from error
    name = parsed.get_backend_name()
    if name == "sqlite":
        engine = _sqlite_engine(parsed.database or "")
    elif name == "postgresql":
        engine = _postgresql_engine(parsed)
    else:
        raise DatabaseBroken(f"neither sqlite nor postgresql: {name}", Problem.UNKNOWN_KIND)
    database = Database(engine)
    _check(database)
    return database


def _sqlite_engine(path: str) -> Engine:
    if path in {"", ":memory:"}:
        raise DatabaseBroken("a database in memory keeps nothing: name a file", Problem.IN_MEMORY)
    folder = Path(path).absolute().parent
    if not folder.is_dir():
        raise DatabaseBroken(f"no such folder: {folder}", Problem.NO_FOLDER)
    engine = create_engine(
        URL.create("sqlite", database=path),
        module=sqlite,
        poolclass=QueuePool,
        pool_size=8,
        connect_args={"check_same_thread": False, "timeout": limits.BUSY_TIMEOUT_MS / 1000},
    )
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _postgresql_engine(url: URL) -> Engine:
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=limits.POSTINGS_AT_ONCE + limits.QUESTIONS_AT_ONCE,
        )
    except ModuleNotFoundError as error:
        raise DatabaseBroken("the PostgreSQL driver is not installed", Problem.DRIVER_MISSING) from error
    event.listen(engine, "checkout", _taken)
    event.listen(engine, "rollback", _rolled_back)
    event.listen(engine, "reset", _reset)
    return engine


def _rolled_back(connection: Connection) -> None:
    if not connection.invalidated:  # the driver lets go of all prepared statements then
        connection.info.pop(PREPARED, None)


def _reset(connection: Any, record: Any, _state: Any) -> None:
    if connection.pgconn.transaction_status != TRANSACTION_IDLE:
        record.info.pop(PREPARED, None)  # as above


def _taken(connection: Any, _record: Any, _proxy: Any) -> None:
    """Look whether a connection is still one: nobody speaks to an idle one but a server that cuts it."""
    if connection.closed:
        raise DisconnectionError("closed while it was idle")
    said = select.poll()
    said.register(connection.fileno(), select.POLLIN)
    if said.poll(0):
        try:
            alive = connection.pgconn.exec_(b"SELECT 1").error_message == b""
        except connection.Error as error:
            raise DisconnectionError("cut while it was idle") from error
        if not alive:
            raise DisconnectionError("cut while it was idle")


def _driver_of(connection: Connection) -> Any:
    """Answer the driver's own connection; what is executed on it begins no transaction."""
    return connection.connection.driver_connection


def _prepare_connection(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, not where the driver guesses
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(
        "PRAGMA recursive_triggers=ON"
    )  # else INSERT OR REPLACE deletes past the ledgers' triggers
    cursor.execute("PRAGMA cache_size=-65536")
    cursor.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
    cursor.close()


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("kiosk_write", False):
        connection.exec_driver_sql("BEGIN")
        return
    if not _begun_at_once(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begun_at_once(connection: Connection) -> bool:
    """Take the write lock as soon as another process lets go of it.

    SQLite's own waiting sleeps up to a tenth of a second, in which a busy process beside this one posts thirty times.
    """
    driver = _driver_of(connection)
    if connection.engine.dispatch.before_cursor_execute:
        return False
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        for _ in range(limits.BUSY_TIMEOUT_MS * TRIES_A_SECOND // 1000):
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY":
                    raise raised_by_driver(connection, "BEGIN IMMEDIATE", (), error) from error
                time.sleep(1 / TRIES_A_SECOND)
            else:
                return True
        return False
    finally:
        driver.execute(f"PRAGMA busy_timeout = {limits.BUSY_TIMEOUT_MS}")


def _check(database: Database) -> None:
    with told_as_trouble(), database.engine.connect() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT 1"))
            return
        journal_mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    if sqlite.sqlite_version_info < SQLITE_OLDEST:
        raise DatabaseUnsafe(f"SQLite {sqlite.sqlite_version} can corrupt a WAL file", Problem.OLD_LIBRARY)
    if journal_mode != "wal" or synchronous != SYNCHRONOUS_FULL:
        found = f"journal mode {journal_mode}, synchronous {synchronous}"
        raise DatabaseUnsafe(found, Problem.NOT_DURABLE)
