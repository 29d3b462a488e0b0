"""Station home: what to do next here, and the place where every code finds its order.

  Next here                                          start   h:mm  left  due
1 101002 Airpot               10 Body assembly       08:00   2:50    10  18.11
2 101003 AutoDrip             20 Electrical wiring   11:35   1:50     5  17.11
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from backend_client.barcode.events import Job
from backend_client.messages.load import Task
from backend_client.terms import RoutingStatus
from screens.base import ROOMY_COLUMNS, ListScreen, Outcome
from screens.centers import Centers
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, pgettext
from screens.language.writing import clock, day, day_and_week, figure, moment, weekday

_START_CELLS = 9


@dataclass(frozen=True, slots=True)
class OpenJob(Outcome):
    """Open the order line of a job."""

    job: Job


class StationHome(ListScreen):
    """Scan anything.

    tasks    of the station, by start
    center   number of the station's work center, "" = none
    centers  their names, and the units of their times
    """

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.RENEW}

    def __init__(
        self,
        tasks: Sequence[Task],
        *,
        center: str,
        centers: Centers,
        title: str,
        today: date,
        greeting: Message | None,
    ) -> None:
        """Begin with the first task marked."""
        super().__init__(len(tasks))
        self.tasks = tasks
        self.center = center
        self.centers = centers
        self.title = title
        self.today = today
        self.greeting = greeting or Message(
            Sign.TAKEN,
            _("Ready"),
            _("Scan anything: a job card, an order, an item, a center."),
            _("Or enter a number from the list."),
        )

    def frame(self) -> Frame:
        """List what is next here."""
        return Frame(
            title=_("Station %(station)s") % {"station": self.title},
            where=day_and_week(self.today),
            body=Body(
                head=self._head(),
                listed=[self._task_row(index, task) for index, task in enumerate(self.tasks)],
                marked=self.marked,
            ),
            message=self.greeting,
            prompt=_("Scan or number"),
            keys=self.keys,
        )

    def _head(self) -> tuple[Row, ...]:
        if not self.center:
            return (BLANK, row(" ", _("Scan a job card, or enter an order number.")))
        if not self.tasks:
            return (BLANK, row(" ", _("Nothing waits at this station.")))
        return (
            row(
                Cell("", 3),
                Cell(_("Next here"), 27, Role.QUIET, grows=True),
                Cell(_("Operation"), 20, Role.QUIET, grows=True),
                Cell(pgettext("col 9", "Start"), self._start_cells, Role.QUIET),
                Cell(pgettext("col 5", "h:mm"), 6, Role.QUIET, right=True),
                Cell(pgettext("col 5", "Left"), 6, Role.QUIET, right=True),
                Cell(pgettext("col 5", "Due"), 6, Role.QUIET, right=True),
            ),
        )

    def _task_row(self, index: int, task: Task) -> Row:
        begun = task.routing_status is RoutingStatus.IN_PROGRESS
        return row(
            Cell(str(index + 1), 2, right=True),
            Cell(" ", 1),
            Cell(f"{task.order_no} {task.item_description}", 27, grows=True),
            Cell(f"{task.operation_no} {task.description or self.centers.name(task.no)}", 20, grows=True),
            Cell(self._start(task.starting_date_time), self._start_cells),
            Cell(self.centers.time(task.allocated_time, task.no), 6, right=True),
            Cell(figure(task.remaining_quantity), 6, right=True),
            Cell(day(task.due_date), 6, right=True),
            sign=Sign.TAKEN if begun and index != self.marked else self.sign(index),
        )

    def _start(self, start: datetime | None) -> str:
        if start is None:
            return ""
        days = (start.date() - self.today).days
        if days == 0:
            return clock(start)
        if 0 < days < 7:
            return f"{weekday(start)} {clock(start)}"
        return moment(start) if self._start_cells > _START_CELLS else day(start)

    @property
    def _start_cells(self) -> int:
        """Day and time of day where there is room for both."""
        return _START_CELLS if self.columns < ROOMY_COLUMNS else _START_CELLS + 3

    def renewed(self, tasks: Sequence[Task]) -> None:
        """Show newer tasks; the marked one stays marked."""
        marked = self.tasks[self.marked] if self.tasks else None
        self.tasks, self.count = tasks, len(tasks)
        key = (marked.order_no, marked.order_line_no, marked.operation_no) if marked else None
        keys = [(task.order_no, task.order_line_no, task.operation_no) for task in tasks]
        self.marked = keys.index(key) if key in keys else min(self.marked, max(self.count - 1, 0))

    def help(self) -> tuple[str, ...]:
        """Tell what may be scanned."""
        return (
            _("Scan a job card: its order line opens, with the operation marked."),
            _("Or type what is printed on it: 101002, or 101002/10000/20."),
            _("Or type the number of a row of the list, then Enter."),
            _("Scan the plate of a center to see its load. F12 shows everything else."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open the task."""
        task = self.tasks[index]
        return OpenJob(Job(task.order_no, task.order_line_no, task.operation_no))
