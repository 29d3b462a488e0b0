"""Writes to the terminal in a thread of its own, so that a slow line never holds up a scan.

`write` never waits. Whoever paints asks `idle` first: while the line is still busy with the last frame, the
next one is not made at all, and `when_idle` is called once the line is free. So a slow line shows fewer frames,
never old ones.
"""

import os
import threading
from collections.abc import Callable


class TerminalOutput:
    """A queue of text before one file descriptor.

    `when_idle` is called in the writing thread each time the queue has run empty, `when_gone` once, when the
    terminal has gone away; after that everything written is dropped.
    """

    def __init__(
        self, descriptor: int, codec: str, when_idle: Callable[[], None], when_gone: Callable[[], None]
    ) -> None:
        self._descriptor = descriptor
        self._codec = codec
        self._when_idle = when_idle
        self._when_gone = when_gone
        self._pending: list[str] = []
        self._changed = threading.Condition()
        self._writing = False
        self._ended = False
        self.written = 0
        """Bytes the terminal has taken."""
        self._thread = threading.Thread(target=self._run, name="terminal-output", daemon=True)
        self._thread.start()

    @property
    def idle(self) -> bool:
        """True when everything written has been taken by the terminal."""
        return not self._writing and not self._pending

    def write(self, text: str) -> None:
        """Queue text; returns at once."""
        with self._changed:
            if not self._ended:
                self._pending.append(text)
                self._changed.notify()

    def stop(self, seconds: float) -> None:
        """Write what is queued, waiting at most this long: a terminal that takes nothing holds nobody up."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        self._thread.join(seconds)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._pending and not self._ended:
                    self._changed.wait()
                if not self._pending:
                    return
                text = "".join(self._pending)
                self._pending.clear()
                self._writing = True
            taken = self._write_all(text.encode(self._codec, "replace"))
            self._writing = False
            if not taken:
                self._drop()
                self._when_gone()
                return
            if not self._pending and not self._ended:
                self._when_idle()

    def _write_all(self, data: bytes) -> bool:
        while data:
            try:
                count = os.write(self._descriptor, data)
            except InterruptedError:
                continue
            except OSError:
                return False
            self.written += count
            data = data[count:]
        return True

    def _drop(self) -> None:
        with self._changed:
            self._ended = True
            self._pending.clear()
