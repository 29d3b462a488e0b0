"""Entries that a posting would write, and whether it shall."""

from backend_client.messages.order_line import OrderLineCard
from backend_client.messages.receipt import PostingReceipt
from screens.base import Outcome
from screens.entries import entry_rows
from screens.yes_asked import YesAsked


class EntriesShown(YesAsked):
    """The entries of a posting that was run and rolled back."""

    def __init__(self, receipt: PostingReceipt, card: OrderLineCard | None, yes: Outcome) -> None:
        """Show what would be written on the order line of `card`; `yes` follows F10."""
        self.rows = entry_rows(receipt, card)
        super().__init__(len(self.rows), yes)
        self.receipt = receipt
        self.card = card

    def spoken_anew(self) -> None:
        """Name the entries in the new language."""
        super().spoken_anew()
        self.rows = entry_rows(self.receipt, self.card)
