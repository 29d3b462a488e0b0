"""What if orders were moved? The load of one center before and after, on a scratch copy; nothing is written by it.

       Mon 16         Tue 17
    now   XXXXXX 120x  ██····  41
    then  █████·  88!  ████··  73

      1  101002  Airpot      due 18.11   +1 d -> 19.11   17.11 08:00 - 18.11 09:20

Left and Right move the marked order by a day. F10 proposes the moves to a planner; F3 drops them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from backend_client.barcode.events import Command, CommandScanned, Event
from backend_client.barcode.safe_in_any_field import Effect
from backend_client.messages.base import Refused
from backend_client.messages.load import LoadBoard, LoadQuestion, LoadRow, Task
from backend_client.messages.what_if import Move, MovedOrder, WhatIf, WhatIfQuestion
from screens import notices
from screens.base import ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, pgettext
from screens.language.writing import day, moment
from screens.load_cell import Load, figure_of, load_of
from screens.load_periods import heading
from screens.load_picture import LoadPicture, center_name

_NAMED_MAX = 3


@dataclass(frozen=True, slots=True)
class WhatIfWanted(Outcome):
    """Try moves of the orders at one center, on the board that is shown."""

    center: LoadRow
    board: LoadBoard
    question: LoadQuestion
    period_start: date


@dataclass(frozen=True, slots=True)
class MovesChanged(Outcome):
    """Work out what the moves come to."""

    question: WhatIfQuestion


@dataclass(frozen=True, slots=True)
class MovesProposed(Outcome):
    """Keep the moves for a planner to decide."""

    moves: tuple[Move, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Movable:
    """An order with work at the center."""

    order_no: str
    description: str
    due_date: date


def movable(tasks: Sequence[Task]) -> list[Movable]:
    """Answer the orders of tasks that have a due date, each once, in their order."""
    found = {
        task.order_no: Movable(task.order_no, task.item_description, task.due_date)
        for task in tasks
        if task.due_date is not None
    }
    return list(found.values())


class WhatIfScreen(ListScreen):
    """Which order is moved, and by how many days?"""

    is_silent = True
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.POST}

    def __init__(self, wanted: WhatIfWanted, orders: Sequence[Movable]) -> None:
        """Begin with nothing moved."""
        super().__init__(len(orders))
        self.wanted = wanted
        self.orders = orders
        self.by: dict[str, int] = {}
        self.then: WhatIf | None = None

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves that are tried: each order that is not where it was."""
        return tuple(
            Move(order_no=each.order_no, due_date=each.due_date + timedelta(days=self.by[each.order_no]))
            for each in self.orders
            if self.by.get(each.order_no)
        )

    def answered(self, answer: WhatIf) -> None:
        """Show what the moves come to."""
        self.then = answer

    def frame(self) -> Frame:
        """Draw the center now and then, and the orders."""
        picture = self._picture()
        return Frame(
            title=_("?? What if ??  %(center)s") % {"center": center_name(self.wanted.center)},
            where=_("nothing is written"),
            body=Body(
                head=(
                    picture.head()[1],
                    *(picture.center_row(index) for index in range(len(picture.board.rows))),
                    BLANK,
                    _titles(),
                ),
                listed=[self._row(index, each) for index, each in enumerate(self.orders)],
                foot=(BLANK, self._others()),
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_("Number"),
            keys=self.keys,
            post=pgettext("key", "Propose"),
        )

    def _picture(self) -> LoadPicture:
        """Answer a board of two rows: this center now, and then."""
        now = replace(self.wanted.center, no=_("now"), name="")
        then = replace(self._center_then(), no=_("then"), name="")
        board = replace(self.wanted.board, rows=(now, then))
        return LoadPicture(board, self.columns, 1, self.wanted.period_start)

    def _center_then(self) -> LoadRow:
        center = self.wanted.center
        rows = () if self.then is None else self.then.after.rows
        return next((row for row in rows if (row.scope, row.no) == (center.scope, center.no)), center)

    def _moved(self, order_no: str) -> MovedOrder | None:
        orders = () if self.then is None else self.then.orders
        return next((each for each in orders if each.order_no == order_no), None)

    def _row(self, index: int, each: Movable) -> Row:
        by = self.by.get(each.order_no, 0)
        moved = self._moved(each.order_no) if by else None
        span = "" if moved is None else f"{moment(moved.starting_after)} - {moment(moved.ending_after)}"
        due = f"{day(each.due_date + timedelta(days=by))} " + _("%(n)s d") % {"n": f"{by:+d}"} if by else ""
        return row(
            Cell(str(index + 1), 3, right=True),
            Cell(" ", 1),
            Cell(each.order_no, 11, grows=True),
            Cell(each.description, 13, grows=True),
            Cell(day(each.due_date), 8),
            Cell(due, 13, Role.CAREFUL),
            Cell(span, 28, Role.CAREFUL, grows=True),
            sign=self.sign(index),
        )

    def _others(self) -> Row:
        """Name what the moves make over elsewhere, the first of them."""
        if self.then is None or not self.moves:
            return row(" ", Cell(_("Left and right move the marked order by a day."), role=Role.QUIET))
        center = self.wanted.center
        over = [
            f"{row.no} {heading(self.then.after.period, cell.period_start)}: {figure_of(cell)} %"
            for before, row in zip(self.then.before.rows, self.then.after.rows, strict=True)
            for was, cell in zip(before.cells, row.cells, strict=True)
            if load_of(cell) is Load.OVER
            and load_of(was) is not Load.OVER
            and (row.scope, row.no) != (center.scope, center.no)
        ]
        if over:
            text = _("Then over elsewhere: %(list)s") % {"list": ", ".join(over[:_NAMED_MAX])}
            return row(Cell(f" {text}", role=Role.REFUSED), sign=Sign.REFUSED)
        return row(Cell(" " + _("Nothing else gets over by it."), role=Role.TAKEN), sign=Sign.TAKEN)

    def _message(self) -> Message:
        if not self.orders:
            return Message(
                Sign.TAKEN,
                _("No order to move"),
                _("No order with a due date has work here on these days."),
                _("F3 goes back."),
            )
        moves = self.moves
        if not moves:
            return Message(
                Sign.QUESTION,
                _("What if?"),
                _("Nothing is moved yet, and nothing is written by it."),
                _("Arrows: up, down an order; left, right its day. F3 goes back."),
            )
        return Message(
            Sign.QUESTION,
            _("Orders moved: %(n)s") % {"n": len(moves)},
            _("It is a picture only; no order is changed."),
            _("F10 proposes it to a planner. F3 drops it."),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what can be tried."""
        return (
            _("Now is the load as it is planned, then as it would be with the moves."),
            _("Left makes the marked order due a day earlier, right a day later. F2 puts it back."),
            _("F10 keeps the moves as a proposal; only a planner makes them."),
        )

    # What a person does.

    def chosen(self, _index: int) -> Outcome:
        """Mark an order."""
        return Stay()

    def clear(self) -> None:
        """Put the marked order back where it was."""
        if self.orders:
            self.by.pop(self.orders[self.marked].order_no, None)
            if not self.moves:
                self.then = None

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take OK as F10."""
        return self._propose() if event == CommandScanned(Command.OK) else super().take(event, effect)

    def press(self, key: Key) -> Outcome:
        """Move the marked order, or propose."""
        if key is Key.POST:
            return self._propose()
        if key in {Key.LEFT, Key.RIGHT} and self.orders:
            order = self.orders[self.marked]
            self.by[order.order_no] = self.by.get(order.order_no, 0) + (1 if key is Key.RIGHT else -1)
            return self.asked_anew()
        return super().press(key)

    def asked_anew(self) -> Outcome:
        """Ask what the moves come to; without any nothing needs asking."""
        if not self.moves:
            self.then = None
            return Stay()
        asked = self.wanted.question
        return MovesChanged(
            WhatIfQuestion(
                moves=self.moves, first_day=asked.first_day, last_day=asked.last_day, period=asked.period
            )
        )

    def _propose(self) -> Outcome:
        if not self.moves:
            return Stay(
                Message(
                    Sign.REFUSED,
                    _("Nothing to propose"),
                    _("No order is moved yet."),
                    _("Left and right move the marked order by a day."),
                )
            )
        return MovesProposed(self.moves, f"{self.wanted.center.no}")

    def not_moved(self, refused: Refused) -> Message:
        """Take the last move back, and say why it can't be made."""
        if self.orders:
            self.by.pop(self.orders[self.marked].order_no, None)
        return notices.refused(refused)


def _titles() -> Row:
    texts = (
        ("", 4),
        (_("Order"), 11),
        (_("Item"), 13),
        (pgettext("col 5", "Due"), 8),
        (_("Then due"), 13),
        (_("Then from, to"), 28),
    )
    return row(
        *(
            Cell(text, cells, Role.QUIET, grows=cells in {11, 13, 28} and text != _("Then due"))
            for text, cells in texts
        )
    )
