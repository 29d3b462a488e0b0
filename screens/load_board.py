"""The load board: rows are groups, work centers and their machines; columns are days, weeks, months, quarters, years.

load_picture.py draws it. The marked center and period are kept by number and date, so a board that renews itself
never moves what is looked at. The arrows move by centers and periods, F6 and F7 by whole boards, a center's number
goes to it, Enter opens the tasks behind the marked figure.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from backend_client.barcode.events import Event, PlainText, Resource
from backend_client.barcode.safe_in_any_field import Effect
from backend_client.messages.load import LoadBoard, LoadCell, LoadQuestion, LoadRow, TaskListQuestion
from backend_client.terms import LoadPeriod, LoadScope, LoadView, OrderStatus
from screens.base import ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _
from screens.language.words import load_period, load_view, order_status
from screens.language.writing import figure, moment
from screens.load_cell import Load, load_of
from screens.load_periods import COLUMNS, first_day, last_day, moved, name, since
from screens.load_picture import LoadPicture, time_of, unit_of
from screens.notices import not_shown
from screens.wall_clock import wall_clock

_PERIODS = tuple(COLUMNS)
_ROWS = (None, LoadScope.WORK_CENTER_GROUP, LoadScope.WORK_CENTER, LoadScope.MACHINE_CENTER)
"""Which rows are shown, in the order in which F4 7 goes through them; None = all."""
_STATUSES = (OrderStatus.RELEASED, OrderStatus.FIRM_PLANNED, OrderStatus.PLANNED, OrderStatus.SIMULATED)
"""Whose orders may count, in the order in which F4 10 numbers them."""
_ALLOCATING = _STATUSES[:3]
"""Who counts where nobody has chosen: a simulated order allocates no time."""
_CHOICES = 10


@dataclass(frozen=True, slots=True)
class BoardWanted(Outcome):
    """Show this board in the place of the one shown."""

    question: LoadQuestion


@dataclass(frozen=True, slots=True)
class TasksWanted(Outcome):
    """Show the tasks behind one figure."""

    question: TaskListQuestion
    title: Callable[[], str]
    facts: Callable[[], str]


def question_for(
    period: LoadPeriod, day: date, like: LoadQuestion | None = None, *, aligned: bool = True
) -> LoadQuestion:
    """Ask for the board that holds a day, or begins with it; in all else like another one."""
    first = first_day(period, day) if aligned else day
    question = LoadQuestion(first_day=first, last_day=last_day(period, first), period=period)
    return replace(question, view=like.view, statuses=like.statuses) if like else question


class LoadBoardScreen(ListScreen):
    """How full is which center?

    question  what the board answers; asked again when it renews itself
    columns   of the terminal, told by whoever draws
    """

    is_silent = True
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.LIST, Key.RENEW, Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(
        self, board: LoadBoard, question: LoadQuestion, *, marked_no: str = "", now: datetime
    ) -> None:
        """Begin with a center, in the period that holds this moment; times are shown in its time zone."""
        super().__init__(len(board.rows))
        self.scope: LoadScope | None = None
        self.board = self.whole = board
        self.question = question
        self.choosing = self.choosing_statuses = False
        self.zone, today = wall_clock(now), now.date()
        starts = self._starts()
        self.period_start = max(
            (start for start in starts if start <= today), default=starts[0] if starts else today
        )
        self._mark(marked_no)

    def renewed(self, board: LoadBoard, question: LoadQuestion | None = None) -> None:
        """Show newer figures; center and period stay marked."""
        key = self._key()
        self._keep_rows(board)
        self.question = question or self.question
        keys = [(row.scope, row.no) for row in self.board.rows]
        self.marked = keys.index(key) if key in keys else min(self.marked, max(self.count - 1, 0))
        starts = self._starts()
        if self.period_start not in starts and starts:
            self.period_start = max(
                (start for start in starts if start <= self.period_start), default=starts[0]
            )

    def frame(self) -> Frame:
        """Draw the board."""
        picture, period = self._picture, self.board.period
        center, _cell = self._marked()
        values = {
            "period": load_period(period),
            "first": since(period, self.board.first_day),
            "group": center.group_code if center else "",
        }
        title = _("Load %(period)s, %(first)s, group %(group)s work/machine centers") % values
        if not values["group"]:
            title = _("Load %(period)s, %(first)s, work/machine centers") % values
        as_of = self.board.as_of.astimezone(self.zone)
        return Frame(
            title=title,
            where=_("as of %(moment)s") % {"moment": moment(as_of)},
            body=Body(
                head=picture.head(),
                listed=[picture.center_row(index) for index in range(len(self.board.rows))],
                foot=self._foot(),
                marked=self.marked,
                paged=False,
            ),
            message=self._message(),
            prompt=_("Number") if self.choosing or self.choosing_statuses else _("Center"),
            keys=self.keys,
            board=True,
        )

    # Drawing.

    @property
    def _picture(self) -> LoadPicture:
        return LoadPicture(self.board, self.columns, self.marked, self.period_start)

    def _starts(self) -> list[date]:
        return [cell.period_start for cell in self.board.rows[0].cells] if self.board.rows else []

    def _foot(self) -> tuple[Row, ...]:
        if self.choosing or self.choosing_statuses:
            return self._choices() if self.choosing else self._status_choices()
        center, cell = self._marked()
        return (
            () if center is None or cell is None else (*self._counted(), *self._picture.facts(center, cell))
        )

    def _counted(self) -> tuple[Row, ...]:
        """Say whose orders count, where not all do."""
        counted = self.question.statuses
        if not counted:
            return ()
        names = ", ".join(order_status(status) for status in _STATUSES if status in counted)
        return (
            row(
                Cell(" " + _("Only orders: %(list)s") % {"list": names}, role=Role.CAREFUL), sign=Sign.CAREFUL
            ),
        )

    def _status_choices(self) -> tuple[Row, ...]:
        counted = self.question.statuses or _ALLOCATING
        texts = [f"[{'x' if status in counted else ' '}] {order_status(status)}" for status in _STATUSES]
        cells = [Cell(f" {number} {text}", 38) for number, text in enumerate(texts, start=1)]
        return (BLANK, row(*cells[:2]), row(*cells[2:]))

    def _choices(self) -> tuple[Row, ...]:
        other = LoadView.BALANCE_AT_DATE if self.board.view is LoadView.NET_CHANGE else LoadView.NET_CHANGE
        texts = [
            *(load_period(period) for period in _PERIODS),
            load_view(other),
            _("rows: %(rows)s") % {"rows": self._next_rows_name()},
            _("trend"),
            _("what if"),
            _("orders: by status"),
        ]
        cells = [Cell(f" {number} {text}", 26) for number, text in enumerate(texts, start=1)]
        return (BLANK, *(row(*cells[first : first + 3]) for first in range(0, _CHOICES, 3)))

    def _next_rows_name(self) -> str:
        names = {
            None: _("all"),
            LoadScope.WORK_CENTER_GROUP: _("groups"),
            LoadScope.WORK_CENTER: _("work centers"),
            LoadScope.MACHINE_CENTER: _("machine centers"),
        }
        return names[_ROWS[(_ROWS.index(self.scope) + 1) % len(_ROWS)]]

    def _message(self) -> Message:
        center, cell = self._marked()
        if self.choosing_statuses:
            return Message(
                Sign.QUESTION,
                _("Whose time counts?"),
                _("A number takes the orders of a status in, or leaves them out."),
                _("Enter 1 to %(count)s; Enter alone shows the board.") % {"count": len(_STATUSES)},
            )
        if self.choosing:
            return Message(
                Sign.TAKEN,
                _("Choose what is shown"),
                _("Columns, rows, or what the marked center comes to."),
                _("Enter 1 to %(count)s.") % {"count": _CHOICES},
            )
        if center is None or cell is None:
            return Message(Sign.TAKEN, _("No centers"), _("The plant has none."), _("F3 goes back."))
        load = load_of(cell)
        words = {
            Load.OVER: _("%(no)s is over: %(period)s"),
            Load.TIGHT: _("%(no)s is tight: %(period)s"),
            Load.FREE: _("%(no)s has room: %(period)s"),
            Load.CLOSED: _("%(no)s does not work: %(period)s"),
        }
        values = {"no": center.no, "period": name(self.board.period, cell.period_start)}
        planned = _("%(allocated)s of %(capacity)s %(unit)s are allocated.") % {
            "allocated": time_of(center, cell.allocated_time),
            "capacity": time_of(center, cell.capacity),
            "unit": unit_of(center),
        }
        to_do = _("Arrows move. Enter: tasks. F4: periods. F6, F7: pages.")
        return Message(load.sign, words[load] % values, planned, to_do)

    # What a person does.

    def _marked(self) -> tuple[LoadRow | None, LoadCell | None]:
        if not self.board.rows:
            return None, None
        center = self.board.rows[self.marked]
        cells = {cell.period_start: cell for cell in center.cells}
        return center, cells.get(self.period_start)

    def _key(self) -> tuple[LoadScope, str] | None:
        center, _cell = self._marked()
        return (center.scope, center.no) if center else None

    def _mark(self, no: str) -> bool:
        """Mark a center by its number; a work center before a machine of the same number."""
        found = [index for index, center in enumerate(self.board.rows) if no and center.no == no]
        found.sort(key=lambda index: self.board.rows[index].scope is not LoadScope.WORK_CENTER)
        if found:
            self.marked = found[0]
        return bool(found)

    def help(self) -> tuple[str, ...]:
        """Tell how the board is read."""
        return (
            _("A whole bar is 100 % of the capacity, a bar of X is over it. Figures are %."),
            _("Up, down: centers. Left, right: periods. F6, F7: the boards before, after."),
            _("A center's number goes to it. [ ] is what is marked; Enter opens its tasks."),
            _("F4 chooses day, week, month, quarter, year; net change or balance at date."),
            _(
                "F4 7 shows groups, work centers or machines alone, F4 8 the trend, F4 9 what moved orders would do."
            ),
            _("F4 10 chooses whose orders count: released, firm planned, planned, simulated."),
            _("Net change: what falls into a period. Balance at date: all before it too."),
            _("The board renews itself every 30 seconds; what is marked stays marked."),
        )

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take the plate of a center."""
        if isinstance(event, Resource) and self._mark(event.no):
            return Stay()
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take a center's number, or a choice of columns."""
        if self.choosing_statuses:
            return self._turn_status(text.text)
        if self.choosing:
            return self._choose(text.text)
        return Stay() if self._mark(text.text) else super().enter(text)

    def _choose(self, text: str) -> Outcome:
        if text not in {str(number) for number in range(1, _CHOICES + 1)}:
            return Stay(not_shown(text, _CHOICES), keep=text)
        self.choosing = False
        if text in {"7", "8", "9", "10"}:
            return self._look_into(text)
        if text == "6":
            turned = self.board.view is LoadView.NET_CHANGE
            view = LoadView.BALANCE_AT_DATE if turned else LoadView.NET_CHANGE
            return BoardWanted(replace(self.question, view=view))
        return BoardWanted(question_for(_PERIODS[int(text) - 1], self.period_start, self.question))

    def _turn_status(self, text: str) -> Outcome:
        """Let the orders of a status count, or not; one status at least does."""
        if text not in {str(number) for number in range(1, len(_STATUSES) + 1)}:
            return Stay(not_shown(text, len(_STATUSES)), keep=text)
        turned, counted = _STATUSES[int(text) - 1], set(self.question.statuses or _ALLOCATING)
        counted ^= {turned}
        if not counted:
            return Stay(self._message())
        left = () if counted == set(_ALLOCATING) else tuple(each for each in _STATUSES if each in counted)
        return BoardWanted(replace(self.question, statuses=left))

    def _look_into(self, text: str) -> Outcome:
        """Show other rows, the trend of the marked center, or what would be if orders were moved."""
        if text == "7":
            self._show_rows(_ROWS[(_ROWS.index(self.scope) + 1) % len(_ROWS)])
            return Stay()
        if text == "10":
            self.choosing_statuses = True
            return Stay()
        center, _cell = self._marked()
        if center is None:
            return Stay()
        if text == "9" and self.question.statuses:
            return Stay(
                Message(
                    Sign.REFUSED,
                    _("Choose no status first"),
                    _("What if counts all planned and released orders."),
                    _("F4 10 takes them in again."),
                )
            )
        if text == "8":
            from screens.supervising.load_trend import TrendWanted, trend_question  # noqa: PLC0415 -- seldom

            return TrendWanted(trend_question(self.question, center, self.period_start), self.period_start)
        from screens.supervising.what_if import WhatIfWanted  # noqa: PLC0415 -- seldom

        return WhatIfWanted(center, self.board, self.question, self.period_start)

    def _show_rows(self, scope: LoadScope | None) -> None:
        """Show rows of one kind, or all; what is marked stays marked where it is shown."""
        key = self._key()
        self.scope = scope
        self._keep_rows(self.whole)
        keys = [(row.scope, row.no) for row in self.board.rows]
        self.marked = keys.index(key) if key in keys else 0

    def _keep_rows(self, board: LoadBoard) -> None:
        self.whole = board
        rows = tuple(row for row in board.rows if self.scope in {None, row.scope})
        self.board = replace(board, rows=rows)
        self.count = len(rows)

    def chosen(self, _index: int) -> Outcome:
        """Go to the row of a number that was typed; see `enter`."""
        return Stay()

    def enter_nothing(self) -> Outcome:
        """Open the tasks behind the marked figure."""
        center, cell = self._marked()
        if center is None or cell is None or self.choosing or self.choosing_statuses:
            self.choosing = self.choosing_statuses = False
            return Stay()
        period = self.board.period
        figures = {
            "need": figure(cell.allocated_time),
            "capacity": figure(cell.capacity),
            "unit": center.unit_of_measure_code,
        }
        before = self.board.view is LoadView.BALANCE_AT_DATE
        question = TaskListQuestion(
            scope=center.scope,
            no=center.no,
            first_day=None if before else cell.period_start,
            last_day=cell.period_end,
            with_machine_centers=center.scope is not LoadScope.MACHINE_CENTER,
            statuses=self.question.statuses,
        )

        def title() -> str:
            values = {"no": center.no, "name": center.name, "period": name(period, cell.period_start)}
            return _("Tasks of %(no)s %(name)s  %(period)s") % values

        return TasksWanted(question, title, lambda: _("%(need)s of %(capacity)s %(unit)s") % figures)

    def press(self, key: Key) -> Outcome:
        """Move by periods, or choose other columns."""
        if key is Key.LIST:
            self.choosing = not (self.choosing or self.choosing_statuses)
            self.choosing_statuses = False
            return Stay()
        if key is Key.BACK and (self.choosing or self.choosing_statuses):
            self.choosing = self.choosing_statuses = False
            return Stay()
        if key in {Key.LEFT, Key.RIGHT}:
            return self._move(1 if key is Key.RIGHT else -1)
        if key in {Key.PAGE_BACK, Key.PAGE_ON}:
            return self._move(COLUMNS[self.question.period] * (1 if key is Key.PAGE_ON else -1))
        return super().press(key)

    def _move(self, periods: int) -> Outcome:
        """Mark another period; beyond the edge, of the board beside this one."""
        starts = self._starts()
        if not starts:
            return Stay()
        index = (starts.index(self.period_start) if self.period_start in starts else 0) + periods
        if 0 <= index < len(starts):
            self.period_start = starts[index]
            return Stay()
        period = self.question.period
        first = moved(period, self.question.first_day, COLUMNS[period] * (1 if periods > 0 else -1))
        self.period_start = moved(period, self.question.first_day, index)
        return BoardWanted(replace(self.question, first_day=first, last_day=last_day(period, first)))
