"""Time of a center without an order: why, and how long; or a clock is started, and posts what it has counted.

scan the reason, enter the time          posted by F10 or OK
scan the reason, then RUN ... then OK    the clock runs, also while the screen is left; OK ends and posts it
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from backend_client.barcode.events import Command, CommandScanned, Event, PlainText, Resource, StopCodeScanned
from backend_client.barcode.safe_in_any_field import Asked, Effect, Situation
from backend_client.messages.clocks import ClockRow
from backend_client.messages.order_line import Reason
from backend_client.refusals import RefusalCode
from backend_client.terms import CapacityUnitType
from screens import field_notices, notices
from screens.base import Outcome, Stay
from screens.center_time_draft import CenterField, CenterTimeDraft
from screens.centers import Centers
from screens.drafts import Field, NotTaken, Question, Sure, Which
from screens.frame import BLANK, Body, Cell, Frame, Key, Message, Role, Row, Sign, row
from screens.kept_entries import LeftOpen
from screens.language.durations import read_duration
from screens.language.readings import Accepted, Confirm, Doubtful, Rejected
from screens.language.text import _
from screens.language.writing import clock as local_clock
from screens.language.writing import duration
from screens.posting_entry import PostingEntry, PreviewWanted
from screens.scan import CenterTimeWanted, hours
from screens.summary import summary

_FIELDS = {CenterField.REASON: Field.STOP_CODE, CenterField.TIME: Field.STOP}


@dataclass(frozen=True, slots=True)
class CenterClockWanted(Outcome):
    """Start a clock at a center, under its reason; or end it (PAUSE)."""

    command: Command
    draft: CenterTimeDraft


class CenterTime(PostingEntry[CenterTimeDraft]):
    """What was it, and how long?"""

    def __init__(
        self,
        draft: CenterTimeDraft,
        reasons: Sequence[Reason],
        centers: Centers,
        own_clock: ClockRow | None = None,
        *,
        locale: str = "en",
    ) -> None:
        """Begin with the reason; `own_clock` = the person's own that runs there without an order."""
        super().__init__(draft)
        self.reasons = reasons
        self.centers = centers
        self.locale = locale
        self.own_clock = own_clock
        if own_clock is not None:
            self.draft = replace(draft, by_clock=True, stop_code=own_clock.stop_code or draft.stop_code)
        self.field = CenterField.TIME if self.draft.stop_code else CenterField.REASON

    @property
    def unit(self) -> CapacityUnitType:
        """The unit of the center's times."""
        return self.draft.unit

    def situation(self, badge: str) -> Situation:
        """Answer what a scan finds here: another center's plate changes the center."""
        return replace(super().situation(badge), center=True)

    @property
    def wanted(self) -> Asked:
        """A reason, or a time."""
        return Asked.TIME if self.field is CenterField.TIME else Asked.CODE

    # What stands on the glass.

    def frame(self) -> Frame:
        """Show center, reason and time, and the reasons there are."""
        keys = self.keys | ({Key.POST} if self.can_post else frozenset())
        reasons = self.field is CenterField.REASON
        return Frame(
            title=_("Time without an order"),
            where=self.centers.label(self.draft.no),
            body=Body(
                head=(BLANK, *self._fields(), BLANK),
                listed=[self._reason(index, reason) for index, reason in enumerate(self.reasons)]
                if reasons
                else [],
                foot=(BLANK, self._will_be_posted()),
            ),
            message=self.asked_again() if self.pending else self._question(),
            prompt=_("Scan OK, or NO") if self.pending else self.asked_for,
            keys=keys,
        )

    def _fields(self) -> list[Row]:
        draft = self.draft
        reason = next((each for each in self.reasons if each.code == draft.stop_code), None)
        values = (
            (None, _("Center"), self.centers.label(draft.no)),
            (CenterField.REASON, _("What it is"), f"{reason.code}  {reason.description}" if reason else "-"),
            (CenterField.TIME, _("How long"), self._time()),
        )
        return [
            row(
                " ",
                Cell(name, 20),
                Cell(value, 56, Role.ASKED if field is self.field else Role.TEXT),
                sign=Sign.ASKED if field is self.field else Sign.NONE,
            )
            for field, name, value in values
        ]

    def _time(self) -> str:
        if self.own_clock is not None:
            values = {"time": local_clock(self.own_clock.started_local), "h": hours(self.own_clock.seconds)}
            return _("%(h)s by the clock, since %(time)s") % values
        return duration(self.draft.time, self.draft.unit) if self.draft.time else "-"

    def _reason(self, index: int, reason: Reason) -> Row:
        given = reason.code == self.draft.stop_code
        return row(
            Cell(f" {index + 1} {reason.code}", 17),
            Cell(reason.description, 60),
            sign=Sign.TAKEN if given else Sign.NONE,
        )

    def _will_be_posted(self) -> Row:
        if not self.draft.entered:
            return row(Cell(_("Nothing is entered yet."), role=Role.QUIET))
        if self.draft.missing is not None:
            text = _("Nothing can be posted yet: %(field)s is missing.") % {
                "field": self._name(self.draft.missing)
            }
            return row(Cell(text, role=Role.CAREFUL))
        return row(_("Will be posted: %(what)s.") % {"what": summary(self.draft, self.unit)})

    def help(self) -> tuple[str, ...]:
        """Tell what time without an order is."""
        return (
            _("Cleaning, maintenance, waiting: time of a center that belongs to no order."),
            _("Scan what it is, then enter how long: minutes, or 1:30 for an hour and a half."),
            _("Or scan RUN: a clock counts it. OK ends the clock and posts it; PAUSE ends it unposted."),
            _("Scan the plate of another machine to enter its time."),
        )

    def _question(self) -> Message:
        to_do = _("F10 or scan OK posts.") if self.can_post else self.how()
        if self.taken is not None:
            return replace(self.taken, to_do=to_do)
        what = self._time() if self.own_clock is not None else _("It belongs to no order and has no cost.")
        return Message(Sign.TAKEN, self.asked_for, what, to_do)

    def _name(self, field: CenterField) -> str:
        return _("What it is") if field is CenterField.REASON else _("How long")

    def ask_as_left(self, left: LeftOpen) -> None:
        """Ask again for the field that was asked for."""
        if left.field in set(CenterField):
            self.field = CenterField(left.field)
        super().ask_as_left(left)

    @property
    def asked_field(self) -> CenterField:
        """What is asked for."""
        return self.field

    @property
    def asked_for(self) -> str:
        """The name of what is asked for."""
        return self._name(self.field)

    def how(self) -> str:
        """Say how it is given."""
        if self.field is CenterField.REASON:
            return _("Scan the reason, or enter its number.")
        return _("Enter minutes, or scan RUN to start a clock.")

    def asked_again(self) -> Message:
        """Say once more what waits for an answer."""
        match self.pending:
            case Sure():
                return field_notices.sure(self.pending, Decimal(0), self.unit)
            case Which():
                return field_notices.which(self.pending)
        return super().asked_again()

    # What a person does.

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take a reason, a center, or a clock's command."""
        match event, effect:
            case StopCodeScanned(code), Effect.FILL_STOP_CODE:
                return self._reason_given(code)
            case Resource(), Effect.SET_MACHINE:
                return CenterTimeWanted(event)
            case CommandScanned(Command.RUN | Command.PAUSE), Effect.CLOCK if self.pending is None:
                return CenterClockWanted(event.command, self.draft)
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take a typed reason or time."""
        if isinstance(self.pending, Which) and text.text in {"1", "2"}:
            readings, self.pending = self.pending.readings, None
            return self._time_given(readings[int(text.text) - 1])
        if self.pending is not None:
            return Stay(self.asked_again())
        if self.field is CenterField.REASON:
            digits = text.text
            if digits.isascii() and digits.isdigit() and 1 <= int(digits[:4]) <= len(self.reasons):
                return self._reason_given(self.reasons[int(digits[:4]) - 1].code)
            return self._reason_given(digits.upper())
        reading = read_duration(text.text, self.locale, unit=self.unit)
        match reading:
            case Accepted(value):
                return self._time_given(value)
            case Confirm(value, _doubt):
                self.pending = Sure(Field.STOP, value, Question.LONGER_THAN_A_DAY)
                return Stay(self.asked_again())
            case Doubtful(readings):
                self.pending = Which(Field.STOP, readings)
                return Stay(self.asked_again())
            case Rejected(fault, facts):
                return Stay(
                    field_notices.not_taken(NotTaken(Field.STOP, fault, facts, text.text)), keep=text.text
                )

    def enter_nothing(self) -> Outcome:
        """Go on; when all is there, show the entry."""
        if self.pending is not None:
            return Stay(self.asked_again())
        if self.draft.missing is not None:
            self.field, self.taken = self.draft.missing, None
            return Stay()
        if self.draft.by_clock:  # what it will be is known when the clock has ended
            return Stay(self._question())
        return self.ready(PreviewWanted(self.draft))

    def press(self, key: Key) -> Outcome:
        """Go to the other field."""
        if key in {Key.UP, Key.DOWN} and self.pending is None:
            self.field = CenterField.TIME if self.field is CenterField.REASON else CenterField.REASON
            self.taken = None
            return Stay()
        return super().press(key)

    def clear(self) -> None:
        """Empty the field that is asked for."""
        self.pending = self.taken = None
        empty = {"stop_code": ""} if self.field is CenterField.REASON else {"time": None}
        self.draft = replace(self.draft, **empty)

    def clear_all(self) -> None:
        """Empty the entry; a clock that runs goes on."""
        self.draft = replace(self.draft, stop_code="", time=None)
        self.field, self.pending, self.taken = CenterField.REASON, None, None

    def ok(self) -> Outcome:
        """Take a yes: to a time that is shown back, else to posting."""
        match self.pending:
            case Sure(value=value):
                self.pending = None
                return self._time_given(value)
            case Which():
                return Stay(self.asked_again())
        return super().ok()

    # What becomes of it.

    def _reason_given(self, code: str) -> Outcome:
        reason = next((each for each in self.reasons if each.code == code), None)
        if reason is None:
            return Stay(notices.not_known(code))
        self.draft = replace(self.draft, stop_code=code)
        self.taken = Message(Sign.TAKEN, reason.code, reason.description)
        self.field = CenterField.TIME
        return Stay()

    def _time_given(self, value: Decimal) -> Outcome:
        self.draft = replace(self.draft, time=value)
        title = f"{self._name(CenterField.TIME)} {duration(value, self.unit)}"
        self.taken = Message(Sign.TAKEN, title, _("It belongs to no order and has no cost."))
        self.field = self.draft.missing or CenterField.TIME
        return Stay()

    def point_at(self, code: RefusalCode, _facts: Mapping[str, str]) -> None:
        """Ask for the field that a refusal is about."""
        self.field = CenterField.REASON if code is RefusalCode.STOP_CODE_NOT_FOUND else CenterField.TIME

    def ready(self, outcome: Outcome) -> Outcome:
        """Let a complete entry through; else ask for what is missing."""
        missing = self.draft.missing
        if missing is None:
            return outcome
        self.field, self.taken = missing, None
        if missing is CenterField.REASON:
            return Stay(field_notices.missing(Field.STOP_CODE))
        return Stay(Message(Sign.REFUSED, _("Nothing to post"), _("No time is entered."), self.how()))
