"""Reads keys and scans from the terminal in a thread of its own, and notices when the terminal is gone.

The thread sleeps until bytes come: no ticks, nothing to do while nobody types. What one read brings is handed
over as one batch, in order, so a scanner at 20,000 characters a second costs one wake-up for many keys.
End of file and hang-up end the reading at once; bytes that are no text in the terminal's character set become
the replacement character instead of ending the program.
"""

import codecs
import os
import select
import threading
from collections.abc import Callable, Iterable, Sequence

from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.message import Message

from screens.terminal.paste_limit import PasteLimit

_READ = 4096
_ESCAPE_TICK = 0.025
"""Seconds between looks at a lone ESC that may be the Escape key."""


class KeyParser(XTermParser):
    """Textual's parser, which tells when an ESC began no sequence that this terminal sends.

    Textual takes such an ESC for the Alt key or the mouse and drops it; a label that holds one would be read without.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:  # noqa: FBT001, FBT002
        if alt:
            yield Key("escape_sequence", "\x1b")
        yield from super()._sequence_to_key_events(sequence, alt)

    def parse_mouse_code(self, code: str) -> Message | None:  # noqa: ARG002 - Textual's own signature
        """Answer an ESC too: the mouse is never switched on, so this is no mouse, and `ESC [31m` looks like one."""
        return Key("escape_sequence", "\x1b")


class TerminalInput:
    """One thread that turns bytes of `descriptor` into messages for `deliver`, and calls `when_gone` once."""

    def __init__(
        self,
        descriptor: int,
        codec: str,
        deliver: Callable[[Sequence[Message]], None],
        when_gone: Callable[[], None],
    ) -> None:
        self._descriptor = descriptor
        self._deliver = deliver
        self._when_gone = when_gone
        self._decode = codecs.getincrementaldecoder(codec)("replace").decode
        self._limit = PasteLimit()
        self._parser = KeyParser()
        self._wake, self._waker = os.pipe()
        self._thread = threading.Thread(target=self._run, name="terminal-input", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread; what was typed and not read stays in the terminal."""
        os.write(self._waker, b"x")
        self._thread.join(1)
        os.close(self._wake)
        os.close(self._waker)

    def _run(self) -> None:
        poller = select.poll()
        poller.register(self._descriptor, select.POLLIN)
        poller.register(self._wake, select.POLLIN)
        gone = False
        while not gone:
            waiting = self._parser._timeout_time is not None  # noqa: SLF001 - a lone ESC waits for its rest
            events = dict(poller.poll(_ESCAPE_TICK * 1000 if waiting else None))
            if self._wake in events:
                break
            data = self._read() if events else None
            gone = data == b""
            text = self._limit.pass_on(self._decode(data)) if data else ""
            messages = list(self._parser.feed(text)) if text else []
            messages.extend(self._parser.tick())
            if messages:
                self._deliver(messages)
        if gone:
            self._when_gone()

    def _read(self) -> bytes:
        """Answer the next bytes, nothing when the terminal has hung up."""
        try:
            return os.read(self._descriptor, _READ)
        except OSError:
            return b""
