"""A fresh plant for each case, quickly: the empty schema is made once and copied, then the case's rows go in.

On SQLite the copy is a copy of the file, on PostgreSQL a database made from a template.
"""

import shutil
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from backend_client.local import LocalClient
from backend_client.plant.building import PlantRowsWrong, build_plant
from backend_client.store.database import Database, open_database
from backend_client.store.migrate import migrate
from tests.casebook.plant import Tables
from tests.casebook.running import Plant
from tests.casebook.values import CaseError
from tests.postgresql import PostgreSQL

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # what the clock says all through a case


class Plants:
    """Makes fresh databases with the product's schema, and fresh plants in them; throws them away at the end."""

    def __init__(self, copies: "SQLiteCopies | PostgreSQLCopies") -> None:
        """Take new databases from `copies`; the schema stands in them already."""
        self.copies = copies
        self._open: list[Database] = []

    def database(self) -> Database:
        """Answer a fresh database with the schema and nothing in it."""
        database = open_database(self.copies.fresh())
        self._open.append(database)
        return database

    def fresh(self, tables: Tables) -> Plant:
        """Answer a fresh plant of these rows: opening stock posted, calendars calculated."""
        database = self.database()
        try:
            report = build_plant(database, {table: rows for table, rows in tables.items() if rows}, at=NOON)
        except PlantRowsWrong as wrong:
            raise CaseError(f"the plant can't be built: {wrong}") from wrong
        if report.errors:
            raise CaseError(f"the plant can't be built: {report.errors}")
        return Plant(client=LocalClient(database, now=lambda: NOON), engine=database.engine)

    def close(self) -> None:
        """Close every database made here and throw it away."""
        for database in self._open:
            database.close()
            self.copies.discard(database.engine.url.database or "")
        self._open.clear()


class SQLiteCopies:
    """Fresh SQLite databases: each a copy of one file with the empty schema."""

    def __init__(self, folder: Path) -> None:
        """Make the empty one."""
        self._folder = folder
        self._empty = folder / "empty.sqlite"
        self._numbers = count(1)
        database = open_database(f"sqlite:///{self._empty}")
        migrate(database)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()

    def fresh(self) -> str:
        """Answer the URL of a new copy."""
        copy = self._folder / f"plant-{next(self._numbers)}.sqlite"
        shutil.copyfile(self._empty, copy)
        return f"sqlite:///{copy}"

    def discard(self, name: str) -> None:
        """Delete a copy and what stands beside it."""
        for file in self._folder.glob(f"{Path(name).name}*"):
            file.unlink()


class PostgreSQLCopies:
    """Fresh PostgreSQL databases: each made from one template with the empty schema."""

    def __init__(self, server: PostgreSQL) -> None:
        """Make the template."""
        self._server = server
        self._template = server.create()
        database = open_database(server.url(self._template))
        migrate(database)
        database.close()

    def fresh(self) -> str:
        """Answer the URL of a new database."""
        return self._server.url(self._server.create(self._template))

    def discard(self, name: str) -> None:
        """Drop a database."""
        self._server.drop(name)
