"""SQLite that does not wait for the disk: for proofs of figures, which have nothing to say of a power cut."""

from typing import Any

from sqlalchemy import event

from backend_client.store.database import Database


def wait_for_no_disk(database: Database) -> None:
    """Let every connection to a database write without waiting."""
    event.listen(database.engine, "connect", _off)
    database.engine.dispose()


def _off(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
