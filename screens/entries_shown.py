"""Entries that a posting would write, and whether it shall: only F10 or the scan OK says yes."""

from typing import ClassVar

from backend_client.barcode.events import Command, CommandScanned, Event, PlainText
from backend_client.barcode.safe_in_any_field import Effect
from backend_client.messages.order_line import OrderLineCard
from backend_client.messages.receipt import PostingReceipt
from screens.base import Back, ListScreen, Outcome, Stay
from screens.entries import entry_rows
from screens.frame import Key, Message


class EntriesShown(ListScreen):
    """The entries of a posting that was run and rolled back."""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.POST}

    def __init__(self, receipt: PostingReceipt, card: OrderLineCard | None, yes: Outcome) -> None:
        """Show what would be written on the order line of `card`; `yes` follows F10."""
        self.rows = entry_rows(receipt, card)
        super().__init__(len(self.rows))
        self.receipt = receipt
        self.card = card
        self.yes = yes

    def ask(self) -> Message:
        """Ask whether it shall be."""
        raise AssertionError(f"{type(self).__name__} asks nothing")

    def spoken_anew(self) -> None:
        """Name the entries in the new language."""
        super().spoken_anew()
        self.rows = entry_rows(self.receipt, self.card)

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
