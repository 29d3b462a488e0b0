"""My entries today: what somebody posted, when, and what of it can be taken back by them.

    Time   Job          What                      State
1   08:20  101002 / 10  setup 0:20                * posted
2   09:50  101002 / 10  6 good, run 1:30          * posted, yours to undo until 10:00
3   15:46  101002 / 20  1 good, run 1:26          ~ kept here

A number shows the entries that undoing would write; too late for that, a supervisor's badge is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from backend_client.messages.kept import KeptPosting
from backend_client.messages.reversals import PersonPosting, PersonPostings
from screens.base import ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _
from screens.language.writing import clock, day_and_week, duration, figure
from screens.notices import enter_number
from screens.summary import good, scrap
from screens.supervising.kept import place_of as place_of_kept
from screens.supervising.kept import state_of, what_of
from screens.wall_clock import wall_clock

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class UndoOf(Outcome):
    """Show what undoing a posting would write; told: what it is, in words."""

    register_no: int
    told: str


@dataclass(frozen=True, slots=True)
class DayWanted(Outcome):
    """Show another day."""

    day: date


class MyEntries(ListScreen):
    """What did I post?

    postings  of one day, their moments in local time
    kept      postings of this person that this station keeps; they are not in the ledgers yet
    """

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(self, day: PersonPostings, kept: Sequence[KeptPosting], name: str, now: datetime) -> None:
        """Begin with the newest entry marked: it is the one that is wrong most often."""
        count = len(day.postings) + len(kept)
        super().__init__(count, max(count - 1, 0))
        self.day = day
        self.kept = kept
        self.name = name
        self.now = now

    def frame(self) -> Frame:
        """List the entries."""
        rows = [self._posted(index, each) for index, each in enumerate(self.day.postings)]
        rows += [
            self._kept(index, each) for index, each in enumerate(self.kept, start=len(self.day.postings))
        ]
        return Frame(
            title=_("My entries") + f"  {self.name}",
            where=day_and_week(self.day.day),
            body=Body(
                head=(self._sums(), BLANK, self._titles() if rows else _nothing()),
                listed=rows,
                marked=self.marked,
                paged=False,
            ),
            message=self._message(),
            prompt=_("Scan or number"),
            keys=self.keys,
        )

    def _message(self) -> Message:
        if not self.count:
            return Message(Sign.TAKEN, _("My entries"), _("Nothing was posted."), _("F3 goes back."))
        return Message(
            Sign.TAKEN,
            _("My entries"),
            _("A number shows what undoing it would write."),
            enter_number(self.count),
        )

    def _sums(self) -> Row:
        standing = [each for each in self.day.postings if not each.undone]
        values = {
            "good": figure(sum((each.output_quantity for each in standing), _ZERO)),
            "scrap": figure(sum((each.scrap_quantity for each in standing), _ZERO)),
            "kept": len(self.kept),
        }
        text = _("Good %(good)s   scrap %(scrap)s   kept here %(kept)s")
        return row(" ", text % values)

    def _titles(self) -> Row:
        return row(
            Cell("", 3),
            Cell(_("Time"), 8, Role.QUIET, narrow=6),
            Cell(_("Job"), 20, Role.QUIET, narrow=13),
            Cell(_("What"), 29, Role.QUIET, grows=True, narrow=12),
            Cell(_("State"), 18, Role.QUIET, narrow=0),
        )

    def _posted(self, index: int, each: PersonPosting) -> Row:
        if each.undone:
            state, role, sign = _("undone"), Role.QUIET, Sign.NONE
        elif self.now <= each.own_until:
            until = {"time": clock(each.own_until)}
            state, role, sign = _("undo until %(time)s") % until, Role.POSTED, Sign.POSTED
        else:
            state, role, sign = _("posted"), Role.POSTED, Sign.POSTED
        texts = (clock(each.posted_at), place_of(each), told(each))
        return self._row(index, texts, Cell(state, 18, role, narrow=0), sign)

    def _kept(self, index: int, each: KeptPosting) -> Row:
        state, sign = state_of(each)
        when = clock(each.kept_at.astimezone(wall_clock(self.now)))
        texts = (when, place_of_kept(each), what_of(each))
        return self._row(index, texts, Cell(state, 18, sign.role, narrow=0), sign)

    def _row(self, index: int, texts: tuple[str, str, str], state: Cell, sign: Sign) -> Row:
        when, job, what = texts
        return row(
            Cell(str(index + 1), 2, right=True),
            Cell(" ", 1),
            Cell(when, 8, narrow=6),
            Cell(job, 20, narrow=13),
            Cell(what, 29, grows=True, narrow=12),
            state,
            sign=Sign.ASKED if index == self.marked else sign,
        )

    def help(self) -> tuple[str, ...]:
        """Tell how an entry is taken back."""
        return (
            _("Enter the number of an entry: what would be written against it is shown first."),
            _("For a few minutes it is yours to undo; after that a supervisor scans the badge."),
            _("F6 shows the day before, F7 the day after. What is kept here is not posted yet."),
        )

    def chosen(self, index: int) -> Outcome:
        """Take a posting back; what is kept here, or undone already, is only told."""
        if index >= len(self.day.postings):
            text = _("It is kept here and not posted yet.")
            return Stay(Message(Sign.KEPT, _("Not posted yet"), text, _("F12 shows what is kept here.")))
        posting = self.day.postings[index]
        if posting.undone:
            text = _("Entries against it are posted.")
            return Stay(Message(Sign.REFUSED, _("Undone already"), text, _("Enter another number.")))
        return UndoOf(posting.register_no, f"{place_of(posting)}   {told(posting)}")

    def enter_nothing(self) -> Outcome:
        """Undoing takes a number: Enter alone does nothing."""
        return Stay(self._message())

    def press(self, key: Key) -> Outcome:
        """Turn to another day."""
        if key in {Key.PAGE_BACK, Key.PAGE_ON}:
            step = -1 if key is Key.PAGE_BACK else 1
            return DayWanted(date.fromordinal(self.day.day.toordinal() + step))
        return super().press(key)


def told(posting: PersonPosting) -> str:
    """Write what a posting holds: 3 good, 1 scrap, run 1:00."""
    unit = posting.time_unit_type
    pieces = []
    if posting.output_quantity:
        pieces.append(good(posting.output_quantity))
    if posting.scrap_quantity:
        pieces.append(scrap(posting.scrap_quantity))
    if posting.rework_quantity:
        pieces.append(_("rework %(n)s") % {"n": figure(posting.rework_quantity)})
    if posting.setup_time:
        pieces.append(_("setup %(time)s") % {"time": duration(posting.setup_time, unit)})
    if posting.run_time:
        pieces.append(_("run %(time)s") % {"time": duration(posting.run_time, unit)})
    if posting.stop_time:
        pieces.append(_("stop %(time)s") % {"time": duration(posting.stop_time, unit)})
    if posting.parts and not pieces:
        pieces.append(_("parts used: %(n)s") % {"n": posting.parts})
    return ", ".join(pieces)


def place_of(posting: PersonPosting) -> str:
    """Write where a posting belongs: its job, else its center."""
    job = f"{posting.order_no} / {posting.operation_no}".strip(" /")
    return job or posting.no


def _nothing() -> Row:
    return row(" ", Cell(_("Nothing was posted on this day."), role=Role.QUIET))
