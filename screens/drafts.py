"""What was typed for an output, and what becomes of it: a request, or which field is wrong and why.

A draft opens with its request id and keeps it until it is posted, so a posting that is sent again after a lost
answer is the same posting. Nothing here shows anything or knows a clock.

    draft = new_draft(...)                                       good -, scrap -, run -
    take(draft, Field.GOOD, Typed("3"), limits)                  Taken: good 3
    take(draft, Field.GOOD, Typed("1.500"), limits)              Which: 1.5 or 1500?
    take(draft, Field.GOOD, Typed("50"), limits), 4 are left     Sure: ten times what is left
    take(draft, Field.RUN, Typed("1:75"), limits)                NotTaken: minutes
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, TypedDict

from backend_client.barcode.events import Job
from backend_client.messages.base import Answer, Request
from backend_client.messages.postings import PostOutputRequest, ScrapQuantity
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import CapacityUnitType
from screens.language.durations import read_duration
from screens.language.numbers import read_quantity
from screens.language.readings import Accepted, Confirm, Doubt, Doubtful, Fault, Reading, Rejected

ZERO = Decimal(0)


class Field(StrEnum):
    """The fields of an output, named as the request names them, in the order they are asked."""

    GOOD = "output_quantity"
    SCRAP = "scrap_quantity"
    SCRAP_CODE = "scrap_code"
    SETUP = "setup_time"
    RUN = "run_time"
    STOP = "stop_time"
    STOP_CODE = "stop_code"
    REWORK = "rework_quantity"
    FINISHED = "finished"


QUANTITIES = frozenset({Field.GOOD, Field.SCRAP, Field.REWORK})
TIMES = frozenset({Field.SETUP, Field.RUN, Field.STOP})
CODES = frozenset({Field.SCRAP_CODE, Field.STOP_CODE})
NEVER_ASKED = frozenset({Field.REWORK, Field.FINISHED})
"""Fields that are gone to, but that Enter passes by."""


class EntryKind(StrEnum):
    """What is entered: of one place there may be one entry of each kind."""

    OUTPUT = "output"
    PARTS = "parts"
    CENTER_TIME = "center-time"


class Who(TypedDict):
    """Whose request it is, and from where."""

    person_no: str
    session_id: str
    terminal_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered(ABC):
    """What is being entered for one posting of any kind; it keeps its request id until it is posted."""

    kind: ClassVar[EntryKind]

    request_id: str
    order_no: str = ""
    order_line_no: int = 0
    operation_no: str = ""

    @property
    def key(self) -> tuple[EntryKind, str, int, str]:
        """What it is of; a person has one draft of each."""
        return self.kind, self.order_no, self.order_line_no, self.operation_no

    @property
    def job(self) -> Job:
        """The operation that it is of."""
        return Job(self.order_no, self.order_line_no, self.operation_no)

    @property
    def place(self) -> str:
        """What it is of, as titles name it."""
        return " / ".join(filter(None, (self.order_no, str(self.order_line_no), self.operation_no)))

    @property
    @abstractmethod
    def entered(self) -> bool:
        """Whether there is anything in it to lose or to post."""

    @property
    def missing(self) -> StrEnum | None:
        """The field that stands in the way of posting."""
        return None

    @abstractmethod
    def request(
        self, *, who: Who, answers: tuple[Answer, ...] = (), preview: bool = False
    ) -> Request[PostingReceipt]:
        """Answer the posting that it is: what was not entered is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Entered):
    """An output that is being entered; None = not yet entered.

    scrap_quantity, scrap_code  the reason that is entered now, and how much of it
    further_scrap               what was scrapped for other reasons, entered before it
    """

    kind = EntryKind.OUTPUT

    output_quantity: Decimal | None = None
    scrap_quantity: Decimal | None = None
    scrap_code: str = ""
    further_scrap: tuple[ScrapQuantity, ...] = ()
    rework_quantity: Decimal | None = None
    setup_time: Decimal | None = None
    run_time: Decimal | None = None
    stop_time: Decimal | None = None
    stop_code: str = ""
    finished: bool = False
    by_clock: bool = False
    """The clocks of the operation count its time: none is entered."""

    @property
    def entered(self) -> bool:
        """Whether there is anything in it to lose or to post."""
        numbers = (self.output_quantity, self.scrap_quantity, self.rework_quantity)
        times = (self.setup_time, self.run_time, self.stop_time)
        given = self.further_scrap or self.scrap_code or self.stop_code
        return any(numbers) or any(times) or self.finished or bool(given)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that are asked: a reason only where there is something to give one for."""
        left_out = set()
        if not self.scrap_quantity and not self.scrap_code:
            left_out.add(Field.SCRAP_CODE)
        if not self.stop_time and not self.stop_code:
            left_out.add(Field.STOP_CODE)
        if self.by_clock:
            left_out |= TIMES
        return tuple(field for field in Field if field not in left_out)

    @property
    def missing(self) -> Field | None:
        """The field that stands in the way of posting: scrap and stop time want their reason, and the reverse."""
        if self.scrap_quantity and not self.scrap_code:
            return Field.SCRAP_CODE
        if self.scrap_code and not self.scrap_quantity:
            return Field.SCRAP
        if self.stop_time and not self.stop_code:
            return Field.STOP_CODE
        if self.stop_code and not self.stop_time:
            return Field.STOP
        return None

    @property
    def scrap(self) -> tuple[ScrapQuantity, ...]:
        """What was scrapped, reason by reason; a quantity without its reason yet is the last."""
        now = ScrapQuantity(scrap_code=self.scrap_code, quantity=self.scrap_quantity or ZERO)
        return (*self.further_scrap, now) if self.scrap_quantity else self.further_scrap

    def another_reason(self) -> "Draft":
        """Answer the draft with its scrap set aside: how much there is for another reason is asked."""
        return replace(self, further_scrap=self.scrap, scrap_quantity=None, scrap_code="")

    def with_reason(self, code: str) -> "Draft":
        """Answer the draft with a reason that was scanned: for the scrap without one, else for more scrap.

        2 scrap, then MATERIAL, then OPERATOR: 2 of MATERIAL, and how many of OPERATOR is asked.
        """
        if code == self.scrap_code:
            return self
        draft = self.another_reason() if self.scrap_quantity and self.scrap_code else self
        given = [part.quantity for part in draft.further_scrap if part.scrap_code == code]
        quantity = sum(given, draft.scrap_quantity or ZERO)
        return replace(
            draft,
            scrap_code=code,
            scrap_quantity=quantity or None,
            further_scrap=tuple(part for part in draft.further_scrap if part.scrap_code != code),
        )

    def timed_by_clock(self, by_clock: bool) -> "Draft":  # noqa: FBT001 -- it is the whole question
        """Answer the draft with its time from the clocks, or from the person; entered times go with the first."""
        if not by_clock:
            return replace(self, by_clock=False)
        return replace(self, by_clock=True, setup_time=None, run_time=None, stop_time=None, stop_code="")

    def request(
        self, *, who: Who, answers: tuple[Answer, ...] = (), preview: bool = False
    ) -> PostOutputRequest:
        """Answer the posting that the draft is: what was not entered is nothing."""
        kind = PostOutputRequest
        if self.by_clock:
            from backend_client.messages.clocks import PostClockedOutputRequest  # noqa: PLC0415 -- where clocks run

            kind = PostClockedOutputRequest
        first, *further = self.scrap or (ScrapQuantity(scrap_code=self.scrap_code, quantity=ZERO),)
        return kind(
            request_id=self.request_id,
            **who,
            answers=answers,
            preview=preview,
            order_no=self.order_no,
            order_line_no=self.order_line_no,
            operation_no=self.operation_no,
            output_quantity=self.output_quantity or ZERO,
            scrap_quantity=first.quantity,
            scrap_code=first.scrap_code,
            further_scrap=tuple(further),
            rework_quantity=self.rework_quantity or ZERO,
            setup_time=self.setup_time or ZERO,
            run_time=self.run_time or ZERO,
            stop_time=self.stop_time or ZERO,
            stop_code=self.stop_code,
            finished=self.finished,
        )

    def number(self, field: Field) -> Decimal | None:
        """Answer the quantity or time of a field."""
        value = getattr(self, field.value)
        return value if isinstance(value, Decimal) else None

    def with_value(self, field: Field, value: Decimal | str | bool | None) -> "Draft":  # noqa: FBT001 -- the tick
        """Answer the draft with one field changed; scrap or a stop that goes takes its reason along."""
        draft = replace(self, **{field.value: value})  # type: ignore[arg-type]
        if field is Field.SCRAP and not value:
            last = self.further_scrap[-1:]  # what was set aside last can be changed, or cleared as well
            draft = replace(
                draft,
                further_scrap=self.further_scrap[:-1],
                scrap_quantity=last[0].quantity if last else None,
                scrap_code=last[0].scrap_code if last else "",
            )
        if field is Field.STOP and not value:
            draft = replace(draft, stop_code="")
        return draft


@dataclass(frozen=True, slots=True)
class Typed:
    """A text for a field, and whether it came at a reader's pace."""

    text: str
    from_reader: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a value is held against.

    remaining  of the operation: more asks first, ten times as much asks twice
    reasons    codes that may be given for the field asked
    """

    locale: str = "en"
    remaining: Decimal = ZERO
    unit: CapacityUnitType = CapacityUnitType.MINUTES
    scrap_codes: tuple[str, ...] = ()
    stop_codes: tuple[str, ...] = ()


class Question(StrEnum):
    """Why a value is shown back first."""

    ABOVE_REMAINING = "above-remaining"
    FAR_ABOVE_REMAINING = "far-above-remaining"
    LONGER_THAN_A_DAY = "longer-than-a-day"
    DECIMALS = "decimals"


@dataclass(frozen=True, slots=True)
class Taken:
    """The draft with the value in its field."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Which:
    """Two values that the text may mean."""

    field: Field
    readings: tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Sure:
    """A value that is taken only after a clear yes."""

    field: Field
    value: Decimal
    question: Question


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why the field keeps what it had."""

    field: Field
    fault: Fault
    facts: Mapping[str, str]
    typed: str


Answered = Taken | Which | Sure | NotTaken
_QUESTIONS = {
    Doubt.FAR_ABOVE_REMAINING: Question.FAR_ABOVE_REMAINING,
    Doubt.LONGER_THAN_A_DAY: Question.LONGER_THAN_A_DAY,
    Doubt.DECIMALS: Question.DECIMALS,
}


def take(draft: Draft, field: Field, typed: Typed, limits: Limits) -> Answered:
    """Take a text for one field: strictly, never rounded, never guessed."""
    if field in CODES:
        return _take_code(draft, field, typed, limits)
    if field is Field.FINISHED:
        return NotTaken(field, Fault.FORMAT, {}, typed.text)
    return _judged(draft, field, _read(field, typed, limits), typed, limits)


def take_value(draft: Draft, field: Field, value: Decimal, limits: Limits) -> Taken | Sure:
    """Take a number that needs no reading: chosen of two, or scanned; asked for when it is above the order."""
    if field in QUANTITIES:
        others = [draft.number(other) or ZERO for other in QUANTITIES - {field}]
        together = value + sum(others, sum((part.quantity for part in draft.further_scrap), ZERO))
        if 0 < limits.remaining * 10 <= value:
            return Sure(field, value, Question.FAR_ABOVE_REMAINING)
        if together > limits.remaining:
            return Sure(field, value, Question.ABOVE_REMAINING)
    return Taken(draft.with_value(field, value))


def _read(field: Field, typed: Typed, limits: Limits) -> Reading:
    if field in TIMES:
        zero_allowed = field is not Field.RUN
        return read_duration(typed.text, limits.locale, unit=limits.unit, zero_allowed=zero_allowed)
    return read_quantity(
        typed.text,
        limits.locale,
        remaining=limits.remaining,
        zero_allowed=field is not Field.GOOD,
        from_reader=typed.from_reader,
    )


def _judged(draft: Draft, field: Field, reading: Reading, typed: Typed, limits: Limits) -> Answered:
    match reading:
        case Accepted(value):
            return take_value(draft, field, value, limits)
        case Doubtful(readings):
            return Which(field, readings)
        case Confirm(value, doubt):
            return Sure(field, value, _QUESTIONS[doubt])
        case Rejected(fault, facts):
            return NotTaken(field, fault, facts, typed.text)


def _take_code(draft: Draft, field: Field, typed: Typed, limits: Limits) -> Taken | NotTaken:
    """Take a reason by its number in the list or by its code."""
    codes = limits.scrap_codes if field is Field.SCRAP_CODE else limits.stop_codes
    text = typed.text.strip().upper()
    if text in codes:
        return Taken(draft.with_value(field, text))
    if text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= len(codes):
        return Taken(draft.with_value(field, codes[int(text[:4]) - 1]))
    return NotTaken(field, Fault.FORMAT, {}, typed.text)
