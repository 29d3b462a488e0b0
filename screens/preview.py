"""What will be posted: the posting itself, run and rolled back, so it shows exactly the entries that would be written."""

from backend_client.barcode.events import Job
from backend_client.barcode.safe_in_any_field import Asked, Situation
from backend_client.messages.base import Answer
from backend_client.messages.order_line import OrderLineCard
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import CapacityUnitType
from screens.drafts import Entered
from screens.entries import after_rows, titles, unit_of
from screens.entries_shown import EntriesShown
from screens.frame import BLANK, Body, Cell, Frame, Message, Role, Sign, row
from screens.language.text import _
from screens.language.writing import full_day
from screens.posting_entry import PostWanted
from screens.summary import summary


class Preview(EntriesShown):
    """Post this?"""

    asked = Asked.ANSWER
    is_entry = True

    def __init__(
        self,
        receipt: PostingReceipt,
        draft: Entered,
        card: OrderLineCard | None,
        answers: tuple[Answer, ...] = (),
    ) -> None:
        """Begin with a posting that was run and rolled back."""
        super().__init__(receipt, card, PostWanted(draft, answers))
        self.draft = draft
        self.answers = answers

    @property
    def job(self) -> Job:
        """The operation that is open."""
        return self.draft.job

    @property
    def unit(self) -> CapacityUnitType:
        """The unit of the operation's times."""
        return unit_of(self.card, self.draft.operation_no)

    def situation(self, badge: str) -> Situation:
        """Answer what a scan finds here: an entry that is not posted."""
        return Situation(badge=badge, job=self.job, entered=False, entry=False, asked=self.asked)

    def frame(self) -> Frame:
        """Show every entry."""
        values = {"day": full_day(self.receipt.posting_date), "document": self.receipt.document_no}
        return Frame(
            title=_("What will be posted") + f"  {self.draft.place}",
            where=_("not posted yet"),
            body=Body(
                head=(
                    row(Cell(_("Date %(day)s   document %(document)s") % values, role=Role.QUIET)),
                    BLANK,
                    titles(self.receipt),
                ),
                listed=self.rows,
                foot=(BLANK, *after_rows(self.receipt, self.card, _("After this"))),
                marked=self.marked,
            ),
            message=self.ask(),
            prompt=_("Scan OK, or F10"),
            keys=self.keys,
        )

    def ask(self) -> Message:
        """Ask whether it shall be posted."""
        return Message(
            Sign.QUESTION,
            _("Post this?"),
            f"{summary(self.draft, self.unit)}.",
            _("F10 or scan OK posts. F3 goes back."),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what is shown."""
        return (
            _("These are the entries exactly as they would be written. Nothing is posted yet."),
            _("F10, ..10 or the scan OK posts. F3 or the scan NO goes back; all is kept."),
        )
