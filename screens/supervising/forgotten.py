"""Clocks that ran on after their shift: which, and when did the work really end? No end is ever made up.

started Fri 22:00, found Sat 06:30     2:15         ->  Sat 02:15, the first quarter past two after the start
started Fri 14:00, found Mon 06:00     14.11 22:00  ->  Sat 22:00: more than a day later, so the day is said too
started Sat 22:00, clock moved back    2:15         ->  Sun 02:15 +02:00: the first of two, told by its way from UTC;
                                                        the other one is 25.10 2:15+01:00
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import ClassVar

from backend_client.barcode.events import PlainText
from backend_client.floor_terms import ClockExceptionKind
from backend_client.messages.clocks import ClockException
from screens.base import Back, KioskScreen, ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.moments import MomentRead, TwoMoments, read_moment
from screens.language.text import _, marked, ngettext
from screens.language.writing import clock, moment
from screens.notices import not_shown, raw
from screens.supervising.reading import a_reason

A_DAY = timedelta(days=1)
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", re.ASCII)
REASONS = (
    marked("The clock was not stopped"),
    marked("Left without clocking out"),
    marked("The terminal could not be reached"),
)


@dataclass(frozen=True, slots=True)
class ForgottenOpened(Outcome):
    """Decide this one."""

    exception: ClockException


@dataclass(frozen=True, slots=True)
class EndDecided(Outcome):
    """A forgotten clock ended then, for this reason."""

    exception: ClockException
    ended_at: datetime
    comment: str


class ForgottenClocks(ListScreen):
    """Which one?"""

    keys: ClassVar[frozenset[Key]] = ListScreen.keys | {Key.PAGE_BACK, Key.PAGE_ON}

    def __init__(self, exceptions: Sequence[ClockException]) -> None:
        """Begin with the oldest marked; moments are those of this terminal's clock."""
        super().__init__(len(exceptions))
        self.exceptions = exceptions

    def renewed(self, exceptions: Sequence[ClockException]) -> None:
        """Show what is left to decide."""
        self.exceptions = exceptions
        self.count = len(exceptions)
        self.marked = min(self.marked, max(self.count - 1, 0))

    def frame(self) -> Frame:
        """List them."""
        count = ngettext("%(n)s clock", "%(n)s clocks", self.count) % {"n": self.count}
        return Frame(
            title=_("Forgotten clocks"),
            where=count if self.count else "",
            body=Body(
                head=(BLANK, _titles()),
                listed=[self._row(index, each) for index, each in enumerate(self.exceptions)],
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_("Number"),
            keys=self.keys,
            board=True,
        )

    def _message(self) -> Message:
        if not self.count:
            return Message(
                Sign.TAKEN, _("Nothing forgotten"), _("Every clock has its end."), _("F3 goes back.")
            )
        return Message(
            Sign.CAREFUL,
            _("Forgotten clocks"),
            _("Their shift is over. Until you decide, their time is not posted."),
            _("Enter a number to say when it ended. F3 goes back."),
        )

    def _row(self, index: int, each: ClockException) -> Row:
        return row(
            Cell(str(index + 1), 2, right=True),
            Cell(" ", 1),
            Cell(each.person_name or each.person_no, 16, grows=True),
            Cell(" ", 1),
            Cell(place_of(each), 27, grows=True),
            Cell(moment(each.started_local), 14),
            Cell(moment(each.swept_local), 14),
            sign=self.sign(index),
        )

    def help(self) -> tuple[str, ...]:
        """Tell what they are."""
        return (
            _("A clock is forgotten when it still ran after the shift of its person was over."),
            _("Its time counts only when somebody has said when the work ended."),
            _("The end lies between the start and the moment at which it was found."),
        )

    def chosen(self, index: int) -> Outcome:
        """Open one."""
        return ForgottenOpened(self.exceptions[index])


def _titles() -> Row:
    return row(
        Cell("", 3),
        Cell(_("Person"), 17, Role.QUIET, grows=True),
        Cell(_("Job"), 27, Role.QUIET, grows=True),
        Cell(_("Started"), 14, Role.QUIET),
        Cell(_("Found"), 14, Role.QUIET),
    )


def place_of(each: ClockException) -> str:
    """Name what was clocked: a job, a center, or being here."""
    if each.kind is ClockExceptionKind.FORGOTTEN_PRESENCE:
        return _("being here")
    return f"{each.order_no} / {each.operation_no}" if each.order_no else each.no


class ClockEnd(KioskScreen):
    """When did it end, and why was it left running? The time first, the reason second."""

    is_entry: ClassVar[bool] = True

    def __init__(self, exception: ClockException, zone: tzinfo | None = None) -> None:
        """Begin without an end; `zone` is where the wall clock hangs, None = where this terminal stands."""
        super().__init__()
        self.exception = exception
        self.zone = zone
        self.end: datetime | None = None

    def frame(self) -> Frame:
        """Ask for the time, then for the reason."""
        each, end = self.exception, self.end
        rows = [
            BLANK,
            row(" ", f"{each.person_name or each.person_no}   {place_of(each)}"),
            BLANK,
            row(" ", _("Started %(moment)s") % {"moment": moment(each.started_local)}),
            row(" ", _("Found   %(moment)s") % {"moment": moment(each.swept_local)}),
        ]
        if end is not None:
            rows.append(
                row(" ", Cell(_("Ended   %(moment)s") % {"moment": _told(end, self.zone)}, role=Role.TAKEN))
            )
            rows.append(BLANK)
            rows += [row(f" {number}  ", _(text)) for number, text in enumerate(REASONS, start=1)]
        return Frame(
            title=_("Forgotten clock"),
            where=each.person_no,
            body=Body(head=rows),
            message=self._message(),
            prompt=_("Ended at") if end is None else _("Reason"),
            keys=self.keys,
        )

    def _message(self) -> Message:
        if self.end is None:
            return Message(
                Sign.QUESTION,
                _("When did it end?"),
                _("Between %(first)s and %(last)s.")
                % {
                    "first": moment(self.exception.started_local),
                    "last": moment(self.exception.swept_local),
                },
                _("Enter the time of day, such as 14:30."),
            )
        return Message(
            Sign.QUESTION,
            _("Why was it left running?"),
            _("The reason is kept with your name."),
            _("Enter 1 to %(count)s, or words of your own.") % {"count": len(REASONS)},
        )

    def help(self) -> tuple[str, ...]:
        """Tell how it is decided."""
        return (
            _("Enter the time of day at which the work ended: the first such time after the start is meant."),
            _("Then the reason. Both are kept in the audit trail, with your name; F3 goes back."),
        )

    def enter(self, text: PlainText) -> Outcome:
        """Take the time, then the reason."""
        typed = text.text.strip()
        if self.end is not None:
            reason = a_reason(typed, REASONS)
            if reason is None:
                return Stay(not_shown(typed, len(REASONS)), keep=typed)
            return EndDecided(self.exception, self.end, reason)
        end = self._end_of(typed)
        if end is None:
            return Stay(_not_taken(typed, _("Enter hours and minutes, such as 14:30.")), keep=typed)
        if end < self.exception.started_at:
            earlier = _("Started %(moment)s") % {"moment": moment(self.exception.started_local)}
            return Stay(_not_taken(typed, earlier), keep=typed)
        if end > self.exception.swept_at:
            later = _("It was found running at %(time)s.") % {"time": clock(self.exception.swept_local)}
            return Stay(_not_taken(typed, later), keep=typed)
        self.end = end
        return Stay()

    def _end_of(self, typed: str) -> datetime | None:
        """Read in UTC a time of day, or a day and a time where more than one day has gone by; None for anything else."""
        started = self.exception.started_local
        match = _TIME.fullmatch(typed)
        if match is not None:
            return first_after(started, time(int(match[1]), int(match[2])), self.zone)
        found = _moments(typed, started.date(), self.zone)
        ends = [at for at in found if at >= self.exception.started_at] or found
        return ends[0] if ends else None

    def clear(self) -> None:
        """Ask for the time again."""
        self.end = None

    def press(self, key: Key) -> Outcome:
        """Go back to the time, then to the list."""
        if key is Key.BACK and self.end is not None:
            self.end = None
            return Stay()
        return Back() if key is Key.BACK else super().press(key)


def first_after(start: datetime, of_day: time, zone: tzinfo | None = None) -> datetime | None:
    """Answer the first moment, in UTC, from a start on at which a wall clock shows a time of day, to the minute.

    It shows it in the day after the start; None where that is the night in which the clock is moved over it.
    """
    began = start.astimezone(UTC)
    for day in (start.date(), start.date() + A_DAY):
        for at in _moments(f"{day.isoformat()} {of_day:%H:%M}", day, zone):
            if at.replace(second=59) >= began:
                return max(at, began)
    return None


def _moments(typed: str, today: date, zone: tzinfo | None) -> tuple[datetime, ...]:
    """Answer the moments, in UTC, at which the wall clock shows what is typed: none, one, or two."""
    reading = read_moment(typed, today=today, zone=zone)
    if isinstance(reading, TwoMoments):
        return reading.readings
    return (reading.at,) if isinstance(reading, MomentRead) else ()


def _told(end: datetime, zone: tzinfo | None) -> str:
    """Write a moment; with its way from UTC where the clock shows it twice."""
    at = end.astimezone(zone)
    twice = len(_moments(f"{at:%Y-%m-%d %H:%M}", at.date(), zone)) > 1
    return f"{moment(at)} {at.isoformat()[-6:]}" if twice else moment(at)


def _not_taken(typed: str, to_do: str) -> Message:
    return Message(
        Sign.REFUSED, _("Time not taken"), _("%(raw)s is no end of this clock.") % {"raw": raw(typed)}, to_do
    )
