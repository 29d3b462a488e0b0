"""One code, several orders: choose by one key. One match never asks."""

from dataclasses import dataclass
from typing import ClassVar

from backend_client.messages.scanning import OrderLineMatch, ScanAnswer
from screens.base import ListScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, ngettext, pgettext
from screens.language.words import order_status
from screens.language.writing import day, figure, moment


@dataclass(frozen=True, slots=True)
class Chosen(Outcome):
    """The order line that was meant."""

    match: OrderLineMatch


class Choose(ListScreen):
    """Which order line? The likeliest is marked."""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys

    def __init__(self, answer: ScanAnswer, scanned: str) -> None:
        """Begin with the matches of one scan."""
        super().__init__(len(answer.matches))
        self.answer = answer
        self.scanned = scanned

    def frame(self) -> Frame:
        """List the matches."""
        count = len(self.answer.matches)
        where = ngettext("%(n)s match", "%(n)s match", count) % {
            "n": f"{count}+" if self.answer.more else count
        }
        head = row(
            Cell("", 3),
            Cell(_("Order"), 10, Role.QUIET),
            Cell(pgettext("col 6", "Line"), 7, Role.QUIET, narrow=0),
            Cell(_("Item"), 18, Role.QUIET, grows=True, narrow=12),
            Cell(pgettext("col 9", "Status"), 12, Role.QUIET, narrow=0),
            Cell(pgettext("col 6", "Op"), 6, Role.QUIET),
            Cell(pgettext("col 5", "Left"), 6, Role.QUIET, right=True),
            Cell(pgettext("col 5", "Due"), 7, Role.QUIET, right=True, narrow=0),
        )
        return Frame(
            title=_("Which order?"),
            where=f"{where} {self.scanned}",
            body=Body(
                head=(BLANK, head),
                listed=[self._match_row(index, match) for index, match in enumerate(self.answer.matches)],
                marked=self.marked,
            ),
            message=Message(
                Sign.QUESTION,
                _("Choose one"),
                _("The code fits more than one order line."),
                _("Enter 1 to %(count)s, or scan the job card.") % {"count": count},
            ),
            prompt=_("Number or scan"),
            keys=self.keys,
        )

    def _match_row(self, index: int, match: OrderLineMatch) -> Row:
        return row(
            Cell(str(index + 1), 2, right=True),
            Cell(" ", 1),
            Cell(match.order_no, 10),
            Cell(str(match.order_line_no), 7, narrow=0),
            Cell(f"{match.description}", 17, grows=True, narrow=11),
            Cell(" ", 1),
            Cell(order_status(match.status), 12, narrow=0),
            Cell(match.operation_no or match.current_operation_no, 6),
            Cell(figure(match.remaining_quantity), 6, right=True),
            Cell(day(match.due_date) or moment(match.starting_date_time), 7, right=True, narrow=0),
            sign=self.sign(index),
        )

    def help(self) -> tuple[str, ...]:
        """Tell how to choose."""
        return (
            _("Enter the number of a row, or move with the arrows and press Enter."),
            _("Any other scan drops the question."),
        )

    def chosen(self, index: int) -> Outcome:
        """Take the match."""
        return Chosen(self.answer.matches[index])
