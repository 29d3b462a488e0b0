"""What the routing says about an operation: steps, tools, people, measures. Texts of the plant, shown as they are."""

from typing import ClassVar

from backend_client.barcode.events import Job
from backend_client.messages.order_line import OperationNotes, OrderLineCard
from screens.base import Back, ListScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _


class Notes(ListScreen):
    """What should be known here?"""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys

    def __init__(self, notes: OperationNotes, card: OrderLineCard, operation_no: str) -> None:
        """Begin with the notes of one operation."""
        self.notes = notes
        self.rows = _rows(notes)
        super().__init__(len(self.rows))
        self.card = card
        self.operation_no = operation_no

    def spoken_anew(self) -> None:
        """Name the kinds of notes in the new language."""
        super().spoken_anew()
        self.rows = _rows(self.notes)

    @property
    def job(self) -> Job:
        """The operation."""
        return Job(self.card.order_no, self.card.order_line_no, self.operation_no)

    def frame(self) -> Frame:
        """Show the notes."""
        return Frame(
            title=_("Notes  %(order)s / %(op)s") % {"order": self.card.order_no, "op": self.operation_no},
            where=self.card.description,
            body=Body(head=(BLANK,), listed=self.rows or [row(_("There are none."))], marked=self.marked),
            message=Message(
                Sign.TAKEN, _("Notes"), _("From the routing of this order."), _("Enter returns.")
            ),
            prompt=_("Enter returns"),
            keys=self.keys,
        )

    def chosen(self, _index: int) -> Outcome:
        """Return."""
        return Back()

    def enter_nothing(self) -> Outcome:
        """Return."""
        return Back()


def _rows(notes: OperationNotes) -> list[Row]:
    rows: list[Row] = []
    for title, texts in (
        (_("Steps"), notes.steps),
        (_("Tools"), notes.tools),
        (_("People"), notes.personnel),
        (_("Check"), notes.quality_measures),
        (_("Notes"), notes.comments),
    ):
        for index, text in enumerate(texts):
            rows.append(row(Cell("" if index else title, 12, Role.QUIET), Cell(text, 67, grows=True)))
    return rows
