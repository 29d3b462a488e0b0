"""The floor now: every center one row, always at the same place, and below it what waits for whoever looks.

    Center             State       Since Why      Job             Who         Left
  x 110 Flushing Man.  [T] STOPPED 13:12 MACHINE  101002 / 20     Operator 01    5
    120 Flushing Back. [ ] idle          next     101003 / 10     18.11 12:17
  ? 130 Flushing For.  [?] no word 12:40          101003 / 20     Operator 04   10

What a terminal told that is silent since stands as no word, never as if it were true still. A state is a letter in brackets and a word, so that it reads without colour, and in a photograph. Renewing changes
what stands in a row, never which row is marked.
"""

from datetime import datetime, tzinfo
from typing import ClassVar

from backend_client.barcode.events import PlainText
from backend_client.floor_terms import CenterState
from backend_client.messages.floor_now import CenterNow, FloorNow
from backend_client.messages.load import TaskListQuestion
from backend_client.terms import CapacityType, LoadScope
from screens.base import ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, marked, pgettext
from screens.language.writing import clock, day, figure, moment
from screens.load_board import TasksWanted
from screens.supervising.choice import Duty, DutyChosen

_STATES = {
    CenterState.RUNNING: ("[R]", marked("RUN"), Role.TAKEN),
    CenterState.SETUP: ("[S]", marked("SETUP"), Role.ASKED),
    CenterState.STOPPED: ("[T]", marked("STOPPED"), Role.REFUSED),
    CenterState.PAUSED: ("[P]", marked("PAUSED"), Role.CAREFUL),
    CenterState.IDLE: ("[ ]", marked("idle"), Role.QUIET),
}
_NO_WORD = ("[?]", marked("no word"), Role.CAREFUL)
_TROUBLE = (CenterState.STOPPED, CenterState.PAUSED, CenterState.SETUP, CenterState.RUNNING, CenterState.IDLE)
WAITING = (
    Duty.REFUSED,
    Duty.CALLS,
    Duty.FORGOTTEN_CLOCKS,
    Duty.WATCHED_ORDERS,
    Duty.ODD_ENTRIES,
    Duty.TERMINALS,
)
"""What waits, in the order in which it is numbered."""
_LABEL_CELLS, _WAITING_CELLS = 11, 22


class Floor(ListScreen):
    """What happens where?

    zone     of this terminal's clock
    refused  postings of this terminal that wait for a decision
    """

    is_silent = True
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.LIST, Key.RENEW, Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(self, floor: FloorNow, zone: tzinfo | None, refused: int = 0) -> None:
        """Begin with the first center marked, by number."""
        super().__init__(len(floor.rows))
        self.floor = floor
        self.zone = zone
        self.refused = refused
        self.by_trouble = False

    @property
    def rows(self) -> list[CenterNow]:
        """The centers as they are listed: by number, or what stands first."""
        if not self.by_trouble:
            return list(self.floor.rows)
        return sorted(
            self.floor.rows, key=lambda each: (each.silent_since is None, _TROUBLE.index(each.state))
        )

    def renewed(self, floor: FloorNow, refused: int) -> None:
        """Show how it is now; the center that was marked stays marked."""
        key = self._key()
        self.floor, self.refused = floor, refused
        self.count = len(floor.rows)
        self._mark_key(key)

    def frame(self) -> Frame:
        """Draw it."""
        values = {"time": clock(self.floor.as_of.astimezone(self.zone))}
        return Frame(
            title=_("Floor now, as of %(time)s") % values,
            where=self._counts(),
            body=Body(
                head=(_titles(),),
                listed=[self._row(index, each) for index, each in enumerate(self.rows)],
                foot=(BLANK, *self._waiting()),
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_("Center or number"),
            keys=self.keys,
            board=True,
        )

    def _counts(self) -> str:
        words = [_state_of(each)[1] for each in self.floor.rows]
        known = [_NO_WORD[1], *(word for _letter, word, _role in _STATES.values())]
        return "  ".join(f"{words.count(word)} {_(word).lower()}" for word in known if word in words)

    def _waiting(self) -> list[Row]:
        counts = {
            Duty.REFUSED: (_("refused"), self.refused + self.floor.refused_elsewhere),
            Duty.CALLS: (_("calls"), self.floor.open_calls),
            Duty.FORGOTTEN_CLOCKS: (_("clocks"), self.floor.forgotten_clocks),
            Duty.WATCHED_ORDERS: (_("late"), self.floor.late_orders),
            Duty.ODD_ENTRIES: (_("odd"), self.floor.odd_entries),
            Duty.TERMINALS: (_("terminals silent"), self.floor.silent_terminals),
        }
        cells = [
            Cell(
                f" {number} {counts[duty][0]} {counts[duty][1]}",
                _WAITING_CELLS,
                Role.CAREFUL if counts[duty][1] else Role.QUIET,
            )
            for number, duty in enumerate(WAITING, start=1)
        ]
        halves = ((_("Waiting:"), WAITING[:3], cells[:3]), ("", WAITING[3:], cells[3:]))
        return [
            row(
                Cell(f" {label}", _LABEL_CELLS, Role.QUIET),
                *shown,
                sign=Sign.CAREFUL if any(counts[duty][1] for duty in duties) else Sign.NONE,
            )
            for label, duties, shown in halves
        ]

    def _row(self, index: int, each: CenterNow) -> Row:
        letter, word, role = _state_of(each)
        machine = each.type is CapacityType.MACHINE_CENTER
        idle = each.state is CenterState.IDLE
        quiet = Role.QUIET if idle else Role.TEXT
        job = f"{each.order_no} / {each.operation_no}" if each.order_no else ""
        left = "" if each.remaining_quantity is None else figure(each.remaining_quantity)
        return row(
            Cell(" ", 1),
            Cell(f"{' ' if machine else ''}{each.no} {each.name}", 17, grows=True),
            Cell(f"{letter} {_(word)}", 13, role),
            Cell(self._since(each.silent_since or each.since), 6, quiet),
            Cell(self._why(each), 9, Role.CAREFUL if each.call else role, grows=True),
            Cell(job, 13, quiet, grows=True),
            Cell(_who(each), 13, quiet, grows=True),
            Cell(left, 6, right=True),
            sign=self._sign_of(index, each),
        )

    def _sign_of(self, index: int, each: CenterNow) -> Sign:
        if index == self.marked:
            return Sign.ASKED
        if each.silent_since is not None:
            return Sign.QUESTION
        if each.state is CenterState.STOPPED:
            return Sign.REFUSED
        return Sign.CAREFUL if each.call else Sign.NONE

    def _since(self, since: datetime | None) -> str:
        """Write the time of day, or the day where it was another one."""
        if since is None:
            return ""
        here = since.astimezone(self.zone)
        today = self.floor.as_of.astimezone(self.zone).date()
        return clock(here) if here.date() == today else day(here.date())

    def _why(self, each: CenterNow) -> str:
        if each.call is not None:
            return _("called") if not each.call_answered else _("answered")
        if each.state is CenterState.IDLE:
            return _("next") if each.order_no else ""
        return each.stop_code

    def _message(self) -> Message:
        to_do = _("Enter: its jobs. 1 to %(count)s: what waits. F4: trouble first.") % {"count": len(WAITING)}
        if not self.rows:
            return Message(Sign.TAKEN, _("No centers"), _("The plant has none."), _("F3 goes back."))
        each = self.rows[self.marked]
        if each.silent_since is not None:
            return Message(
                Sign.CAREFUL,
                _("%(no)s: no word since %(time)s") % {"no": each.no, "time": self._since(each.silent_since)},
                _("Its terminal is silent: what is shown may be over."),
                to_do,
            )
        values = {"no": each.no, "why": each.stop_code, "job": f"{each.order_no} / {each.operation_no}"}
        facts = [_since_words(each, self.zone), each.person_name or each.person_no]
        if each.people > 1:
            facts.append(_("%(count)s people") % {"count": each.people})
        if each.order_no and each.state is not CenterState.IDLE:
            facts.append(_("job %(job)s") % values)
        happened = ", ".join(filter(None, facts)) or _("No clock ran here today.")
        titles = {
            CenterState.STOPPED: _("%(no)s is stopped") % values
            + (f": {each.stop_code}" * bool(each.stop_code)),
            CenterState.SETUP: _("%(no)s is being set up") % values,
            CenterState.RUNNING: _("%(no)s runs") % values,
            CenterState.PAUSED: _("%(no)s pauses") % values,
            CenterState.IDLE: _("%(no)s is idle") % values,
        }
        signs = {CenterState.STOPPED: Sign.REFUSED, CenterState.PAUSED: Sign.CAREFUL}
        return Message(signs.get(each.state, Sign.TAKEN), titles[each.state], happened, to_do)

    def help(self) -> tuple[str, ...]:
        """Tell how it is read."""
        return (
            _("[R] runs, [S] is set up, [T] is stopped, [P] pauses, [ ] is idle: as the clocks have it."),
            _("[?] no word: the terminal that told it is silent since. It may be another by now."),
            _("Left is what the operation still has to make. Of an idle center the next job is shown."),
            _("Enter opens the jobs of the marked center; a center's number goes to it."),
            _("Enter a number of the last row for what waits. F4 puts what stands still first."),
        )

    # What a person does.

    def _key(self) -> tuple[CapacityType, str] | None:
        return (self.rows[self.marked].type, self.rows[self.marked].no) if self.rows else None

    def _mark_key(self, key: tuple[CapacityType, str] | None) -> None:
        keys = [(each.type, each.no) for each in self.rows]
        self.marked = keys.index(key) if key in keys else min(self.marked, max(self.count - 1, 0))

    def _mark(self, no: str) -> bool:
        found = [index for index, each in enumerate(self.rows) if each.no == no]
        if found:
            self.marked = found[0]
        return bool(found)

    def enter(self, text: PlainText) -> Outcome:
        """Take a center's number, or that of what waits."""
        typed = text.text
        if self._mark(typed):
            return Stay()
        known = {str(number): duty for number, duty in enumerate(WAITING, start=1)}
        return DutyChosen(known[typed]) if typed in known else super().enter(text)

    def chosen(self, index: int) -> Outcome:
        """Open the jobs that wait at a center."""
        if not self.rows:
            return Stay()
        each = self.rows[index]
        machine = each.type is CapacityType.MACHINE_CENTER
        scope = LoadScope.MACHINE_CENTER if machine else LoadScope.WORK_CENTER
        question = TaskListQuestion(scope=scope, no=each.no, with_machine_centers=not machine)
        return TasksWanted(
            question, lambda: _("Jobs of %(no)s %(name)s") % {"no": each.no, "name": each.name}, lambda: ""
        )

    def press(self, key: Key) -> Outcome:
        """Sort by number or by trouble; what is marked stays marked."""
        if key is Key.LIST:
            marked_key = self._key()
            self.by_trouble = not self.by_trouble
            self._mark_key(marked_key)
            return Stay()
        return super().press(key)


def _titles() -> Row:
    texts = (
        (_("Center"), 17, True),
        (_("State"), 13, False),
        (pgettext("col 5", "Since"), 6, False),
        (_("Why"), 9, True),
        (_("Job"), 13, True),
        (_("Who"), 13, True),
    )
    cells = [Cell(text, cells, Role.QUIET, grows=grows) for text, cells, grows in texts]
    return row(Cell(" ", 1), *cells, Cell(pgettext("col 5", "Left"), 6, Role.QUIET, right=True))


def _state_of(each: CenterNow) -> tuple[str, str, Role]:
    """Answer letter, word and role of a state; one that a silent terminal told is none."""
    return _NO_WORD if each.silent_since is not None else _STATES[each.state]


def _who(each: CenterNow) -> str:
    if each.state is CenterState.IDLE:
        return moment(each.next_start)
    more = f" +{each.people - 1}" if each.people > 1 else ""
    return f"{each.person_name or each.person_no}{more}"


def _since_words(each: CenterNow, zone: tzinfo | None) -> str:
    return "" if each.since is None else _("Since %(time)s") % {"time": moment(each.since.astimezone(zone))}
