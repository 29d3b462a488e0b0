"""When does which center work? Its week, absence from it, and the holidays of the shop calendars.

    Calendars -> centers, the week's capacity of each -> one center's week, span by span -> a day: absence, with F10
              -> shop calendars -> one: its working days, its holidays, with F10

A change is written into the calendars at once, and the week that it was made from shows the capacity that is left.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from backend_client.messages.load import LoadBoard, LoadQuestion, LoadRow
from backend_client.messages.shop_calendars import (
    ShopCalendarCard,
    ShopCalendarsQuestion,
)
from backend_client.terms import CapacityType, LoadPeriod, LoadScope
from screens.base import ChoiceScreen, ListScreen, Outcome
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, pgettext
from screens.language.writing import figure
from screens.load_periods import days, first_day
from screens.supervising.center_week import Named, week_opened
from screens.supervising.holidays import calendar_opened
from screens.supervising.work import AnswerList, Opened

A_WEEK = timedelta(days=6)
HOLIDAYS_SHOWN = timedelta(days=365)


class CalendarMenu(ChoiceScreen):
    """A center's week, or a shop calendar?"""

    def __init__(self, today: date) -> None:
        """Begin with the centers marked."""
        super().__init__()
        self.today = today

    def title(self) -> str:
        """Name the screen."""
        return _("Calendars")

    def choices(self) -> Sequence[str]:
        """Answer the ways on."""
        return (_("Centers: the week, and absence"), _("Shop calendars: working days and holidays"))

    def about(self) -> str:
        """Say what holds for all of them."""
        return _("What you change counts in every plan from then on.")

    def help(self) -> tuple[str, ...]:
        """Tell absence from holidays."""
        return (
            _("Absence takes one center, or some of its places, out of work for a part of a day."),
            _("A holiday takes every center out of work that follows its shop calendar."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open the list."""
        if index == 0:
            monday = first_day(LoadPeriod.WEEK, self.today)
            load = LoadQuestion(first_day=monday, last_day=monday + A_WEEK, period=LoadPeriod.WEEK)
            return Opened(question=load, screen=lambda answer: CenterList(load, answer))
        cards = ShopCalendarsQuestion(first_day=self.today, last_day=self.today + HOLIDAYS_SHOWN)
        return Opened(question=cards, screen=lambda answer: ShopCalendars(cards, answer))


class CenterList(AnswerList):
    """Whose week?"""

    answer: LoadBoard
    question: LoadQuestion
    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    @property
    def rows(self) -> list[LoadRow]:
        """The centers; a group works only in its centers."""
        return [each for each in self.answer.rows if each.scope is not LoadScope.WORK_CENTER_GROUP]

    def rows_of(self, _answer: LoadBoard) -> int:
        """Count the centers."""
        return len(self.rows)

    def frame(self) -> Frame:
        """List the centers with what they can do this week."""
        question = self.question
        return Frame(
            title=_("Centers: the week, and absence"),
            where=days(question.first_day, question.last_day),
            body=Body(
                head=(_center_titles(),),
                listed=[self._row(index, each) for index, each in enumerate(self.rows)],
                marked=self.marked,
            ),
            message=Message(
                Sign.ASKED,
                _("Which center?"),
                _("Capacity and load are those of this week."),
                _("Enter its row, or leave with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _row(self, index: int, each: LoadRow) -> Row:
        cell = each.cells[0] if each.cells else None
        known = each.has_calendar and cell is not None
        return row(
            Cell(str(index + 1), 3, right=True),
            Cell(" ", 1),
            Cell(f"{each.no} {each.name}", 33, grows=True),
            Cell(figure(cell.capacity) if known and cell else _("no calendar"), 12, right=True),
            Cell(" ", 1),
            Cell(each.unit_of_measure_code, 9),
            Cell(f"{figure(cell.load_pct)} %" if known and cell else "", 12, right=True),
            sign=self.sign(index),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what is shown."""
        return (_("Open a center to see its week, day by day, and to add or take away absence."),)

    def chosen(self, index: int) -> Outcome:
        """Open the center's week."""
        each = self.rows[index]
        machine = each.scope is LoadScope.MACHINE_CENTER
        kind = CapacityType.MACHINE_CENTER if machine else CapacityType.WORK_CENTER
        named = Named(f"{each.no} {each.name}", each.unit_of_measure_code)
        return week_opened(kind, each.no, named, self.question.first_day)


def _center_titles() -> Row:
    return row(
        Cell("", 4),
        Cell(_("Center"), 33, Role.QUIET, grows=True),
        Cell(pgettext("col 12", "Capacity"), 12, Role.QUIET, right=True),
        Cell("", 10),
        Cell(pgettext("col 11", "Load"), 12, Role.QUIET, right=True),
    )


class ShopCalendars(AnswerList):
    """Which shop calendar?"""

    answer: tuple[ShopCalendarCard, ...]
    question: ShopCalendarsQuestion

    def frame(self) -> Frame:
        """List them with the centers that follow each."""
        return Frame(
            title=_("Shop calendars"),
            body=Body(
                head=(BLANK,),
                listed=[
                    row(
                        Cell(f" {index + 1}  ", 4),
                        Cell(f"{each.code} {each.description}", 40, grows=True),
                        Cell(", ".join(each.work_center_nos), 30, grows=True),
                        sign=self.sign(index),
                    )
                    for index, each in enumerate(self.answer)
                ],
                marked=self.marked,
            ),
            message=Message(
                Sign.ASKED,
                _("Which shop calendar?"),
                _("Behind it stand the work centers that follow it."),
                _("Enter its row, or leave with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what is shown."""
        return (_("Open a shop calendar to see its working days, and to add or take away holidays."),)

    def chosen(self, index: int) -> Outcome:
        """Open it."""
        return calendar_opened(self.answer[index].code, self.question.first_day, self.question.last_day)
