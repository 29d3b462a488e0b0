"""What comes in, in order: scans, keys, and the clock; and which scans are dropped because nobody had looked.

Scans made while the back end works wait here. When an answer asks a person to look up (a refusal or a question),
those that were made before it stood on the screen are dropped and counted, and nothing is taken until F2 or the
scan CLEAR: an OK scanned ahead never confirms what nobody has read.

    scanned: job, quantity, OK, job     the quantity is refused
    taken:   job, quantity              dropped: OK, job   -> "Stopped: scans not taken: 2"

An Enter on an empty row is no scan: behind a question it is not taken either, but nothing is lost with it.
"""

import asyncio
from enum import Enum

from screens.frame import Key
from screens.widgets.scan_framing import Scan


class Tick(Enum):
    """What nobody did: the clock, the window, or the outbox."""

    MINUTE = "minute"
    RENEW = "renew"
    SIZE = "size"
    SILENCE = "silence"  # something stands in the row, and no key followed for a while
    KEPT = "kept"  # a posting was kept, posted or refused
    PRINTED = "printed"  # or not


Input = Scan | Key | Tick


class Intake:
    """The queue between the glass and the journey."""

    def __init__(self) -> None:
        """Begin empty."""
        self._waiting: asyncio.Queue[Input] = asyncio.Queue()
        self._stopped_at = 0.0
        self._drop_next = False
        self.resting = False
        """Nothing waits, and nothing is under way."""
        self.ahead = 0
        """Scans and keys that nobody has looked at yet: made before what is being shown now."""
        self.dropped = 0
        """Scans dropped since the last stop; while it is not 0, only F2 and the scan CLEAR are taken."""

    def put(self, item: Input) -> None:
        """Add what came in."""
        self.resting = False
        self.ahead += not isinstance(item, Tick)
        self._waiting.put_nowait(item)

    async def next(self) -> Input:
        """Answer what came in next."""
        self.resting = self._waiting.empty()
        item = await self._waiting.get()
        self.ahead -= not isinstance(item, Tick)
        self.resting = False
        return item

    @property
    def waiting(self) -> int:
        """How many inputs nobody has looked at yet."""
        return self._waiting.qsize()

    def stop(self, at: float, *, typed: bool) -> None:
        """Drop the scans made ahead of what is being shown now.

        at     moment from which on scans are answers, of the clock that scans carry
        typed  the line holds the beginning of a code: it was begun before as well
        """
        kept: list[Input] = []
        while not self._waiting.empty():
            item = self._waiting.get_nowait()
            if isinstance(item, Scan):
                self.dropped += not item.is_empty
            elif isinstance(item, Tick):
                kept.append(item)
        for item in kept:
            self._waiting.put_nowait(item)
        self.ahead = 0
        self._stopped_at = at
        self._drop_next = typed

    def drops(self, scan: Scan) -> bool:
        """Tell whether a scan is dropped, and count it; an empty one has nothing to count."""
        if not (self.dropped or scan.at <= self._stopped_at or self._drop_next):
            return False
        if not scan.is_empty:
            self._drop_next = False
            self.dropped += 1
        return True

    def go_on(self) -> None:
        """Take scans again."""
        self.dropped = 0
        self._stopped_at = 0.0
        self._drop_next = False
