"""Take the last posting back? What would be written against it, entry by entry, before it is."""

from dataclasses import dataclass
from typing import ClassVar

from backend_client.barcode.events import Command, CommandScanned, Event, PlainText
from backend_client.barcode.safe_in_any_field import Effect
from backend_client.messages.order_line import OrderLineCard
from backend_client.messages.receipt import PostingReceipt
from screens.base import Back, ListScreen, Outcome, Stay
from screens.entries import entry_rows, titles
from screens.frame import BLANK, Body, Frame, Key, Message, Sign
from screens.language.text import _


@dataclass(frozen=True, slots=True)
class UndoWanted(Outcome):
    """Take a posting back; register 0 = one's own last."""

    register_no: int
    request_id: str


class Undo(ListScreen):
    """Undo this?"""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.POST}

    def __init__(self, receipt: PostingReceipt, wanted: UndoWanted, card: OrderLineCard | None) -> None:
        """Begin with the entries of a reversal that was run and rolled back; `card` of its order line."""
        self.rows = entry_rows(receipt, card)
        super().__init__(len(self.rows))
        self.receipt = receipt
        self.wanted = wanted
        self.card = card

    def spoken_anew(self) -> None:
        """Name the entries in the new language."""
        super().spoken_anew()
        self.rows = entry_rows(self.receipt, self.card)

    @property
    def is_asking(self) -> bool:
        """A clear yes is wanted, which no paste can give."""
        return True

    def frame(self) -> Frame:
        """Show every entry."""
        place = " / ".join(filter(None, (self.receipt.order_no, self.receipt.operation_no)))
        return Frame(
            title=_("Undo") + f"  {place}",
            where=_("not posted yet"),
            body=Body(head=(titles(self.receipt), BLANK), listed=self.rows, marked=self.marked),
            message=self._ask(),
            prompt=_("Scan OK, or F10"),
            keys=self.keys,
        )

    def _ask(self) -> Message:
        return Message(
            Sign.QUESTION,
            _("Undo this?"),
            _("These entries are written against it. Nothing is wiped."),
            _("F10 or scan OK undoes it. F3 or scan NO leaves it."),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what undoing is."""
        return (
            _("Your last posting is taken back by entries against its entries; both stay readable."),
            _("F10, ..10 or the scan OK undoes it. F3 or the scan NO leaves everything as it is."),
        )

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take OK or NO."""
        if effect is Effect.ANSWER and isinstance(event, CommandScanned):
            return self.wanted if event.command is Command.OK else Back()
        return super().take(event, effect)

    def enter(self, _text: PlainText) -> Outcome:
        """Say again what is asked: nothing is typed here."""
        return Stay(self._ask())

    def enter_nothing(self) -> Outcome:
        """Say again what is asked: Enter never posts."""
        return Stay(self._ask())

    def press(self, key: Key) -> Outcome:
        """Undo, or turn the pages."""
        return self.wanted if key is Key.POST else super().press(key)
