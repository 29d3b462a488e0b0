"""Take the last posting back? What would be written against it, entry by entry, before it is."""

from dataclasses import dataclass

from screens.base import Outcome
from screens.entries import titles
from screens.entries_shown import EntriesShown
from screens.frame import BLANK, Body, Frame, Message, Sign
from screens.language.text import _


@dataclass(frozen=True, slots=True)
class UndoAsked(Outcome):
    """Show what taking a posting back would write."""

    register_no: int


@dataclass(frozen=True, slots=True)
class UndoWanted(Outcome):
    """Take a posting back; register 0 = one's own last."""

    register_no: int
    request_id: str


def nothing_to_undo() -> Message:
    """Say that the person signed on has posted nothing that could be taken back."""
    return Message(
        Sign.REFUSED,
        _("Nothing to undo"),
        _("You have not posted anything yet."),
        _("F3 goes back."),
    )


class Undo(EntriesShown):
    """Undo this?"""

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
            body=Body(head=(BLANK, titles(self.receipt)), listed=self.rows, marked=self.marked),
            message=self.ask(),
            prompt=_("Scan OK, or F10"),
            keys=self.keys,
        )

    def ask(self) -> Message:
        """Ask whether it shall be undone."""
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
