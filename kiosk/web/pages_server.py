"""uvicorn, ended by a signal as a command that did what it should: with status 0."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from uvicorn import Server


class Pages(Server):
    """Serves until SIGTERM or SIGINT; uvicorn's own way dies of the signal once more when all is done."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals while it serves."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield
