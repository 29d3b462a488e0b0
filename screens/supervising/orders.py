"""Orders as those who answer for them change them: made, refreshed, released, finished, reopened.

    Orders -> a list by status -> one order: what may be done with it -> what it comes to -> F10

What an order lacks is said before it is finished, operation by operation and part by part; every other change is run
without writing first, and shown as it would be.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from backend_client.barcode.events import PlainText
from backend_client.barcode.plain import upper_case
from backend_client.limits import CODE_LENGTH_MAX
from backend_client.messages.order_lists import ListedOrder, OrderList, ProductionOrdersQuestion
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.terms import OrderStatus
from screens.base import ChoiceScreen, Find, ListScreen, Outcome
from screens.frame import Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.dates import read_day
from screens.language.text import _, marked
from screens.language.words import order_status
from screens.language.writing import day, figure, full_day
from screens.supervising.form import Form, Option, Wanted
from screens.supervising.order_actions import comes_to, order_opened
from screens.supervising.reading import a_code, a_quantity
from screens.supervising.work import AnswerList, Opened, Shown, TryWanted, WorkWanted, new_id

LISTED = (
    OrderStatus.RELEASED,
    OrderStatus.FIRM_PLANNED,
    OrderStatus.PLANNED,
    OrderStatus.SIMULATED,
    OrderStatus.FINISHED,
)
_OPEN = LISTED[:4]


class OrderMenu(ChoiceScreen):
    """A new order, or which orders?"""

    def __init__(self, today: date) -> None:
        """Begin with the released ones marked."""
        super().__init__(marked=1)
        self.today = today

    def title(self) -> str:
        """Name the screen."""
        return _("Orders")

    def choices(self) -> Sequence[str]:
        """Answer the ways on."""
        return [
            _("New order"),
            *(_("Orders: %(status)s") % {"status": order_status(each)} for each in LISTED),
        ]

    def about(self) -> str:
        """Say what holds for all of them."""
        return _("Nothing is changed before you have seen it.")

    def help(self) -> tuple[str, ...]:
        """Tell what can be done."""
        return (
            _("A new order gets its operations, components and dates from the item that it makes."),
            _("Of an order that is there you see what may be done with it, and what it comes to."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open the form of a new order, or a list."""
        if index == 0:
            return Shown(screen=new_order(self.today))
        question = ProductionOrdersQuestion(status=LISTED[index - 1])
        return Opened(question=question, screen=lambda answer: Orders(question, answer))


def new_order(today: date) -> Form:
    """Ask what shall be made, how much, by when."""
    wanted = (
        Wanted("source_no", marked("Item"), marked("Scan or enter its number."), a_code, check=_so_far),
        Wanted(
            "quantity", marked("Quantity"), marked("Enter the quantity."), a_quantity, figure, check=_so_far
        ),
        Wanted(
            "due_date",
            marked("Due date"),
            marked("Enter the day, such as 18.11."),
            lambda text: read_day(text, today),
            full_day,
            check=_so_far,
        ),
        Wanted(
            "location_code",
            marked("Location"),
            marked("Enter the location where it is made."),
            a_code,
            lambda code: code or _("the plant's own"),
            offered="",
            check=_so_far,
        ),
        Wanted(
            "status",
            marked("Status"),
            marked("Enter its number."),
            offered=OrderStatus.RELEASED,
            options=tuple(Option(each, _named(each)) for each in _OPEN),
            check=_so_far,
        ),
    )
    number = Wanted(
        "order_no",
        marked("Number"),
        marked("Enter the number of the new order."),
        a_code,
        lambda no: no or _("the next number"),
        offered="",
    )
    return Form(lambda: _("New order"), (*wanted, number), _created)


def _named(status: OrderStatus) -> Callable[[], str]:
    return lambda: order_status(status)


def _so_far(values: Mapping[str, Any]) -> CreateProductionOrderRequest:
    """Answer the order that the answers so far come to: one piece of it that nobody releases, as long as nobody says so.

    Until its own number is entered it has one that no order has.
    """
    unsaid = {"quantity": Decimal(1), "status": OrderStatus.SIMULATED, "order_no": _no_order()}
    return CreateProductionOrderRequest(request_id=new_id(), **{**unsaid, **values})


def _no_order() -> str:
    return new_id().upper()[-CODE_LENGTH_MAX:]


def _created(values: Mapping[str, Any]) -> Outcome:
    request = CreateProductionOrderRequest(request_id=new_id(), **values)
    work = WorkWanted(
        request=request,
        done=lambda receipt: Message(
            Sign.POSTED,
            _("Order %(no)s is created") % {"no": receipt.order_no},
            _("It is %(status)s.") % {"status": order_status(receipt.status)},
            _("Enter a number, or leave with F3."),
        ),
    )

    def title() -> str:
        return _("New order") + f"  {values['source_no']}  {figure(values['quantity'])}"

    return TryWanted(work=work, shows=lambda receipt: comes_to(receipt, title, work))


class Orders(AnswerList):
    """Which order?"""

    answer: OrderList
    question: ProductionOrdersQuestion
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    def rows_of(self, answer: OrderList) -> int:
        """Count the orders, and the row that opens more of them."""
        return len(answer.orders) + bool(answer.next_page)

    def frame(self) -> Frame:
        """List them by due date."""
        status = self.question.status
        assert status is not None, "a list is of one status"
        listed = [self._row(index, each) for index, each in enumerate(self.answer.orders)]
        if self.answer.next_page:
            listed.append(
                row(
                    Cell(str(self.count), 3, right=True), " ", _("more rows ..."), sign=self.sign(len(listed))
                )
            )
        return Frame(
            title=_("Orders: %(status)s") % {"status": order_status(status)},
            body=Body(head=(_titles(),), listed=listed, marked=self.marked),
            message=Message(
                Sign.TAKEN,
                _("Which order?"),
                _("x late   ! blocked") if listed else _("There is none."),
                _("Enter its number or row; F3 goes back."),
            ),
            prompt=_("Number or order"),
            keys=self.keys,
            board=True,
        )

    def _row(self, index: int, order: ListedOrder) -> Row:
        sign = Sign.REFUSED if order.late else Sign.CAREFUL if order.blocked else Sign.NONE
        return row(
            Cell(str(index + 1), 3, right=True),
            Cell(" ", 1),
            Cell(order.order_no, 14, grows=True),
            Cell(order.description or order.source_no, 24, grows=True),
            Cell(figure(order.quantity), 9, right=True),
            Cell(" ", 1),
            Cell(order.unit_of_measure_code, 5),
            Cell(day(order.due_date), 11),
            sign=self.sign(index) if index == self.marked else sign,
        )

    def help(self) -> tuple[str, ...]:
        """Tell how they are read."""
        return (_("By due date. x is late, ! is blocked. Enter the row's number to see what may be done."),)

    def enter(self, text: PlainText) -> Outcome:
        """Take a row, or the number of an order."""
        outcome = super().enter(text)
        return order_opened(upper_case(text.text)) if isinstance(outcome, Find) else outcome

    def chosen(self, index: int) -> Outcome:
        """Open an order, or the rows that follow."""
        if index == len(self.answer.orders):
            question = replace(self.question, page=self.answer.next_page)
            return Opened(question=question, screen=lambda answer: Orders(question, answer))
        return order_opened(self.answer.orders[index].order_no)


def _titles() -> Row:
    return row(
        Cell("", 4),
        Cell(_("Order"), 14, Role.QUIET, grows=True),
        Cell(_("Description"), 24, Role.QUIET, grows=True),
        Cell(_("Quantity"), 9, Role.QUIET, right=True),
        Cell("", 6),
        Cell(_("Due"), 11, Role.QUIET),
    )
