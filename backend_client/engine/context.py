"""What an engine function is given beside its message, and what it answers.

A request's function loads its facts, lets the rules decide and answers `Decided`: the rows to write and a way to
make the receipt once the entries have their numbers. It writes nothing itself. A question's function answers its
answer. Both may answer `Refused`.

    def post_output(context: Context, request: PostOutputRequest) -> Decided[PostingReceipt] | Refused
    def order_line(context: Context, question: OrderLineQuestion) -> OrderLineCard | Refused
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from backend_client.engine.pins import ComparedPins, Pins
from backend_client.messages.base import Posted, Refused, Request
from backend_client.refusals import RefusalCode
from backend_client.rules.operation_times import CenterKey
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.setup import Setup
from backend_client.terms import Confirmation, Warned

ReceiptT = TypeVar("ReceiptT")
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One transaction's surroundings.

    now         aware UTC moment of the posting
    local_now   the plant's wall clock, naive
    today       the plant's day; of a request that a terminal kept, the day on which it was entered
    moved_load  how much more time is allocated at a center on a day than the database says, by orders that were
                moved in this transaction and are not written yet
    pins        those of this request, compared before the ledgers were locked
    trusted     nobody has to be signed on: the plant itself posts what follows a posting, or whoever holds the database
    entered     when the request was entered, as far as its terminal is believed; None = now
    used        the session that the request is posted in, where its use is to be noted
    """

    connection: Connection
    setup: Setup
    now: datetime
    local_now: datetime
    today: date
    moved_load: Mapping[tuple[CenterKey, date], Decimal] = field(default_factory=dict)
    pins: ComparedPins = field(default_factory=lambda: ComparedPins(Pins()))
    trusted: bool = False
    entered: datetime | None = None
    used: tuple[Insert | Update, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What is known once a posting has its numbers; `register_no` is 0 in a preview."""

    register_no: int
    posted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Generic[ReceiptT]):
    """The decision of a request: rows to write, the receipt to give, and what to tell besides."""

    posting: Posting
    receipt: Callable[[Written], ReceiptT]
    warnings: tuple[Warned, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A no that is remembered: the rows are written, a preview's too, though the request is refused."""

    refused: Refused
    inserts: tuple[Insert, ...]
    updates: tuple[Update, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Generic[ReceiptT]):
    """A request that is several: each is posted for itself, in a transaction and a register of its own.

    requests  under ids made of this one's, so that sending it again posts none of them twice
    receipt   from what became of each, in their order
    """

    requests: tuple[Request[object], ...]
    receipt: Callable[[Sequence[Posted[Any] | Refused]], ReceiptT]


def ask_first(request: Request[object], *needed: Confirmation) -> Refused | None:
    """Answer what stops a request that needs confirmations: some unanswered, or one answered no; else None."""
    given = {answer.confirmation: answer.yes for answer in request.answers}
    if any(given.get(confirmation) is False for confirmation in needed):
        return Refused(code=RefusalCode.UPDATE_INTERRUPTED)
    unanswered = tuple(confirmation for confirmation in needed if confirmation not in given)
    if unanswered:
        return Refused(code=RefusalCode.CONFIRMATION_NEEDED, confirmations=unanswered)
    return None


def posting_date_refused(context: Context, day: date) -> Refused | None:
    """Refuse a posting date outside the plant's allowed range, or in a closed accounting period, which facts name."""
    settings, closed = context.setup.settings, context.setup.closed_up_to
    first, last = settings.allow_posting_from, settings.allow_posting_to
    in_closed = closed is not None and day <= closed
    if not in_closed and (first is None or day >= first) and (last is None or day <= last):
        return None
    facts = {"field": "posting_date", "posting_date": day.isoformat()}
    if in_closed:
        begun = [each for each in context.setup.accounting_periods if each.starting_date <= day]
        if begun:
            facts["accounting_period"] = begun[-1].name or begun[-1].starting_date.isoformat()
        facts["first_open_day"] = first_open_date(context.setup, day).isoformat()
    return Refused(code=RefusalCode.POSTING_DATE_NOT_ALLOWED, facts=facts)


def first_open_date(setup: Setup, day: date) -> date:
    """Answer the day on which a later cost of an entry of that day is posted: its own, or the first that is open after it."""
    if setup.closed_up_to is not None:
        day = max(day, setup.closed_up_to + A_DAY)
    first = setup.settings.allow_posting_from
    return day if first is None else max(day, first)
