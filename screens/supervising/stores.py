"""Put-aways and picks: what lies where and goes where, taken by number or by scan, counted, and posted.

    Warehouse -> open documents -> one: its lines -> a line: how much, which bin, lot -> ... -> F10 posts what was counted
              -> a new put-away, or a new pick, for an order

The item, bin or lot of a line may be scanned in place of its number. F10 without any count handles all that is left.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from backend_client.barcode.events import Event, Lot, PlainText
from backend_client.barcode.plain import upper_case
from backend_client.barcode.safe_in_any_field import Asked, Effect
from backend_client.messages.warehouse import (
    CloseWarehouseActivityRequest,
    CreatePickRequest,
    CreatePutAwayRequest,
    Handled,
    HandledReceipt,
    PostInventoryPickRequest,
    PostInventoryPutAwayRequest,
    RegisterWarehouseActivityRequest,
    WarehouseDocument,
    WarehouseDocumentsQuestion,
    WarehouseLine,
)
from backend_client.terms import WarehouseAction, WarehouseActivityType
from screens.base import ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Sign, row
from screens.language.text import _, marked, ngettext
from screens.language.writing import figure
from screens.supervising.form import Form, Wanted
from screens.supervising.reading import a_code, a_quantity
from screens.supervising.store_lines import ACTIONS, TYPES, left_of, line_row, titles
from screens.supervising.work import (
    AnswerList,
    Filled,
    Opened,
    Shown,
    Sure,
    TryWanted,
    Words,
    WorkWanted,
    asks,
    new_id,
)

_POSTS: dict[WarehouseActivityType, type[Any]] = {
    WarehouseActivityType.INVENTORY_PUT_AWAY: PostInventoryPutAwayRequest,
    WarehouseActivityType.INVENTORY_PICK: PostInventoryPickRequest,
    WarehouseActivityType.PUT_AWAY: RegisterWarehouseActivityRequest,
    WarehouseActivityType.PICK: RegisterWarehouseActivityRequest,
}
NEW = (
    (marked("New put-away for an order"), CreatePutAwayRequest),
    (marked("New pick for an order"), CreatePickRequest),
)


class Documents(AnswerList):
    """Which document, or a new one?"""

    answer: tuple[WarehouseDocument, ...]
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    def rows_of(self, answer: tuple[WarehouseDocument, ...]) -> int:
        """Count the documents behind the two new ones."""
        return len(NEW) + len(answer)

    def frame(self) -> Frame:
        """List what is open."""
        names = [_(text) for text, _kind in NEW]
        names += [
            f"{each.no}  {_(TYPES[each.type])}  {each.location_code}  {each.order_no}" for each in self.answer
        ]
        count = len(self.answer)
        return Frame(
            title=_("Put-away and pick"),
            body=Body(head=(BLANK,), listed=self.numbered(names), marked=self.marked),
            message=Message(
                Sign.ASKED,
                _("Which document?"),
                ngettext("%(n)s is open.", "%(n)s are open.", count) % {"n": count}
                if count
                else _("No document is open."),
                _("Enter its row, or leave with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what they are."""
        return (
            _("A put-away brings what an order makes into its bins, a pick brings what it needs."),
            _("Documents stay open until all of them is handled, or they are closed."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open a document, or ask for the order of a new one."""
        if index >= len(NEW):
            return document_opened(self.answer[index - len(NEW)])
        text, kind = NEW[index]
        wanted = (Wanted("order_no", marked("Order"), marked("Scan or enter its number."), a_code),)

        def entered(values: Mapping[str, Any]) -> Outcome:
            work = WorkWanted(request=kind(request_id=new_id(), **values), done=_made)
            return TryWanted(work=work, shows=lambda document: _new_asked(document, work))

        return Shown(screen=Form(lambda: _(text), wanted, entered))


def _made(document: WarehouseDocument) -> Message:
    return Message(
        Sign.POSTED,
        _("Document %(no)s is created") % {"no": document.no},
        _("Order %(no)s") % {"no": document.order_no} + ".",
        _("Enter its row, or leave with F3."),
    )


def _new_asked(document: WarehouseDocument, work: WorkWanted) -> Sure:
    words = Words(
        title=lambda: _(TYPES[document.type]) + f"  {document.order_no}",
        where=lambda: _("not done yet"),
        message=lambda: asks(
            _("Create this document?"),
            _("Nothing moves before its lines are handled."),
        ),
    )
    return Sure(
        words,
        lambda: (titles(), *(line_row(index, line) for index, line in enumerate(document.lines))),
        work,
    )


def document_opened(document: WarehouseDocument) -> Opened:
    """Open a document as it stands now."""
    question = WarehouseDocumentsQuestion(order_no=document.order_no)
    return Opened(question=question, screen=lambda answer: Document(question, answer, document.no))


class Document(AnswerList):
    """Which line is handled, and how much of it?"""

    answer: tuple[WarehouseDocument, ...]
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON, Key.POST}
    asked = Asked.LOT

    def __init__(self, question: WarehouseDocumentsQuestion, answer: Any, no: str) -> None:
        """Begin with nothing counted."""
        self.no = no
        self.counted: dict[int, Handled] = {}
        super().__init__(question, answer)

    @property
    def document(self) -> WarehouseDocument:
        """The one that was opened."""
        return next(each for each in self.answer if each.no == self.no)

    @property
    def lines(self) -> list[WarehouseLine]:
        """What may be counted: of a document that only moves goods, the places."""
        posts = self.document.type in {
            WarehouseActivityType.INVENTORY_PUT_AWAY,
            WarehouseActivityType.INVENTORY_PICK,
        }
        return [each for each in self.document.lines if posts or each.action is WarehouseAction.PLACE]

    def renewed(self, answer: Any) -> None:
        """Show what is left; what was counted is posted."""
        self.counted = {}
        super().renewed(answer)

    def rows_of(self, _answer: Any) -> int:
        """Count the lines, and the row that closes the document."""
        return len(self.lines) + (not self.document.completed)

    def frame(self) -> Frame:
        """List the lines with what was counted of each."""
        document = self.document
        listed = [
            line_row(index, each, self.counted.get(each.line_no), self.sign(index))
            for index, each in enumerate(self.lines)
        ]
        if not document.completed:
            last = len(listed)
            listed.append(
                row(
                    Cell(str(last + 1), 3, right=True),
                    " ",
                    _("Close: handle no more of it"),
                    sign=self.sign(last),
                )
            )
        counted = ngettext("%(n)s line is counted.", "%(n)s lines are counted.", len(self.counted)) % {
            "n": len(self.counted)
        }
        message = Message(
            Sign.ASKED,
            _("Which line?"),
            counted if self.counted else _("Nothing is counted: F10 handles all that is left."),
            _("Enter a row, or scan item, bin or lot. F10 posts."),
        )
        if document.completed:
            message = Message(
                Sign.TAKEN, _("All is handled"), _("Nothing is left on it."), _("F3 goes back.")
            )
        return Frame(
            title=f"{document.no}  {_(TYPES[document.type])}",
            where=f"{document.location_code}  {document.order_no}",
            body=Body(head=(titles(),), listed=listed, marked=self.marked),
            message=message,
            prompt=_("Number or scan"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell how it is counted."""
        return (
            _("Enter the row of a line, or scan its item, bin or lot; then say how much, and which bin."),
            _("F10 posts what was counted, or all that is left where nothing was."),
            _("What is not counted stays open for the next time."),
        )

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take the label of a lot."""
        if isinstance(event, Lot):
            return self._scanned(event.no)
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take a row's number, or the code of an item, a bin, a lot."""
        digits = text.text
        if digits.isascii() and digits.isdigit() and 1 <= int(digits) <= self.count:
            return super().enter(text)
        return self._scanned(digits)

    def _scanned(self, text: str) -> Outcome:
        """Open the first line of an item, a bin or a lot that is not counted yet."""
        code = upper_case(text)
        fits = [
            index
            for index, each in enumerate(self.lines)
            if code in {each.item_no, each.bin_code, each.lot_no, each.serial_no} and left_of(each) > 0
        ]
        left = [index for index in fits if self.lines[index].line_no not in self.counted]
        if not fits:
            happened = _("%(raw)s is on no line that is left.") % {"raw": code}
            return Stay(
                Message(Sign.REFUSED, _("Not on this document"), happened, _("Scan another, or enter a row."))
            )
        self.marked = (left or fits)[0]
        return self.chosen(self.marked)

    def chosen(self, index: int) -> Outcome:
        """Ask how much of a line, or whether the document is closed."""
        if index == len(self.lines):
            request = CloseWarehouseActivityRequest(request_id=new_id(), no=self.no)
            return Shown(screen=self._close_asked(WorkWanted(request=request, done=_closed)))
        line = self.lines[index]
        before = self.counted.get(line.line_no)
        wanted = [
            Wanted(
                "quantity",
                marked("Quantity"),
                marked("Enter it in base units."),
                a_quantity,
                figure,
                offered=before.quantity if before else left_of(line) if left_of(line) > 0 else None,
            ),
            Wanted(
                "bin_code",
                marked("Bin"),
                marked("Scan or enter the bin; Enter takes the line's."),
                a_code,
                offered=line.bin_code,
            ),
            *(
                Wanted(
                    name, label, marked("Scan or enter it; Enter where there is none."), a_code, offered=known
                )
                for name, label, known in (
                    ("lot_no", marked("Lot"), line.lot_no),
                    ("serial_no", marked("Serial number"), line.serial_no),
                )
            ),
        ]

        def entered(values: Mapping[str, Any]) -> Outcome:
            return Filled(take=lambda: self._count(line, values))

        return Shown(screen=Form(lambda: f"{line.item_no}  {_(ACTIONS[line.action])}", wanted, entered))

    def _count(self, line: WarehouseLine, values: Mapping[str, Any]) -> None:
        self.counted[line.line_no] = Handled(line_no=line.line_no, **values)
        self.marked = min(self.marked + 1, max(len(self.lines) - 1, 0))

    def _close_asked(self, work: WorkWanted) -> Sure:
        words = Words(
            title=lambda: self.no,
            message=lambda: asks(
                _("Close the document?"),
                _("What is left of it stays where it lies."),
            ),
        )
        return Sure(words, tuple, work)

    def press(self, key: Key) -> Outcome:
        """Show what posting comes to."""
        if key is not Key.POST or self.document.completed:
            return super().press(key)
        kind = _POSTS[self.document.type]
        lines = tuple(self.counted.values())
        work = WorkWanted(request=kind(request_id=new_id(), no=self.no, lines=lines), done=_handled)
        return TryWanted(work=work, shows=lambda receipt: self._post_asked(receipt, work))

    def _post_asked(self, receipt: HandledReceipt, work: WorkWanted) -> Sure:
        """Show what would be handled, line by line."""
        after = {each.line_no: each.qty_handled_base for each in receipt.document.lines}
        moved = [
            (each, Handled(line_no=each.line_no, quantity=after[each.line_no] - each.qty_handled_base))
            for each in self.document.lines
            if after.get(each.line_no, each.qty_handled_base) != each.qty_handled_base
        ]
        words = Words(
            title=lambda: f"{self.no}  {_(TYPES[self.document.type])}",
            where=lambda: _("not posted yet"),
            message=lambda: asks(
                _("Post this?"),
                _("Stock moves as these lines say."),
            ),
        )
        return Sure(
            words, lambda: (titles(), *(line_row(index, *each) for index, each in enumerate(moved))), work
        )


def _handled(receipt: HandledReceipt) -> Message:
    to_do = _("Enter the next row, or leave with F3.")
    if receipt.document.completed:
        return Message(Sign.POSTED, _("Posted"), _("The document is done."), to_do)
    return Message(Sign.POSTED, _("Posted"), _("The rest stays open."), to_do)


def _closed(document: WarehouseDocument) -> Message:
    return Message(
        Sign.POSTED,
        _("Document %(no)s is closed") % {"no": document.no},
        _("The rest stays where it lies."),
        _("F3 goes back."),
    )
