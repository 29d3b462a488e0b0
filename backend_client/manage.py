"""Upkeep of a database, for whoever runs the program: fill it, look at it, verify it, make its sums anew.

Every function takes the database's URL, opens it and closes it again. All of them raise Trouble when the database
can't be used; what is wrong with a plant folder or with the ledgers is answered, not raised.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4  # noqa: TID251 -- names a file that is about to be renamed

from sqlalchemy import Connection, func, make_url, select

from backend_client.engine.pins import make_pepper
from backend_client.engine.replay import Replayed, replayed
from backend_client.people_terms import AuditEvent
from backend_client.plant.demo import import_demo
from backend_client.plant.importing import import_plant
from backend_client.plant.progress import Progress, untold
from backend_client.plant.report import PlantError, PlantErrorCode, PlantNote, PlantReport, TableCount
from backend_client.records.order import ProductionOrder
from backend_client.records.people import Person
from backend_client.records.posting_setup import PlantSetting
from backend_client.records.register import Register
from backend_client.store import rollup
from backend_client.store.audit import By, note
from backend_client.store.database import (
    SQLITE_OLDEST,
    SYNCHRONOUS_FULL,
    Database,
    open_database,
)
from backend_client.store.head import first_look
from backend_client.store.migrate import Migrated, migrate, upgrade
from backend_client.store.rows import table_of
from backend_client.store.trouble import DatabaseBroken, DatabaseUnsafe, Problem, Trouble, told_as_trouble
from backend_client.store.verifying import Finding, FindingCode, Level
from backend_client.store.verifying import verify as verify_ledgers
from backend_client.store.verifying.exported_head import (
    ExportedHead,
    HeadUnreadable,
    exported_head,
    head_file_findings,
    read,
    written,
)
from backend_client.terms import OrderStatus

__all__ = [
    "DatabaseBroken",
    "DatabaseFacts",
    "DatabaseUnsafe",
    "ExportedHead",
    "Finding",
    "FindingCode",
    "HeadUnreadable",
    "Level",
    "Migrated",
    "PlantError",
    "PlantErrorCode",
    "PlantNote",
    "PlantReport",
    "Problem",
    "Replayed",
    "TableCount",
    "Trouble",
    "database_facts",
    "export_head",
    "import_folder",
    "make_demo",
    "make_pepper",
    "migrate_database",
    "note_verification",
    "read_head",
    "rebuild_load",
    "replay",
    "verify",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseFacts:
    """What there is to know of a database before anybody works on it.

    kind, library    sqlite or postgresql, and the version of what runs it
    journal_mode     of SQLite; "" on PostgreSQL. Postings are safe with wal
    synchronous      whether each commit waits for the disk
    plant_code       "" while nothing was imported
    time_zone        of the plant; "" = the machine's
    """

    kind: str
    library: str
    library_oldest: str
    journal_mode: str
    synchronous: bool
    migrated: bool
    plant_code: str
    plant_name: str
    time_zone: str
    work_date: str
    people: int
    released_orders: int
    postings: int


def import_folder(
    folder: Path,
    database_url: str,
    *,
    at: datetime,
    person_no: str,
    terminal_id: str,
    progress: Progress = untold,
) -> PlantReport:
    """Import a plant folder, all or nothing, into a database that is made or migrated where needed."""
    with told_as_trouble():
        return import_plant(
            folder, database_url, at=at, person_no=person_no, terminal_id=terminal_id, progress=progress
        )


def make_demo(
    file: Path,
    *,
    today: date,
    at: datetime,
    person_no: str,
    terminal_id: str,
    progress: Progress = untold,
) -> None:
    """Make the demo plant in a new SQLite file; killed on the way, it leaves no file of that name."""
    unfinished = file.with_name(f".{file.name}-{uuid4().hex[:8]}")
    try:
        with told_as_trouble():
            report = import_demo(
                f"sqlite:///{unfinished}",
                today=today,
                at=at,
                person_no=person_no,
                terminal_id=terminal_id,
                progress=progress,
            )
        assert report.written, report.errors[:3]
        unfinished.replace(file)
    finally:
        for rest in (unfinished, *(Path(f"{unfinished}-{tail}") for tail in ("wal", "shm"))):
            rest.unlink(missing_ok=True)


def database_facts(database_url: str) -> DatabaseFacts:
    """Open a database, making the file where there is none, and answer what it is."""
    database = open_database(database_url)
    try:
        migrated = migrate(database)
        with told_as_trouble(), database.read() as connection:
            return _facts(database, connection, migrated=migrated)
    finally:
        database.close()


def migrate_database(database_url: str, *, at: datetime, person_no: str, terminal_id: str) -> Migrated | None:
    """Bring a database to this release's schema; None where nothing was to do. It stands in the audit trail."""

    def told(connection: Connection, done: Migrated) -> None:
        revisions = ({"revision": done.before}, {"revision": done.after})
        note(
            connection,
            By(at, person_no, terminal_id),
            "schema-migrated",
            about=("alembic_version", done.after),
            before=revisions[0],
            after=revisions[1],
        )

    database = open_database(database_url)
    try:
        return upgrade(database, told)
    finally:
        database.close()


def verify(
    database_url: str,
    told: Callable[[str], None] = lambda _check: None,
    *,
    level: Level = Level.FULL,
    exported: ExportedHead | None = None,
) -> Iterator[Finding]:
    """Answer what is wrong with the ledgers, in one consistent picture; nothing when all is in order.

    told      hears the name of each check as it begins
    exported  a head that was exported before: what no longer holds of it is answered first
    """
    database = open_database(database_url)
    try:
        migrate(database)
        with told_as_trouble(), database.read() as connection:
            if exported is not None:
                yield from head_file_findings(connection, exported)
            yield from verify_ledgers(connection, told, level)
    finally:
        database.close()


def replay(database_url: str, backup: Path, told: Callable[[str], None] = lambda _register: None) -> Replayed:
    """Post again, on a copy of a backup, what was posted since, and answer what it makes otherwise.

    told  hears the register that it is at
    Raises Trouble (the database, or the backup, can't be used) and OSError (the file).
    """
    database = open_database(database_url)
    try:
        migrate(database)
        with told_as_trouble(), database.read() as connection:
            return replayed(connection, backup, told)
    finally:
        database.close()


def note_verification(
    database_url: str, *, level: Level, findings: int, at: datetime, person_no: str, terminal_id: str
) -> None:
    """Add the result of a verification to the audit trail: who looked, how thoroughly, at what, and what was found."""
    database = open_database(database_url)
    try:
        with told_as_trouble(), database.write() as connection:
            head, _ = first_look(connection)
            result = {"level": level, "result": "findings" if findings else "in-order", "findings": findings}
            looked_at = {"register_no": head.numbers.register, "register_hash": head.register_hash}
            note(
                connection,
                By(at, person_no, terminal_id),
                "ledgers-verified",
                about=("ledger_head", str(head.numbers.register)),
                after=result | looked_at,
            )
    finally:
        database.close()


def read_head(text: str, key: bytes = b"") -> tuple[ExportedHead, bool]:
    """Answer an exported head, and whether it is as it was sealed with the key. Raises HeadUnreadable."""
    return read(text, key)


def export_head(
    database_url: str, *, at: datetime, person_no: str, terminal_id: str, key: bytes = b""
) -> str:
    """Answer the end of the ledgers and of the audit trail as a text, to be kept where nobody who writes the database can.

    That it was exported stands in the audit trail, after the end that the text holds.

    key  a secret that seals it; without one it is not sealed
    """
    database = open_database(database_url)
    try:
        migrate(database)
        with told_as_trouble(), database.write() as connection:
            head = exported_head(connection, at)
            note(
                connection,
                By(at, person_no, terminal_id),
                AuditEvent.EXPORTED.value,
                about=("ledger_head", "head"),
                after={"audit_entry_no": head.audit_entry_no, "register_no": head.register_no},
            )
            return written(head, key)
    finally:
        database.close()


def rebuild_load(database_url: str) -> int:
    """Make the load board's sums anew; answers how many days of centers there are."""
    database = open_database(database_url)
    try:
        migrate(database)
        with told_as_trouble(), database.write() as connection:
            return rollup.rebuild(connection)
    finally:
        database.close()


def without_password(database_url: str) -> str:
    """Answer a URL as it may be shown."""
    return make_url(database_url).render_as_string(hide_password=True)


def _facts(database: Database, connection: Connection, *, migrated: bool) -> DatabaseFacts:
    settings = table_of(PlantSetting)
    values = {row.key: row.value for row in connection.execute(select(settings))}
    orders, people, registers = table_of(ProductionOrder), table_of(Person), table_of(Register)
    released = select(func.count()).select_from(orders).where(orders.c.status == OrderStatus.RELEASED)
    kind, library, journal_mode, synchronous = _library(database, connection)
    return DatabaseFacts(
        kind=kind,
        library=library,
        library_oldest=".".join(map(str, SQLITE_OLDEST)) if database.is_sqlite else "",
        journal_mode=journal_mode,
        synchronous=synchronous,
        migrated=migrated,
        plant_code=values.get("plant_code", ""),
        plant_name=values.get("plant_name", ""),
        time_zone=values.get("time_zone", ""),
        work_date=values.get("work_date", ""),
        people=connection.execute(select(func.count()).select_from(people)).scalar_one(),
        released_orders=connection.execute(released).scalar_one(),
        postings=connection.execute(select(func.count()).select_from(registers)).scalar_one(),
    )


def _library(database: Database, connection: Connection) -> tuple[str, str, str, bool]:
    if database.is_sqlite:
        journal_mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
        return "sqlite", str(version), str(journal_mode), int(synchronous) >= SYNCHRONOUS_FULL
    version = connection.exec_driver_sql("SHOW server_version").scalar_one()
    commits = {
        connection.exec_driver_sql(f"SHOW {name}").scalar_one()
        for name in ("fsync", "synchronous_commit", "full_page_writes")
    }
    return "postgresql", str(version), "", commits == {"on"}
