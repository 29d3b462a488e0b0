"""The server as one program: its worker processes on one socket, each replaced when it dies, all stopped in time.

    kiosk serve -> supervisor -> worker, worker, ...   all accept from the same listening socket

What a worker has to know goes through its standard input, so that no token stands in a list of processes. That pipe
stays open for as long as the supervisor lives; a worker that finds it closed ends, so nothing is left behind by a
kill -9 of the supervisor.

A start takes as long as the imports of one process, not of two: the workers are started first, and import the program
while the supervisor brings the database up to date. Only then are they told what to serve.
"""

import logging
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from types import FrameType, TracebackType
from typing import Self

from backend_client import limits
from backend_client.server.logs import FACTS, log_as_json
from backend_client.server.options import ServerOptions

LOG = logging.getLogger(__name__)
BACKLOG = 512
SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_BEFORE_NEXT_TRY = 1.0
SECONDS_OF_A_GOOD_START = 5.0
"""A worker that lived so long was killed: the next one starts at once. One that dies sooner would die again and again."""
WORKER = "backend_client.server.worker"


def serve(options: ServerOptions, listening: Callable[[str], None]) -> None:
    """Listen, migrate the database, tell the address, and serve until SIGTERM or SIGINT.

    Raises Trouble (the database can't be used, or what PINs are made safe with) and OSError (the port is taken).
    """
    with (
        socket.create_server(
            (options.host, options.port), family=_family(options.host), backlog=BACKLOG
        ) as opened,
        tempfile.TemporaryDirectory(prefix="kiosk-figures-") as folder,
        Supervisor(replace(options, figures_folder=folder), opened) as supervisor,
    ):
        _prepare(options)
        log_as_json()
        scheme = "https" if options.tls_certificate else "http"
        host = f"[{options.host}]" if ":" in options.host else options.host
        listening(f"{scheme}://{host}:{opened.getsockname()[1]}")
        supervisor.run()


class Supervisor:
    """Keeps so many workers alive as were asked for."""

    def __init__(self, options: ServerOptions, listening: socket.socket) -> None:
        """Take the options and a socket that listens."""
        self._options = options
        self._listening = listening
        self._workers: list[subprocess.Popen[bytes]] = []
        self._started: dict[int, float] = {}
        self._stopping = False

    def __enter__(self) -> Self:
        """Start all workers; none serves before `run`."""
        self._workers = [self._start() for _ in range(self._options.workers)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no worker behind."""
        self._end()

    def run(self) -> None:
        """Let all workers serve, replace those that die, stop all at SIGTERM or SIGINT."""
        before = {name: signal.signal(name, self._stop) for name in (signal.SIGTERM, signal.SIGINT)}
        try:
            for worker in self._workers:
                self._tell(worker)
            while not self._stopping:
                time.sleep(SECONDS_BETWEEN_LOOKS)
                self._replace_dead()
        finally:
            self._end()
            for name, handler in before.items():
                signal.signal(name, handler)

    def _start(self) -> subprocess.Popen[bytes]:
        number = self._listening.fileno()
        worker = subprocess.Popen(  # noqa: S603 -- our own module, with a number
            [sys.executable, "-m", WORKER, str(number)], stdin=subprocess.PIPE, pass_fds=[number]
        )
        self._started[worker.pid] = time.monotonic()
        return worker

    def _tell(self, worker: subprocess.Popen[bytes]) -> None:
        """Tell a worker what to serve; one that has died meanwhile is replaced at the next look."""
        assert worker.stdin is not None
        with suppress(BrokenPipeError):
            worker.stdin.write(self._options.as_json().encode() + b"\n")
            worker.stdin.flush()

    def _replace_dead(self) -> None:
        for place, worker in enumerate(self._workers):
            if worker.poll() is not None and not self._stopping:
                LOG.error("a worker died", extra={FACTS: {"status": worker.returncode, "pid": worker.pid}})
                if time.monotonic() - self._started.pop(worker.pid) < SECONDS_OF_A_GOOD_START:
                    time.sleep(SECONDS_BEFORE_NEXT_TRY)
                self._workers[place] = self._start()
                self._tell(self._workers[place])

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> None:
        """Ask all to end, and end by force what does not in time."""
        for worker in self._workers:
            worker.terminate()
        latest = time.monotonic() + limits.STOP_SECONDS_MAX
        for worker in self._workers:
            try:
                worker.wait(max(0.0, latest - time.monotonic()))
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()


def _prepare(options: ServerOptions) -> None:
    """Bring the database up to date, and see that PINs can be read."""
    from backend_client.engine.pins import pins_of  # noqa: PLC0415 -- while the workers import theirs
    from backend_client.store.database import open_database  # noqa: PLC0415
    from backend_client.store.migrate import migrate  # noqa: PLC0415

    pins_of(options.pepper_file)
    database = open_database(options.database)
    migrate(database)
    database.close()


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
