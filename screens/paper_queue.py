"""The papers of a station that were asked for and are not printed: kept, so that each comes out, whatever ends between.

    register 41 posted         waits                  kept before the receipt is seen
    the printer's turn         waits, begun           on the disk before the printer gets anything
    the printer has it         labelled

    ended while it waited      printed at the next start, the original
    ended while it was begun   printed at the next start as a COPY: the original may have come out

A label whose printer is off waits for it; a job card is asked for again.
"""

import threading
from dataclasses import dataclass, replace
from typing import Protocol

from screens.disk import Disk

WAITING_MAX = 50
LABELLED_MAX = 1_000
"""So many are kept; of what is more the oldest is let go."""

Printed = tuple[str, int]
"""An order and a register of it whose label came out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A label of a register, or a job card: register 0. `number` tells it from one that was asked for again."""

    number: int
    order_no: str
    register_no: int = 0
    begun: bool = False

    @property
    def printed(self) -> Printed:
        """What it is of."""
        return self.order_no, self.register_no


@dataclass(frozen=True, slots=True)
class Papers:
    """All that is kept: what waits, and whose label came out."""

    waiting: tuple[Paper, ...] = ()
    labelled: tuple[Printed, ...] = ()


class PaperKeeper(Protocol):
    """Where papers are kept."""

    def load(self) -> Papers:
        """Answer what was kept; nothing where that can't be read."""

    def save(self, papers: Papers) -> None:
        """Keep these instead, however the program ends."""

    def sync(self) -> None:
        """Wait until the disk has what was saved last; called from any thread."""


class NothingKept:
    """Where nothing outlives the program."""

    def load(self) -> Papers:
        """Nothing."""
        return Papers()

    def save(self, papers: Papers) -> None:
        """Keep nothing."""

    def sync(self) -> None:
        """Have nothing to wait for."""


class PaperQueue:
    """What waits for the printers of a station. Used by the screens and by the thread that prints."""

    def __init__(self, keeper: PaperKeeper) -> None:
        """Read what was kept."""
        papers = keeper.load()
        self._keeper = keeper
        self._disk = Disk(keeper.sync)
        self._lock = threading.Lock()
        self._waiting = {paper.number: paper for paper in papers.waiting}
        self._labelled = dict.fromkeys(papers.labelled)
        self._last = max(self._waiting, default=0)

    @property
    def waiting(self) -> tuple[Paper, ...]:
        """What waits, the oldest first."""
        with self._lock:
            return tuple(self._waiting.values())

    def was_labelled(self, printed: Printed) -> bool:
        """Tell whether a label of it came out, or may have: the next is a COPY."""
        with self._lock:
            begun = any(paper.begun and paper.printed == printed for paper in self._waiting.values())
            return begun or printed in self._labelled

    def add(self, order_no: str, register_no: int = 0) -> Paper:
        """Let a paper wait; the disk has it soon."""
        with self._lock:
            self._last += 1
            paper = Paper(number=self._last, order_no=order_no, register_no=register_no)
            self._waiting[paper.number] = paper
            while len(self._waiting) > WAITING_MAX:
                del self._waiting[next(iter(self._waiting))]
            self._save()
        self._disk.soon()
        return paper

    async def on_disk(self) -> None:
        """Wait until the disk has what waits by now."""
        await self._disk.caught_up()

    def begin(self, paper: Paper) -> None:
        """Have on the disk that the printer gets it now."""
        with self._lock:
            self._waiting[paper.number] = replace(paper, begun=True)
            self._save()
        self._keeper.sync()

    def ended(self, paper: Paper) -> None:
        """Let it wait no longer: the printer has it, or a part of it."""
        with self._lock:
            self._waiting.pop(paper.number, None)
            if paper.register_no:
                self._labelled[paper.printed] = None
                while len(self._labelled) > LABELLED_MAX:
                    del self._labelled[next(iter(self._labelled))]
            self._save()
        self._disk.soon()

    def failed(self, paper: Paper) -> None:
        """Let it go on waiting as it was: the printer has nothing of it."""
        with self._lock:
            self._waiting[paper.number] = paper
            self._save()
        self._disk.soon()

    def let_go(self, paper: Paper) -> None:
        """Let it wait no longer, unprinted."""
        with self._lock:
            self._waiting.pop(paper.number, None)
            self._save()
        self._disk.soon()

    def _save(self) -> None:
        self._keeper.save(Papers(tuple(self._waiting.values()), tuple(self._labelled)))
