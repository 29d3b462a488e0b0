"""Fresh plants behind a real server process: what a terminal of a large plant speaks with."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend_client.remote import RemoteClient
from tests.casebook.databases import Plants, PostgreSQLCopies, SQLiteCopies
from tests.casebook.plant import Tables
from tests.casebook.running import Plant

ROOT = Path(__file__).parents[1]
TOKEN = "a-token-for-tests"
CALLS_PER_SECOND = 100_000  # a test is faster than any terminal


class ServerProcess:
    """The process of tests/server_process.py."""

    def __init__(self, root: Path = ROOT) -> None:
        """Start it; `root` is where its release of the program lies."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.server_process"],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def open(self, database_url: str, *, days: int = 0, **more: object) -> str:
        """Serve a database, so many days after NOON; answers the address."""
        options = {"database": database_url, "tokens": {"*": TOKEN}, "calls_per_second": CALLS_PER_SECOND}
        return f"http://127.0.0.1:{self._said(f'open {days} {json.dumps(options | more)}')}"

    def close(self, address: str) -> None:
        """Stop serving a database."""
        self._said(f"close {address.rpartition(':')[2]}")

    def stop(self) -> None:
        """End the process."""
        self._process.communicate(timeout=30)

    def _said(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


@contextmanager
def server_process(root: Path = ROOT) -> Iterator[ServerProcess]:
    """A server process, ended at the end."""
    process = ServerProcess(root)
    try:
        yield process
    finally:
        process.stop()


class ServedPlants(Plants):
    """Fresh plants, each spoken to through the server; the test looks into the database past it."""

    def __init__(self, copies: SQLiteCopies | PostgreSQLCopies, process: ServerProcess) -> None:
        """Take where databases come from, and the process that serves them."""
        super().__init__(copies)
        self._process = process
        self._served: list[tuple[str, RemoteClient]] = []

    def addresses(self) -> list[str]:
        """Answer where the plants are served, the last one last."""
        return [address for address, _ in self._served]

    def fresh(self, tables: Tables) -> Plant:
        """Answer a fresh plant of these rows behind the server."""
        plant = super().fresh(tables)
        address = self._process.open(plant.engine.url.render_as_string(hide_password=False))
        client = RemoteClient(address, token=TOKEN)
        self._served.append((address, client))
        return Plant(client=client, engine=plant.engine)

    def close(self) -> None:
        """Stop serving, then throw the databases away."""
        for address, client in self._served:
            client.close()
            self._process.close(address)
        self._served.clear()
        super().close()
