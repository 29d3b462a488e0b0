"""The kiosk a line at a time: for terminals that can't be drawn on, for 9,600 baud, for a reader of screens.

    Order 101002 line 10000, Released
    = Order line read. 101002 line 10000, operation 10 at 100. Enter opens operation 10. Or scan a quantity.
    Number or scan > C.OUT.51

The same journey and the same screens as on the glass: title, what the matter is, what to do, then the question. A
line with `?` lists the rest. Function keys are ..1 to ..12, the arrows ..+ ..- ..< ..> for down, up, left and right.
Nothing is drawn over, so nothing blinks and all of it can be read again above. Bars of blocks are left out, and what
stands side by side on the glass stands one below the other, for who has it read out. Where standard input is a terminal no key ends or suspends the program, and what is scanned
ahead is known as that. Where it is a file or a pipe, each line answers what was said before, and its end is the end.
"""

import asyncio
import os
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from backend_client.barcode.k1 import looks_like_k1
from screens.backend import Backend
from screens.display import clean
from screens.drawing import COLUMNS, body_texts
from screens.frame import Frame
from screens.intake import Tick
from screens.journey import Journey
from screens.language.text import TRANSLATOR
from screens.station import Look, Station
from screens.terminal.bells import BellPattern
from screens.widgets.scan_framing import Scan, ScanSource

if TYPE_CHECKING:
    from backend_client.client import BackendClient, Standing
    from screens.kept_entries import EntryKeeper
    from screens.printing import StationPrinters

_LIST = "?"
_LINE_CHARACTERS_MAX = 4_096
_ROWS_MAX = 1_000
_LOCAL_FLAGS, _CONTROL_CHARACTERS = 3, 6


class PlainGlass:
    """What the journey looks at, written line by line."""

    def __init__(self, out: TextIO, now: Callable[[], datetime], look: Look) -> None:
        """Write to `out`; of a look only its sound counts here."""
        self._out = out
        self._now = now
        self.dress(look)
        self.has_left = False
        self._frame: Frame | None = None
        self._said = ""
        self._kept = ""
        self._bells = ""

    @property
    def secret(self) -> bool:
        """Whether what is typed now must not be seen."""
        return self._frame is not None and self._frame.secret

    @property
    def typed(self) -> str:
        """Nothing: a line is taken when it is whole."""
        return ""

    def now(self) -> datetime:
        """Read this terminal's clock."""
        return self._now()

    def moment(self) -> float:
        """Answer the moment by the clock that scans carry."""
        return monotonic()

    def clear_line(self) -> bool:
        """Forget a value that stood in the question."""
        stood, self._kept = bool(self._kept), ""
        return stood

    def keep_line(self, text: str) -> None:
        """Show a value with the question: one that was refused, or digits that were scanned one by one."""
        self._kept = text

    def leave(self) -> None:
        """Take no more lines."""
        self.has_left = True

    def train(self) -> bool:
        """Answer that there is no shadow here."""
        return False

    def dress(self, look: Look) -> None:
        """Ring from now on, or no more; figures ten rows high are for eyes alone."""
        self.look = replace(look, far=False)

    def type_again(self, text: str) -> None:
        """Nothing: what was typed of a line is the terminal's."""

    def ring(self, pattern: BellPattern) -> None:
        """Ring as often as the pattern does, without its pauses: a line printer of old has none."""
        if self.look.sound:
            self._bells = "\a" * len(pattern.value)

    def show(self, frame: Frame) -> None:
        """Keep a frame; `ask` says it."""
        self._frame = frame

    def taken(self) -> None:
        """A line was taken: whatever stands then is said, also where it is what was said before."""
        self._said = self._kept = ""

    def ask(self) -> None:
        """Say what stands on the screen, if it was not said already."""
        if self._frame is None:
            return
        frame, message = self._frame, self._frame.message
        sentences = " ".join(
            _sentence(part) for part in (message.title, message.happened, message.to_do) if part
        )
        title = ", ".join(part for part in (frame.title, frame.where) if part)
        text = f"{clean(title)}\n{clean(f'{message.sign.character} {sentences}')}\n"
        kept = f" ({clean(self._kept)})" if self._kept else ""
        question = f"{clean(frame.prompt)}{kept} > "
        if text + question != self._said:
            self._said = text + question
            self._out.write(f"\n{self._bells}{text}{question}")
            self._bells = ""
            self._out.flush()

    def echo(self, line: str) -> None:
        """Write a line that was read where nothing echoes it; a PIN as nothing."""
        self._out.write(f"{'' if self.secret else clean(line.rstrip())}\n")

    def list_rest(self) -> None:
        """Write the rows of the body and the line to the back end."""
        if self._frame is not None:
            status = self._frame.status
            self._out.write("\n")
            rest = [
                f"{status.station}, {status.person}, {status.sign.character} {status.line}, {status.clock}"
            ]
            for text in [*map(clean, rest), *body_texts(self._frame, COLUMNS)]:
                self._out.write(f"{text}\n")


def _sentence(text: str) -> str:
    """End a sentence that has no end yet."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


class PlainKiosk:
    """A journey that is fed with lines."""

    def __init__(
        self,
        open_client: "Callable[[], BackendClient]",
        station: Station,
        *,
        now: Callable[[], datetime],
        desk: "Callable[[], Standing | None]" = lambda: None,
        keeper: "EntryKeeper | None" = None,
        printers: "StationPrinters | None" = None,
        lines: TextIO | None = None,
        out: TextIO | None = None,
    ) -> None:
        """Read and write a terminal, or whatever stands in its place."""
        self._lines = lines or sys.stdin
        self._echo = _Echo(self._lines)
        self._answered = threading.Semaphore(0)
        self._to_say = True
        TRANSLATOR.speak(station.language)
        self.glass = PlainGlass(out or sys.stdout, now, station.look)
        self.journey = Journey(self.glass, Backend(open_client, desk, self._kept_changed), station)
        if keeper is not None:
            self.journey.keep_entries(keeper)
        self.journey.print_on(printers)
        self.journey.page_rows, self.journey.read_out = _ROWS_MAX, True

    def run(self) -> None:
        """Work until the lines end."""
        with self._echo.as_kiosk():
            asyncio.run(self._work())

    async def _work(self) -> None:
        ended = asyncio.Event()
        working = asyncio.ensure_future(self.journey.run())
        loop = asyncio.get_running_loop()
        reader = threading.Thread(target=self._read, args=(loop, ended), daemon=True)
        await self._rest(working)
        reader.start()
        try:
            while not (ended.is_set() or working.done() or self.glass.has_left):
                await self._rest(working)
                self._echo.hide(self.glass.secret)
                self.glass.ask()
                if self._to_say:
                    self._to_say = False
                    self._answered.release()
                await asyncio.sleep(0.01)
            await self._rest(working)
            self.glass.ask()
        finally:
            self.journey.end()
            working.cancel()
            if working.done() and not working.cancelled():
                working.result()

    async def _rest(self, working: "asyncio.Future[None]") -> None:
        """Wait until nothing is under way."""
        while not self.journey.intake.resting and not working.done():  # noqa: ASYNC110 -- the queue has no bell
            await asyncio.sleep(0.005)

    def _read(self, loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
        """Hand lines on as they come, each with its moment: what was scanned ahead is known as that."""
        while True:
            line = self._echo.read() if self._echo.is_terminal else self._next_answer()
            at = monotonic()
            try:
                loop.call_soon_threadsafe(self._take, line, at) if line else loop.call_soon_threadsafe(
                    ended.set
                )
            except RuntimeError:  # the loop has ended
                return
            if not line:
                return

    def _next_answer(self) -> str:
        """Read a line of a file once what stood before it was said, and write it where a terminal would echo it."""
        self._answered.acquire()
        line = self._lines.readline(_LINE_CHARACTERS_MAX)
        if line:
            self.glass.echo(line)
        return line

    def _take(self, line: str, at: float) -> None:
        text = line.rstrip("\r\n\t")
        self.glass.taken()
        self._to_say = True
        if text == _LIST:
            self.glass.list_rest()
            return
        coded = text.startswith("]") or looks_like_k1(text.upper())
        self.journey.intake.put(
            Scan(text=text, source=ScanSource.READER if coded else ScanSource.TYPED, at=at)
        )

    def _kept_changed(self) -> None:
        self.journey.intake.put(Tick.KEPT)


class _Echo:
    """The terminal's own line editing: no key of it ends the program, and a PIN is not shown."""

    def __init__(self, lines: TextIO) -> None:
        self._descriptor = lines.fileno() if lines.isatty() else -1
        self._hidden = False

    @property
    def is_terminal(self) -> bool:
        """Whether a person types the lines."""
        return self._descriptor >= 0

    def read(self) -> str:
        """Read a line as the terminal ends it: also by Tab, which a file's own reading would wait behind."""
        return os.read(self._descriptor, _LINE_CHARACTERS_MAX).decode("utf-8", "replace")

    @contextmanager
    def as_kiosk(self) -> Iterator[None]:
        """Let no key interrupt, suspend, stop or end; Tab ends a line as Enter does. Afterwards all is as it was."""
        if self._descriptor < 0:
            yield
            return
        before = termios.tcgetattr(self._descriptor)
        mode = termios.tcgetattr(self._descriptor)
        mode[0] &= ~(termios.IXON | termios.IXOFF)
        mode[_LOCAL_FLAGS] &= ~(termios.ISIG | termios.IEXTEN)
        mode[_CONTROL_CHARACTERS][termios.VEOF] = b"\0"
        mode[_CONTROL_CHARACTERS][termios.VEOL] = b"\t"
        termios.tcsetattr(self._descriptor, termios.TCSANOW, mode)
        try:
            yield
        finally:
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, before)

    def hide(self, hidden: bool) -> None:  # noqa: FBT001 -- it is the whole question
        """Show what is typed from now on, or don't."""
        if hidden == self._hidden or self._descriptor < 0:
            return
        self._hidden = hidden
        mode = termios.tcgetattr(self._descriptor)
        mode[_LOCAL_FLAGS] = (
            mode[_LOCAL_FLAGS] & ~termios.ECHO if hidden else mode[_LOCAL_FLAGS] | termios.ECHO
        )
        termios.tcsetattr(self._descriptor, termios.TCSANOW, mode)
