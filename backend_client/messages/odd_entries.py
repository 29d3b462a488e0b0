"""Entries that are posted and odd: for somebody else to look at. Everything else needs nobody."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend_client.floor_terms import Oddity
from backend_client.messages.base import Question, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class OddEntry:
    """An entry of the capacity ledger and what is odd about it; quantities in base units, times in the center's unit.

    standard_time  run time that the order's routing has for its pieces
    entered_at     aware UTC
    """

    entry_no: int
    register_no: int
    oddities: tuple[Oddity, ...]
    order_no: str
    order_line_no: int
    operation_no: str
    no: str
    item_no: str
    output_quantity: Decimal
    scrap_quantity: Decimal
    run_time: Decimal
    standard_time: Decimal
    unit_of_measure_code: str
    posting_date: date
    entered_at: datetime
    person_no: str
    person_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OddEntries:
    """Entries that nobody has looked at yet, the newest first; at most limits.ODD_ENTRIES_MAX."""

    rows: tuple[OddEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OddEntriesQuestion(Question[OddEntries]):
    """Which of the newest limits.ODD_ENTRIES_AMONG entries of the last limits.ODD_ENTRY_DAYS days are odd?

    Entries that were taken back, and those that flushing or a subcontractor's receipt made, are left out.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFoundRight:
    """The entry that is no longer listed."""

    entry_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindEntryRightRequest(Request[EntryFoundRight]):
    """Say that an odd entry is right as it stands. Who posted it can't; one that is wrong is undone instead."""

    entry_no: int
    comment: str = ""
