"""Journals: lines proposed for orders, or written by hand, changed one by one and posted together, all or nothing.

    production journal   an order's operations and components, in the order of the work
    output journal       what would report the rest of an order's operations
    consumption journal  what an order's components still need
    capacity journal     stop time of centers without an order

A refused journal is not posted at all: each bad line is marked, and the first one is told.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from backend_client.messages.base import Question, Refused
from backend_client.messages.journal_proposals import (
    CalculateConsumptionQuestion,
    ExplodeRoutingQuestion,
    ProductionJournalQuestion,
)
from backend_client.messages.journals import JournalLine, PostJournalRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import CapacityType, JournalLineKind
from screens import notices
from screens.base import ChoiceScreen, ListScreen, Outcome
from screens.frame import Body, Cell, Frame, Key, Message, Sign, row
from screens.language.text import _, marked, ngettext
from screens.supervising.form import Form, Option, Wanted
from screens.supervising.journal_lines import Line, asked_of, changed, is_filled, line_of, line_row, titles
from screens.supervising.reading import a_code
from screens.supervising.work import Filled, Opened, Shown, TryWanted, WorkWanted, new_id
from screens.supervising.written import entries_asked

_OF_ORDERS: tuple[tuple[str, Callable[[str], Question[Any]]], ...] = (
    (marked("Production journal"), lambda no: ProductionJournalQuestion(order_no=no)),
    (marked("Output journal"), lambda no: ExplodeRoutingQuestion(order_no=no)),
    (marked("Consumption journal"), lambda no: CalculateConsumptionQuestion(order_no=no)),
)
_CAPACITY = marked("Capacity journal")


class JournalMenu(ChoiceScreen):
    """Which journal?"""

    def title(self) -> str:
        """Name the screen."""
        return _("Journals")

    def choices(self) -> Sequence[str]:
        """Answer the ways on."""
        return [*(_(text) for text, _question in _OF_ORDERS), _(_CAPACITY)]

    def about(self) -> str:
        """Say what holds for all of them."""
        return _("Lines are posted together: all of them, or none.")

    def help(self) -> tuple[str, ...]:
        """Tell them apart."""
        return (
            _("The production journal has the operations and the components of one order."),
            _("Output and consumption journals propose what is left of an order; more orders may be added."),
            _("The capacity journal takes stop time of centers that belongs to no order."),
        )

    def chosen(self, index: int) -> Outcome:
        """Ask for the order, or begin without lines."""
        if index == len(_OF_ORDERS):
            return Shown(screen=Journal(_CAPACITY, (), None))
        text, question = _OF_ORDERS[index]
        return Shown(screen=_order_form(text, question, ()))


def _order_form(text: str, question: Callable[[str], Question[Any]], before: Sequence[Line]) -> Form:
    wanted = (Wanted("order_no", marked("Order"), marked("Scan or enter its number."), a_code),)

    def entered(values: Mapping[str, Any]) -> Outcome:
        def shown(answer: Any) -> Journal:
            proposed = answer if isinstance(answer, tuple) else answer.lines
            return Journal(text, (*before, *map(line_of, proposed)), question)

        return Opened(question=question(values["order_no"]), screen=shown)

    return Form(lambda: _(text), wanted, entered)


class Journal(ListScreen):
    """Which line is changed?"""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON, Key.POST}

    def __init__(
        self, text: str, lines: Sequence[Line], question: Callable[[str], Question[Any]] | None
    ) -> None:
        """Begin with what is proposed; `question` proposes the lines of a further order, None = by hand."""
        self.text = text
        self.lines = list(lines)
        self.question = question
        self.refused: Mapping[int, Refused] = {}
        super().__init__(len(self.lines) + 1)

    def frame(self) -> Frame:
        """List the lines, and the row that adds more."""
        filled = sum(map(is_filled, self.lines))
        listed = [line_row(index, each, self._sign(index)) for index, each in enumerate(self.lines)]
        last = len(listed)
        more = _("Add a line") if self.question is None else _("Add lines of another order")
        listed.append(row(Cell(str(last + 1), 3, right=True), Cell(" ", 1), more, sign=self.sign(last)))
        return Frame(
            title=_(self.text),
            where=_("not posted yet"),
            body=Body(head=(titles(),), listed=listed, marked=self.marked),
            message=Message(
                Sign.ASKED,
                _("Which line?"),
                ngettext("%(n)s line has something to post.", "%(n)s lines have something to post.", filled)
                % {"n": filled},
                _("Enter a row to change it. F10 posts them together."),
            ),
            prompt=_("Number"),
            keys=self.keys,
        )

    def _sign(self, index: int) -> Sign:
        return Sign.REFUSED if index in self.refused else self.sign(index)

    def mark_refused(self, refused: Refused) -> Message:
        """Mark the lines that stopped the journal; answers what the first one is told."""
        bad = {each.line - 1: Refused(code=each.code, facts=each.facts) for each in refused.lines}
        self.refused = {index: each for index, each in bad.items() if index < len(self.lines)}
        if not self.refused:
            return notices.refused(refused)
        first = min(self.refused)
        self.marked = first
        said = notices.refused(self.refused[first])
        title = _("Row %(n)s: %(title)s") % {"n": first + 1, "title": said.title}
        return Message(said.sign, title, said.happened, said.to_do)

    def help(self) -> tuple[str, ...]:
        """Tell how a journal is posted."""
        return (
            _("Enter the row of a line to change it; a line without quantity and time is left out."),
            _("F10 shows every entry that would be written, and posts them when you say yes."),
            _("When a line is refused nothing is posted; x marks the lines to put right."),
        )

    def chosen(self, index: int) -> Outcome:
        """Change a line, or add some."""
        if index < len(self.lines):
            line = self.lines[index]

            def entered(values: Mapping[str, Any]) -> Outcome:
                return Filled(take=lambda: self._put(index, changed(line, values)))

            return Shown(screen=Form(lambda: line.name or _(self.text), asked_of(line), entered))
        if self.question is not None:
            return Shown(screen=_order_form(self.text, self.question, self.lines))
        return Shown(screen=self._capacity_form())

    def _put(self, index: int, line: Line) -> None:
        self.lines[index : index + 1] = [line]
        self.count = len(self.lines) + 1
        self.refused = {bad: each for bad, each in self.refused.items() if bad != index}

    def _capacity_form(self) -> Form:
        empty = Line(JournalLine(kind=JournalLineKind.CAPACITY), "")
        center = (
            Wanted(
                "type",
                marked("Center"),
                marked("Enter its number."),
                offered=CapacityType.WORK_CENTER,
                options=(
                    Option(CapacityType.WORK_CENTER, lambda: _("Work center")),
                    Option(CapacityType.MACHINE_CENTER, lambda: _("Machine center")),
                ),
            ),
            Wanted("no", marked("Number of the center"), marked("Scan or enter its number."), a_code),
        )

        def entered(values: Mapping[str, Any]) -> Outcome:
            return Filled(take=lambda: self._put(len(self.lines), changed(empty, values)))

        return Form(lambda: _(self.text), (*center, *asked_of(empty)), entered)

    def press(self, key: Key) -> Outcome:
        """Show what posting would write."""
        if key is not Key.POST:
            return super().press(key)
        lines = tuple(line.values for line in self.lines)
        request = PostJournalRequest(request_id=new_id(), lines=lines, only_filled_lines=True)
        work = WorkWanted(request=request, done=_posted)
        return TryWanted(work=work, shows=lambda receipt: entries_asked(lambda: _(self.text), receipt, work))


def _posted(receipt: PostingReceipt) -> Message:
    return Message(
        Sign.POSTED,
        _("The journal is posted"),
        _("Register %(no)s.") % {"no": receipt.register_no},
        _("Enter a number, or leave with F3."),
    )
