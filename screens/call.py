"""Call for help: whom, what became of the calls of this station, and the calls of others that somebody may answer.

  1 Supervisor
> 2 Setter        calling since 13:12        Setter 01 at 13:13: "5 min"
  3 Material
  ...
  7 110  Quality  since 13:05  Operator 02  101002 / 20

A number calls, 0 ends the call when help is here. A call is sent at once or not at all: it is never kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from backend_client import limits
from backend_client.barcode.events import Job, PlainText
from backend_client.barcode.safe_in_any_field import Asked, Situation
from backend_client.floor_terms import HelpKind
from backend_client.messages.shift import HelpCallRow
from screens.base import ListScreen, Outcome, Stay
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.language.text import _, marked
from screens.language.writing import clock
from screens.notices import not_shown

KINDS = {
    HelpKind.SUPERVISOR: marked("Supervisor"),
    HelpKind.SETTER: marked("Setter"),
    HelpKind.MATERIAL: marked("Material"),
    HelpKind.QUALITY: marked("Quality"),
    HelpKind.MAINTENANCE: marked("Maintenance"),
    HelpKind.ACCIDENT: marked("Accident: call everybody"),
}


@dataclass(frozen=True, slots=True)
class HelpWanted(Outcome):
    """Call for help of a kind."""

    kind: HelpKind


@dataclass(frozen=True, slots=True)
class CallEnded(Outcome):
    """Help is here."""

    call: HelpCallRow


@dataclass(frozen=True, slots=True)
class AnswerGiven(Outcome):
    """Answer a call of others; `note` in the words of whoever answers, "" = on the way."""

    call: HelpCallRow
    note: str


class Call(ListScreen):
    """Who is to come?

    mine    open calls of this station; others: of other stations, which may be answered here
    signed  somebody is signed on: only then calls are ended and answered
    as_of   when the calls were asked for last with an answer; `answered`: that was now
    """

    keys: ClassVar[frozenset[Key]] = ListScreen.keys - {Key.CALL}

    def __init__(
        self,
        job: Job | None,
        mine: Sequence[HelpCallRow],
        others: Sequence[HelpCallRow],
        station: str,
        *,
        signed: bool,
        as_of: datetime | None = None,
    ) -> None:
        """Begin with no kind chosen: Enter alone calls nobody."""
        super().__init__(len(KINDS) + len(others), 0)
        self._job = job
        self.mine = mine
        self.others = others
        self.station = station
        self.signed = signed
        self.ending = False
        self.answered, self.as_of = True, as_of

    @property
    def job(self) -> Job | None:
        """The job that the call is about."""
        return self._job

    def situation(self, badge: str) -> Situation:
        """Answer what a scan finds here."""
        return Situation(badge=badge, job=self.job, asked=Asked.CODE if badge else Asked.TEXT)

    def frame(self) -> Frame:
        """Show whom to call, and what is open."""
        return Frame(
            title=_("Call for help"),
            where=self.station,
            body=Body(
                head=(BLANK,),
                listed=[*(self._kind(index, kind) for index, kind in enumerate(KINDS)), *self._of_others()],
                foot=self._about(),
                marked=self.marked,
            ),
            message=self._message(),
            prompt=_("Number"),
            keys=self.keys if self.signed else self.keys - {Key.NOTES, Key.MENU},
        )

    def _kind(self, index: int, kind: HelpKind) -> Row:
        call = self._open(kind)
        sign = Sign.CAREFUL if call else self.sign(index)
        cells = [Cell(str(index + 1), 2, right=True), Cell(" ", 1), Cell(_(KINDS[kind]), 27)]
        if call is not None:
            since = _("calling since %(time)s") % {"time": clock(call.called_at)}
            cells += [Cell(since, 24, Role.CAREFUL), Cell(answer_of(call), 25, Role.TAKEN, grows=True)]
        return row(*cells, sign=sign)

    def _of_others(self) -> list[Row]:
        return [
            row(
                Cell(str(number), 2, right=True),
                Cell(" ", 1),
                Cell(f"{call.no or call.terminal_id}  {_(KINDS[call.kind])}", 27, Role.CAREFUL),
                Cell(_("since %(time)s") % {"time": clock(call.called_at)}, 14),
                Cell(call.person_name or call.person_no, 14),
                Cell(answer_of(call) or _about(call), 21, grows=True),
                sign=self.sign(number - 1),
            )
            for number, call in enumerate(self.others, start=len(KINDS) + 1)
        ]

    def _about(self) -> tuple[Row, ...]:
        old = (
            ()
            if self.answered
            else (BLANK, row(Cell(f" {self._unanswered()}", role=Role.CAREFUL), sign=Sign.CAREFUL))
        )
        if self._job is None or not self._job.order_no:
            return old
        job = f"{self._job.order_no} / {self._job.operation_no}".rstrip(" /")
        return (*old, BLANK, row(" ", Cell(_("The call is about: %(job)s") % {"job": job}, role=Role.QUIET)))

    def _unanswered(self) -> str:
        if self.as_of is None:
            return _("No answer: it is not known which calls are open.")
        return _("No answer: these were open at %(time)s.") % {"time": clock(self.as_of)}

    def _message(self) -> Message:
        if self.ending:
            open_now = sorted(tuple(KINDS).index(call.kind) + 1 for call in self.mine)
            numbers = ", ".join(str(number) for number in open_now)
            return Message(
                Sign.QUESTION,
                _("Which help is here?"),
                _("Several calls are open."),
                _("Enter its number: %(numbers)s.") % {"numbers": numbers},
            )
        if self.mine and self.signed:
            return Message(
                Sign.TAKEN,
                _("Call for help"),
                called(self.mine[-1]),
                _("Enter 0 when help is here. Or call somebody else."),
            )
        if self.mine:
            return Message(
                Sign.TAKEN, _("Call for help"), called(self.mine[-1]), _("Scan your badge to end the call.")
            )
        return Message(
            Sign.TAKEN,
            _("Call for help"),
            _("Who is to come?"),
            _("Enter 1 to %(count)s. Accident: stop the machine by its own button.") % {"count": len(KINDS)},
        )

    def help(self) -> tuple[str, ...]:
        """Tell how somebody is called."""
        return (
            _("Enter the number of who is to come. The call rings at the stations of those who answer."),
            _("When somebody answers, it rings here four times."),
            _("Enter 0 when help is here. Without a line nobody is called: go and fetch help."),
            _("This is no emergency stop: stop the machine by its own button."),
        )

    def enter(self, text: PlainText) -> Outcome:
        """Take a number: call, end with 0, or answer a call of others."""
        if text.text != "0":
            return super().enter(text)
        if not self.mine or not self.signed:
            return Stay(not_shown("0", self.count), keep="0")
        if len(self.mine) == 1:
            return CallEnded(self.mine[0])
        self.ending = True
        return Stay(self._message())

    def chosen(self, index: int) -> Outcome:
        """Call, answer, or end what is asked for."""
        kinds = tuple(KINDS)
        ending, self.ending = self.ending, False
        if index >= len(kinds):
            return AnswerWanted(self.others[index - len(kinds)])
        call = self._open(kinds[index])
        if ending:
            return CallEnded(call) if call is not None else Stay(not_shown(str(index + 1), self.count))
        return HelpWanted(kinds[index])

    def enter_nothing(self) -> Outcome:
        """Enter alone calls nobody."""
        return Stay(self._message())

    def clear(self) -> None:
        """Drop the question."""
        self.ending = False

    def renewed(
        self,
        mine: Sequence[HelpCallRow],
        others: Sequence[HelpCallRow],
        *,
        answered: bool = True,
        as_of: datetime | None = None,
    ) -> None:
        """Show the calls as they are now, or as they were known last."""
        self.answered, self.as_of = answered, as_of
        self.mine, self.others = mine, others
        self.count = len(KINDS) + len(others)
        self.marked = min(self.marked, self.count - 1)

    def _open(self, kind: HelpKind) -> HelpCallRow | None:
        return next((call for call in self.mine if call.kind is kind), None)


@dataclass(frozen=True, slots=True)
class AnswerWanted(Outcome):
    """Ask what to answer."""

    call: HelpCallRow


class CallAnswer(ListScreen):
    """What is answered? Numbers for the usual, words for anything else."""

    is_entry = True

    def __init__(self, call: HelpCallRow) -> None:
        """Begin with "on the way"."""
        self.answers = ("", "5 min", "15 min", "30 min")
        super().__init__(len(self.answers))
        self.call = call

    def frame(self) -> Frame:
        """Show the call and the usual answers."""
        call = self.call
        told = (
            (_("Station"), call.no or call.terminal_id),
            (_("Who calls"), call.person_name or call.person_no or "-"),
            (_("Since"), clock(call.called_at)),
            (_("About"), _about(call) or "-"),
        )
        head = [BLANK, *(row(" ", Cell(name, 14, Role.QUIET), text) for name, text in told), BLANK]
        return Frame(
            title=_("Answer a call"),
            where=_(KINDS[call.kind]),
            body=Body(
                head=head,
                listed=self.numbered(each or _("on the way") for each in self.answers),
                marked=self.marked,
            ),
            message=Message(
                Sign.QUESTION,
                _("What do you answer?"),
                _("It rings and stands on the screen of the station."),
                _("Enter a number, or type your answer."),
            ),
            prompt=_("Answer or number"),
            keys=self.keys,
        )

    def help(self) -> tuple[str, ...]:
        """Tell what an answer is."""
        return (_("Enter a number, or type a few words. The station that calls sees who answers."),)

    def enter(self, text: PlainText) -> Outcome:
        """Take a number, or words."""
        if (text.text.isascii() and text.text.isdigit()) or self.from_reader:
            return super().enter(text)
        return AnswerGiven(self.call, text.text[: limits.NOTE_LENGTH_MAX])

    def chosen(self, index: int) -> Outcome:
        """Give one of the usual answers."""
        return AnswerGiven(self.call, self.answers[index])


def answer_of(call: HelpCallRow) -> str:
    """Write who answered, when and what; "" where nobody has."""
    if call.answered_at is None:
        return ""
    name = call.answered_by_name or call.answered_by
    words = call.answer or _("on the way")
    return f'{name} {clock(call.answered_at)}: "{words}"'


def called(call: HelpCallRow) -> str:
    """Write how a call of this station stands."""
    kind = _(KINDS[call.kind])
    if call.answered_at is not None:
        return f"{kind}: {answer_of(call)}"
    return _("%(kind)s: called at %(time)s, no answer yet.") % {"kind": kind, "time": clock(call.called_at)}


def _about(call: HelpCallRow) -> str:
    job = f"{call.order_no} / {call.operation_no}".rstrip(" /")
    return f"{job}  {call.stop_code}".strip()
