"""Writes to the terminal without ever waiting for it, so that a slow line never holds up a scan.

What the line does not take at once is kept, and written as soon as it takes more. Whoever paints asks `idle` first:
while the line is still busy with the last frame the next one is not made at all, and `when_idle` is called once it
is free. So a slow line shows fewer frames, never old ones.
"""

import asyncio
import os
import select
from collections.abc import Callable
from time import monotonic


class TerminalOutput:
    """Text on its way to one terminal; to be used in the event loop only.

    `when_gone` is called when the terminal has gone away; what is written after that is dropped.
    """

    def __init__(
        self, descriptor: int, codec: str, when_idle: Callable[[], None], when_gone: Callable[[], None]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._descriptor, self._own = _without_waiting(descriptor)
        self._codec = codec
        self._when_idle = when_idle
        self._when_gone = when_gone
        self._rest = b""
        self._gone = False

    @property
    def idle(self) -> bool:
        """True when everything written has been taken by the terminal."""
        return not self._rest

    def write(self, text: str) -> None:
        """Write what the terminal takes now, keep the rest; returns at once."""
        if self._gone:
            return
        data = text.encode(self._codec, "replace")
        if self._rest:
            self._rest += data
            return
        self._rest = self._write(data)
        if self._rest:
            self._loop.add_writer(self._descriptor, self._go_on)

    def stop(self, seconds: float) -> None:
        """Write the rest, for at most this long: a terminal that takes nothing holds nobody up."""
        if self._rest:
            self._loop.remove_writer(self._descriptor)
        poller = select.poll()
        poller.register(self._descriptor, select.POLLOUT)
        end = monotonic() + seconds
        while self._rest and (wait := end - monotonic()) > 0:
            poller.poll(wait * 1000)
            self._rest = self._write(self._rest)
        if self._own:
            os.close(self._descriptor)
        else:
            os.set_blocking(self._descriptor, True)
        self._gone = True

    def _go_on(self) -> None:
        self._rest = self._write(self._rest)
        if not self._rest:
            self._loop.remove_writer(self._descriptor)
            self._when_idle()

    def _write(self, data: bytes) -> bytes:
        """Write once; answers what was not taken."""
        try:
            return data[os.write(self._descriptor, data) :]
        except (BlockingIOError, InterruptedError):
            return data
        except OSError:
            if not self._gone:
                self._gone = True
                self._when_gone()
            return b""


def _without_waiting(descriptor: int) -> tuple[int, bool]:
    """Answer a descriptor of the same terminal whose writes never wait, and whether it is one of our own.

    Opened anew, so that the program that started us, which shares `descriptor`, still waits as it always did.
    """
    try:
        return os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC), True
    except OSError:
        os.set_blocking(descriptor, False)
        return descriptor, False
