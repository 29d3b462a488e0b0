"""What is entered and not posted, kept beside the program, so that a terminal that was cut off goes on where it stood.

    OP01 has 3 good of 101001/10000/10, is asked for the run time and has typed 1 of 15; the program is killed
    the terminal opens again, OP01 signs on: the same entry with its 3 good, asked for the run time, 1 in the row

Drafts belong to a person; nobody else is shown them. With its draft goes its request id: what was posted just before
the line broke, and never answered, is not posted a second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from backend_client.messages.base import Answer
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


@dataclass(frozen=True, slots=True)
class Entries:
    """All that is kept: the drafts, and what each person had open."""

    drafts: Mapping[DraftKey, Entered] = field(default_factory=dict)
    left_open: Mapping[str, LeftOpen] = field(default_factory=dict)


class EntryKeeper(Protocol):
    """Where entries are kept."""

    def load(self) -> Entries:
        """Answer what was kept; nothing where that can't be read."""

    def save(self, entries: Entries) -> None:
        """Keep these instead."""


class KeptEntries:
    """Keeps entries when they change, and knows what stood open when the program ended."""

    def __init__(self, keeper: EntryKeeper) -> None:
        """Read what was kept."""
        self._keeper = keeper
        self._saved = keeper.load()
        self._left = dict(self._saved.left_open)

    @property
    def drafts(self) -> dict[DraftKey, Entered]:
        """The drafts that were kept."""
        return dict(self._saved.drafts)

    def left_by(self, person_no: str) -> LeftOpen | None:
        """Answer what a person had open when the program ended, once."""
        return self._left.pop(person_no, None)

    def comes_back(self, person_no: str) -> None:
        """Let what a person has open now be open again when they sign on next."""
        if person_no in self._saved.left_open:
            self._left[person_no] = self._saved.left_open[person_no]

    def keep(
        self, drafts: Mapping[DraftKey, Entered], person_no: str, entry: tuple[Entered, LeftOpen] | None
    ) -> None:
        """Keep the drafts and the entry that stands open, if anything has changed."""
        kept, left = dict(drafts), dict(self._left)
        if entry is not None:
            draft, left[person_no] = entry
            if draft.entered:
                kept[(person_no, *draft.key)] = draft
            else:
                kept.pop((person_no, *draft.key), None)
        entries = Entries(kept, left)
        if entries != self._saved:
            self._saved = entries
            self._keeper.save(entries)
