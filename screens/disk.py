"""The disk behind what is kept: caught up with in a thread of its own, while the person goes on.

1, 2, 5 typed      each is saved at once; the disk has 1, then, while it wrote that, 125
OK                 waits until the disk has it, and is posted then
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from threading import Lock


class Damage(Enum):
    """What is lost of what was kept when it is read again."""

    NONE = "none"
    NEWEST = "newest"  # an older copy was whole
    ALL = "all"


class Disk:
    """What is saved, and has to be on the disk soon or by a certain moment."""

    def __init__(self, sync: Callable[[], None]) -> None:
        """Take what waits for the disk."""
        self._sync = sync
        self._lock = Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="disk")
        self._last: Future[None] | None = None

    def soon(self) -> None:
        """Have on the disk what is saved by now; where that is about to begin, it is one with it."""
        with self._lock:
            if self._last is None or self._last.running() or self._last.done():
                self._last = self._thread.submit(self._sync)

    async def caught_up(self) -> None:
        """Wait until the disk has what was saved by now."""
        if self._last is not None and not self._last.done():
            await asyncio.shield(asyncio.wrap_future(self._last))  # it ends, whoever waits no longer
