"""The terminal driver: raw keys in, our own few control sequences out, and an orderly end.

Differences to Textual's own driver, each for a reason:
- it never asks the terminal anything and knows no mouse and no key protocol, so a start costs a few dozen bytes
  and no answer can be typed into a field;
- everything written passes the wall (see wall.py) and is fitted to the terminal's character set;
- writing never waits for a slow line (see output.py);
- when the terminal goes away (end of file, hang-up, a write that fails, SIGHUP) the program ends in order, and
  is ended hard if it has not within `HARD_END_SECONDS`: a posting is whole or not there in both cases;
- one burst of resizes is one new layout.
"""

import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import events
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from screens.terminal import glyphs
from screens.terminal.input import TerminalInput
from screens.terminal.output import TerminalOutput, line_speed
from screens.terminal.takeover import END, START, TAKEOVER, terminal_size
from screens.terminal.wall import Wall

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from textual.app import App

HARD_END_SECONDS = 1.5
RESIZE_QUIET_SECONDS = 0.1


class KioskDriver(Driver):
    """Drives one terminal on standard input and standard output."""

    def __init__(
        self, app: "App[Any]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size or terminal_size())
        self._input_descriptor = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self._output_descriptor = sys.__stdout__.fileno() if sys.__stdout__ else 1
        self._codec = glyphs.charset(os.environ)
        self.wall = Wall(line_ends=getattr(app, "cell_writer", None) is None)
        self._output: TerminalOutput | None = None
        self._input: TerminalInput | None = None
        self._resizing: TimerHandle | None = None
        self._ending = False

    @property
    def idle(self) -> bool:
        """True when the terminal has taken everything written so far."""
        return self._output is None or self._output.idle

    @property
    def at_once(self) -> int:
        """How many bytes are well sent together; 0 = any number."""
        return 0 if self._output is None else self._output.at_once

    def write(self, data: str) -> None:
        """Queue what may pass the wall; returns at once."""
        if self._output is not None:
            text = self.wall.let_through(data) + self.wall.end()
            self._output.write(glyphs.fit(text, self._codec))

    def let_line_ends_through(self) -> None:
        """Let CR and LF pass the wall as well, as the stock writer needs."""
        self.wall.allow_line_ends()

    def start_application_mode(self) -> None:
        """Take the terminal over: raw keys, own screen, own signals."""
        TAKEOVER.take(self._input_descriptor, self._output_descriptor)
        self._output = TerminalOutput(
            self._output_descriptor,
            self._codec,
            self._when_idle,
            self._when_gone,
            line_speed(self._output_descriptor),
        )
        loop = self._loop
        loop.add_signal_handler(signal.SIGWINCH, self._when_resized)
        loop.add_signal_handler(signal.SIGTERM, self._end, 128 + signal.SIGTERM)
        loop.add_signal_handler(signal.SIGINT, self._end, 128 + signal.SIGINT)
        loop.add_signal_handler(signal.SIGCONT, self._when_continued)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            loop.add_signal_handler(signal.SIGHUP, self._when_gone)
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # a stopped kiosk is a dead kiosk
        self._input = TerminalInput(
            self._input_descriptor, self._codec, self._deliver_in_thread, self._when_gone_in_thread
        )
        self._send_size()

    def disable_input(self) -> None:
        """Stop reading keys."""
        if self._input is not None:
            self._input.stop()
            self._input = None
            for number in (signal.SIGWINCH, signal.SIGCONT, signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
                self._loop.remove_signal_handler(number)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.disable_input()
        if TAKEOVER.on:
            TAKEOVER.on = False
            self.write(END)

    def close(self) -> None:
        """Write what is left, then leave raw mode."""
        if self._output is not None:
            self._output.stop(HARD_END_SECONDS / 3)
            self._output = None
        TAKEOVER.leave_raw_mode(self._input_descriptor)

    def _deliver_in_thread(self, messages: Sequence[Message]) -> None:
        for message in messages:
            message.set_sender(self._app)
        self._soon(self._deliver, messages)

    def _deliver(self, messages: Sequence[Message]) -> None:
        for message in messages:
            self._app.post_message(message)

    def _soon(self, callback: Any, *arguments: Any) -> None:
        """Call in the event loop; after its end there is nobody left to call."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(callback, *arguments)

    def _when_idle(self) -> None:
        terminal_idle = getattr(self._app, "terminal_idle", None)
        if terminal_idle is not None:
            terminal_idle()

    def _when_resized(self) -> None:
        if self._resizing is not None:
            self._resizing.cancel()
        self._resizing = self._loop.call_later(RESIZE_QUIET_SECONDS, self._send_size)

    def _send_size(self) -> None:
        self._resizing = None
        self._forget_screen()
        self._size = terminal_size(self._output_descriptor)
        size = Size(*self._size)
        self._app.post_message(events.Resize(size, size))

    def _when_continued(self) -> None:
        TAKEOVER.take(self._input_descriptor, self._output_descriptor)
        self.write(START)
        self._forget_screen()
        self._app.refresh()

    def _forget_screen(self) -> None:
        forget_screen = getattr(self._app, "forget_screen", None)
        if forget_screen is not None:
            forget_screen()

    def _when_gone_in_thread(self) -> None:
        self._end_hard_later(128 + signal.SIGHUP)  # at once: the event loop may be busy
        self._soon(self._when_gone)

    def _when_gone(self) -> None:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)  # whatever still prints has nowhere to print to
        self._end(128 + signal.SIGHUP)

    def _end(self, return_code: int) -> None:
        """End the program in order, and for certain."""
        self._end_hard_later(return_code)
        self._app.exit(return_code=return_code)

    def _end_hard_later(self, return_code: int) -> None:
        """End the process if the orderly way has not within `HARD_END_SECONDS`."""
        if not self._ending:
            self._ending = True
            timer = threading.Timer(HARD_END_SECONDS, _end_hard, (return_code,))
            timer.daemon = True
            timer.start()


def _end_hard(return_code: int) -> None:
    TAKEOVER.give_back()
    os._exit(return_code)
