"""My hours: when somebody was here today, what the clocks counted, and how much of it is posted.

Here 7:48   at work 7:34   posted 5:50   not posted 1:44
08:00 - 08:20   101002 / 10   setup   0:20   * posted
08:20           101002 / 10   run     1:48     runs
"""

from datetime import date

from backend_client.floor_terms import ClockActivity
from backend_client.messages.clocks import ClockRow, PersonTime
from screens.base import ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Message, Role, Row, Sign, row
from screens.language.text import _
from screens.language.writing import clock, day_and_week
from screens.scan import hours


class MyHours(ListScreen):
    """What a person did today."""

    def __init__(self, time: PersonTime, name: str, today: date) -> None:
        """Begin with the oldest clock marked."""
        super().__init__(len(time.rows))
        self.time = time
        self.name = name
        self.today = today

    def frame(self) -> Frame:
        """Show the day."""
        return Frame(
            title=_("My hours") + f"  {self.name}",
            where=day_and_week(self.today),
            body=Body(
                head=(self._sums(), BLANK, *(() if self.time.rows else (_nothing(),))),
                listed=[self._row(index, each) for index, each in enumerate(self.time.rows)],
                marked=self.marked,
            ),
            message=Message(
                Sign.TAKEN,
                _("My hours"),
                _("Time is shown, not judged. It is never filled in by itself."),
                _("Scan anything to go on, or leave with F3."),
            ),
            prompt=_("Scan or number"),
            keys=self.keys,
        )

    def _sums(self) -> Row:
        counted = [each for each in self.time.rows if each.activity is not ClockActivity.PAUSE]
        posted = sum(each.seconds for each in counted if each.posted)
        values = {
            "here": hours(self.time.presence_seconds),
            "work": hours(self.time.elapsed_seconds),
            "posted": hours(posted),
            "open": hours(sum(each.seconds for each in counted) - posted),
        }
        return row(
            " ", _("Here %(here)s   at work %(work)s   posted %(posted)s   not posted %(open)s") % values
        )

    def _row(self, index: int, each: ClockRow) -> Row:
        until = clock(each.ended_local) if each.ended_local else ""
        job = f"{each.order_no} / {each.operation_no}" if each.order_no else each.no
        what = f"{activity_name(each.activity)} {each.stop_code}".rstrip()
        state = _("runs") if each.ended_at is None else _("posted") if each.posted else ""
        return row(
            Cell(str(index + 1), 2, right=True),
            Cell(" ", 1),
            Cell(f"{clock(each.started_local)} - {until}", 15),
            Cell(job, 24, grows=True),
            Cell(what, 16, grows=True),
            Cell(hours(each.seconds), 7, right=True),
            Cell("  ", 2),
            Cell(state, 10, Role.POSTED if each.posted else Role.TEXT),
            sign=Sign.POSTED if each.posted and index != self.marked else self.sign(index),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what the figures are."""
        return (
            _("Here: from when you came until now. At work: while a clock of yours ran."),
            _("Time is posted with the output of its operation."),
        )

    def chosen(self, _index: int) -> Outcome:
        """Stay: the rows are read, not opened."""
        return Stay()


def activity_name(activity: ClockActivity) -> str:
    """Name what a clock counts."""
    names = {
        ClockActivity.RUN: _("run"),
        ClockActivity.SETUP: _("setup"),
        ClockActivity.PAUSE: _("pause"),
        ClockActivity.STOP: _("stop"),
    }
    return names[activity]


def counted(each: ClockRow) -> tuple[Cell, ...]:
    """Write what a clock counts, since when, and how much it is."""
    since = _("since %(time)s") % {"time": clock(each.started_local)}
    return Cell(activity_name(each.activity), 13), Cell(since, 16), Cell(hours(each.seconds), 7, right=True)


def _nothing() -> Row:
    return row(" ", Cell(_("No clock ran today."), role=Role.QUIET))
