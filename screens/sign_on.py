"""Sign on: scan a badge, or enter a number. Nothing else is taken here, and nothing about people is told."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from backend_client.barcode.events import Badge, Event, PlainText
from backend_client.barcode.safe_in_any_field import Effect
from screens.base import KioskScreen, Outcome, Stay
from screens.frame import BLANK, Body, Frame, Key, Message, Sign, row
from screens.language.text import _
from screens.language.writing import day_and_week
from screens.notices import not_now


@dataclass(frozen=True, slots=True)
class SignOnWanted(Outcome):
    """A badge's token, or a number; the other is empty."""

    badge_token: str = ""
    number: str = ""


class SignOn(KioskScreen):
    """Who works here?

    plant_name  "" while the back end is being opened
    """

    keys: ClassVar[frozenset[Key]] = frozenset({Key.HELP, Key.CLEAR})

    def __init__(self, today: date, plant_name: str = "", *, opening: bool = False) -> None:
        """Begin with nobody."""
        super().__init__()
        self.today = today
        self.plant_name = plant_name
        self.opening = opening

    def frame(self) -> Frame:
        """Ask for badge or number."""
        return Frame(
            title=self.plant_name or _("Kiosk"),
            where=day_and_week(self.today),
            body=Body(
                head=(
                    BLANK,
                    row(" ", _("Scan your badge")),
                    row(" ", _("or enter your number")),
                ),
                foot=(
                    BLANK,
                    row(" ", _("No function keys? Enter ..1 for F1, ..10 for F10, ..12 for F12.")),
                ),
            ),
            message=self._message(),
            prompt=_("Badge or number"),
            keys=self.keys,
        )

    def _message(self) -> Message:
        if self.opening:
            return Message(
                Sign.TAKEN, _("Opening"), _("The database is being opened."), _("What you scan now is kept.")
            )
        return Message(
            Sign.TAKEN,
            _("Ready"),
            _("Nobody is signed on."),
            _("Scan a badge, or enter a number such as OP01."),
        )

    def help(self) -> tuple[str, ...]:
        """Tell how to sign on."""
        return (
            _("Hold your badge before the scanner. It rings once when it was read."),
            _("Without a badge: type your number, then Enter."),
            _("Everything posted from then on carries your name, until you sign off."),
        )

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take a badge."""
        if isinstance(event, Badge):
            return SignOnWanted(badge_token=event.token)
        if effect is Effect.TO_FIELD:
            return super().take(event, effect)
        return Stay(not_now(event, self.frame().prompt))

    def enter(self, text: PlainText) -> Outcome:
        """Take a number."""
        return SignOnWanted(number=text.text)

    def press(self, _key: Key) -> Outcome:
        """Stay: there is nowhere to go back to."""
        return Stay()
