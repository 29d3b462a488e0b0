"""Processes that are there at once, to be killed: forked off one that has imported the program before.

    with Forked(post_until_killed, url, "kill-1") as terminal:      def post_until_killed(url, prefix, tell): ...
        terminal.heard()                                            the next thing that it tells
        terminal.kill()                                             kill -9; answers all else that it has told

A start of the program costs a second of processor; a fork of it costs some milliseconds, and what is killed is the same.
"""

import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.context import ForkServerProcess as Process
from types import TracebackType
from typing import Any, Self

IMPORTED_BEFORE = (
    "backend_client.engine.posting",
    "backend_client.outbox",
    "backend_client.server.worker",
    "backend_client.store.migrate",
    "tests.faults.forked_server",
    "tests.proof.outbox_poster",
    "tests.proof.poster",
)
CONTEXT: ForkServerContext = get_context("forkserver")
CONTEXT.set_forkserver_preload(list(IMPORTED_BEFORE))


class Forked:
    """A process that does something until it is killed."""

    def __init__(self, does: Callable[..., None], *facts: object) -> None:
        """Start it; `does` takes the facts, and last what it tells with: whatever can be pickled."""
        self._hears, tells = CONTEXT.Pipe(duplex=False)
        self.process: Process = CONTEXT.Process(target=does, args=(*facts, tells.send), daemon=True)
        self.process.start()
        tells.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.exitcode is None:
            self.kill()
        self._hears.close()

    def heard(self) -> Any:
        """Wait for the next thing that it tells."""
        return self._hears.recv()

    def kill(self) -> list[Any]:
        """Kill it as the kernel does, wherever it is; answers what it told before that nobody has heard yet."""
        self.process.kill()
        self.process.join()
        assert self.process.exitcode == -signal.SIGKILL, "ended by itself, before it was killed"
        told = []
        with suppress(EOFError):
            while True:
                told.append(self._hears.recv())
        return told
