"""A question that only F10 or the scan OK answers with yes: typing and Enter say it again, F3 and the scan NO leave."""

from typing import ClassVar

from backend_client.barcode.events import Command, CommandScanned, Event, PlainText
from backend_client.barcode.safe_in_any_field import Effect
from screens.base import Back, ListScreen, Outcome, Stay
from screens.frame import Key, Message


class YesAsked(ListScreen):
    """Rows that show what it is about, and whether it shall be."""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.POST}

    def __init__(self, count: int, yes: Outcome) -> None:
        """Ask below so many rows; `yes` follows F10."""
        super().__init__(count)
        self.yes = yes

    def ask(self) -> Message:
        """Ask whether it shall be."""
        raise AssertionError(f"{type(self).__name__} asks nothing")

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take OK or NO."""
        if effect is Effect.ANSWER and isinstance(event, CommandScanned):
            return self.yes if event.command is Command.OK else Back()
        return super().take(event, effect)

    def enter(self, _text: PlainText) -> Outcome:
        """Say again what is asked: nothing is typed here."""
        return Stay(self.ask())

    def enter_nothing(self) -> Outcome:
        """Say again what is asked: Enter never posts."""
        return Stay(self.ask())

    def press(self, key: Key) -> Outcome:
        """Say yes, or turn the pages."""
        return self.yes if key is Key.POST else super().press(key)
