"""A terminal with a kiosk on it, for one page: what it writes is read, keys and sizes go in, closing hangs up."""

import asyncio
import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import AsyncIterator, Callable, Mapping

from backend_client.messages.people import SignedOn
from kiosk.web import guest

READ_BYTES = 65_536
COLUMNS_MAX, ROWS_MAX = 500, 200
END_SECONDS = 5


class PageTerminal:
    """One kiosk in somebody's name."""

    def __init__(self, signed_on: SignedOn, environ: Mapping[str, str], size: tuple[int, int]) -> None:
        """Start it; `size` in columns and rows."""
        self._master, slave = os.openpty()
        self.resize(*size)
        told = guest.hand(signed_on)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kiosk"],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env={**environ, guest.VARIABLE: str(told)},
                pass_fds=(told,),
                start_new_session=True,
            )
        finally:
            os.close(slave)
            os.close(told)
        os.set_blocking(self._master, False)
        self._has_ended = False

    async def written(self) -> AsyncIterator[bytes]:
        """Answer what the kiosk writes, piece by piece, until it ends. Who takes it slowly slows the kiosk down."""
        while True:
            await _until(asyncio.get_running_loop().add_reader, self._master)
            try:
                data = os.read(self._master, READ_BYTES)
            except OSError:  # the terminal's last holder has ended
                data = b""
            if not data:
                self._has_ended = True
                return
            yield data

    async def type(self, data: bytes) -> None:
        """Type keys."""
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                await _until(asyncio.get_running_loop().add_writer, self._master)

    def resize(self, columns: int, rows: int) -> None:
        """Tell the kiosk how large the page's terminal is now."""
        columns, rows = min(max(columns, 1), COLUMNS_MAX), min(max(rows, 1), ROWS_MAX)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    async def close(self) -> bool:
        """Hang up, wait for the end; answers whether the kiosk had ended by itself: whoever was there signed off."""
        if not self._has_ended:
            self._process.send_signal(signal.SIGHUP)
        try:
            await asyncio.to_thread(self._process.wait, END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
        os.close(self._master)
        return self._has_ended and self._process.returncode == 0


async def _until(watch: Callable[..., object], descriptor: int) -> None:
    """Wait until a descriptor can be read or written, whichever `watch` looks for."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    watch(descriptor, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(descriptor) if watch == loop.add_reader else loop.remove_writer(descriptor)
