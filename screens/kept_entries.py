"""What is entered and not posted, kept beside the program, so that a terminal that was cut off goes on where it stood.

    OP01 has 3 good of 101001/10000/10, is asked for the run time and has typed 1 of 15; the program is killed
    the terminal opens again, OP01 signs on: the same entry with its 3 good, asked for the run time, 1 in the row

Drafts belong to a person; nobody else is shown them. With its draft goes its request id: what was posted just before
the line broke, and never answered, is not posted a second time.

What is kept is kept before it is seen, and is on the disk soon after; a question is there before it is asked, a posting
before it is sent. After a power cut at most the last keys are missing, and then it is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from backend_client.barcode.events import Job
from backend_client.messages.base import Answer
from screens.disk import Damage, Disk
from screens.drafts import Entered, EntryKind

DraftKey = tuple[str, EntryKind, str, int, str]
"""Person, kind of entry, order, order line, operation."""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """The entry that stood open, and the field that was asked for.

    pending  the question that waited for an answer, such as whether 50 are meant where 4 are left
    typed    what stood in the row and had no end yet
    marked   the row at which all that will be posted was looked at; None = it was not
    answers  what had been confirmed for that
    part     of parts used: the row that was marked, and what its label had told
    """

    kind: EntryKind
    order_no: str
    order_line_no: int
    operation_no: str
    field: str
    pending: object | None = None
    typed: str = ""
    marked: int | None = None
    answers: tuple[Answer, ...] = ()
    part: object | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """All that is kept: the drafts, and what each person had open.

    marked  by person: the row of the station that was marked, where no entry was open
    damage  what of it was lost
    """

    drafts: Mapping[DraftKey, Entered] = field(default_factory=dict)
    left_open: Mapping[str, LeftOpen] = field(default_factory=dict)
    marked: Mapping[str, Job] = field(default_factory=dict)
    damage: Damage = Damage.NONE


class EntryKeeper(Protocol):
    """Where entries are kept."""

    def load(self) -> Entries:
        """Answer what was kept; nothing where that can't be read."""

    def save(self, entries: Entries) -> None:
        """Keep these instead, however the program ends."""

    def sync(self) -> None:
        """Wait until the disk has what was saved last; called in a thread of its own."""


class KeptEntries:
    """Keeps entries when they change, and knows what stood open when the program ended."""

    def __init__(self, keeper: EntryKeeper) -> None:
        """Read what was kept."""
        self._keeper = keeper
        self._disk = Disk(keeper.sync)
        self._saved = keeper.load()
        self._left = dict(self._saved.left_open)
        self._marked = dict(self._saved.marked)
        self._damage = self._saved.damage
        self._to_be_told = set(self._left) if self._damage is Damage.NEWEST else set()
        self._nobody_was_told = True

    @property
    def drafts(self) -> dict[DraftKey, Entered]:
        """The drafts that were kept."""
        return dict(self._saved.drafts)

    def left_by(self, person_no: str) -> LeftOpen | None:
        """Answer what a person had open when the program ended, once."""
        return self._left.pop(person_no, None)

    def marked_by(self, person_no: str) -> Job | None:
        """Answer the row of the station that a person had marked when the program ended, once."""
        return self._marked.pop(person_no, None)

    def damage_to(self, person_no: str) -> Damage:
        """Answer what was lost: to the first person who signs on, and to whom an older entry comes back; once."""
        is_told = self._nobody_was_told or person_no in self._to_be_told
        self._nobody_was_told = False
        self._to_be_told.discard(person_no)
        return self._damage if is_told else Damage.NONE

    def comes_back(self, person_no: str) -> None:
        """Let what a person has open now be open again when they sign on next."""
        if person_no in self._saved.left_open:
            self._left[person_no] = self._saved.left_open[person_no]
        if person_no in self._saved.marked:
            self._marked[person_no] = self._saved.marked[person_no]

    def keep(
        self,
        drafts: Mapping[DraftKey, Entered],
        person_no: str,
        entry: tuple[Entered, LeftOpen] | None,
        marked: Job | None = None,
    ) -> None:
        """Keep the drafts, the entry that stands open or the row of the station, if anything has changed."""
        kept, left, rows = dict(drafts), dict(self._left), dict(self._marked)
        if entry is not None:
            draft, left[person_no] = entry
            kept.pop((person_no, *draft.key), None)
            if draft.entered:
                kept[(person_no, *draft.key)] = draft  # the newest is the last
        if marked is not None:
            rows[person_no] = marked
        entries = Entries(kept, left, rows)
        if entries != self._saved:
            self._saved = entries
            self._keeper.save(entries)
            self._disk.soon()

    async def on_disk(self) -> None:
        """Wait until the disk has what is kept by now."""
        await self._disk.caught_up()
