"""An entry of output while it is being made: the draft, the field that is asked for, and what waits for an answer.

It knows nothing of keys and rows; output.py shows it. A value comes in and is taken, asked about, or not taken:

    asked for: good quantity, "3"       -> taken, the next field is asked
    asked for: good quantity, "1.500"   -> waits: 1.5 or 1500?
    asked for: run time, "1:75"         -> not taken, all else stays as it was
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from backend_client.barcode.events import (
    Job,
)
from backend_client.messages.clocks import ClockRow
from backend_client.messages.order_line import OperationRow, OrderLineCard, Reason, ReasonCodes
from backend_client.refusals import RefusalCode
from backend_client.terms import CapacityUnitType
from screens import field_notices
from screens.base import Outcome, Stay
from screens.drafts import (
    CODES,
    NEVER_ASKED,
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
from screens.frame import Message, Sign
from screens.kept_entries import LeftOpen
from screens.language.text import _
from screens.language.writing import duration, figure
from screens.posting_entry import PostingEntry
from screens.summary import summary

_REFUSED_FIELDS = {
    RefusalCode.SCRAP_CODE_NOT_FOUND: Field.SCRAP_CODE,
    RefusalCode.STOP_CODE_NOT_FOUND: Field.STOP_CODE,
    RefusalCode.QUANTITY_OUT_OF_RANGE: Field.GOOD,
    RefusalCode.TIME_OUT_OF_RANGE: Field.RUN,
    RefusalCode.NOTHING_TO_POST: Field.GOOD,
}


class Entry(PostingEntry[Draft]):
    """The state of an entry.

    card   the order line as it stood when the entry was opened
    field  the one that is asked for
    """

    def __init__(
        self, card: OrderLineCard, draft: Draft, reasons: ReasonCodes, *, locale: str = "en"
    ) -> None:
        """Begin with the good quantity."""
        super().__init__(draft)
        self.card = card
        self.reasons = reasons
        self.locale = locale
        self.field = Field.GOOD
        self.refused_field: Field | None = None
        self.clocks: Sequence[ClockRow] = ()
        self.clock_seconds = 0

    @property
    def order_line(self) -> OrderLineCard:
        """The order line as it stood when the entry was opened."""
        return self.card

    @property
    def asked_field(self) -> Field:
        """The field that is asked for."""
        return self.field

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
        return self.draft.job

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

    # Beginning, and what the journey says.

    def begin(self, field: Field, good: Decimal | None) -> None:
        """Ask for a field first; a good quantity that was scanned before is taken."""
        self.field = field
        if field is Field.SCRAP:
            self.more_scrap()
        if good is not None:
            self.notice = self.answered(take_value(self.draft, Field.GOOD, good, self.limits())).message
        elif field is Field.FINISHED:
            self.finish()

    def clocked(self, clocks: Sequence[ClockRow], seconds: int) -> None:
        """Take the time from clocks that hold `seconds` not posted yet; without any it is entered by hand."""
        self.clocks, self.clock_seconds = clocks, seconds
        self.draft = self.draft.timed_by_clock(bool(clocks))
        if self.field not in self.draft.fields:
            self.field = Field.GOOD

    def ask_as_left(self, left: LeftOpen) -> None:
        """Ask again for the field that was asked for."""
        if left.field in set(Field):
            self.field = Field(left.field)
        super().ask_as_left(left)

    def clear_all(self) -> None:
        """Empty the entry; its request id goes on, nothing was posted under it."""
        self.draft = Draft(
            request_id=self.draft.request_id,
            order_no=self.draft.order_no,
            order_line_no=self.draft.order_line_no,
            operation_no=self.draft.operation_no,
            by_clock=self.draft.by_clock,
        )
        self.field = Field.GOOD
        self.taken = self.pending = self.refused_field = None

    def point_at(self, code: RefusalCode, facts: Mapping[str, str]) -> None:
        """Ask for the field that a refusal is about."""
        named = facts.get("field", "")
        field = Field(named) if named in set(Field) else _REFUSED_FIELDS.get(code)
        if field is not None:
            self.field = self.refused_field = field

    def ready(self, outcome: Outcome) -> Outcome:
        """Let a complete draft through; else say what is missing and ask for it."""
        missing = self.draft.missing
        if missing is not None:
            self.field = self.refused_field = missing
            self.taken = None
            return Stay(field_notices.missing(missing))
        if not self.draft.entered:
            return Stay(field_notices.nothing_entered())
        return outcome

    def finish(self) -> Outcome:
        self.draft = self.draft.with_value(Field.FINISHED, not self.draft.finished)
        self.field = Field.FINISHED
        word = _("yes") if self.draft.finished else _("no")
        self.taken = Message(Sign.TAKEN, f"{field_notices.label(Field.FINISHED)}: {word}", self.will_be())
        return Stay()

    def answered(self, answer: Answered, typed: str = "", field: Field | None = None) -> Stay:
        self.pending = None
        match answer:
            case Taken(draft):
                done = field or _changed(self.draft, draft) or self.field
                self.draft, self.refused_field = draft, None
                self.field = done
                self.taken = self._taken_message(done)
                self.field = draft.missing or self.following() or done
                return Stay()
            case NotTaken():
                self.field = self.refused_field = answer.field
                self.taken = None
                return Stay(field_notices.not_taken(answer), keep=typed)
            case Which():
                self.pending = answer
                return Stay(field_notices.which(answer))
            case Sure():
                self.pending = answer
                self.field = answer.field
                return Stay(field_notices.sure(answer, self.remaining, self.unit))

    def _taken_message(self, field: Field) -> Message:
        label = field_notices.label(field)
        if field in CODES:
            reason = self.reason(field)
            assert reason is not None, "a reason that is not in the list was taken"
            return Message(Sign.TAKEN, f"{label} {reason.code}", reason.description)
        value = self.draft.number(field) or Decimal(0)
        shown = duration(value, self.unit) if field in TIMES else figure(value)
        return Message(Sign.TAKEN, f"{label} {shown}", self.will_be())

    def will_be(self) -> str:
        return summary(self.draft, self.unit)

    def following(self) -> Field | None:
        """Answer the field that is asked next: no reason that is given already, and what is only gone to never."""
        fields = [field for field in self.draft.fields if field not in NEVER_ASKED]
        if self.field not in fields:
            return None
        later = fields[fields.index(self.field) + 1 :]
        return next((field for field in later if field not in CODES or self.reason(field) is None), None)

    def more_scrap(self) -> None:
        """Ask for scrap; where there is some with its reason, for more of another reason."""
        if self.draft.scrap_quantity and self.draft.scrap_code:
            self.draft = self.draft.another_reason()
        self.go_to(Field.SCRAP)

    def reason_scanned(self, code: str) -> Stay:
        """Take a scrap reason: the one that is asked for, else one more."""
        answer = take(self.draft, Field.SCRAP_CODE, Typed(code), self.limits())
        if isinstance(answer, Taken) and self.field is not Field.SCRAP_CODE:
            answer = Taken(self.draft.with_reason(code))
        return self.answered(answer, field=Field.SCRAP_CODE)

    def go_to(self, field: Field) -> None:
        self.field = field
        self.taken = self.pending = None

    def limits(self) -> Limits:
        return Limits(
            locale=self.locale,
            remaining=self.remaining,
            unit=self.unit,
            scrap_codes=tuple(reason.code for reason in self.reasons.scrap_codes),
            stop_codes=tuple(reason.code for reason in self.reasons.stop_codes),
        )


def _changed(before: Draft, after: Draft) -> Field | None:
    return next((field for field in Field if getattr(before, field) != getattr(after, field)), None)
