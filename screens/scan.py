"""Station home: what runs here, what to do next, and the place where every code finds its order.

  Here now and next                                  start   h:mm  left  due
1 101002 Airpot               10 Body assembly     R 08:20   1:45    10  18.11
2 101003 AutoDrip             20 Electrical wiring   11:35   1:50     5  17.11

What runs comes first, with a letter for what its clock counts, since when, and how long it has run; what waits shows
its planned start and the time it still needs. RUN, SETUP, PAUSE and STOP act on what runs, or ask for which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from backend_client.barcode.events import Command, CommandScanned, Event, Job, PlainText, Resource
from backend_client.barcode.safe_in_any_field import Effect
from backend_client.floor_terms import ClockActivity
from backend_client.messages.clocks import ClockRow
from backend_client.messages.load import Task
from backend_client.messages.shift import ShiftNoteRow
from backend_client.terms import RoutingStatus
from screens.base import ROOMY_COLUMNS, ListScreen, Outcome, Stay
from screens.centers import Centers
from screens.drawing import COLUMNS
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, pgettext
from screens.language.writing import clock as local_clock
from screens.language.writing import day, day_and_week, figure, moment, weekday
from screens.notices import enter_number

_START_CELLS = 9


@dataclass(frozen=True, slots=True)
class OpenJob(Outcome):
    """Open the order line of a job."""

    job: Job


@dataclass(frozen=True, slots=True)
class CenterTimeWanted(Outcome):
    """Open the time of a center without an order."""

    center: Resource


@dataclass(frozen=True, slots=True)
class ClockWanted(Outcome):
    """Start, change or pause a clock on a job; None = whatever this person works on."""

    command: Command
    job: Job | None


@dataclass(frozen=True, slots=True)
class Here:
    """A row of the station: a task that waits, or work whose clock runs; `task` also where it is known for that."""

    job: Job
    task: Task | None
    clock: ClockRow | None = None
    people: int = 1


def here(running: Sequence[ClockRow], tasks: Sequence[Task], person_no: str = "") -> tuple[Here, ...]:
    """Answer what runs, then what waits; an operation that runs does not wait as well.

    People who do the same on one operation are one row: with the clock of `person_no`, else the oldest, and how many.
    """
    waiting = {Job(task.order_no, task.order_line_no, task.operation_no): task for task in tasks}
    crews: dict[tuple[Job, str, ClockActivity], list[ClockRow]] = {}
    for clock in running:
        job = Job(clock.order_no, clock.order_line_no, clock.operation_no)
        crews.setdefault((job, clock.no, clock.activity), []).append(clock)
    runs = [
        Here(
            job,
            waiting.get(job),
            next((clock for clock in clocks if clock.person_no == person_no), clocks[0]),
            len(clocks),
        )
        for (job, _no, _activity), clocks in crews.items()
    ]
    taken = {each.job for each in runs}
    return (*runs, *(Here(job, task) for job, task in waiting.items() if job not in taken))


class StationHome(ListScreen):
    """Scan anything.

    running  clocks that run at the station, the oldest first
    tasks    of the station, by start
    center   number of the station's work center, "" = none
    notes    that this person has not read, the newest first
    centers  their names, and the units of their times
    """

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.RENEW}

    def __init__(
        self,
        tasks: Sequence[Task],
        *,
        running: Sequence[ClockRow] = (),
        person_no: str = "",
        center: str,
        centers: Centers,
        title: str,
        today: date,
        greeting: Message | None,
    ) -> None:
        """Begin with the first row marked. `person_no` = whose station it is: work of others carries their number."""
        self.rows = here(running, tasks, person_no)
        super().__init__(len(self.rows))
        self.person_no = person_no
        self.center = center
        self.centers = centers
        self.title = title
        self.today = today
        self.asking: Command | None = None
        self.greeting = greeting or _ready()
        self.notes: Sequence[ShiftNoteRow] = ()

    def spoken_anew(self) -> None:
        """Greet in the new language."""
        super().spoken_anew()
        self.greeting = _ready()

    def frame(self) -> Frame:
        """List what is next here."""
        return Frame(
            title=_("Station %(station)s") % {"station": self.title},
            where=day_and_week(self.today),
            body=Body(
                head=self._head(),
                listed=[self._row(index, each) for index, each in enumerate(self.rows)],
                foot=self._foot(),
                marked=self.marked,
            ),
            message=self.greeting if self.asking is None else _which(self.asking, len(self.rows)),
            prompt=_("Scan or number"),
            keys=self.keys,
        )

    def _head(self) -> tuple[Row, ...]:
        if not self.center:
            return (BLANK, row(" ", _("Scan a job card, or enter an order number.")))
        if not self.rows:
            return (BLANK, row(" ", _("Nothing waits at this station.")))
        return (
            row(
                Cell("", 3),
                Cell(_("Here now and next"), 22, Role.QUIET, grows=True),
                Cell(_("Operation"), 17, Role.QUIET, grows=True, narrow=0),
                Cell(pgettext("col 9", "Start"), self._start_cells, Role.QUIET, narrow=0),
                Cell(pgettext("col 5", "h:mm"), 6, Role.QUIET, right=True, narrow=0),
                Cell(pgettext("col 5", "Left"), 6, Role.QUIET, right=True),
                Cell(pgettext("col 5", "Due"), 7, Role.QUIET, right=True, narrow=0),
                Cell("", 2, narrow=1),
                Cell(pgettext("col 5", "Parts"), 5, Role.QUIET),
            ),
        )

    def _foot(self) -> tuple[Row, ...]:
        rows = [] if self.notes == () else [self._note(self.notes[0])]
        if any(each.clock is not None for each in self.rows):
            letters = _("R run   S setup   P pause   T stopped")
            if any(each.people > 1 for each in self.rows):
                letters += "   " + _("x2 two people")
            rows.append(row(" ", Cell(letters, role=Role.QUIET)))
        return (BLANK, *rows) if rows else ()

    def _note(self, note: ShiftNoteRow) -> Row:
        more = _("F8 reads %(n)s") % {"n": len(self.notes)}
        return row(
            Cell(_("Note"), 7, Role.CAREFUL),
            Cell(f"{note.person_name or note.person_no}: {note.note}", 57, grows=True),
            f" {more}",
            sign=Sign.CAREFUL,
        )

    def _row(self, index: int, each: Here) -> Row:
        task, clock = each.task, each.clock
        name = task.item_description if task else ""
        what = (task.description or self.centers.name(task.no)) if task else ""
        whose = f"  {clock.person_no}" if clock and clock.person_no != self.person_no else ""
        crew = f" x{each.people}" if each.people > 1 else ""
        left = figure(task.remaining_quantity) if task else ""
        begun = clock is not None or (task is not None and task.routing_status is RoutingStatus.IN_PROGRESS)
        return row(
            Cell(str(index + 1), 2, right=True),
            Cell(" ", 1),
            Cell(f"{each.job.order_no or _no_order(clock)}{self._beside(each)} {name}", 22, grows=True),
            Cell(f"{each.job.operation_no}{crew} {what}{whose}", 17, grows=True, narrow=0),
            *self._times(each),
            Cell(left, 6, right=True),
            Cell(day(task.due_date) if task else "", 7, right=True, narrow=0),
            Cell("!" if task and is_late(task) else "", 2, Role.CAREFUL, narrow=1),
            _parts(task),
            sign=Sign.TAKEN if begun and index != self.marked else self.sign(index),
        )

    def _beside(self, each: Here) -> str:
        """Answer the operation beside its order where it has no column of its own, and what its clock counts."""
        if self.columns >= COLUMNS:
            return ""
        runs = f" {letter(each.clock.activity)}" if each.clock else ""
        return (f" / {each.job.operation_no}" if each.job.operation_no else "") + runs

    def _times(self, each: Here) -> tuple[Cell, Cell]:
        """Answer since when it runs and for how long; of what waits, when it is to start and how long it takes."""
        if each.clock is not None:
            since = f"{letter(each.clock.activity)} {local_clock(each.clock.started_local)}"
            time = hours(each.clock.seconds)
            return Cell(since, self._start_cells, narrow=0), Cell(time, 6, right=True, narrow=0)
        assert each.task is not None, "neither runs nor waits"
        start = self._start(each.task.starting_date_time)
        time = self.centers.time(each.task.allocated_time, each.task.no)
        return Cell(start, self._start_cells, narrow=0), Cell(time, 6, right=True, narrow=0)

    def _start(self, start: datetime | None) -> str:
        if start is None:
            return ""
        days = (start.date() - self.today).days
        if days == 0:
            return local_clock(start)
        if 0 < days < 7:
            return f"{weekday(start)} {local_clock(start)}"
        return moment(start) if self._start_cells > _START_CELLS else day(start)

    @property
    def _start_cells(self) -> int:
        """Day and time of day where there is room for both."""
        return _START_CELLS if self.columns < ROOMY_COLUMNS else _START_CELLS + 3

    def renewed(self, tasks: Sequence[Task], running: Sequence[ClockRow] = ()) -> None:
        """Show newer rows; the marked one stays marked."""
        marked = self.marked_job
        self.rows = here(running, tasks, self.person_no)
        self.count = len(self.rows)
        self.marked = min(self.marked, max(self.count - 1, 0))
        self.mark(marked)

    @property
    def marked_job(self) -> Job | None:
        """The job of the marked row."""
        return self.rows[self.marked].job if self.rows else None

    def mark(self, job: Job | None) -> None:
        """Mark the row of a job, where it has one."""
        jobs = [each.job for each in self.rows]
        self.marked = jobs.index(job) if job in jobs else self.marked

    def help(self) -> tuple[str, ...]:
        """Tell what may be scanned."""
        return (
            _("Scan a job card: its order line opens, with the operation marked."),
            _("Or type what is printed on it: 101002, or 101002/10000/20."),
            _("Or type the number of a row of the list, then Enter."),
            _("Scan the plate of a center to see its load. F12 shows everything else."),
            _("Parts: = all are there, ~ 2 two lie in other bins, ! 2 two are short."),
            _("A ! behind the day: it ends after it is due."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open the row, or do on it what was scanned before."""
        asked, self.asking = self.asking, None
        job = self.rows[index].job
        if asked is not None:
            return ClockWanted(asked, job)
        clock = self.rows[index].clock
        if clock is not None and not job.order_no:
            return CenterTimeWanted(Resource(clock.type, clock.no))
        return OpenJob(job) if job.order_no else Stay()

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take a command for what runs here: at once where that is one thing, else which is asked."""
        if effect is Effect.CLOCK and isinstance(event, CommandScanned):
            return self._clock(event.command)
        asked, self.asking = self.asking, None
        if asked is not None and effect is Effect.ANSWER:
            return Stay()
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take a row's number; any other text drops the question."""
        outcome = super().enter(text)
        if not isinstance(outcome, Stay):
            self.asking = None
        return outcome

    def clear(self) -> None:
        """Drop the question."""
        self.asking = None

    @property
    def own_job(self) -> Job | None:
        """The one job that its person works on here."""
        own = [each.job for each in self.rows if each.clock and each.clock.person_no == self.person_no]
        return own[0] if len(own) == 1 and own[0].order_no else None

    def _clock(self, command: Command) -> Outcome:
        own = [each for each in self.rows if each.clock and each.clock.person_no == self.person_no]
        if command is Command.PAUSE:  # needs nothing but the wish
            return ClockWanted(command, own[0].job if len(own) == 1 else None)
        if len(own) == 1:
            return ClockWanted(command, own[0].job)
        if not self.rows:
            return Stay(
                Message(
                    Sign.REFUSED,
                    _("Which job?"),
                    _("Nothing waits at this station."),
                    _("Scan a job card first."),
                )
            )
        self.asking = command
        return Stay(_which(command, len(self.rows)))


def is_late(task: Task) -> bool:
    """Tell whether a task ends after the day it is due."""
    return bool(task.ending_date_time and task.due_date and task.ending_date_time.date() > task.due_date)


def _parts(task: Task | None) -> Cell:
    """Say whether the parts of a task are there: = all, ~ 3 in other bins, ! 2 short; nothing where nobody looked."""
    if task is None or task.parts_short is None:
        return Cell("", 5)
    if task.parts_short:
        return Cell(f"! {task.parts_short}", 5, Role.CAREFUL)
    return (
        Cell(f"~ {task.parts_elsewhere}", 5, Role.KEPT) if task.parts_elsewhere else Cell("=", 5, Role.TAKEN)
    )


def _ready() -> Message:
    return Message(
        Sign.TAKEN,
        _("Ready"),
        _("Scan anything: a job card, an order, an item, a center."),
        _("Or enter a number from the list."),
    )


def _which(command: Command, count: int) -> Message:
    names = {Command.SETUP: _("Setup"), Command.RUN: _("Run"), Command.STOP: _("Stop")}
    return Message(
        Sign.QUESTION,
        _("%(command)s: which job?") % {"command": names[command]},
        _("Scan its job card, or choose it here."),
        enter_number(count),
    )


def _no_order(clock: ClockRow | None) -> str:
    return clock.stop_code or clock.no if clock else ""


def letter(activity: ClockActivity) -> str:
    """Answer the sign of what a clock counts, in the words of the foot."""
    letters = {
        ClockActivity.RUN: pgettext("clock", "R"),
        ClockActivity.SETUP: pgettext("clock", "S"),
        ClockActivity.PAUSE: pgettext("clock", "P"),
        ClockActivity.STOP: pgettext("clock", "T"),
    }
    return letters[activity]


def hours(seconds: int) -> str:
    """Write seconds as hours and whole minutes.

    >>> hours(6359)
    '1:45'
    """
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}"
