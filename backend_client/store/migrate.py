"""Bring a database to the schema that this code expects.

    nothing in it        made, by whoever opens it first
    this revision        one query tells
    an earlier one       refused until somebody says so: other processes of the earlier release may still run on it
    another one          a later release's: refused

Alembic is loaded only when something has to be done. The whole migration is one transaction on both databases, so
killed at any statement it was never begun. It holds the plant alone: of two at the same time the second waits, and
finds it done. What ran before it is told by the setup's revision: see `check_revision`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text, update

from backend_client.records.register import LedgerHead
from backend_client.store.database import Database
from backend_client.store.rows import table_of
from backend_client.store.schema import REVISION
from backend_client.store.trouble import DatabaseUnsafe, Problem, told_as_trouble

FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migrated:
    """From which revision to which; None = there was nothing."""

    before: str | None
    after: str


def revision_of(connection: Connection) -> str | None:
    """Answer the revision a database stands at; None for an empty one."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def migrate(database: Database) -> bool:
    """Make the schema in an empty database; answers whether anything was done.

    Raises DatabaseUnsafe where the database is of an earlier or later release, or holds another program's tables.
    """
    with told_as_trouble(), database.read() as connection:
        revision = revision_of(connection)
        if revision == REVISION:
            return False
        _refuse(connection, revision)
    return upgrade(database) is not None


def upgrade(
    database: Database, told: Callable[[Connection, Migrated], None] = lambda _connection, _done: None
) -> Migrated | None:
    """Bring a database to this revision from an earlier one, or from nothing; answers None where nothing was to do.

    told  called in the same transaction with what is done, where there was something before
    Raises DatabaseUnsafe as `migrate` does, but for an earlier revision.
    """
    with told_as_trouble(), database.write() as connection:
        before = revision_of(connection)
        if before == REVISION:
            return None
        if before not in known_revisions():
            _refuse(connection, before)
        upgrade_to(connection, "head")
        done = Migrated(before, REVISION)
        if before is not None:
            head = table_of(LedgerHead)
            connection.execute(update(head).values(setup_revision=head.c.setup_revision + 1))
            told(connection, done)
        return done


def upgrade_to(connection: Connection, revision: str) -> None:
    """Run the migrations up to a revision in a transaction that is open; "head" is the newest."""
    from alembic import command  # noqa: PLC0415 -- heavy, and wanted only by a database that is not up to date
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def known_revisions() -> tuple[str, ...]:
    """Answer the revisions that this release can migrate from, the oldest first."""
    return tuple(sorted(file.name[:4] for file in (FOLDER / "versions").glob("[0-9]*.py")))


def check_revision(connection: Connection) -> None:
    """Refuse a database that stands at another revision than this code's; asked whenever the setup changed.

    A migration changes the setup's revision: so a process of the earlier release that still runs posts nothing on a
    schema that it does not know. Raises DatabaseUnsafe.
    """
    revision = revision_of(connection)
    if revision != REVISION:
        _refuse(connection, revision)


def is_current(database: Database) -> bool:
    """Answer whether a database stands at the newest revision."""
    with database.read() as connection:
        return revision_of(connection) == REVISION


def _refuse(connection: Connection, revision: str | None) -> None:
    """Raise what is the matter with a database of another revision; nothing is with an empty one."""
    facts: Any = {"found": revision, "expected": REVISION}
    if revision is None and inspect(connection).get_table_names():
        raise DatabaseUnsafe("the database holds tables of another program", Problem.FOREIGN)
    if revision in known_revisions():
        found = "the database stands at revision %(found)s, this release at %(expected)s"
        raise DatabaseUnsafe(found % facts, Problem.OLDER)
    if revision is not None:
        found = "the database stands at revision %(found)s, this release knows up to %(expected)s"
        raise DatabaseUnsafe(found % facts, Problem.NEWER)
