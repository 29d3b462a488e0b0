"""Writes to the terminal without ever waiting for it, so that a slow line never holds up a scan.

What the line does not take at once is kept, and written as soon as it takes more. Whoever paints asks `idle` first:
while the line is still busy with the last frame the next one is not made at all, and `when_idle` is called once it
is free. So a slow line shows fewer frames, never old ones.

What lies between (a pseudo-terminal, sshd, a modem) takes much more at once than a slow line carries: 16 kilobytes are 17
seconds at 9,600 baud. So a line whose speed is known counts as busy for as long as it needs for what was written. A
serial port knows its speed, and ssh passes on what the terminal at its other end is set to; 38,400 is what a terminal
says that nobody told, so from there on a line counts as fast.

    stty speed 9600          960 bytes a second, ten bits each
    KIOSK_LINE_SPEED=2400    240 bytes a second, whatever the terminal says
    38400, or a pipe         as fast as it takes it
"""

import asyncio
import os
import select
import termios
from collections.abc import Callable, Mapping
from time import monotonic

PIECE_SECONDS = 0.1
"""What a slow line is given at once: what comes next waits no longer for it."""
BAUD_LEAST = 300
_BITS_A_BYTE = 10
_OUTPUT_SPEED = 5
_SLOW = {getattr(termios, f"B{baud}"): baud for baud in (300, 600, 1_200, 1_800, 2_400, 4_800, 9_600, 19_200)}


class TerminalOutput:
    """Text on its way to one terminal; to be used in the event loop only.

    `when_gone` is called when the terminal has gone away; what is written after that is dropped.
    """

    def __init__(
        self,
        descriptor: int,
        codec: str,
        when_idle: Callable[[], None],
        when_gone: Callable[[], None],
        bytes_a_second: float | None = None,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._descriptor, self._own = _without_waiting(descriptor)
        self._codec = codec
        self._when_idle = when_idle
        self._when_gone = when_gone
        self._rest = b""
        self._gone = False
        self._bytes_a_second = bytes_a_second
        self._busy_until = 0.0
        self._free: asyncio.TimerHandle | None = None

    @property
    def idle(self) -> bool:
        """True when everything written has been taken by the terminal, and carried by a line of known speed."""
        return not self._rest and self._free is None

    @property
    def at_once(self) -> int:
        """How many bytes are well sent together: a tenth of a second of a slow line; 0 = any number."""
        return 0 if self._bytes_a_second is None else max(int(self._bytes_a_second * PIECE_SECONDS), 1)

    def write(self, text: str) -> None:
        """Write what the terminal takes now, keep the rest; returns at once."""
        if self._gone:
            return
        data = text.encode(self._codec, "replace")
        self._occupy(len(data))
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
        if self._free is not None:
            self._free.cancel()
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

    def _occupy(self, count: int) -> None:
        """Count a line of known speed as busy while it carries so many bytes more."""
        if self._bytes_a_second is None or not count:
            return
        self._busy_until = max(self._busy_until, self._loop.time()) + count / self._bytes_a_second
        if self._free is not None:
            self._free.cancel()
        self._free = self._loop.call_at(self._busy_until, self._carried)

    def _carried(self) -> None:
        self._free = None
        if not self._rest:
            self._when_idle()

    def _go_on(self) -> None:
        self._rest = self._write(self._rest)
        if not self._rest:
            self._loop.remove_writer(self._descriptor)
            if self.idle:
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


def line_speed(descriptor: int, environ: Mapping[str, str] = os.environ) -> float | None:
    """Answer how many bytes a second the line carries, None for one that is fast or tells nothing."""
    told = environ.get("KIOSK_LINE_SPEED", "")
    if told.isascii() and told.isdigit() and len(told) < 10:
        return max(int(told), BAUD_LEAST) / _BITS_A_BYTE
    try:
        baud = _SLOW.get(termios.tcgetattr(descriptor)[_OUTPUT_SPEED])
    except termios.error:
        return None
    return None if baud is None else baud / _BITS_A_BYTE


def _without_waiting(descriptor: int) -> tuple[int, bool]:
    """Answer a descriptor of the same terminal whose writes never wait, and whether it is one of our own.

    Opened anew, so that the program that started us, which shares `descriptor`, still waits as it always did.
    """
    try:
        return os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC), True
    except OSError:
        os.set_blocking(descriptor, False)
        return descriptor, False
