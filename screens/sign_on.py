"""Sign on: scan a badge, or enter a number; then the PIN, where the plant asks for it. Nothing about people is told."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from backend_client.barcode.events import Badge, Event, PlainText
from backend_client.barcode.safe_in_any_field import Asked, Effect
from screens import notices
from screens.base import KioskScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Sign, row
from screens.language.text import _
from screens.language.writing import day_and_week
from screens.languages import LanguagesWanted
from screens.opening import KEYS, opening_message, sign_on_body
from screens.training import TRAINING_BADGE, TrainingWanted


@dataclass(frozen=True, slots=True)
class SignOnWanted(Outcome):
    """A badge's token, or a number; the other is empty. The PIN once it was asked for."""

    badge_token: str = field(default="", repr=False)
    number: str = ""
    pin: str = field(default="", repr=False)


class SignOn(KioskScreen):
    """Who works here?

    plant_name  "" while nobody has told it
    says        what stands below; nobody has to wait for "ready" to scan
    """

    keys: ClassVar[frozenset[Key]] = KEYS

    def __init__(
        self, today: date, plant_name: str = "", says: Callable[[], Message] = opening_message
    ) -> None:
        """Begin with nobody."""
        super().__init__()
        self.today = today
        self.plant_name = plant_name
        self.says = says

    def frame(self) -> Frame:
        """Ask for badge or number."""
        return Frame(
            title=self.plant_name or _("Kiosk"),
            where=day_and_week(self.today),
            body=sign_on_body(),
            message=self.says(),
            prompt=_("Badge or number"),
            keys=self.keys,
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
        if isinstance(event, Badge) and event.token == TRAINING_BADGE:
            return TrainingWanted()
        if isinstance(event, Badge):
            return SignOnWanted(badge_token=event.token)
        if effect is Effect.TO_FIELD:
            return super().take(event, effect)
        return Stay(notices.not_now(event, self.frame().prompt))

    def enter(self, text: PlainText) -> Outcome:
        """Take a number."""
        return SignOnWanted(number=text.text)

    def press(self, key: Key) -> Outcome:
        """List the languages, or stay: there is nowhere to go back to."""
        return LanguagesWanted() if key is Key.LIST else Stay()


class EnterPin(KioskScreen):
    """The PIN of whoever has just scanned a badge or entered a number; it is never shown."""

    keys: ClassVar[frozenset[Key]] = frozenset({Key.HELP, Key.CLEAR, Key.BACK})
    is_entry: ClassVar[bool] = True
    asked = Asked.TEXT

    def __init__(self, today: date, plant_name: str, wanted: SignOnWanted) -> None:
        """Take who it should be."""
        super().__init__()
        self.today = today
        self.plant_name = plant_name
        self.wanted = wanted

    def frame(self) -> Frame:
        """Ask for the PIN, and show whose it is."""
        who = self.wanted.number or _("The badge was read.")
        another = _("Another badge may be scanned instead. F3 goes back.")
        return Frame(
            title=self.plant_name,
            where=day_and_week(self.today),
            body=Body(head=(BLANK, row(" ", who), BLANK, row(" ", Cell(another, role=Role.QUIET)))),
            message=Message(
                Sign.TAKEN,
                _("PIN"),
                _("This plant asks for a PIN."),
                _("Enter your PIN, then Enter."),
            ),
            prompt=_("PIN"),
            keys=self.keys,
            secret=True,
        )

    def help(self) -> tuple[str, ...]:
        """Tell about PINs."""
        return (
            _("Enter your PIN, then Enter. It is not shown."),
            _("After five that do not fit you wait; after ten a supervisor unlocks it."),
            _("Another badge may be scanned instead. F3 goes back."),
        )

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take another person's badge instead, or the PIN."""
        if isinstance(event, Badge):
            return SignOnWanted(badge_token=event.token)
        if isinstance(event, PlainText) and effect is Effect.TO_FIELD:
            return self.enter(event)
        return Stay(notices.not_now(event, self.frame().prompt))

    def enter(self, text: PlainText) -> Outcome:
        """Take the PIN."""
        return replace(self.wanted, pin=text.text)
