"""How the load board is drawn: what is over first, then a row for each center, then the marked figure in full.

    x 2 over: 100 Mon 16: 120 %, 310 Fri 20: 104 %
     net change        [Mon 16]     Tue 17
    >x 100 Assembly de.[XXXXXX 120x]██····  41

The marked figure stands in brackets, its column is headed in brackets, and its row begins with >: three marks that
need no colour. Each center that is over or tight in any period begins with x or !, also when that period is not on
the screen.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.load import LoadBoard, LoadCell, LoadRow
from backend_client.terms import LoadScope, LoadView
from screens.frame import BLANK, Cell, Role, Row, Sign, row
from screens.language.text import _
from screens.language.words import load_view
from screens.language.writing import duration, figure, percent
from screens.load_cell import FREE, OVER, USED, Load, bar, figure_of, load_of
from screens.load_periods import COLUMNS, days, heading, name

_LABEL_CELLS = 16  # the sign of the row's load and the center, at least
_LABEL_CELLS_MAX = 34
_BAR_CELLS, _BAR_CELLS_WIDE, _BAR_CELLS_MAX = 6, 8, 14
_FIGURE_CELLS = 5  # 100 and the sign behind it
_WIDE = 116
_NAMED_MAX = 12  # more fit into no row
_INDENT = {LoadScope.WORK_CENTER_GROUP: 1, LoadScope.WORK_CENTER: 1, LoadScope.MACHINE_CENTER: 2}


@dataclass(frozen=True, slots=True)
class Layout:
    """What fits into so many columns: cells of a center's label and of a bar, and how many periods."""

    label: int
    bar: int
    periods: int


def layout(columns: int, periods: int) -> Layout:
    """Answer how a board of so many periods fits: whole bars first, then wider ones, then longer names.

    >>> layout(80, 7), layout(120, 7)
    (Layout(label=16, bar=6, periods=5), Layout(label=18, bar=8, periods=7))
    """
    room = columns - 4  # a blank and the sign, the last bracket, and the column that stays free
    beside = _FIGURE_CELLS + 1
    least = _BAR_CELLS_WIDE if columns >= _WIDE else _BAR_CELLS
    shown = max(min((room - _LABEL_CELLS) // (least + beside), periods), 1)
    cells = min(max((room - _LABEL_CELLS) // shown - beside, 1), _BAR_CELLS_MAX)
    left = room - shown * (cells + beside)
    return Layout(label=max(min(left, _LABEL_CELLS_MAX), 1), bar=cells, periods=shown)


@dataclass(frozen=True, slots=True)
class LoadPicture:
    """A board on a screen of so many columns, one center and one period of it marked."""

    board: LoadBoard
    columns: int
    marked: int
    period_start: date

    @property
    def starts(self) -> list[date]:
        """The first days of all periods."""
        return [cell.period_start for cell in self.board.rows[0].cells] if self.board.rows else []

    @property
    def _layout(self) -> Layout:
        return layout(self.columns, max(len(self.starts), COLUMNS[self.board.period]))

    def _shown(self) -> list[int]:
        """Answer the indexes of the periods that are shown, the marked one among them."""
        starts, fitting = self.starts, self._layout.periods
        marked = starts.index(self.period_start) if self.period_start in starts else 0
        first = max(marked - fitting + 1, 0)
        return list(range(first, min(first + fitting, len(starts))))

    def head(self) -> tuple[Row, ...]:
        """Say what is over, and head the columns."""
        return self._summary(), self._titles()

    def _summary(self) -> Row:
        """Name the centers that are over, the fullest first, or the fullest of all; groups are but sums."""
        figures = [
            (center, cell)
            for center in self.board.rows
            for cell in center.cells
            if center.has_calendar and center.scope is not LoadScope.WORK_CENTER_GROUP
        ]
        figures.sort(key=lambda figure: (figure[1].capacity > 0, -figure[1].load_pct))
        over = [one for one in figures if load_of(one[1]) is Load.OVER]
        if over:
            count = _("%(n)s over:") % {"n": len(over)}
            text = ", ".join(self._named(*one) for one in over[:_NAMED_MAX])
            return row(Cell(f" {count} {text}", self.columns - 2, Role.REFUSED), sign=Sign.REFUSED)
        if not figures or not any(cell.allocated_time for _center, cell in figures):
            return row(Cell(" " + _("Nothing is planned."), role=Role.TAKEN), sign=Sign.TAKEN)
        fullest = next(one for one in figures if one[1].capacity > 0)
        sign = load_of(fullest[1]).sign
        text = _("Nothing is over. Fullest: %(center)s") % {"center": self._named(*fullest)}
        return row(Cell(f" {text}", self.columns - 2, sign.role), sign=sign)

    def _named(self, center: LoadRow, cell: LoadCell) -> str:
        share = f"{figure_of(cell)} %" if cell.capacity > 0 else _("no capacity")
        return f"{center.no} {heading(self.board.period, cell.period_start)}: {share}"

    def _titles(self) -> Row:
        places, starts = self._layout, self.starts
        cells = [Cell(load_view(self.board.view), places.label, Role.QUIET)]
        for index in self._shown():
            is_marked = starts[index] == self.period_start
            text = heading(self.board.period, starts[index])
            left = places.bar + _FIGURE_CELLS - len(text)
            cells.append(Cell(f"[{text}]" if is_marked else f" {text} ", 0, _asked(is_marked, Role.QUIET)))
            cells.append(Cell(" " * (left - 1), left - 1))
        return row(*cells)

    def center_row(self, index: int) -> Row:
        """Draw one center: a bar for each period that is shown."""
        center, places = self.board.rows[index], self._layout
        sign = Sign.ASKED if index == self.marked else Sign.NONE
        worst = max((load_of(cell) for cell in center.cells), key=list(Load).index, default=Load.CLOSED)
        label = f"{' ' * _INDENT[center.scope]}{center.no} {center.name}"
        cells = [Cell(worst.mark or " ", 1, worst.role), Cell(label, places.label - 1)]
        if not center.has_calendar:
            return row(*cells, Cell(" " + _("no calendar"), 13, Role.QUIET), sign=sign)
        was_marked = False
        for column in self._shown():
            cell = center.cells[column]
            load = load_of(cell)
            role = Role.QUIET if not cell.allocated_time else load.role
            is_marked = index == self.marked and cell.period_start == self.period_start
            edge = "[" if is_marked else "]" if was_marked else " "
            text = f"{figure_of(cell):>4}{load.mark or ' '}"
            cells.append(Cell(edge, 1, _asked(is_marked or was_marked, role)))
            cells.append(Cell(bar(cell, places.bar), places.bar, role, drawn=True))
            cells.append(Cell(text, _FIGURE_CELLS, _asked(is_marked, role)))
            was_marked = is_marked
        return row(*cells, Cell("]" if was_marked else " ", 1, _asked(was_marked, Role.TEXT)), sign=sign)

    def facts(self, center: LoadRow, cell: LoadCell) -> tuple[Row, ...]:
        """Write the marked figure in full, the sums of all columns, and what the signs mean."""
        period, span = name(self.board.period, cell.period_start), days(cell.period_start, cell.period_end)
        where = period if cell.period_start == cell.period_end else f"{period}, {span}"
        rows = [
            BLANK,
            row(" ", f"{center_name(center)}: {where}"),
            row("   ", _figures(center, cell.capacity, cell.allocated_time)),
        ]
        if self.board.view is LoadView.NET_CHANGE:
            whole = days(center.cells[0].period_start, center.cells[-1].period_end)
            capacity = sum((each.capacity for each in center.cells), Decimal(0))
            allocated = sum((each.allocated_time for each in center.cells), Decimal(0))
            share = allocated * 100 / capacity if capacity > 0 else Decimal(0)
            sums = {
                "days": whole,
                "capacity": time_of(center, capacity),
                "allocated": time_of(center, allocated),
                "load": percent(share),
            }
            text = _("%(days)s: capacity %(capacity)s, allocated %(allocated)s, load %(load)s %%") % sums
            rows.append(row(" ", text))
        signs = {"over": OVER * 2, "used": USED * 2, "free": FREE * 2}
        legend = _("In %%:  %(over)s x over 100   ! tight, from 85   %(used)s used   %(free)s free") % signs
        return (*rows, row(" ", Cell(legend, role=Role.QUIET, drawn=True)))


def _asked(is_asked: bool, otherwise: Role) -> Role:  # noqa: FBT001 -- reads as a question
    return Role.ASKED if is_asked else otherwise


def center_name(center: LoadRow) -> str:
    """Name a row with what it is: Machine center 110 Flushing Manual."""
    words = {
        LoadScope.WORK_CENTER_GROUP: _("Group"),
        LoadScope.WORK_CENTER: _("Work center"),
        LoadScope.MACHINE_CENTER: _("Machine center"),
    }
    return f"{words[center.scope]} {center.no} {center.name}"


def time_of(center: LoadRow, value: Decimal) -> str:
    """Write a time of a row as hours and minutes; as a plain figure where its unit says no length."""
    return figure(value) if center.unit_type is None else duration(value, center.unit_type)


def unit_of(center: LoadRow) -> str:
    """Say what the times of a row are written in."""
    return center.unit_of_measure_code if center.unit_type is None else _("h:mm")


def _figures(center: LoadRow, capacity: Decimal, allocated: Decimal) -> str:
    share = allocated * 100 / capacity if capacity > 0 else Decimal(0)
    return _(
        "capacity %(capacity)s  allocated %(allocated)s  available %(available)s %(unit)s  load %(load)s %%"
    ) % {
        "capacity": time_of(center, capacity),
        "allocated": time_of(center, allocated),
        "available": time_of(center, capacity - allocated),
        "unit": unit_of(center),
        "load": percent(share) if capacity > 0 else "-",
    }
