"""Requests that take postings back, and questions about what can be taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend_client.messages.base import Question, Refused, Request
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import CapacityUnitType, Ledger

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseEntryRequest(Request[PostingReceipt]):
    """Reverse an entry of the item or the capacity ledger, with what was posted together with it.

    with_flushed_consumption  bring back, too, the components that this work consumed by itself
    The opposite entries carry the original's posting date and document number. A preview shows all of them.
    """

    ledger: Ledger
    entry_no: int
    with_flushed_consumption: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPostingRequest(Request[PostingReceipt]):
    """Take a whole posting back: its output, time, scrap, and all that it consumed.

    register_no  0 = the last posting of the person who asks, within the plant's undo time; a supervisor may undo
                 any posting, at any time, and so may anybody with a supervisor's approval
    """

    register_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedEntry:
    """An entry of an order, and whether it can be reversed; quantities in base units, times in the center's unit.

    operation_no to rework_quantity   of work alone
    refused              why it can't be reversed by itself; None when it can
    flushed_consumption  entries of components that this work consumed by itself and that can come back with it
    """

    ledger: Ledger
    entry_no: int
    register_no: int
    posting_date: date
    posted_at: datetime
    person_no: str
    order_line_no: int
    operation_no: str = ""
    item_no: str
    quantity: Decimal
    setup_time: Decimal = ZERO
    run_time: Decimal = ZERO
    stop_time: Decimal = ZERO
    output_quantity: Decimal = ZERO
    scrap_quantity: Decimal = ZERO
    rework_quantity: Decimal = ZERO
    refused: Refused | None
    flushed_consumption: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedEntries:
    """Entries of an order, the newest first; `more` when there were more than limits.ENTRIES_SHOWN_MAX."""

    entries: tuple[PostedEntry, ...]
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedEntriesQuestion(Question[PostedEntries]):
    """What was posted on this order, and what of it can be reversed?

    order_line_no  0 = all lines
    person_no      given: only what this person posted
    """

    order_no: str
    order_line_no: int = 0
    person_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPosting:
    """A posting that can be undone, or was; quantities in base units, times in `time_unit_type`.

    order_no to operation_no  of its first entry; "" and 0 where it names none
    orders          so many orders it is about
    parts           so many entries of consumed components
    undone          entries against all of it are posted
    own_until       until then the person may undo it alone (aware, UTC)
    """

    register_no: int
    request_kind: str
    posted_at: datetime
    order_no: str
    order_line_no: int
    operation_no: str
    no: str
    orders: int
    setup_time: Decimal
    run_time: Decimal
    stop_time: Decimal
    time_unit_type: CapacityUnitType
    output_quantity: Decimal
    scrap_quantity: Decimal
    rework_quantity: Decimal
    parts: int
    undone: bool
    own_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPostings:
    """A person's postings of one plant-local day, the oldest first; the newest limits.PERSON_POSTINGS_MAX of them."""

    day: date
    postings: tuple[PersonPosting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPostingsQuestion(Question[PersonPostings]):
    """What did a person post on a day? `day` None = today. Another's needs a supervisor."""

    person_no: str
    day: date | None = None
