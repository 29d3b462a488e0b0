"""Backups of a plant's database, for whoever runs the program: made while others post, restored into an empty one.

Every function takes the database's URL, opens it and closes it again. All raise Trouble (the database, or the backup,
can't be used) and OSError (the file).
"""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from backend_client.store.audit import By, note
from backend_client.store.backup import restore_backup, write_backup
from backend_client.store.backup_file import look_through, reading, writing
from backend_client.store.database import open_database
from backend_client.store.migrate import migrate
from backend_client.store.trouble import told_as_trouble

__all__ = ["BackupFacts", "By", "back_up", "facts_of", "restore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts:
    """What a backup says of itself: of which plant, from when, up to which register, and of which release."""

    plant_code: str
    at: str
    register_no: int
    register_hash: str
    release: str
    database: str


def back_up(database_url: str, file: Path, by: By) -> BackupFacts:
    """Write the whole database to a new file; it stands in the audit trail, after the end that the file holds."""
    database = open_database(database_url)
    try:
        migrate(database)
        with told_as_trouble(), writing(file) as backup, database.read() as connection:
            head = write_backup(connection, backup, at=by.at, release=version("kiosk"))
        facts = _facts(head)
        with told_as_trouble(), database.write() as connection:
            note(
                connection, by, "backed-up", about=("ledger_head", str(facts.register_no)), after=_told(facts)
            )
    finally:
        database.close()
    return facts


def restore(database_url: str, file: Path, by: By, *, replace: bool = False) -> BackupFacts:
    """Put a backup into an empty database, all or nothing; it stands in the audit trail.

    replace  also into one that is not empty, whose rows are thrown away
    """
    look_through(file)  # what is damaged is told before anything is begun
    with reading(file) as backup:
        database = open_database(database_url)
        try:
            with told_as_trouble(), database.write() as connection:
                restore_backup(connection, backup, replace=replace)
                facts = _facts(backup.head)
                about = ("ledger_head", str(facts.register_no))
                note(connection, by, "restored", about=about, after=_told(facts))
        finally:
            database.close()
    return facts


def facts_of(file: Path) -> BackupFacts:
    """Read a backup from its beginning to its end; answers what it is."""
    return _facts(look_through(file))


def _facts(head: dict[str, Any]) -> BackupFacts:
    end = head["head"]
    return BackupFacts(
        plant_code=str(end["plant_code"]),
        at=str(head["at"]),
        register_no=int(end["register_no"]),
        register_hash=str(end["register_hash"]),
        release=str(head["release"]),
        database=str(head["database"]),
    )


def _told(facts: BackupFacts) -> dict[str, Any]:
    return {"at": facts.at, "register_no": facts.register_no, "register_hash": facts.register_hash}
