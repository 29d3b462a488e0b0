"""One order: what may be done with it, and what that comes to before it is done."""

from collections.abc import Callable, Iterator
from typing import Any

from backend_client.messages.order_lists import ListedOrder, ProductionOrderQuestion, WholeOrder
from backend_client.messages.orders import (
    BlockOrderRequest,
    ChangeOrderStatusRequest,
    FinishChecklistQuestion,
    OrderReceipt,
    RefreshProductionOrderRequest,
    ReopenProductionOrderRequest,
    ReplanProductionOrderRequest,
)
from backend_client.messages.planning import StatusTarget, StatusTargetsQuestion
from backend_client.terms import OrderStatus
from screens.base import ListScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Message, Role, Row, Sign, row
from screens.language.text import _, marked, ngettext
from screens.language.words import order_status
from screens.language.writing import figure, full_day, moment
from screens.supervising.order_end import finish_asked
from screens.supervising.order_words import changed, title_of
from screens.supervising.work import AnswerList, Opened, Sure, TryWanted, Words, WorkWanted, asks, new_id


def order_opened(order_no: str) -> Opened:
    """Open what may be done with an order."""
    question = ProductionOrderQuestion(order_no=order_no)
    return Opened(question=question, screen=lambda answer: OrderActions(question, answer))


class OrderActions(AnswerList):
    """What shall be done with this order?"""

    answer: WholeOrder

    def rows_of(self, answer: WholeOrder) -> int:
        """Count what may be done."""
        return len(list(_actions(answer)))

    def frame(self) -> Frame:
        """Show the order, and what may be done with it."""
        order = self.answer.order
        return Frame(
            title=title_of(order),
            where=order_status(order.status),
            body=Body(
                head=(BLANK, *_order_rows(order), BLANK),
                listed=self.numbered(_(text) for text, _outcome in _actions(self.answer)),
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
        """Tell refreshing from replanning."""
        return (
            _(
                "Refresh makes operations and components anew from the item: what was edited on the order is lost."
            ),
            _("Replan keeps them and works out quantities and dates again."),
            _("A blocked order takes no postings until the block is taken away."),
        )

    def chosen(self, index: int) -> Outcome:
        """Go on with one of them."""
        return list(_actions(self.answer))[index][1]


def _order_rows(order: ListedOrder) -> Iterator[Row]:
    facts = (
        (_("Quantity"), f"{figure(order.quantity)} {order.unit_of_measure_code}"),
        (_("Due date"), full_day(order.due_date) if order.due_date else "-"),
        (_("Starts"), moment(order.starting_date_time) or "-"),
        (_("Ends"), moment(order.ending_date_time) or "-"),
    )
    return (row(" ", Cell(label, 16, Role.QUIET), value) for label, value in facts)


def _actions(whole: WholeOrder) -> Iterator[tuple[str, Outcome]]:
    """Answer what may be done with an order in its status, each with what follows."""
    order = whole.order
    no, seen = order.order_no, whole.revision
    if order.status is OrderStatus.FINISHED:
        yield (
            marked("Reopen: back to released"),
            _tried(order, ReopenProductionOrderRequest(order_no=no, request_id=new_id(), seen_revision=seen)),
        )
        return
    yield (
        marked("Change the status"),
        Opened(
            question=StatusTargetsQuestion(status=order.status),
            screen=lambda answer: StatusChoice(whole, answer),
        ),
    )
    yield (
        marked("Refresh: operations and components anew"),
        _tried(order, RefreshProductionOrderRequest(order_no=no, request_id=new_id(), seen_revision=seen)),
    )
    yield (
        marked("Replan: keep what was edited"),
        _tried(order, ReplanProductionOrderRequest(order_no=no, request_id=new_id(), seen_revision=seen)),
    )
    if order.status is OrderStatus.RELEASED:
        text = marked("Take the block away") if order.blocked else marked("Block: no postings")
        request = BlockOrderRequest(
            order_no=no, blocked=not order.blocked, request_id=new_id(), seen_revision=seen
        )
        yield text, _tried(order, request)


def _tried(order: ListedOrder, request: Any) -> Outcome:
    work = WorkWanted(request=request, done=changed)
    return TryWanted(work=work, shows=lambda receipt: comes_to(receipt, lambda: title_of(order), work))


def comes_to(receipt: OrderReceipt, title: Callable[[], str], work: WorkWanted) -> Sure:
    """Show an order as a change would leave it, with what the change would post by itself."""

    def rows() -> tuple[Row, ...]:
        posting = receipt.posting
        entries = len(posting.capacity_entries) + len(posting.item_entries) if posting else 0
        counted = ngettext("%(n)s entry", "%(n)s entries", entries) % {"n": entries}
        facts = (
            (_("Status"), order_status(receipt.status)),
            (_("Due date"), full_day(receipt.due_date) if receipt.due_date else "-"),
            (_("Starts"), moment(receipt.starting_date_time) or "-"),
            (_("Ends"), moment(receipt.ending_date_time) or "-"),
            (_("Lines"), str(len(receipt.line_nos))),
            (_("Flushed"), counted if entries else _("nothing")),
        )
        return (BLANK, *(row(" ", Cell(label, 24, Role.QUIET, grows=True), value) for label, value in facts))

    words = Words(
        title=title,
        where=lambda: _("not done yet"),
        message=lambda: asks(
            _("Do this?"),
            _("The order would stand as it is shown here."),
        ),
    )
    return Sure(words, rows, work)


class StatusChoice(ListScreen):
    """Which status next?"""

    def __init__(self, whole: WholeOrder, targets: tuple[StatusTarget, ...]) -> None:
        """Begin with the one that is proposed."""
        proposed = [index for index, each in enumerate(targets) if each.proposed]
        super().__init__(len(targets), marked=proposed[0] if proposed else 0)
        self.order = whole.order
        self.seen = whole.revision
        self.targets = targets

    def frame(self) -> Frame:
        """List the statuses that may follow."""
        return Frame(
            title=title_of(self.order),
            where=order_status(self.order.status),
            body=Body(
                head=(BLANK,),
                listed=self.numbered(order_status(each.target) for each in self.targets),
                marked=self.marked,
            ),
            message=Message(
                Sign.ASKED,
                _("Which status next?"),
                _("No order goes back to a status before."),
                _("Enter a number, or leave with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what the statuses mean."""
        return (
            _("A released order takes postings. A finished one takes none, and its costs are settled."),
            _("Before an order is finished you see what is missing on it."),
        )

    def chosen(self, index: int) -> Outcome:
        """Show what it comes to; before the end, what is missing."""
        order, to = self.order, self.targets[index].target
        if to is not OrderStatus.FINISHED:
            request = ChangeOrderStatusRequest(
                order_no=order.order_no, to=to, request_id=new_id(), seen_revision=self.seen
            )
            return _tried(order, request)
        question = FinishChecklistQuestion(order_no=order.order_no)
        return Opened(question=question, screen=lambda answer: finish_asked(order, answer, self.seen))
