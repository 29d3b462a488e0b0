"""What can be wrong with a database, told apart so that a person can be told what to do.

Trouble
+-- DatabaseUnsafe   the file works, but not in a way that keeps the promise; `doctor` says what to do
+-- DatabaseBroken   it can't be opened, is no database, or the disk refused
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


class Problem(StrEnum):
    """The kinds of trouble; the comment says when."""

    BAD_URL = "bad-url"  # not to be read as a URL
    UNKNOWN_KIND = "unknown-kind"  # neither sqlite nor postgresql
    IN_MEMORY = "in-memory"  # SQLite without a file
    NO_FOLDER = "no-folder"  # the file's folder does not exist
    DRIVER_MISSING = "driver-missing"  # the PostgreSQL driver is not installed
    NOT_A_DATABASE = "not-a-database"
    DAMAGED = "damaged"  # a database, but its pages contradict each other
    CANT_OPEN = "cant-open"  # a folder of that name, no permission
    READ_ONLY = "read-only"
    DISK_FULL = "disk-full"
    DISK_FAILED = "disk-failed"
    BUSY = "busy"  # another program holds the write lock for longer than we wait
    NEWER = "newer"  # written by a newer version of this program
    OLDER = "older"  # written by an earlier one: to be migrated first, on purpose
    FOREIGN = "foreign"  # another program's tables, and none of ours
    NOT_EMPTY = "not-empty"  # a backup is not restored over something
    NOT_A_BACKUP = "not-a-backup"
    BACKUP_DAMAGED = "backup-damaged"  # cut off or changed; nothing of it is restored
    OLD_LIBRARY = "old-library"  # an SQLite that can corrupt a WAL file
    NOT_DURABLE = "not-durable"  # journal mode or synchronous setting would lose acknowledged postings
    PEPPER = "pepper"  # the file that makes PINs safe is missing, or others may read it
    OTHER = "other"  # a server that does not answer, and whatever else the driver says


class Trouble(Exception):  # noqa: N818 -- the root of a small family, named by what it is
    """The database, not the request; `problem` is its kind, the text is for logs and for the curious."""

    def __init__(self, text: str, problem: Problem = Problem.OTHER) -> None:
        """Keep both."""
        super().__init__(text)
        self.problem = problem


class DatabaseUnsafe(Trouble):
    """What was promised can't be kept on this database."""


class DatabaseBroken(Trouble):
    """The database can't be opened or used."""


SQLITE_PROBLEMS = {
    "SQLITE_NOTADB": Problem.NOT_A_DATABASE,
    "SQLITE_CORRUPT": Problem.DAMAGED,
    "SQLITE_CANTOPEN": Problem.CANT_OPEN,
    "SQLITE_PERM": Problem.CANT_OPEN,
    "SQLITE_READONLY": Problem.READ_ONLY,
    "SQLITE_FULL": Problem.DISK_FULL,
    "SQLITE_IOERR": Problem.DISK_FAILED,
    "SQLITE_BUSY": Problem.BUSY,
    "SQLITE_LOCKED": Problem.BUSY,
}
"""By the beginning of SQLite's own name: SQLITE_IOERR_WRITE is an SQLITE_IOERR."""


def broken_by(error: DBAPIError) -> DatabaseBroken:
    """Answer what a driver's error means."""
    name = getattr(error.orig, "sqlite_errorname", None) or ""
    found = (problem for start, problem in SQLITE_PROBLEMS.items() if name.startswith(start))
    return DatabaseBroken(str(error.orig).strip(), next(found, Problem.OTHER))


def raised_by_driver(connection: Connection, text: str, values: Any, error: Any) -> DBAPIError:
    """Answer what SQLAlchemy would raise for an error of a driver that was spoken to past it.

    A connection that is gone is not used again.
    """
    dialect = connection.dialect
    driver_errors = dialect.loaded_dbapi.Error
    gone = dialect.is_disconnect(error, connection.connection, None)
    made = DBAPIError.instance(
        text, values, error, driver_errors, dialect=dialect, connection_invalidated=gone
    )
    if gone:
        connection.invalidate(error)
    assert isinstance(made, DBAPIError)
    return made


@contextmanager
def told_as_trouble() -> Iterator[None]:
    """Raise what a driver raises inside the block as DatabaseBroken."""
    try:
        yield
    except DBAPIError as error:
        raise broken_by(error) from error
