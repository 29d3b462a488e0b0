"""Opening a database: what is promised about durability holds, and a database that can't keep it is not opened."""

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from backend_client.store.database import SQLITE_OLDEST, open_database
from backend_client.store.migrate import is_current, migrate
from backend_client.store.trouble import DatabaseBroken, DatabaseUnsafe
from tests.casebook.databases import Plants


def test_sqlite_is_new_enough_to_share_a_wal_file() -> None:
    """The SQLite in the wheel is 3.51.3 or newer."""
    assert sqlite.sqlite_version_info >= SQLITE_OLDEST == (3, 51, 3)


def test_every_connection_is_wal_and_full(sqlite_plants: Plants) -> None:
    """Each connection writes ahead, waits for the disk, and refuses to break references."""
    database = sqlite_plants.database()
    connections = [database.engine.connect() for _ in range(3)]
    for connection in connections:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
        assert values == ["wal", 2, 1]
        connection.close()


def test_a_log_that_is_left_to_others_is_shortened_while_nobody_waits_long(tmp_path: Path) -> None:
    """60 texts of 300,000 letters stay in the log until it is shortened: then they are in the file, and it begins anew."""
    database = open_database(f"sqlite:///{tmp_path}/plant.sqlite")
    database.leave_log_to_others()
    file, log = tmp_path / "plant.sqlite", tmp_path / "plant.sqlite-wal"
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE texts (text TEXT)")
    for _ in range(60):  # more than a commit would leave in the log
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO texts VALUES (?)", ("x" * 300_000,))
    assert database.rows_in_log == 60
    assert log.stat().st_size > 16_000_000
    assert file.stat().st_size < 1_000_000
    database.shorten_log()
    assert database.rows_in_log == 0
    assert file.stat().st_size > 16_000_000
    grown = log.stat().st_size
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO texts VALUES ('one more')")
    assert log.stat().st_size == grown
    database.close()


def test_a_file_that_can_only_lose_postings_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With synchronous NORMAL a power cut takes back acknowledged postings: refused by name."""
    monkeypatch.setattr("backend_client.store.database.SYNCHRONOUS_FULL", 3)
    with pytest.raises(DatabaseUnsafe, match="synchronous 2"):
        open_database(f"sqlite:///{tmp_path}/plant.sqlite")


def test_an_old_sqlite_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An SQLite that can corrupt a WAL file is refused by version."""
    monkeypatch.setattr("backend_client.store.database.SQLITE_OLDEST", (99, 0, 0))
    with pytest.raises(DatabaseUnsafe, match="can corrupt a WAL file"):
        open_database(f"sqlite:///{tmp_path}/plant.sqlite")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "plant.sqlite",
        "sqlite://",
        "sqlite:////nowhere/plant.sqlite",
        "mysql://localhost/plant",
        "sqlite:////",
    ],
)
def test_a_database_that_can_not_be_opened_says_so(url: str) -> None:
    """No traceback from the driver: a typed trouble."""
    with pytest.raises(DatabaseBroken):
        open_database(url)


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    """A text file under the name of the database."""
    file = tmp_path / "plant.sqlite"
    file.write_text("hello, this is a shopping list, not a database\n" * 100)
    with pytest.raises(DatabaseBroken, match="not a database"):
        open_database(f"sqlite:///{file}")


def test_a_write_that_fails_leaves_nothing(each_plants: Plants) -> None:
    """A transaction is all or nothing on both databases."""
    database = each_plants.database()

    def insert_and_stumble() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO scrap_codes (code, description) VALUES ('BENT', 'Bent')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        insert_and_stumble()
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM scrap_codes").scalar_one() == 0


def test_migrating_twice_does_nothing(each_plants: Plants) -> None:
    """A database at the newest revision is left alone."""
    database = each_plants.database()
    assert is_current(database)
    assert migrate(database) is False
