"""The load of one center period by period, past and to come: does it fill up or run dry?

      w 46   ████████····   64 %            12:48 of 20:00
    > w 47   XXXXXXXXXXXX  120 % x   +56    24:00 of 20:00

Each period stands on a row of its own, with its bar, its load and by how many points it differs from the one before.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from backend_client.messages.load import LoadBoard, LoadCell, LoadQuestion, LoadRow
from screens.base import ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _
from screens.language.words import load_period
from screens.language.writing import percent
from screens.load_cell import Load, bar, figure_of, load_of
from screens.load_periods import days, moved, name
from screens.load_picture import center_name, time_of, unit_of

BEFORE, SHOWN = 4, 12
_BAR_CELLS, _BAR_CELLS_MAX = 26, 60


@dataclass(frozen=True, slots=True)
class TrendWanted(Outcome):
    """Show the load of one center, period by period."""

    question: LoadQuestion
    marked: date


def trend_question(question: LoadQuestion, center: LoadRow, start: date) -> LoadQuestion:
    """Ask for the periods around one: four before it, the rest after it."""
    first = moved(question.period, start, -BEFORE)
    last = last_day_of(question, moved(question.period, first, SHOWN - 1))
    return LoadQuestion(
        first_day=first,
        last_day=last,
        period=question.period,
        scope=center.scope,
        no=center.no,
        view=question.view,
        statuses=question.statuses,
    )


def last_day_of(question: LoadQuestion, start: date) -> date:
    """Answer the last day of the period that begins on a day."""
    following = moved(question.period, start, 1)
    return date.fromordinal(following.toordinal() - 1)


class LoadTrend(ListScreen):
    """How does the load of this center develop?"""

    is_silent = True
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.RENEW, Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(self, board: LoadBoard, question: LoadQuestion, marked: date) -> None:
        """Begin with the period that was marked on the board."""
        self.board = board
        self.question = question
        starts = [cell.period_start for cell in self.cells]
        super().__init__(len(starts), starts.index(marked) if marked in starts else 0)

    @property
    def center(self) -> LoadRow:
        """The center that is looked at."""
        return self.board.rows[0]

    @property
    def cells(self) -> tuple[LoadCell, ...]:
        """Its periods."""
        return self.center.cells

    def renewed(self, board: LoadBoard) -> None:
        """Show newer figures."""
        self.board = board

    def frame(self) -> Frame:
        """Draw a bar for each period."""
        values = {"center": center_name(self.center), "period": load_period(self.question.period)}
        return Frame(
            title=_("Trend %(period)s: %(center)s") % values,
            where=days(self.board.first_day, self.board.last_day),
            body=Body(
                head=(BLANK,),
                listed=[self._row(index, cell) for index, cell in enumerate(self.cells)],
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _row(self, index: int, cell: LoadCell) -> Row:
        load = load_of(cell)
        role = Role.QUIET if not cell.allocated_time else load.role
        wide = min(_BAR_CELLS + max(self.columns - 80, 0), _BAR_CELLS_MAX)
        share = f"{figure_of(cell):>5}{' %' if cell.capacity > 0 else ''}"
        return row(
            Cell(" ", 1),
            Cell(name(self.question.period, cell.period_start), 16),
            Cell(bar(cell, wide), wide, role, drawn=True),
            Cell(share, 8, role),
            Cell(load.mark or " ", 2, load.role),
            Cell(self._change(index), 7, right=True),
            Cell("" if load is Load.CLOSED else self._times(cell), 19, Role.QUIET, right=True),
            sign=self.sign(index),
        )

    def _times(self, cell: LoadCell) -> str:
        used, there = (time_of(self.center, value) for value in (cell.allocated_time, cell.capacity))
        return _("%(used)s of %(there)s") % {"used": used, "there": there}

    def _change(self, index: int) -> str:
        """Write by how many points of load a period differs from the one before, "" where there is none."""
        if not index or self.cells[index].capacity <= 0 or self.cells[index - 1].capacity <= 0:
            return ""
        change = self.cells[index].load_pct - self.cells[index - 1].load_pct
        return f"{change:+.0f}" if change else "0"

    def _message(self) -> Message:
        worked = [cell for cell in self.cells if cell.capacity > 0]
        capacity = sum((cell.capacity for cell in worked), Decimal(0))
        allocated = sum((cell.allocated_time for cell in self.cells), Decimal(0))
        over = [cell for cell in self.cells if load_of(cell) is Load.OVER]
        share = percent(allocated * 100 / capacity) if capacity > 0 else "-"
        values = {"load": share, "over": len(over), "count": len(self.cells), "unit": unit_of(self.center)}
        return Message(
            Sign.REFUSED if over else Sign.TAKEN,
            _("Over 100 %%: %(over)s of %(count)s periods") % values,
            _("Load of all of them: %(load)s %%. Times in %(unit)s.") % values,
            _("+ and -: the change in percentage points. F3 goes back."),
        )

    def help(self) -> tuple[str, ...]:
        """Tell how it is read."""
        return (
            _("A whole bar is 100 % of the capacity, a bar of X is over it. Figures are %."),
            _("+ and - say by how many percentage points the load differs from the period before."),
            _("In the past only work that is still open counts as load."),
        )

    def chosen(self, _index: int) -> Outcome:
        """Mark a period."""
        return Stay()
