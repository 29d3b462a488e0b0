"""Work done outside: what is on order, receiving it, taking a receipt back, its invoice; and what is left to order.

Outside -> on order -> a line: receive, take back, invoice -> the entries that it would write -> F10
        -> to order -> an operation: under which purchase order -> F10
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from backend_client.messages.receipt import PostingReceipt
from backend_client.messages.subcontracting import (
    CreateSubcontractingOrderRequest,
    InvoiceSubcontractingRequest,
    ReceiveSubcontractingRequest,
    SubcontractingLine,
    SubcontractingLinesQuestion,
    SubcontractingProposal,
    SubcontractingProposalQuestion,
    UndoSubcontractingReceiptRequest,
)
from screens.base import ChoiceScreen, ListScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, marked
from screens.language.writing import amount, day, figure, places_of
from screens.supervising.form import Form, Wanted
from screens.supervising.reading import a_code, a_quantity
from screens.supervising.work import (
    AnswerList,
    Opened,
    Shown,
    Sure,
    TryWanted,
    Words,
    WorkWanted,
    asks,
    new_id,
)
from screens.supervising.written import entries_asked


class OutsideMenu(ChoiceScreen):
    """What is on order, or what is left to order?"""

    def title(self) -> str:
        """Name the screen."""
        return _("Work outside")

    def choices(self) -> Sequence[str]:
        """Answer the ways on."""
        return (
            _("On order outside: receive, take back, invoice"),
            _("To order: operations of released orders"),
        )

    def about(self) -> str:
        """Say what holds for all of them."""
        return _("A receipt posts the pieces on their operation.")

    def help(self) -> tuple[str, ...]:
        """Tell what a receipt does."""
        return (
            _("What a subcontractor returns is received here; its cost comes with the invoice."),
            _("The last operation brings the pieces into stock, with their lot where the item has lots."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open the list."""
        if index == 0:
            lines = SubcontractingLinesQuestion()
            return Opened(question=lines, screen=lambda answer: OnOrder(lines, answer))
        left = SubcontractingProposalQuestion()
        return Opened(question=left, screen=lambda answer: ToOrder(left, answer))


def _table(texts: tuple[str, str, str, str, str], role: Role = Role.TEXT, sign: Sign = Sign.NONE) -> Row:
    number, document, job, what, quantity = texts
    return row(
        Cell(number, 3, role, right=True),
        Cell(" ", 1),
        Cell(document, 20, role, grows=True),
        Cell(job, 15, role, grows=True),
        Cell(what, 26, role, grows=True),
        Cell(quantity, 9, role, right=True),
        sign=sign,
    )


class Outside(AnswerList):
    """Rows of work outside, of which one is chosen."""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    def table(self, title: str, rows: tuple[Row, Sequence[Row]], asked: str, left: str) -> Frame:
        """List rows under their head; `left` tells what stands in the last column."""
        head, listed = rows
        return Frame(
            title=title,
            body=Body(head=(head,), listed=listed, marked=self.marked),
            message=Message(
                Sign.ASKED,
                asked,
                left if listed else _("There is none."),
                _("Enter its row, or leave with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )


class OnOrder(Outside):
    """Which line?"""

    answer: tuple[SubcontractingLine, ...]

    def frame(self) -> Frame:
        """List what is outstanding."""
        listed = [
            _table(
                (
                    str(index + 1),
                    f"{each.purchase_order_no} {each.vendor_no}",
                    f"{each.order_no} / {each.operation_no}",
                    f"{day(each.expected_receipt_date)} {each.item_no} {each.description}",
                    figure(each.quantity_base - each.qty_received_base),
                ),
                sign=self.sign(index),
            )
            for index, each in enumerate(self.answer)
        ]
        head = _table(("", _("Purchase order"), _("Job"), _("Expected"), _("Left")), Role.QUIET)
        return self.table(
            _("On order outside"), (head, listed), _("Which line?"), _("Left is what has not come yet.")
        )

    def help(self) -> tuple[str, ...]:
        """Tell what is shown."""
        return (_("Each row is a line of a purchase order. Enter its row to receive what has come."),)

    def chosen(self, index: int) -> Outcome:
        """Show what may be done with it."""
        return Shown(screen=LineActions(self.answer[index]))


class LineActions(ListScreen):
    """What shall be done with this line?"""

    def __init__(self, line: SubcontractingLine) -> None:
        """Begin with receiving marked; what has not come is neither taken back nor invoiced."""
        self.line = line
        came, invoiced = line.qty_received_base, line.qty_invoiced_base
        self.ways: list[tuple[str, Callable[[], Outcome]]] = [(marked("Receive"), self._receive)]
        if came > 0:
            self.ways.append((marked("Take the first receipt back"), self._take_back))
        if came > invoiced:
            self.ways.append((marked("Invoice"), self._invoice))
        super().__init__(len(self.ways))

    def frame(self) -> Frame:
        """Show the line, and what may be done."""
        line = self.line
        facts = (
            (_("Item"), f"{line.item_no} {line.description}"),
            (_("Ordered"), figure(line.quantity_base)),
            (_("Received"), figure(line.qty_received_base)),
            (_("Invoiced"), figure(line.qty_invoiced_base)),
        )
        return Frame(
            title=_line_title(line),
            where=f"{line.order_no} / {line.operation_no}",
            body=Body(
                head=(
                    BLANK,
                    *(row(" ", Cell(label, 16, Role.QUIET), value) for label, value in facts),
                    BLANK,
                ),
                listed=self.numbered(_(text) for text, _way in self.ways),
                marked=self.marked,
            ),
            message=Message(
                Sign.ASKED,
                _("What shall be done?"),
                _("You see what it comes to before it is done."),
                _("Enter a number, or leave with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what each does."""
        return (_("A receipt that was invoiced cannot be taken back. Components it consumed stay consumed."),)

    def chosen(self, index: int) -> Outcome:
        """Ask how much, or show what taking back would write."""
        return self.ways[index][1]()

    def _take_back(self) -> Outcome:
        return _tried(self.line, UndoSubcontractingReceiptRequest(request_id=new_id(), **self._place))

    def _receive(self) -> Outcome:
        tracking = [
            Wanted(name, label, marked("Scan or enter it; Enter where there is none."), a_code, offered="")
            for name, label in (("lot_no", marked("Lot")), ("serial_no", marked("Serial number")))
        ]
        left = self.line.quantity_base - self.line.qty_received_base
        return self._form(ReceiveSubcontractingRequest, left, tracking)

    def _invoice(self) -> Outcome:
        left = self.line.qty_received_base - self.line.qty_invoiced_base
        return self._form(InvoiceSubcontractingRequest, left, ())

    @property
    def _place(self) -> dict[str, Any]:
        return {"no": self.line.purchase_order_no, "line_no": self.line.line_no}

    def _form(self, kind: Any, left: Decimal, tracking: Sequence[Wanted]) -> Outcome:
        quantity = Wanted(
            "quantity",
            marked("Quantity"),
            marked("Enter it in the unit of the order line."),
            a_quantity,
            figure,
            offered=left if left > 0 else None,
        )

        def entered(values: Mapping[str, Any]) -> Outcome:
            return _tried(self.line, kind(request_id=new_id(), **self._place, **values))

        return Shown(screen=Form(lambda: _line_title(self.line), (quantity, *tracking), entered))


def _line_title(line: SubcontractingLine) -> str:
    return _("Purchase order") + f" {line.purchase_order_no}  {line.vendor_no}"


def _tried(line: SubcontractingLine, request: Any) -> Outcome:
    work = WorkWanted(request=request, done=_posted)
    return TryWanted(work=work, shows=lambda receipt: entries_asked(lambda: _line_title(line), receipt, work))


def _posted(receipt: PostingReceipt) -> Message:
    return Message(
        Sign.POSTED,
        _("Posted"),
        _("Register %(no)s.") % {"no": receipt.register_no},
        _("Enter a row, or leave with F3."),
    )


class ToOrder(Outside):
    """Which operation is ordered?"""

    answer: tuple[SubcontractingProposal, ...]

    def frame(self) -> Frame:
        """List what is left to order."""
        listed = [
            _table(
                (
                    str(index + 1),
                    f"{each.vendor_no} {day(each.due_date)}",
                    f"{each.order_no} / {each.operation_no}",
                    f"{each.item_no} {each.description}",
                    figure(each.quantity),
                ),
                sign=self.sign(index),
            )
            for index, each in enumerate(self.answer)
        ]
        head = _table(("", _("Vendor, due"), _("Job"), _("What"), _("Left")), Role.QUIET)
        return self.table(
            _("To order outside"),
            (head, listed),
            _("Which operation?"),
            _("Left is what is not on order yet."),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what is shown."""
        return (_("Operations of released orders at centers of a subcontractor that are not on order yet."),)

    def chosen(self, index: int) -> Outcome:
        """Ask for the purchase order and how much."""
        one = self.answer[index]
        wanted = (
            Wanted(
                "no",
                marked("Purchase order"),
                marked("Enter its number: a new one, or one of this vendor."),
                a_code,
            ),
            Wanted(
                "quantity",
                marked("Quantity"),
                marked("Enter it in the unit of the order line."),
                a_quantity,
                figure,
                offered=one.quantity,
            ),
        )

        def entered(values: Mapping[str, Any]) -> Outcome:
            request = CreateSubcontractingOrderRequest(
                request_id=new_id(),
                order_no=one.order_no,
                order_line_no=one.order_line_no,
                operation_no=one.operation_no,
                **values,
            )
            return Shown(screen=_order_asked(one, request))

        return Shown(screen=Form(lambda: f"{one.order_no} / {one.operation_no}", wanted, entered))


def _order_asked(one: SubcontractingProposal, request: CreateSubcontractingOrderRequest) -> Sure:
    def rows() -> tuple[Row, ...]:
        facts = (
            (_("Purchase order"), request.no),
            (_("Vendor"), one.vendor_no),
            (_("What"), f"{one.item_no} {one.description}"),
            (_("Quantity"), f"{figure(request.quantity or one.quantity)} {one.unit_of_measure_code}"),
            (_("Unit cost"), amount(one.direct_unit_cost, places_of(one.direct_unit_cost))),
        )
        return (BLANK, *(row(" ", Cell(label, 20, Role.QUIET), value) for label, value in facts))

    words = Words(
        title=lambda: f"{one.order_no} / {one.operation_no}",
        where=lambda: _("not done yet"),
        message=lambda: asks(
            _("Order this outside?"),
            _("The purchase order gets one more line."),
        ),
    )
    work = WorkWanted(
        request=request,
        done=lambda receipt: Message(
            Sign.POSTED,
            _("Ordered outside"),
            _("Purchase order %(no)s.") % {"no": receipt.purchase_order_no},
            _("Enter a row, or leave with F3."),
        ),
    )
    return Sure(words, rows, work)
