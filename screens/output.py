"""Enter output: one question at a time, in the question's row; the fields are a list above it.

    good quantity -> scrap -> scrap reason, where there is scrap -> setup -> run -> stop -> stop reason, where one is

Enter takes the value and goes on; on an empty row it goes on with what the field shows. The arrows go to any field.
What a post would write stands below in plain words at every step, and F10, ..10 or the scan OK posts just that:
Enter never does, it shows every entry first. A value that is not taken leaves all others as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from backend_client.barcode.events import (
    Command,
    CommandScanned,
    Event,
    Job,
    PlainText,
    QuantityScanned,
    ScrapCodeScanned,
    StopCodeScanned,
)
from backend_client.barcode.safe_in_any_field import Asked, Effect, Situation
from backend_client.messages.base import Answer, Refused
from backend_client.messages.order_line import OperationRow, OrderLineCard, Reason, ReasonCodes
from backend_client.refusals import RefusalCode
from backend_client.terms import CapacityUnitType, Confirmation
from screens import field_notices, notices
from screens.base import KioskScreen, Outcome, Stay
from screens.drafts import (
    CODES,
    QUANTITIES,
    TIMES,
    Answered,
    Draft,
    Field,
    Limits,
    NotTaken,
    Sure,
    Taken,
    Typed,
    Which,
    take,
    take_value,
)
from screens.frame import Frame, Key, Message, Sign
from screens.language.text import _
from screens.language.writing import figure
from screens.output_body import output_body
from screens.summary import summary

_FIELDS = {
    Command.OUTPUT: Field.GOOD,
    Command.SCRAP: Field.SCRAP,
    Command.SETUP: Field.SETUP,
    Command.RUN: Field.RUN,
    Command.STOP: Field.STOP,
}
_REFUSED_FIELDS = {
    RefusalCode.SCRAP_CODE_NOT_FOUND: Field.SCRAP_CODE,
    RefusalCode.STOP_CODE_NOT_FOUND: Field.STOP_CODE,
    RefusalCode.QUANTITY_OUT_OF_RANGE: Field.GOOD,
    RefusalCode.TIME_OUT_OF_RANGE: Field.RUN,
    RefusalCode.NOTHING_TO_POST: Field.GOOD,
}


@dataclass(frozen=True, slots=True)
class PreviewWanted(Outcome):
    """Show every entry that this draft would write."""

    draft: Draft
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class PostWanted(Outcome):
    """Post this draft."""

    draft: Draft
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Leave(Outcome):
    """Leave the entry, kept as it is, for another job; None signs off."""

    to: Job | None


@dataclass(frozen=True, slots=True)
class _Confirming:
    """Confirmations that wait for OK, and what goes on then."""

    confirmations: tuple[Confirmation, ...]
    preview: bool


class Output(KioskScreen):
    """How much?

    card   the order line as it stood when the entry was opened
    field  the one that is asked for
    """

    keys: ClassVar[frozenset[Key]] = KioskScreen.keys
    is_entry = True

    def __init__(
        self, card: OrderLineCard, draft: Draft, reasons: ReasonCodes, *, locale: str = "en"
    ) -> None:
        """Begin with the good quantity."""
        super().__init__()
        self.card = card
        self.draft = draft
        self.reasons = reasons
        self.locale = locale
        self.field = Field.GOOD
        self.leaving: Leave | None = None
        self.refused_field: Field | None = None
        self._taken: Message | None = None
        self._pending: Sure | Which | _Confirming | Leave | None = None

    @property
    def operation(self) -> OperationRow | None:
        """The operation, None for a line without routing."""
        return next(
            (row for row in self.card.operations if row.operation_no == self.draft.operation_no), None
        )

    @property
    def unit(self) -> CapacityUnitType:
        """The unit of the operation's times."""
        return self.operation.time_unit_type if self.operation else CapacityUnitType.MINUTES

    @property
    def remaining(self) -> Decimal:
        """What is left to make."""
        left = self.operation.remaining_quantity if self.operation else self.card.remaining_quantity
        return max(left, Decimal(0))

    @property
    def job(self) -> Job:
        """The operation that is open."""
        return Job(self.draft.order_no, self.draft.order_line_no, self.draft.operation_no)

    def situation(self, badge: str) -> Situation:
        """Answer what a scan finds here."""
        asked = (
            Asked.QUANTITY if self.field in QUANTITIES else Asked.TIME if self.field in TIMES else Asked.CODE
        )
        return Situation(badge=badge, job=self.job, entered=self.draft.entered, entry=True, asked=asked)

    def frame(self) -> Frame:
        """Show the fields, the one asked for marked."""
        title = [self.draft.order_no, str(self.draft.order_line_no), self.draft.operation_no]
        place = " / ".join(part for part in title if part)
        name = self.operation.description if self.operation else ""
        keys = self.keys
        if self.can_post:
            keys = keys | {Key.POST}
        return Frame(
            title=f"{_('Output')}  {place}  {name}",
            where=_("most now %(n)s") % {"n": figure(self.operation.ceiling)} if self.operation else "",
            body=output_body(self),
            message=self._question(),
            prompt=self._prompt(),
            keys=keys,
        )

    @property
    def can_post(self) -> bool:
        """Whether what is entered can be posted as it stands."""
        return self.draft.entered and self.draft.missing is None and self._pending is None

    @property
    def listed_reasons(self) -> Sequence[Reason]:
        """The reasons that may be given for the field asked."""
        if self.field in {Field.SCRAP, Field.SCRAP_CODE}:
            return self.reasons.scrap_codes
        if self.field in {Field.STOP, Field.STOP_CODE}:
            return self.reasons.stop_codes
        return ()

    def reason(self, field: Field) -> Reason | None:
        """Answer the reason in a field, with its name."""
        codes = self.reasons.scrap_codes if field is Field.SCRAP_CODE else self.reasons.stop_codes
        code = self.draft.scrap_code if field is Field.SCRAP_CODE else self.draft.stop_code
        return next((reason for reason in codes if reason.code == code), None)

    def help(self) -> tuple[str, ...]:
        """Tell how output is entered."""
        return (
            _("Enter takes the value and asks for the next. On an empty row it goes on."),
            _("The arrows go to any field. F2 clears the row, then the field."),
            _("Times are minutes, or 1:30 for an hour and a half."),
            _("F10 or the scan OK posts what the line Will be posted says. Enter never posts."),
            _("F3 goes back; what is entered is kept with its operation."),
            _("The scan UNDO clears the whole entry."),
        )

    def _question(self) -> Message:
        to_do = _("F10 or scan OK posts. Enter goes on, last it shows every entry.") if self.can_post else ""
        if self._taken is not None:
            return replace(self._taken, to_do=to_do or self._how())
        left = _("Left: %(left)s %(unit)s.") % {
            "left": figure(self.remaining),
            "unit": self.card.unit_of_measure_code,
        }
        return Message(Sign.TAKEN, field_notices.label(self.field), left, to_do or self._how())

    def _how(self) -> str:
        if self.field in QUANTITIES:
            return _("Scan or enter the quantity, such as 12 or 1.5.")
        if self.field in TIMES:
            return _("Enter minutes, or 1:30 for an hour and a half.")
        if self.field is Field.FINISHED:
            return _("Enter turns it between yes and no.")
        return _("Scan the reason, or enter its number.")

    def _prompt(self) -> str:
        match self._pending:
            case Which():
                return _("1 or 2")
            case _Confirming() | Leave():
                return _("Scan OK, or NO")
            case Sure():
                return _("%(field)s or OK") % {"field": field_notices.label(self.field)}
        return field_notices.label(self.field)

    # Beginning, and what the journey says.

    def begin(self, field: Field, good: Decimal | None) -> None:
        """Ask for a field first; a good quantity that was scanned before is taken."""
        self.field = field
        if good is not None:
            self.notice = self._answered(take_value(self.draft, Field.GOOD, good, self._limits())).message
        elif field is Field.FINISHED:
            self._finish()

    def ask_to_leave(self, to: Job | None) -> None:
        """Ask whether to post before another job is opened."""
        self._pending = Leave(to)
        self.notice = Message(
            Sign.QUESTION,
            _("Not posted yet"),
            summary(self.draft, self.unit),
            _("F10 or scan OK posts it. Scan NO to keep it for later."),
        )

    def clear_all(self) -> None:
        """Empty the entry; its request id goes on, nothing was posted under it."""
        self.draft = Draft(
            request_id=self.draft.request_id,
            order_no=self.draft.order_no,
            order_line_no=self.draft.order_line_no,
            operation_no=self.draft.operation_no,
        )
        self.field = Field.GOOD
        self._taken = self._pending = self.refused_field = None

    def refused(self, answer: Refused, *, preview: bool = False) -> None:
        """Say a refusal on the field it names, or ask what has to be answered."""
        if answer.code is RefusalCode.CONFIRMATION_NEEDED and answer.confirmations:
            self._pending = _Confirming(answer.confirmations, preview)
            self.notice = field_notices.confirmation(answer.confirmations[0])
            return
        named = answer.facts.get("field", "")
        field = Field(named) if named in set(Field) else _REFUSED_FIELDS.get(answer.code)
        if field is not None:
            self.field = self.refused_field = field
        self.notice = notices.refused(answer)

    # What a person does.

    def take(self, event: Event, effect: Effect) -> Outcome:
        """Take what was scanned for the entry."""
        match event, effect:
            case CommandScanned(command), Effect.ANSWER:
                return self._ok() if command is Command.OK else self._no()
            case (QuantityScanned(quantity), Effect.REPLACE_QUANTITY):
                return self._value(quantity)
            case CommandScanned(), Effect.REPLACE_QUANTITY:
                return self._value(self.remaining)
            case ScrapCodeScanned(code), Effect.FILL_SCRAP_CODE:
                return self._code(Field.SCRAP_CODE, code)
            case StopCodeScanned(code), Effect.FILL_STOP_CODE:
                return self._code(Field.STOP_CODE, code)
            case CommandScanned(command), Effect.SELECT_ENTRY if command in _FIELDS:
                self._go_to(_FIELDS[command])
                return Stay()
            case _, Effect.SELECT_ENTRY:
                return Stay(notices.not_here())
            case _, Effect.ASK_FINISH:
                return self._finish()
        return super().take(event, effect)

    def enter(self, text: PlainText) -> Outcome:
        """Take a typed value for the field asked."""
        if isinstance(self._pending, Which):
            return self._choose(text.text)
        if isinstance(self._pending, _Confirming | Leave):
            return Stay(self.asked_again())
        answer = take(self.draft, self.field, Typed(text.text, self.from_reader), self._limits())
        if self._pending is not None and answer == self._pending:
            return self._yes(self._pending)
        return self._answered(answer, text.text)

    def enter_nothing(self) -> Outcome:
        """Go on with what the field shows; after the last field show every entry."""
        if self._pending is not None:
            return Stay(self.asked_again())
        if self.field is Field.FINISHED:
            return self._finish()
        self._taken = None
        following = self._following()
        if following is not None:
            self.field = following
            return Stay()
        return self._ready(PreviewWanted(self.draft))

    def press(self, key: Key) -> Outcome:
        """Move between the fields, or post."""
        if key is Key.POST:
            return self._ok()
        if key in {Key.UP, Key.DOWN} and not isinstance(self._pending, _Confirming | Leave):
            fields = self.draft.fields
            index = fields.index(self.field) if self.field in fields else 0
            self._go_to(fields[(index + (1 if key is Key.DOWN else -1)) % len(fields)])
            return Stay()
        if key is Key.BACK and self._pending is not None:
            return self._no()
        return super().press(key)

    def clear(self) -> None:
        """Empty the field asked for."""
        self._pending = self._taken = self.refused_field = None
        empty = False if self.field is Field.FINISHED else "" if self.field in CODES else None
        self.draft = self.draft.with_value(self.field, empty)

    def asked_again(self) -> Message:
        """Say once more what waits for an answer."""
        match self._pending:
            case Sure():
                return field_notices.sure(self._pending, self.remaining)
            case Which():
                return field_notices.which(self._pending)
            case _Confirming(confirmations):
                return field_notices.confirmation(confirmations[0])
        return Message(
            Sign.QUESTION,
            _("Not posted yet"),
            summary(self.draft, self.unit),
            _("Scan OK posts it, NO keeps it."),
        )

    # From here on: what each of them comes to.

    def _ok(self) -> Outcome:
        match self._pending:
            case Sure():
                return self._yes(self._pending)
            case Which():
                return Stay(self.asked_again())
            case _Confirming(confirmations, preview):
                self._pending = None
                answers = tuple(Answer(confirmation=each, yes=True) for each in confirmations)
                return PreviewWanted(self.draft, answers) if preview else PostWanted(self.draft, answers)
            case Leave():
                self.leaving, self._pending = self._pending, None
                outcome = self._ready(PostWanted(self.draft))
                if isinstance(outcome, Stay):
                    self.leaving = None
                return outcome
        return self._ready(PostWanted(self.draft))

    def _no(self) -> Outcome:
        pending, self._pending = self._pending, None
        match pending:
            case None:
                return super().press(Key.BACK)
            case Leave():
                return pending
        return Stay(
            Message(
                Sign.TAKEN, field_notices.label(self.field), _("Nothing is posted. All is kept."), self._how()
            )
        )

    def _ready(self, outcome: Outcome) -> Outcome:
        """Let a complete draft through; else say what is missing and ask for it."""
        missing = self.draft.missing
        if missing is not None:
            self.field = self.refused_field = missing
            self._taken = None
            return Stay(field_notices.missing(missing))
        if not self.draft.entered:
            return Stay(field_notices.nothing_entered())
        return outcome

    def _value(self, value: Decimal) -> Outcome:
        return self._answered(take_value(self.draft, self.field, value, self._limits()))

    def _code(self, field: Field, code: str) -> Outcome:
        return self._answered(take(self.draft, field, Typed(code), self._limits()))

    def _choose(self, text: str) -> Outcome:
        assert isinstance(self._pending, Which)
        if text not in {"1", "2"}:
            return Stay(self.asked_again())
        field, readings = self._pending.field, self._pending.readings
        return self._answered(take_value(self.draft, field, readings[int(text) - 1], self._limits()))

    def _yes(self, sure: Sure) -> Outcome:
        return self._answered(Taken(self.draft.with_value(sure.field, sure.value)), field=sure.field)

    def _finish(self) -> Outcome:
        self.draft = self.draft.with_value(Field.FINISHED, not self.draft.finished)
        self.field = Field.FINISHED
        word = _("yes") if self.draft.finished else _("no")
        self._taken = Message(Sign.TAKEN, f"{field_notices.label(Field.FINISHED)}: {word}", self._will_be())
        return Stay()

    def _answered(self, answer: Answered, typed: str = "", field: Field | None = None) -> Stay:
        self._pending = None
        match answer:
            case Taken(draft):
                done = field or _changed(self.draft, draft) or self.field
                self.draft, self.refused_field = draft, None
                self.field = done
                self._taken = self._taken_message(done)
                self.field = draft.missing or self._following() or done
                return Stay()
            case NotTaken():
                self.field = self.refused_field = answer.field
                self._taken = None
                return Stay(field_notices.not_taken(answer), keep=typed)
            case Which():
                self._pending = answer
                return Stay(field_notices.which(answer))
            case Sure():
                self._pending = answer
                self.field = answer.field
                return Stay(field_notices.sure(answer, self.remaining))

    def _taken_message(self, field: Field) -> Message:
        label = field_notices.label(field)
        if field in CODES:
            reason = self.reason(field)
            assert reason is not None, "a reason that is not in the list was taken"
            return Message(Sign.TAKEN, f"{label} {reason.code}", reason.description)
        return Message(
            Sign.TAKEN, f"{label} {figure(self.draft.number(field) or Decimal(0))}", self._will_be()
        )

    def _will_be(self) -> str:
        return summary(self.draft, self.unit)

    def _following(self) -> Field | None:
        """Answer the field that is asked next; the tick is never asked, only gone to."""
        fields = [field for field in self.draft.fields if field is not Field.FINISHED]
        if self.field not in fields:
            return None
        later = fields[fields.index(self.field) + 1 :]
        return later[0] if later else None

    def _go_to(self, field: Field) -> None:
        self.field = field
        self._taken = self._pending = None

    def _limits(self) -> Limits:
        return Limits(
            locale=self.locale,
            remaining=self.remaining,
            unit=self.unit,
            scrap_codes=tuple(reason.code for reason in self.reasons.scrap_codes),
            stop_codes=tuple(reason.code for reason in self.reasons.stop_codes),
        )


def _changed(before: Draft, after: Draft) -> Field | None:
    return next((field for field in Field if getattr(before, field) != getattr(after, field)), None)
