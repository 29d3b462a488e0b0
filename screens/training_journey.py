"""The way to the shadow of the plant and back, and what a trainee's score is counted from."""

from screens.backend import Backend
from screens.base import Outcome, Stay
from screens.frame import Message, Sign
from screens.glass import Glass
from screens.language.text import _
from screens.station import Station
from screens.supervisor_journey import SupervisorJourney
from screens.training import Score, ScoreScreen


class TrainingJourney(SupervisorJourney):
    """The part of the way that only trainees go."""

    def __init__(self, glass: Glass, backend: Backend, station: Station) -> None:
        """Begin with nothing counted."""
        super().__init__(glass, backend, station)
        self._score = Score()

    def _sound(self, message: Message) -> None:
        self._score.hear(message.sign, on_entry=self.top.is_entry, moment=self.glass.moment())
        super()._sound(message)

    async def train(self, _wanted: Outcome) -> None:
        """Go to the shadow, or back: another program with another database takes the terminal over."""
        if self.station.training:
            self.glass.leave()
        elif not self.glass.train():
            self.say(Stay(_no_training()))

    async def end_training(self, _outcome: Outcome) -> None:
        """Go back to work."""
        self.glass.leave()

    def tell_score(self) -> None:
        """Show how it went: signing off is the end of a training."""
        self.person = None
        self.screens = [ScoreScreen(self._score)]


def _no_training() -> Message:
    return Message(
        Sign.REFUSED,
        _("No training here"),
        _("This terminal has no copy of the plant to train on."),
        _("An administrator makes one: kiosk training."),
    )
