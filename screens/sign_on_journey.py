"""The way to the sign-on screen: which plant this is, asked until somebody has told."""

from functools import partial

from backend_client.messages.people import Plant, PlantQuestion
from screens.backend import Backend
from screens.glass import Glass
from screens.language.text import TRANSLATOR
from screens.opening import opening_message
from screens.sign_on import SignOn
from screens.sign_on_says import plant_says
from screens.station import Station
from screens.supervisor_journey import SupervisorJourney


class SignOnJourney(SupervisorJourney):
    """The part of the way on which nobody is signed on."""

    def __init__(self, glass: Glass, backend: Backend, station: Station) -> None:
        """Begin while the back end is being opened."""
        super().__init__(glass, backend, station)
        self._plant_name = ""
        self._says = opening_message

    async def learn_plant(self) -> None:
        """Ask which plant this is; begin with the sign-on that says so, or why nobody knows."""
        plant = await self.backend.ask(PlantQuestion())
        self._says = partial(plant_says, plant, self.backend.kept)
        self._plant_name = plant.plant_name if isinstance(plant, Plant) else ""
        self._sign_off()

    async def line_changed(self) -> None:
        """Ask again which plant this is, where nobody could tell."""
        if isinstance(self.top, SignOn) and not self._plant_name:
            await self.learn_plant()

    def _sign_off(self) -> None:
        self.person = None
        self.backend.ask_in("", self.station.terminal_id)
        TRANSLATOR.speak(self.station.language)
        self.screens = [SignOn(self.glass.now().date(), self._plant_name, self._says)]
