"""What every message of the seam has in common.

A request changes something and is posted; a question changes nothing and is asked. Both are frozen. A request
carries an id that is made when its form opens, so that sending it again after a lost answer posts once:

    post(request)  -> Posted(receipt, replayed, warnings) | Queued(place) | Refused(code, facts, confirmations)
    ask(question)  -> the question's answer | Refused

Messages are plain standard-library dataclasses: importing them costs a terminal nothing at start.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from backend_client.people_terms import SignatureMeaning
from backend_client.refusals import RefusalCode
from backend_client.terms import Confirmation, Warned

AnswerT_co = TypeVar("AnswerT_co", covariant=True)
ReceiptT_co = TypeVar("ReceiptT_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A person's answer to one confirmation."""

    confirmation: Confirmation
    yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A supervisor's yes to what a rule of the floor leaves to them, in one request; the badge proves who it is.

    supervisor_no  "" = whoever's badge it is
    pin          as well, where the plant asks for it; kept nowhere
    fingerprint  of the request that is approved (see messages/fingerprint.py); "" only where no PIN is asked for
    approved_at  aware UTC moment; it counts for limits.APPROVAL_SECONDS_MAX from then on
    """

    supervisor_no: str
    badge_token: str = field(repr=False)
    pin: str = field(default="", repr=False)
    fingerprint: str = ""
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What the person of a request says by signing it, with their PIN; the register keeps it without the PIN."""

    meaning: SignatureMeaning
    signed_at: datetime
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Generic[ReceiptT_co]):
    """What any change needs to be traced and to be posted once.

    request_id    unique text, at most limits.REQUEST_ID_LENGTH_MAX; the same id with the same body answers the
                  first receipt, with another body `request-id-reused`
    posting_date  day of posting in the ledgers; None is the plant's day at `recorded_at`: today, unless it was kept
    recorded_at   when the person entered it, by the terminal's clock (aware, UTC); None is now
    answers       to confirmations asked by an earlier `confirmation-needed`
    approval      a supervisor's, where `supervisor-needed` was answered; kept with the register
    signature     the person's own, where the plant asks for it; kept with the register
    preview       run everything, answer the receipt, write nothing
    """

    request_id: str
    person_no: str = ""
    session_id: str = ""
    terminal_id: str = ""
    posting_date: date | None = None
    recorded_at: datetime | None = None
    answers: tuple[Answer, ...] = ()
    approval: Approval | None = None
    signature: Signature | None = None
    preview: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRequest(Request[ReceiptT_co]):
    """A change of something that somebody has looked at first: refused where it was changed since they looked.

    seen_revision  as the answer that showed it says it; None = change it however it stands now
    """

    seen_revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[AnswerT_co]):
    """Something asked; nothing changes by it.

    session_id   of whoever asks, where the plant asks people to sign on
    terminal_id  where it is asked
    """

    session_id: str = field(default="", repr=False)
    terminal_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """An answer that a terminal may give from memory while its line is down.

    as_of  the moment (aware, UTC) at which it was so, of an answer from memory; None is now
    """

    as_of: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted(Generic[ReceiptT_co]):
    """The change is in the database (or, in a preview, would be).

    replayed  the same request was posted before; this is its first receipt
    text      the receipt as its register keeps it, where that is at hand and all of it
    """

    receipt: ReceiptT_co
    replayed: bool = False
    warnings: tuple[Warned, ...] = ()
    text: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """The request is safe on this terminal's disk and will be sent; `place` is its position in the queue."""

    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """What is wrong with one line of a request that has many, or what it asks; lines count from 1."""

    line: int
    code: RefusalCode
    facts: Mapping[str, str] = field(default_factory=dict)
    confirmations: tuple[Confirmation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An expected no.

    facts          the numbers and codes that the sentence needs; `field` names the field in question, `line` the
                   first bad line of a request that has many
    confirmations  with `confirmation-needed`: what has to be answered before the request is sent again
    lines          of a request that has many: every line that is not as it should be
    """

    code: RefusalCode
    facts: Mapping[str, str] = field(default_factory=dict)
    confirmations: tuple[Confirmation, ...] = ()
    lines: tuple[RefusedLine, ...] = ()
