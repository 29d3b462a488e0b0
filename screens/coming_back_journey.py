"""The way back to where somebody stood when the program or the machine ended: the same entry, field and question.

    5, 0, 0 typed            kept before it is seen; on the disk soon after
    500 entered, 10 left     on the disk before it is asked whether 500 is meant
    F10                      on the disk before it is posted
    the power goes, OP01 signs on again: asked whether 500 is meant

Where a power cut took the newest of it, the copy before is opened, at its field and without its question: it is said,
and what stands there is looked at before it is posted.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from backend_client.barcode.events import Job
from backend_client.messages.base import Request
from backend_client.messages.receipt import PostingReceipt
from screens.backend import Backend
from screens.base import Stay
from screens.disk import Damage
from screens.frame import Message, Sign
from screens.glass import Glass
from screens.intake import Input
from screens.kept_entries import EntryKeeper, KeptEntries, LeftOpen
from screens.language.text import _
from screens.posting_entry import PostingEntry, PostWanted, PreviewWanted
from screens.preview import Preview
from screens.scan import StationHome
from screens.station import Station
from screens.training_journey import TrainingJourney

if TYPE_CHECKING:
    from screens.approving import Signed

BADGE = "B."
"""What a badge's code begins with: no piece of one is kept on a disk."""


class ComingBackJourney(TrainingJourney):
    """The part of the way that is gone twice where the first time was cut off."""

    def __init__(self, glass: Glass, backend: Backend, station: Station) -> None:
        """Begin with nothing kept."""
        super().__init__(glass, backend, station)
        self._left_typed = ""
        self._kept: KeptEntries | None = None

    def keep_entries(self, keeper: EntryKeeper) -> None:
        """Keep what is entered beside the program, and begin with what was kept there."""
        self._kept = KeptEntries(keeper)
        self.drafts = self._kept.drafts

    def keep_open(self) -> None:
        """Keep what is entered and typed by now; it is kept before it is seen."""
        if self._kept is None or not self.is_open:
            return
        entry = next((screen for screen in reversed(self.screens) if isinstance(screen, PostingEntry)), None)
        person_no = self.person.signed_on.person_no if self.person else ""
        if entry is None:
            home = self.screens[0]
            marked = home.marked_job if isinstance(home, StationHome) and home.marked else None
            self._kept.keep(self.drafts, person_no, None, marked)
            return
        left, top = entry.left_open(), self.top
        if top is entry and not self.glass.typed.upper().startswith(BADGE):
            left = replace(left, typed=self.glass.typed)
        if isinstance(top, Preview):
            left = replace(left, marked=top.marked, answers=top.answers)
        self._kept.keep(self.drafts, person_no, (entry.draft, left))

    async def keep_on_disk(self) -> None:
        """Keep what is entered by now, and wait until the disk has it."""
        self.keep_open()
        if self._kept is not None:
            await self._kept.on_disk()

    async def before_shown(self) -> None:
        """Have a question, and what will be posted, on the disk before anybody can answer it."""
        if self.top.is_asking or isinstance(self.top, Preview):
            await self.keep_on_disk()

    async def _posted(
        self, wanted: PostWanted, request: Request[PostingReceipt], signed: "Signed | None" = None
    ) -> None:
        await self.keep_on_disk()  # with its request id: after a power cut it is not posted a second time
        await super()._posted(wanted, request, signed)

    async def take(self, item: Input) -> None:
        """Take one input; what stood half typed in an entry that came back stands there again, and was not scanned ahead."""
        await super().take(item)
        if self._left_typed:
            self.glass.type_again(self._left_typed)
            self._left_typed = ""
            self.keep_open()

    async def come_back(self, person_no: str) -> None:
        """Go on where a person stood when the program ended: in their entry, else at their row of the station."""
        if self._kept is None:
            return
        damage = self._kept.damage_to(person_no)
        left, marked = self._kept.left_by(person_no), self._kept.marked_by(person_no)
        if left is not None:
            is_older = damage is Damage.NEWEST
            await self._open_left(replace(left, pending=None, marked=None, typed="") if is_older else left)
        elif isinstance(self.top, StationHome):
            self.top.mark(marked)
        if damage is not Damage.NONE:
            self.say(Stay(_older() if damage is Damage.NEWEST else _lost()))

    async def _open_left(self, left: LeftOpen) -> None:
        """Open the entry that stood open when the program ended, as it stood."""
        await self.open_kind(left.kind, Job(left.order_no, left.order_line_no, left.operation_no))
        entry = self.top
        if not isinstance(entry, PostingEntry):
            return
        entry.ask_as_left(left)
        if left.marked is not None:
            await self._preview(PreviewWanted(entry.draft, left.answers))
        if isinstance(self.top, Preview):
            self.top.marked = min(left.marked or 0, max(self.top.count - 1, 0))
        elif not self.intake.ahead:
            self._left_typed = left.typed


def _older() -> Message:
    return Message(
        Sign.CAREFUL,
        _("Check what is entered"),
        _("The last keys before the power went are missing."),
        _("Look at each value before you post."),
    )


def _lost() -> Message:
    return Message(
        Sign.CAREFUL,
        _("Entries are lost"),
        _("What was entered here and not posted is gone."),
        _("Enter it again. What was posted stands."),
    )
