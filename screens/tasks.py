"""The operations that wait at a center on the days of one figure of the load board; their sum is that figure."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import ClassVar

from backend_client.barcode.events import Job
from backend_client.messages.load import Task
from backend_client.terms import CapacityUnitType
from screens.base import ROOMY_COLUMNS, ListScreen, Outcome
from screens.centers import Centers
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, ngettext, pgettext
from screens.language.writing import duration, figure, moment
from screens.scan import OpenJob, is_late


class Tasks(ListScreen):
    """Which task?

    centers  their names, and the units of their times
    facts    the figure that these tasks add up to, in words
    """

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(
        self,
        tasks: Sequence[Task],
        centers: Centers,
        *,
        title: Callable[[], str],
        facts: Callable[[], str],
        more: bool,
    ) -> None:
        """Begin with the first task marked."""
        super().__init__(len(tasks))
        self.tasks = tasks
        self.centers = centers
        self.title = title
        self.facts = facts
        self.more = more

    def frame(self) -> Frame:
        """List the tasks by start."""
        minutes = (self.centers.minutes(task.allocated_time, task.no) for task in self.tasks)
        total = duration(sum(minutes, Decimal(0)), CapacityUnitType.MINUTES)
        count = ngettext("%(n)s task", "%(n)s tasks", len(self.tasks)) % {"n": len(self.tasks)}
        happened = _("%(count)s, and more than are shown.") if self.more else _("%(count)s.")
        return Frame(
            title=self.title(),
            where=self.facts(),
            body=Body(
                head=(self._titles(self._item(_("Item"), Role.QUIET)),),
                listed=[self._task_row(index, task) for index, task in enumerate(self.tasks)],
                foot=(
                    BLANK,
                    row(
                        Cell("", 29, narrow=7),
                        Cell("", 15, grows=True, narrow=14),
                        *self._item(""),
                        Cell(_("sum"), 7, Role.QUIET, right=True),
                        Cell(total, 9, right=True),
                    ),
                ),
                marked=self.marked,
            ),
            message=Message(
                Sign.TAKEN,
                _("Tasks read"),
                happened % {"count": count},
                _("Enter opens the entry of its output. F3 goes back."),
            ),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _item(self, text: str, role: Role = Role.TEXT) -> tuple[Cell, ...]:
        """Name what is made, where there is room for it."""
        return (Cell(text, 24, role, grows=True),) if self.columns >= ROOMY_COLUMNS else ()

    def _titles(self, item: tuple[Cell, ...]) -> Row:
        return row(
            Cell("", 3),
            Cell(pgettext("col 11", "Start"), 13, Role.QUIET, narrow=0),
            Cell(_("Order / op"), 13, Role.QUIET),
            Cell(_("Operation"), 15, Role.QUIET, grows=True, narrow=14),
            *item,
            Cell(pgettext("col 6", "Left"), 7, Role.QUIET, right=True),
            Cell(pgettext("col 8", "h:mm"), 9, Role.QUIET, right=True, narrow=0),
            Cell("", 2, narrow=0),
            Cell(pgettext("col 11", "End"), 12, Role.QUIET, narrow=0),
        )

    def _task_row(self, index: int, task: Task) -> Row:
        return row(
            Cell(str(index + 1), 2, right=True),
            Cell(" ", 1),
            Cell(moment(task.starting_date_time), 13, narrow=0),
            Cell(f"{task.order_no} / {task.operation_no}", 12),
            Cell(" ", 1),
            Cell(task.description or self.centers.name(task.no), 15, grows=True, narrow=14),
            *self._item(task.item_description),
            Cell(figure(task.remaining_quantity), 7, right=True),
            Cell(self.centers.time(task.allocated_time, task.no), 9, right=True, narrow=0),
            Cell(f"  {moment(task.ending_date_time)}", 14, narrow=0),
            Cell(_("! late") if is_late(task) else "", 7, Role.CAREFUL, narrow=0),
            sign=self.sign(index),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what is listed."""
        return (
            _("All operations that need time of this center in this period, by start."),
            _("The sum is the figure of the board. Late: it ends after the day it is due."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open the order line."""
        task = self.tasks[index]
        return OpenJob(Job(task.order_no, task.order_line_no, task.operation_no))
