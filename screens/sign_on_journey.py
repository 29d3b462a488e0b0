"""The way to the sign-on screen: which plant this is, asked until somebody has told; and who left without a word.

What language somebody chooses is theirs from then on. Chosen before signing on it is of whoever signs on next, for as
long as somebody may stand there: after a minute the station speaks its own language again.

sign_off_idle_minutes 2, last scan 10:05:10     signed off at the first look after 10:07:10, at most 30 seconds later
"""

from functools import partial

from backend_client.messages.base import Posted, Queued
from backend_client.messages.people import ChooseLanguageRequest, Plant, PlantQuestion
from screens.backend import Backend
from screens.base import Stay
from screens.coming_back_journey import ComingBackJourney
from screens.frame import Message, Sign
from screens.glass import Glass
from screens.language.text import TRANSLATOR, _
from screens.opening import opening_message
from screens.posting_journey import new_id
from screens.sign_on import SignOn
from screens.sign_on_says import plant_says, signed_off_idle
from screens.station import Station

CHOICE_SECONDS = 60
"""How long a language chosen while nobody was signed on waits for whoever chose it."""


class SignOnJourney(ComingBackJourney):
    """The part of the way on which nobody is signed on."""

    def __init__(self, glass: Glass, backend: Backend, station: Station) -> None:
        """Begin while the back end is being opened."""
        super().__init__(glass, backend, station)
        self._plant_name = ""
        self._idle_seconds = 0
        self.chosen_language = ""
        """What was chosen while nobody is signed on, "" = nothing."""
        self._says = opening_message

    async def learn_plant(self) -> None:
        """Ask which plant this is; begin with the sign-on that says so, or why nobody knows."""
        plant = await self.backend.ask(PlantQuestion())
        self._says = partial(plant_says, plant, self.backend.kept)
        if isinstance(plant, Plant):
            self._idle_seconds = plant.sign_off_idle_minutes * 60
        self._plant_name = plant.plant_name if isinstance(plant, Plant) else ""
        self._sign_off()

    async def line_changed(self) -> None:
        """Ask again which plant this is, where nobody could tell."""
        if isinstance(self.top, SignOn) and not self._plant_name:
            await self.learn_plant()
        await self.renew_kept()

    async def rest(self, seconds: float) -> bool:
        """Sign off whoever has been away for as long as the plant allows; what they entered is kept."""
        if self.person is None and self.chosen_language and seconds >= CHOICE_SECONDS:
            self.chosen_language = ""
            self.speak(self.station.language)
        if self.person is None or not 0 < self._idle_seconds <= seconds:
            return False
        if self._kept is not None:
            self._kept.comes_back(self.person.signed_on.person_no)
        self.intake.go_on()
        self.glass.clear_line()
        await self.sign_off()
        self.say(Stay(signed_off_idle()))
        return True

    def speak(self, language: str) -> None:
        """Say everything in another language from now on; what is entered stays."""
        TRANSLATOR.speak(language)
        for screen in self.screens:
            screen.spoken_anew()

    async def keep_language(self, language: str) -> None:
        """Keep with whoever is signed on what language they chose; it is spoken here whether that could be or not."""
        request = ChooseLanguageRequest(request_id=new_id(), **self._who(), language_code=language)
        if not isinstance(await self.backend.post(request), Posted | Queued):
            self.say(Stay(_not_kept()))

    def _sign_off(self) -> None:
        if self.person is not None and self.station.guest is not None:
            self.glass.leave()
        if self.person is not None and self.station.training:
            self.tell_score()
            return
        self.person = self._heard = None
        self.chosen_language = ""
        self.backend.ask_in("", self.station.terminal_id)
        TRANSLATOR.speak(self.station.language)
        self.screens = [SignOn(self.glass.now().date(), self._plant_name, self._says)]


def _not_kept() -> Message:
    return Message(
        Sign.CAREFUL,
        _("Language not kept"),
        _("It is spoken until you sign off."),
        _("Choose it again when the line is back."),
    )
