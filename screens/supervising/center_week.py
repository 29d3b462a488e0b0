"""One center's week: its spans of work with places, absence and what is left; a day of it opens its absence.

Mon 16.11   08:00-12:00   places 3   absent 1     480 min
            12:30-16:30   places 3               720 min
Sat 21.11   does not work
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from backend_client.messages.center_days import (
    AbsenceEntriesQuestion,
    AbsenceEntry,
    CalendarEntriesQuestion,
    CalendarSpan,
)
from backend_client.messages.planning import RegisterAbsenceRequest, RemoveAbsenceRequest
from backend_client.terms import CapacityType
from screens.base import ListScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.dates import read_time
from screens.language.text import _, marked, pgettext
from screens.language.writing import day, figure, full_day, time_of_day, weekday
from screens.load_periods import days
from screens.supervising.form import Form, Wanted
from screens.supervising.reading import a_quantity
from screens.supervising.work import AnswerList, Opened, Shown, Sure, Turned, Words, WorkWanted, asks, new_id

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
NOT_AT_ALL = Decimal(0)


class Named(NamedTuple):
    """What a center is called, and the unit of its capacity."""

    name: str
    unit: str


def week_opened(kind: CapacityType, no: str, name: Named, monday: date) -> Opened:
    """Open the week of a center."""
    question = CalendarEntriesQuestion(type=kind, no=no, first_day=monday, last_day=monday + A_WEEK - A_DAY)
    return Opened(question=question, screen=lambda answer: CenterWeek(question, answer, *name))


class CenterWeek(AnswerList):
    """Which day?"""

    answer: tuple[CalendarSpan, ...]
    question: CalendarEntriesQuestion
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(self, question: CalendarEntriesQuestion, answer: Any, name: str, unit: str) -> None:
        """Begin with Monday marked."""
        self.name, self.unit = name, unit
        super().__init__(question, answer)

    @property
    def rows(self) -> list[tuple[date, CalendarSpan | None]]:
        """Each day's spans; a day without work is one row."""
        found: list[tuple[date, CalendarSpan | None]] = []
        for number in range(7):
            each = self.question.first_day + number * A_DAY
            spans = [span for span in self.answer if span.date == each]
            found += [(each, span) for span in spans] or [(each, None)]
        return found

    def rows_of(self, _answer: Any) -> int:
        """Count the rows."""
        return len(self.rows)

    def frame(self) -> Frame:
        """Show the week, with what is left of it."""
        question, rows = self.question, self.rows
        left = sum((span.capacity_effective for _day, span in rows if span is not None), NOT_AT_ALL)
        return Frame(
            title=self.name,
            where=days(question.first_day, question.last_day),
            body=Body(
                head=(_titles(),),
                listed=[self._row(index, *each) for index, each in enumerate(rows)],
                foot=(_row(("", _("sum"), "", "", self._capacity(left))),),
                marked=self.marked,
            ),
            message=Message(
                Sign.ASKED,
                _("Which day?"),
                _("Enter a row to add or take away absence."),
                _("Left, right: other weeks. F3 goes back."),
            ),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _row(self, index: int, each: date, span: CalendarSpan | None) -> Row:
        before = self.rows[index - 1][0] if index else None
        head = "" if before == each else f"{weekday(each)} {day(each)}"
        if span is None:
            texts = (str(index + 1), head, _("does not work"), "", "")
            return _row(texts, sign=self.sign(index), role=Role.QUIET)
        absent = ""
        if span.absence_capacity:
            absent = _("%(absent)s of %(places)s absent") % {
                "absent": figure(span.absence_capacity),
                "places": figure(span.capacity),
            }
        hours = f"{time_of_day(span.starting_time)}-{time_of_day(span.ending_time)}"
        sign = Sign.CAREFUL if absent and index != self.marked else self.sign(index)
        return _row((str(index + 1), head, hours, absent, self._capacity(span.capacity_effective)), sign=sign)

    def _capacity(self, value: Decimal) -> str:
        return f"{figure(value)} {self.unit}"

    def help(self) -> tuple[str, ...]:
        """Tell how the week is read."""
        return (
            _("Each row is a span of work: from, to, places that are absent, and the capacity that is left."),
            _(
                "Absence is taken off where it lies; the capacity is that of the center's places and efficiency."
            ),
        )

    def chosen(self, index: int) -> Outcome:
        """Open the absence of a day."""
        each = self.rows[index][0]
        question = AbsenceEntriesQuestion(
            type=self.question.type, no=self.question.no, first_day=each, last_day=each
        )
        spans = tuple(span for span in self.answer if span.date == each)
        return Opened(question=question, screen=lambda answer: DayAbsence(question, answer, spans, self.name))

    def press(self, key: Key) -> Outcome:
        """Turn to another week."""
        if key not in {Key.LEFT, Key.RIGHT}:
            return super().press(key)
        weeks = A_WEEK if key is Key.RIGHT else -A_WEEK
        return Turned(
            question=replace(
                self.question,
                first_day=self.question.first_day + weeks,
                last_day=self.question.last_day + weeks,
            )
        )


def _titles() -> Row:
    return _row(
        ("", _("Day"), _("Works"), pgettext("col 22", "Absence"), pgettext("col 12", "Capacity")),
        role=Role.QUIET,
    )


def _row(texts: tuple[str, str, str, str, str], *, sign: Sign = Sign.NONE, role: Role = Role.TEXT) -> Row:
    number, head, span, absent, left = texts
    return row(
        Cell(number, 3, right=True),
        Cell(" ", 1),
        Cell(head, 13, role),
        Cell(span, 16, role, grows=True),
        Cell(absent, 22, Role.CAREFUL if sign is Sign.CAREFUL else role, grows=True),
        Cell(left, 18, role, right=True),
        sign=sign,
    )


class DayAbsence(AnswerList):
    """Add absence to this day, or take one away? What that leaves of the week is seen in the week."""

    answer: tuple[AbsenceEntry, ...]
    question: AbsenceEntriesQuestion
    stays_open: ClassVar[bool] = False

    def __init__(
        self,
        question: AbsenceEntriesQuestion,
        absences: tuple[AbsenceEntry, ...],
        spans: tuple[CalendarSpan, ...],
        name: str,
    ) -> None:
        """Begin with adding marked."""
        super().__init__(question, absences)
        self.spans = spans
        self.name = name

    def rows_of(self, answer: tuple[AbsenceEntry, ...]) -> int:
        """Count the absences and the row of a new one."""
        return len(answer) + 1

    def frame(self) -> Frame:
        """List the day's absence behind the new one."""
        names = [
            _("New absence"),
            *(_("Take away: %(absence)s") % {"absence": _named(each)} for each in self.answer),
        ]
        return Frame(
            title=self.name,
            where=full_day(self.question.first_day),
            body=Body(head=(BLANK,), listed=self.numbered(names), marked=self.marked),
            message=Message(
                Sign.ASKED,
                _("Absence on %(day)s") % {"day": full_day(self.question.first_day)},
                _("None yet.") if not self.answer else _("Enter its row to take it away."),
                _("Enter a number, or leave with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what absence is."""
        return (
            _("A machine that is serviced, a person who is away: so many places of the center do not work."),
            _("A second absence with the same start takes the place of the first."),
        )

    def chosen(self, index: int) -> Outcome:
        """Ask what is absent, or whether one is taken away."""
        if index == 0:
            return Shown(screen=self._form())
        one = self.answer[index - 1]
        request = RemoveAbsenceRequest(
            request_id=new_id(),
            type=self.question.type,
            no=self.question.no,
            date=one.date,
            starting_time=one.starting_time,
            seen_revision=one.revision,
        )
        work = WorkWanted(request=request, done=lambda _receipt: _changed())
        return Shown(screen=self._sure(work, marked("Take the absence away?"), one))

    def _form(self) -> Form:
        first, last = self.spans[:1], self.spans[-1:]
        wanted = (
            Wanted(
                "starting_time",
                marked("Absent from"),
                marked("Enter the time of day, such as 14:30."),
                read_time,
                time_of_day,
                offered=first[0].starting_time if first else None,
            ),
            Wanted(
                "ending_time",
                marked("Absent until"),
                marked("Enter the time of day, such as 14:30."),
                read_time,
                time_of_day,
                offered=last[0].ending_time if last else None,
            ),
            Wanted(
                "capacity",
                marked("Places absent"),
                marked("How many persons or machines of this center?"),
                a_quantity,
                figure,
                offered=max((span.capacity for span in self.spans), default=None),
            ),
            Wanted(
                "description",
                marked("Why"),
                marked("A word or two, such as Service; or Enter."),
                offered="",
            ),
        )
        return Form(lambda: _("New absence") + f"  {self.name}", wanted, self._entered, self.kept)

    def _entered(self, values: Mapping[str, Any]) -> Outcome:
        replaced = [each for each in self.answer if each.starting_time == values["starting_time"]]
        request = RegisterAbsenceRequest(
            request_id=new_id(),
            type=self.question.type,
            no=self.question.no,
            date=self.question.first_day,
            seen_revision=replaced[0].revision if replaced else 0,
            **values,
        )
        work = WorkWanted(request=request, done=lambda _receipt: _changed())
        entry = AbsenceEntry(date=request.date, **values)
        return Shown(screen=self._sure(work, marked("Take these places out of work?"), entry))

    def _sure(self, work: WorkWanted, question: str, absence: AbsenceEntry) -> Sure:
        words = Words(
            title=lambda: self.name,
            where=lambda: full_day(self.question.first_day),
            message=lambda: asks(
                _(question),
                _("The capacity of the day follows at once."),
            ),
        )
        return Sure(words, lambda: (BLANK, row(" ", _named(absence))), work)


def _named(each: AbsenceEntry) -> str:
    return _("%(start)s-%(end)s, %(places)s absent  %(why)s") % {
        "start": time_of_day(each.starting_time),
        "end": time_of_day(each.ending_time),
        "places": figure(each.capacity),
        "why": each.description,
    }


def _changed() -> Message:
    return Message(
        Sign.POSTED,
        _("Absence is changed"),
        _("The week shows the capacity that is left."),
        _("Enter a row, or leave with F3."),
    )
