"""Released orders that need looking after: late, short of material, blocked, or without postings for days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from backend_client.barcode.events import PlainText
from backend_client.floor_terms import OrderWatch
from backend_client.messages.watched_orders import WatchedOrder, WatchedOrders, WatchedOrdersQuestion
from screens.base import Find, ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, marked, ngettext, pgettext
from screens.language.writing import day
from screens.notices import not_shown

_WATCHES = {
    OrderWatch.LATE: marked("late"),
    OrderWatch.SHORT: marked("short of material"),
    OrderWatch.BLOCKED: marked("blocked"),
    OrderWatch.UNPOSTED: marked("without postings for 3 days"),
    OrderWatch.ALL: marked("all released"),
}


@dataclass(frozen=True, slots=True)
class OrdersWanted(Outcome):
    """Show these orders in the place of those shown."""

    question: WatchedOrdersQuestion


@dataclass(frozen=True, slots=True)
class OrderPageWanted(Outcome):
    """Open the page of an order."""

    order_no: str


class Orders(ListScreen):
    """Which order?"""

    is_silent = True
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.LIST, Key.RENEW, Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(self, answer: WatchedOrders, question: WatchedOrdersQuestion) -> None:
        """Begin with the first order marked."""
        super().__init__(len(answer.orders) + bool(answer.next_page))
        self.choosing = False
        self.answer, self.question = answer, question

    def shown(self, answer: WatchedOrders, question: WatchedOrdersQuestion) -> None:
        """Show other orders, or the same as they are now; the order that was marked stays marked."""
        before = self._numbers()[self.marked : self.marked + 1]
        self.answer, self.question = answer, question
        self.count = len(answer.orders) + bool(answer.next_page)
        nos = self._numbers()
        self.marked = nos.index(before[0]) if before and before[0] in nos else 0

    def _numbers(self) -> list[str]:
        return [each.order_no for each in self.orders]

    @property
    def orders(self) -> Sequence[WatchedOrder]:
        """The orders that are listed."""
        return self.answer.orders

    def frame(self) -> Frame:
        """List them."""
        listed = [self._row(index, each) for index, each in enumerate(self.orders)]
        if self.answer.next_page:
            last = len(self.orders)
            listed.append(
                row(Cell(str(last + 1), 3, right=True), " ", _("more rows ..."), sign=self.sign(last))
            )
        choices = [row(f"   {index}  ", _(word)) for index, word in enumerate(_WATCHES.values(), start=1)]
        return Frame(
            title=_("Orders to look after: %(watch)s") % {"watch": _(_WATCHES[self.question.watch])},
            where=ngettext("%(n)s order", "%(n)s orders", len(self.orders)) % {"n": len(self.orders)}
            if self.orders
            else "",
            body=Body(
                head=(_titles(),) if self.orders else (),
                listed=listed,
                foot=(BLANK, *choices) if self.choosing else (),
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_("Number") if self.choosing else _("Number or order"),
            keys=self.keys,
            board=True,
        )

    def _message(self) -> Message:
        if self.choosing:
            return Message(
                Sign.TAKEN,
                _("Which orders?"),
                _("Only released ones are listed."),
                _("Enter 1 to %(count)s.") % {"count": len(_WATCHES)},
            )
        if not self.orders:
            return Message(
                Sign.TAKEN,
                _("Nothing to look after"),
                _("No released order belongs in this list."),
                _("F4 shows other orders. F3 goes back."),
            )
        each = self.orders[min(self.marked, len(self.orders) - 1)]
        matters = matters_of(each)
        return Message(
            Sign.CAREFUL if matters else Sign.TAKEN,
            f"{each.order_no}  {each.description}",
            ", ".join(matters) or _("Nothing is the matter with it."),
            _("Enter opens the order. F4 shows other orders."),
        )

    def _row(self, index: int, each: WatchedOrder) -> Row:
        return row(
            Cell(str(index + 1), 3, right=True),
            Cell(" ", 1),
            Cell(each.order_no, 11, grows=True),
            Cell(each.description, 16, grows=True),
            Cell(day(each.due_date), 7),
            Cell(_("%(n)s d") % {"n": each.days_late} if each.days_late else "", 6, Role.REFUSED),
            Cell(", ".join(each.short_items), 13, Role.CAREFUL, grows=True),
            Cell(_("blocked") if each.blocked else "", 12, Role.REFUSED),
            Cell(day(each.last_posted) or "-", 9, Role.QUIET),
            sign=self.sign(index),
        )

    def help(self) -> tuple[str, ...]:
        """Tell how the list is read."""
        return (
            _("Late: days after the due date. Short: less is in stock there than the order still needs."),
            _("Posted: the day of the last posting on it, - where nothing is posted yet."),
            _("F4 and a number choose which orders; the number of an order opens its page."),
        )

    # What a person does.

    def enter(self, text: PlainText) -> Outcome:
        """Take a row, the number of an order, or a choice of orders."""
        typed = text.text
        if self.choosing:
            known = {str(number): watch for number, watch in enumerate(_WATCHES, start=1)}
            if typed not in known:
                return Stay(not_shown(typed, len(known)), keep=typed)
            self.choosing = False
            return OrdersWanted(replace(self.question, watch=known[typed], page=""))
        outcome = super().enter(text)
        return OrderPageWanted(typed) if isinstance(outcome, Find) else outcome

    def enter_nothing(self) -> Outcome:
        """Open the marked order."""
        if self.choosing:
            self.choosing = False
            return Stay()
        return super().enter_nothing()

    def chosen(self, index: int) -> Outcome:
        """Open an order, or the next page."""
        if index == len(self.orders):
            return OrdersWanted(replace(self.question, page=self.answer.next_page))
        return OrderPageWanted(self.orders[index].order_no)

    def press(self, key: Key) -> Outcome:
        """Choose which orders are listed."""
        if key is Key.LIST or (key is Key.BACK and self.choosing):
            self.choosing = not self.choosing
            return Stay()
        return super().press(key)


def _titles() -> Row:
    texts = (
        (_("Order"), 11, True),
        (_("Item"), 16, True),
        (pgettext("col 5", "Due"), 7, False),
        (pgettext("col 5", "Late"), 6, False),
        (_("Short of"), 13, True),
        ("", 12, False),
        (pgettext("col 10", "Posted"), 9, False),
    )
    cells = [Cell(text, cells, Role.QUIET, grows=grows) for text, cells, grows in texts]
    return row(Cell("", 4), *cells)


def matters_of(each: WatchedOrder) -> list[str]:
    """Say what is the matter with an order, each in a few words."""
    told = []
    if each.days_late:
        told.append(ngettext("%(n)s day late", "%(n)s days late", each.days_late) % {"n": each.days_late})
    if each.blocked:
        told.append(_("blocked"))
    if each.short_items:
        told.append(_("short of %(items)s") % {"items": ", ".join(each.short_items)})
    if each.last_posted is None:
        told.append(_("nothing posted yet"))
    return told
