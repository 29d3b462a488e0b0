"""A program in a real terminal: type into it, look at its screen, count what it costs.

    with PtySession([sys.executable, "-m", "kiosk", "demo"]) as kiosk:
        kiosk.wait_for("Badge or number")
        kiosk.type("OP01\\r", characters_a_second=200)
        kiosk.wait_for("Operator 01")
        kiosk.bytes_read, kiosk.cpu_seconds(), kiosk.rows()

A thread reads what the program writes and notes the moment of each piece, so that the slow screen model (pyte)
is not counted as the program's time.
"""

import fcntl
import os
import queue
import select
import signal
import struct
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
import pyte

from benchmarks.slow_line import Line, SlowLine

_READ = 65536

Cell = tuple[str, str, str, str]
"""Character, foreground, background, attributes."""


class PtySession:
    """One process on a terminal of its own; moments are those of `time.monotonic`."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        folder: str | os.PathLike[str] | None = None,
        ignore_hang_up: bool = False,
        typed_at_once: bytes = b"",
        line: Line | None = None,
    ) -> None:
        """Start the program; `line` is what lies between its terminal and us, None = nothing."""
        self._screen = pyte.Screen(columns or 80, lines or 24)
        self._stream = pyte.ByteStream(self._screen)
        self.output = bytearray()
        """Everything the program has written."""
        self._pieces: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._terminal, terminal_end = os.openpty()
        self._window = self._terminal
        self._set_size(columns, lines)
        if line is not None:
            _tell_speed(terminal_end, line.baud)
        self.started = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            _become(arguments, terminal_end, environment, folder, ignore_hang_up=ignore_hang_up)
        os.close(terminal_end)
        self.status: int | None = None
        self._process = psutil.Process(self.pid)
        self._line = SlowLine(self._terminal, line) if line is not None else None
        if self._line is not None:
            self._terminal = self._line.near_end
        if typed_at_once:
            os.write(self._terminal, typed_at_once)
        self._open = True
        self._reading = threading.Event()
        self._reading.set()
        self._wake, self._waker = os.pipe()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    @property
    def bytes_read(self) -> int:
        """Bytes written by the program and taken into the screen so far."""
        return len(self.output)

    @property
    def terminal_descriptor(self) -> int:
        """The keyboard's and screen's end of the terminal."""
        return self._terminal

    def pause_reading(self) -> None:
        """Stop reading what the program writes, as a stuck line does."""
        self._reading.clear()

    def resume_reading(self) -> None:
        """Read again."""
        self._reading.set()

    def rows(self) -> list[str]:
        """Answer the text of the screen, row by row."""
        self.settle(0)
        return seen_rows(self._screen)

    def cells(self) -> list[list[Cell]]:
        """Answer the screen cell by cell: character, colours, attributes, as a person sees them."""
        self.settle(0)
        return seen_cells(self._screen)

    def cursor(self) -> tuple[int, int]:
        """Answer column and row of the cursor, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def type(self, text: str | bytes, characters_a_second: float | None = None) -> float:
        """Type at this rate, or all at once; answers the moment the last byte left."""
        data = text.encode() if isinstance(text, str) else text
        if characters_a_second is None:
            self._write(data)
            return time.monotonic()
        start = time.monotonic()
        for number in range(len(data)):
            due = start + number / characters_a_second
            while (rest := due - time.monotonic()) > 0:
                time.sleep(rest if rest > 0.0005 else 0)
            self._write(data[number : number + 1])
        return time.monotonic()

    def wait_for(self, text: str, seconds: float = 10) -> float:
        """Wait until a row holds the text; answers the moment the piece that brought it was read."""
        return self._wait(
            lambda: any(text in row for row in seen_rows(self._screen)), f"{text!r} to come", seconds
        )

    def wait_until_gone(self, text: str, seconds: float = 10) -> float:
        """Wait until no row holds the text; answers the moment the piece that removed it was read."""
        return self._wait(
            lambda: not any(text in row for row in seen_rows(self._screen)), f"{text!r} to go", seconds
        )

    def wait_for_bytes(self, more_than: int, seconds: float = 10) -> float:
        """Wait until the program has written more bytes than this; answers the moment of that piece."""
        return self._wait(lambda: self.bytes_read > more_than, f"more than {more_than} bytes", seconds)

    def settle(self, quiet_seconds: float = 0.15, at_most: float = 5) -> float:
        """Read until the program has been quiet this long; answers the moment of the last piece."""
        last = time.monotonic()
        end = last + at_most
        while time.monotonic() < end:
            piece = self._next(time.monotonic() + quiet_seconds)
            if piece is None:
                break
            last = piece
        return last

    def cpu_seconds(self) -> float:
        """Answer processor time used so far, from the scheduler's own count (nanoseconds, all threads)."""
        total = 0
        for thread in self._process.threads():
            total += int(Path(f"/proc/{self.pid}/task/{thread.id}/schedstat").read_text("ascii").split()[0])
        return total / 1e9

    def memory_bytes(self) -> int:
        """Answer resident memory now."""
        return int(self._process.memory_info().rss)

    def peak_memory_bytes(self) -> int:
        """Answer the most resident memory it ever had."""
        status = Path(f"/proc/{self.pid}/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as a window does."""
        self.settle(0)
        self._screen.resize(lines or 24, columns or 80)
        self._set_size(columns, lines)

    def signal(self, number: int) -> None:
        """Send the process a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> float:
        """Take the terminal away, as a broken connection does; answers the moment."""
        with self._closing:
            if self._open:
                self._open = False
                self._reading.set()
                os.write(self._waker, b"x")
                self._reader.join()  # a read under way would keep the terminal open
                for descriptor in (self._wake, self._waker, self._terminal):
                    os.close(descriptor)
                if self._line is not None:
                    self._line.join()
        return time.monotonic()

    def wait_for_end(self, seconds: float = 10) -> float:
        """Wait until the process has ended, its status in `status`; answers the moment."""
        end = time.monotonic() + seconds
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                raise AssertionError(f"the process did not end within {seconds} s")
            else:
                time.sleep(0.002)
        return time.monotonic()

    def end(self) -> None:
        """Take the terminal away, and end the process if that does not."""
        self.hang_up()
        if self.status is None:
            try:
                self.wait_for_end(3)
            except AssertionError:
                os.kill(self.pid, signal.SIGKILL)
                self.wait_for_end(3)

    def _wait(self, come: Callable[[], bool], what: str, seconds: float) -> float:
        end = time.monotonic() + seconds
        moment = time.monotonic()
        while not come():
            piece = self._next(end)
            if piece is None:
                shown = "\n".join(row.rstrip() for row in seen_rows(self._screen))
                raise AssertionError(f"waited {seconds} s for {what}; the screen:\n{shown}")
            moment = piece
        return moment

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._terminal, data) :]

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._window, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _next(self, until: float) -> float | None:
        """Take one piece into the screen; answers its moment, None when none comes in time."""
        try:
            wait = until - time.monotonic()
            moment, data = self._pieces.get(timeout=wait) if wait > 0 else self._pieces.get_nowait()
        except queue.Empty:
            return None
        if not data:
            return None
        self.output += data
        self._stream.feed(data)
        return moment

    def _read(self) -> None:
        poller = select.poll()
        poller.register(self._terminal, select.POLLIN)
        poller.register(self._wake, select.POLLIN)
        while True:
            ready = dict(poller.poll())
            self._reading.wait()
            if self._wake in ready:
                return
            try:
                data = os.read(self._terminal, _READ)
            except OSError:
                data = b""
            self._pieces.put((time.monotonic(), data))
            if not data:
                return


def seen_rows(screen: pyte.Screen) -> list[str]:
    """Answer the text of each row, also in the middle of a frame, when half of a wide character may be drawn over."""
    return ["".join(screen.buffer[y][x].data for x in range(screen.columns)) for y in range(screen.lines)]


def seen_cells(screen: pyte.Screen) -> list[list[Cell]]:
    """Answer each cell as (character, foreground, background, attributes); on a blank only what is seen of it."""
    rows = []
    for y in range(screen.lines):
        row = []
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            drawn = [name for name in ("underscore", "strikethrough", "reverse") if getattr(cell, name)]
            if cell.data == " " and not drawn:
                row.append((" ", "", cell.bg, ""))
                continue
            drawn += [name for name in ("bold", "italics", "blink") if getattr(cell, name)]
            row.append((cell.data, cell.fg, cell.bg, " ".join(drawn)))
        rows.append(row)
    return rows


def _tell_speed(terminal: int, baud: int) -> None:
    """Say how fast the line is, as a serial port knows and ssh passes on."""
    attributes = termios.tcgetattr(terminal)
    attributes[4] = attributes[5] = getattr(termios, f"B{baud}")
    termios.tcsetattr(terminal, termios.TCSANOW, attributes)


def _become(
    arguments: Sequence[str],
    terminal: int,
    environment: Mapping[str, str] | None,
    folder: str | os.PathLike[str] | None,
    *,
    ignore_hang_up: bool,
) -> None:
    """Be the program, in the child process; never returns."""
    try:
        os.login_tty(terminal)
        if ignore_hang_up:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        if folder is not None:
            os.chdir(folder)
        os.closerange(3, 256)
        os.execve(arguments[0], list(arguments), {**terminal_environment(), **(environment or {})})
    finally:
        os._exit(127)


def terminal_environment() -> dict[str, str]:
    """Answer a plain environment: xterm with 256 colours, UTF-8, bytecode written, none of our own settings."""
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "XDG_STATE_HOME") if name in os.environ
    }
    return {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
