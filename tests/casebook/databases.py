"""A fresh plant for each case, quickly: the empty schema is made once and copied, then the case's rows go in.

On SQLite the copy is a copy of the file, on PostgreSQL a database made from a template.
"""

import shutil
from collections.abc import Callable
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
    """Makes fresh databases with the product's schema, and fresh plants in them; closes them all at the end."""

    def __init__(self, fresh_url: Callable[[], str]) -> None:
        """Take each new database's URL from `fresh_url`; the schema stands in it already."""
        self._fresh_url = fresh_url
        self._open: list[Database] = []

    def database(self) -> Database:
        """Answer a fresh database with the schema and nothing in it."""
        database = open_database(self._fresh_url())
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
        """Close every database made here."""
        for database in self._open:
            database.close()
        self._open.clear()


def sqlite_urls(folder: Path) -> Callable[[], str]:
    """Answer what makes fresh SQLite databases: each a copy of one file with the empty schema."""
    empty = folder / "empty.sqlite"
    database = open_database(f"sqlite:///{empty}")
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    numbers = count(1)

    def fresh() -> str:
        copy = folder / f"plant-{next(numbers)}.sqlite"
        shutil.copyfile(empty, copy)
        return f"sqlite:///{copy}"

    return fresh


def postgresql_urls(server: PostgreSQL) -> Callable[[], str]:
    """Answer what makes fresh PostgreSQL databases: each from one template with the empty schema."""
    template = server.create()
    database = open_database(server.url(template))
    migrate(database)
    database.close()
    return lambda: server.url(server.create(template))
