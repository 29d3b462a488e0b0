"""A migration is all or nothing, and no process works on a schema that it does not know."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from backend_client.backups import By, back_up
from backend_client.client import BackendUnreachable, Sent
from backend_client.manage import Problem, Trouble, database_facts, migrate_database, verify
from backend_client.messages.base import Posted
from backend_client.store.database import Database, open_database
from tests.casebook.databases import Plants
from tests.casebook.running import Plant
from tests.proof.conftest import Proof
from tests.releases.next_release import ROOT, next_release
from tests.small_plant import output, small_plant


class Migrator:
    """The process of migrator.py, of one release."""

    def __init__(self, root: Path) -> None:
        """Start it."""
        command = [sys.executable, "-m", "tests.releases.migrator"]
        self.root = root
        self._process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def begin(self, *words: object) -> None:
        """Write a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()

    def said(self) -> str:
        """Read a line."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def told(self, *words: object) -> str:
        """Write a line; answers what is said to it."""
        self.begin(*words)
        return self.said()

    def stop(self) -> None:
        """End it."""
        self._process.communicate(timeout=60)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Migrator]:
    """The later release, whose schema has another revision."""
    migrator = Migrator(next_release(tmp_path_factory.mktemp("later"), schema=True))
    yield migrator
    migrator.stop()


@pytest.fixture(scope="module")
def now() -> Iterator[Migrator]:
    """This release."""
    migrator = Migrator(ROOT)
    yield migrator
    migrator.stop()


def empty_out(database: Database) -> None:
    """Take everything out of a database, as if it had just been made."""
    if not database.is_sqlite:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        return
    file = Path(database.engine.url.database or "")
    database.close()
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()


def kind_of(database: Database) -> str:
    return database.engine.dialect.name


def url_of(database: Database | Plant) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def picture(url: str) -> dict[str, Any]:
    """Answer everything in a database: columns and indexes of each table, its rows, and the triggers."""
    database = open_database(url)
    found: dict[str, Any] = {}
    with database.read() as connection:
        seen = inspect(connection)
        for table in sorted(seen.get_table_names()):
            columns = [
                (each["name"], str(each["type"]), each["nullable"]) for each in seen.get_columns(table)
            ]
            indexes = sorted((each["name"], tuple(each["column_names"])) for each in seen.get_indexes(table))
            names = ", ".join(f'"{name}"' for name, *_ in columns)
            rows = connection.exec_driver_sql(f'SELECT {names} FROM "{table}"').all()
            found[table] = (columns, indexes, sorted(map(str, rows)))
        triggers = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            if database.is_sqlite
            else "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        )
        found["triggers"] = sorted(map(str, connection.exec_driver_sql(triggers)))
    database.close()
    return found


def points(count: int, how_many: int) -> list[str]:
    """Answer some numbers of 1 ... count, the first and the last among them.

    >>> points(100, 3)
    ['1', '50', '100']
    """
    step = (count - 1) / max(1, how_many - 1)
    return [str(number) for number in sorted({round(1 + step * place) for place in range(how_many)})]


def kill_at(migrator: Migrator, url: str, control: str, how_many: int | None) -> int:
    """Kill migrations of one database, then let one end; all is as in the control, which was migrated at once."""
    before = picture(url)
    count = int(migrator.told("run", control).removeprefix("migrated "))
    chosen = points(count, how_many or count)
    assert migrator.told("kill", url, *chosen) == str(len(chosen))
    assert picture(url) == before, "a killed migration was never begun"
    assert migrator.told("run", url) == f"migrated {count}"
    assert picture(url) == picture(control)
    assert migrator.told("run", url) == "nothing to do"
    return count


@pytest.mark.proof
def test_the_first_migration_is_all_or_nothing(now: Migrator, each_plants: Plants, proof: Proof) -> None:
    """Killed at some statements, the commit among them, and in full at every one: nothing is there; then it runs through."""
    empty, control = each_plants.database(), each_plants.database()
    empty_out(empty)
    empty_out(control)
    some = proof.count(3, full=0)
    count = kill_at(now, url_of(empty), url_of(control), some)
    proof.row(f"kill -9 of the first migration, {kind_of(empty)}", some or count, "never begun")


@pytest.mark.proof
def test_a_migration_of_data_is_all_or_nothing(later: Migrator, each_plants: Plants, proof: Proof) -> None:
    """Killed at every statement of a migration that changes rows: they are as before, then all of them changed."""
    databases = [open_database(url_of(small_plant(each_plants, orders=3))) for _ in range(2)]
    url, control = map(url_of, databases)
    count = kill_at(later, url, control, None)
    with databases[0].read() as connection:
        rows = connection.exec_driver_sql("SELECT no, touched FROM production_orders ORDER BY no").all()
        tools = connection.exec_driver_sql("SELECT count(*) FROM tools").scalar_one()
    for database in databases:
        database.close()
    assert [tuple(row) for row in rows] == [("O1", 7), ("O2", 7), ("O3", 7)]
    assert tools == 3
    proof.row(f"kill -9 of a migration of data, {kind_of(databases[0])}", count, "never begun")


def test_of_two_migrations_one_waits(later: Migrator, each_plants: Plants) -> None:
    """One stands still in the middle; another one that is begun meanwhile waits, and finds it done."""
    url = url_of(small_plant(each_plants))
    first = Migrator(later.root)
    assert first.told("pause", url, 4) == "paused"
    later.begin("run", url)
    assert first.told("go on").startswith("migrated ")
    assert later.said() == "nothing to do"
    assert later.told("open", url) == "opened"
    first.stop()


def test_an_older_database_is_migrated_on_purpose_only(later: Migrator, each_plants: Plants) -> None:
    """Opened by a later release it is refused; migrated, it is refused by this one, and so is what runs on it still."""
    plant = small_plant(each_plants)
    url = url_of(plant)
    assert isinstance(plant.client.post(output("r1", output_quantity=2)), Posted)
    assert later.told("open", url) == "older"
    assert isinstance(plant.client.post(output("r2", output_quantity=2)), Posted), (
        "nothing has happened to it"
    )
    assert later.told("run", url).startswith("migrated ")
    with pytest.raises(BackendUnreachable, match="0002") as refused:
        plant.client.post(output("r3", output_quantity=2))
    assert refused.value.sent is Sent.NOTHING
    with pytest.raises(Trouble) as trouble:
        database_facts(url)
    assert trouble.value.problem is Problem.NEWER


def test_a_migration_stands_in_the_audit_trail(later: Migrator, each_plants: Plants) -> None:
    """`kiosk migrate` tells from which revision to which, and the ledgers are in the order that they were in."""
    database = open_database(url_of(small_plant(each_plants)))
    in_order = " ".join(f"{each.code} {each.facts}" for each in verify(url_of(database)))
    run = subprocess.run(
        [sys.executable, "-m", "kiosk", "--database", url_of(database), "migrate"],
        cwd=later.root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "The database was brought from revision 0001 to 0002.\n"
    assert later.told("verify", url_of(database)) == in_order
    with database.read() as connection:
        entry = "SELECT event, before, after FROM audit_entries WHERE event = 'schema-migrated'"
        rows = [tuple(row) for row in connection.exec_driver_sql(entry)]
    database.close()
    assert rows == [("schema-migrated", '{"revision": "0001"}', '{"revision": "0002"}')]


def test_a_backup_of_an_earlier_release_is_restored_and_migrated(
    later: Migrator, each_plants: Plants, tmp_path: Path
) -> None:
    """The later release puts it into an empty database as it was, and brings that to its own schema."""
    plant = small_plant(each_plants, orders=2)
    facts = back_up(
        url_of(plant), tmp_path / "plant.kiosk", By(datetime(2026, 3, 4, tzinfo=UTC), "ADA", "T1")
    )
    there = each_plants.database()
    empty_out(there)
    file = str(tmp_path / "plant.kiosk")
    assert later.told("restore", url_of(there), file) == f"restored register {facts.register_no}"
    with there.read() as connection:
        rows = connection.exec_driver_sql("SELECT no, touched FROM production_orders ORDER BY no").all()
    there.close()
    assert [tuple(row) for row in rows] == [("O1", 7), ("O2", 7)]


def test_a_current_database_is_left_alone(each_plants: Plants) -> None:
    """Nothing to do is nothing done, and said so; an empty one is made."""
    database = each_plants.database()
    who: dict[str, Any] = {"at": datetime(2026, 3, 2, tzinfo=UTC), "person_no": "ADA", "terminal_id": "T1"}
    assert migrate_database(url_of(database), **who) is None
    empty_out(database)
    done = migrate_database(url_of(database), **who)
    assert done is not None
    assert done.before is None
    assert list(verify(url_of(database))) == []
