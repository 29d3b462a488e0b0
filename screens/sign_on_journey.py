"""The way to the sign-on screen: which plant this is, asked until somebody has told; and who left without a word.

sign_off_idle_minutes 2, last scan 10:05:10     signed off at the first look after 10:07:10, at most 30 seconds later
"""

from dataclasses import replace
from functools import partial

from backend_client.barcode.events import Job
from backend_client.messages.people import Plant, PlantQuestion
from screens.backend import Backend
from screens.base import Stay
from screens.drafts import Field
from screens.glass import Glass
from screens.intake import Input
from screens.kept_entries import EntryKeeper, KeptEntries, LeftOpen
from screens.language.text import TRANSLATOR
from screens.opening import opening_message
from screens.output import Output
from screens.posting_entry import PostingEntry, PreviewWanted
from screens.preview import Preview
from screens.sign_on import SignOn
from screens.sign_on_says import plant_says, signed_off_idle
from screens.station import Station
from screens.training_journey import TrainingJourney

BADGE = "B."
"""What a badge's code begins with: no piece of one is kept on a disk."""


class SignOnJourney(TrainingJourney):
    """The part of the way on which nobody is signed on."""

    def __init__(self, glass: Glass, backend: Backend, station: Station) -> None:
        """Begin while the back end is being opened."""
        super().__init__(glass, backend, station)
        self._plant_name = ""
        self._idle_seconds = 0
        self._left_typed = ""
        self._kept: KeptEntries | None = None
        self._says = opening_message

    async def learn_plant(self) -> None:
        """Ask which plant this is; begin with the sign-on that says so, or why nobody knows."""
        plant = await self.backend.ask(PlantQuestion())
        self._says = partial(plant_says, plant, self.backend.kept)
        if isinstance(plant, Plant):
            self._idle_seconds = plant.sign_off_idle_minutes * 60
        self._plant_name = plant.plant_name if isinstance(plant, Plant) else ""
        self._sign_off()

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
            self._kept.keep(self.drafts, person_no, None)
            return
        left, top = entry.left_open(), self.top
        if top is entry and not self.glass.typed.upper().startswith(BADGE):
            left = replace(left, typed=self.glass.typed)
        if isinstance(top, Preview):
            left = replace(left, marked=top.marked, answers=top.answers)
        self._kept.keep(self.drafts, person_no, (entry.draft, left))

    async def take(self, item: Input) -> None:
        """Take one input; what stood half typed in an entry that came back stands there again, and was not scanned ahead."""
        await super().take(item)
        if self._left_typed:
            self.glass.type_again(self._left_typed)
            self._left_typed = ""
            self.keep_open()

    async def open_left(self, left: LeftOpen) -> None:
        """Open the entry that stood open when the program ended, as it stood."""
        await self.open_kind(left.kind, Job(left.order_no, left.order_line_no, left.operation_no))
        entry = self.top
        if not isinstance(entry, PostingEntry):
            return
        if isinstance(entry, Output) and left.field in set(Field):
            entry.go_to(Field(left.field))
        entry.ask_as_left(left)
        if left.marked is not None:
            await self._preview(PreviewWanted(entry.draft, left.answers))
        if isinstance(self.top, Preview):
            self.top.marked = min(left.marked or 0, max(self.top.count - 1, 0))
        elif not self.intake.ahead:
            self._left_typed = left.typed

    async def line_changed(self) -> None:
        """Ask again which plant this is, where nobody could tell."""
        if isinstance(self.top, SignOn) and not self._plant_name:
            await self.learn_plant()
        await self.renew_kept()

    async def rest(self, seconds: float) -> bool:
        """Sign off whoever has been away for as long as the plant allows; what they entered is kept."""
        if self.person is None or not 0 < self._idle_seconds <= seconds:
            return False
        if self._kept is not None:
            self._kept.comes_back(self.person.signed_on.person_no)
        self.intake.go_on()
        self.glass.clear_line()
        await self.sign_off()
        self.say(Stay(signed_off_idle()))
        return True

    def _sign_off(self) -> None:
        if self.person is not None and self.station.guest is not None:
            self.glass.leave()
        if self.person is not None and self.station.training:
            self.tell_score()
            return
        self.person = self._heard = None
        self.backend.ask_in("", self.station.terminal_id)
        TRANSLATOR.speak(self.station.language)
        self.screens = [SignOn(self.glass.now().date(), self._plant_name, self._says)]
