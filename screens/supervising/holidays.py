"""One shop calendar: when it works, and its holidays; a new one, or one given back, is followed by every center at once."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from backend_client.messages.planning import CalendarReceipt
from backend_client.messages.shop_calendars import (
    Holiday,
    RegisterHolidayRequest,
    RemoveHolidayRequest,
    ShopCalendarCard,
    ShopCalendarsQuestion,
    WorkingSpan,
)
from backend_client.terms import Weekday
from screens.base import Outcome
from screens.frame import BLANK, Body, Cell, Frame, Message, Role, Row, Sign, row
from screens.language.dates import read_day, read_time
from screens.language.text import _, marked, ngettext
from screens.language.writing import full_day, time_of_day, weekday
from screens.supervising.form import Form, Wanted
from screens.supervising.work import AnswerList, Opened, Shown, Sure, Words, WorkWanted, asks, new_id

A_MONDAY = date(2026, 11, 16)


def calendar_opened(code: str, first_day: date, last_day: date) -> Opened:
    """Open a shop calendar with its holidays of some days."""
    question = ShopCalendarsQuestion(code=code, first_day=first_day, last_day=last_day)
    return Opened(question=question, screen=lambda answer: ShopCalendarScreen(question, answer))


class ShopCalendarScreen(AnswerList):
    """A new holiday, or one to give back?"""

    answer: tuple[ShopCalendarCard, ...]
    question: ShopCalendarsQuestion

    @property
    def card(self) -> ShopCalendarCard:
        """The one that was asked for."""
        return self.answer[0]

    def rows_of(self, answer: tuple[ShopCalendarCard, ...]) -> int:
        """Count the holidays and the row of a new one."""
        return len(answer[0].holidays) + 1

    def frame(self) -> Frame:
        """Show its working days above, its holidays below."""
        card = self.card
        names = [
            _("New holiday"),
            *(_("Work after all: %(holiday)s") % {"holiday": _named(each)} for each in card.holidays),
        ]
        return Frame(
            title=f"{card.code} {card.description}",
            where=ngettext("%(n)s work center", "%(n)s work centers", len(card.work_center_nos))
            % {"n": len(card.work_center_nos)},
            body=Body(
                head=(BLANK, *_working_rows(card), BLANK), listed=self.numbered(names), marked=self.marked
            ),
            message=Message(
                Sign.ASKED,
                _("Holidays of the year to come"),
                _("No center that follows this calendar works then."),
                _("Enter a number, or leave with F3."),
            ),
            prompt=_("Number"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what is shown."""
        return (
            _("Above stand the hours of each day of the week, below the holidays of the year to come."),
            _(
                "A holiday may be a part of a day. Absence of a single center is no matter of the shop calendar."
            ),
        )

    def chosen(self, index: int) -> Outcome:
        """Ask when the new holiday is, or whether one is given back."""
        if index == 0:
            return Shown(screen=self._form())
        one = self.card.holidays[index - 1]
        request = RemoveHolidayRequest(
            request_id=new_id(),
            shop_calendar_code=self.card.code,
            date=one.date,
            starting_time=one.starting_time,
            seen_revision=self.card.revision,
        )
        return Shown(screen=self._sure(request, marked("Work on this day after all?"), one))

    def _form(self) -> Form:
        wanted = (
            Wanted(
                "date",
                marked("Day"),
                marked("Enter the day, such as 18.11."),
                lambda text: read_day(text, self.question.first_day),
                full_day,
            ),
            Wanted(
                "starting_time",
                marked("Off from"),
                marked("Enter the time of day, such as 14:30."),
                read_time,
                time_of_day,
                offered=time(0),
            ),
            Wanted(
                "ending_time",
                marked("Off until"),
                marked("Enter the time of day, such as 14:30."),
                read_time,
                lambda end: "24:00" if end == time(0) else time_of_day(end),
                offered=time(0),
            ),
            Wanted(
                "description", marked("Why"), marked("A word or two, such as Service; or Enter."), offered=""
            ),
        )
        return Form(lambda: _("New holiday") + f"  {self.card.code}", wanted, self._entered, self.kept)

    def _entered(self, values: Mapping[str, Any]) -> Outcome:
        request = RegisterHolidayRequest(
            request_id=new_id(),
            shop_calendar_code=self.card.code,
            seen_revision=self.card.revision,
            **values,
        )
        return Shown(screen=self._sure(request, marked("Is this a holiday?"), Holiday(**values)))

    def _sure(self, request: Any, question: str, holiday: Holiday) -> Sure:
        count = len(self.card.work_center_nos)
        words = Words(
            title=lambda: f"{self.card.code} {self.card.description}",
            where=lambda: _("not done yet"),
            message=lambda: asks(
                _(question),
                ngettext("%(n)s work center follows at once.", "%(n)s work centers follow at once.", count)
                % {"n": count},
            ),
        )
        return Sure(
            words, lambda: (BLANK, row(" ", _named(holiday))), WorkWanted(request=request, done=_changed)
        )


def _changed(receipt: CalendarReceipt) -> Message:
    return Message(
        Sign.POSTED,
        _("The calendar is changed"),
        ngettext("%(n)s center was made anew.", "%(n)s centers were made anew.", receipt.centers)
        % {"n": receipt.centers},
        _("Enter a number, or leave with F3."),
    )


def _named(each: Holiday) -> str:
    whole = each.starting_time == time(0) and each.ending_time == time(0)
    span = (
        _("the whole day") if whole else f"{time_of_day(each.starting_time)}-{time_of_day(each.ending_time)}"
    )
    return f"{weekday(each.date)} {full_day(each.date)}  {span}  {each.description}".rstrip()


def _working_rows(card: ShopCalendarCard) -> list[Row]:
    """Show the hours of each weekday, those with the same hours one below the other."""
    by_day: dict[Weekday, list[WorkingSpan]] = {}
    for each in card.working_days:
        by_day.setdefault(each.day, []).append(each)
    rows = []
    for number, each_day in enumerate(Weekday):
        spans = by_day.get(each_day, [])
        hours = "  ".join(
            f"{time_of_day(span.starting_time)}-{time_of_day(span.ending_time)}" for span in spans
        )
        name = weekday(date.fromordinal(A_MONDAY.toordinal() + number))
        rows.append(row(" ", Cell(name, 8, Role.QUIET), hours or _("does not work")))
    return rows
