"""The thread of a server that keeps the log of a file short."""

import time
from collections.abc import Callable
from pathlib import Path

from backend_client import limits
from backend_client.server.checkpoints import Checkpoints
from backend_client.store.database import Database, open_database

PATIENCE = 60  # seconds; only a broken promise takes that long


def until(done: Callable[[], bool]) -> None:
    """Wait for it."""
    ended = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < ended
        time.sleep(0.01)


def many_rows(database: Database) -> None:
    """Commit as many rows as make the log worth shortening."""
    with database.write() as connection:
        for _ in range(limits.ROWS_IN_LOG + 1):
            connection.exec_driver_sql("INSERT INTO texts VALUES (?)", ("x" * 1_000,))


def test_a_fault_does_not_end_it(tmp_path: Path) -> None:
    """While the folder is away the log stays as it is; once it is back, the next rows bring it into the file."""
    folder, away = tmp_path / "plant", tmp_path / "away"
    folder.mkdir()
    file = folder / "plant.sqlite"
    database = open_database(f"sqlite:///{file}")
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE texts (text TEXT)")
    database.close()
    folder.rename(away)
    checkpoints = Checkpoints(database)
    database.rows_in_log = limits.ROWS_IN_LOG + 1
    until(lambda: database.rows_in_log == 0)
    away.rename(folder)
    many_rows(database)
    until(lambda: file.stat().st_size > limits.ROWS_IN_LOG * 1_000)
    checkpoints.close()
    database.close()
