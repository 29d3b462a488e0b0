"""Posting inventory cost to the general ledger: what was not posted at once, later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from backend_client.messages.base import Request
from backend_client.refusals import RefusalCode


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutValueEntry:
    """A value entry that could not be posted, and why: its period is closed, or an account is not named."""

    value_entry_no: int
    posting_date: date
    document_no: str
    code: RefusalCode
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryCostReceipt:
    """What one step posted, what it had to leave out, and how much is left.

    value_entries   posted by this step
    gl_entries      made of them
    amount          debited by them all
    not_posted      how many were left out; `left_out` names the first limits.LEFT_OUT_SHOWN_MAX of them
    after_entry_no  the last value entry that was looked at, for the next step; 0 = nothing is left
    left            value entries behind it still to be looked at
    """

    register_no: int
    value_entries: int
    gl_entries: int
    amount: Decimal
    not_posted: int
    left_out: tuple[LeftOutValueEntry, ...]
    after_entry_no: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostInventoryCostToGLRequest(Request[InventoryCostReceipt]):
    """Post what value entries still owe the general ledger, one step; sent under new ids until nothing is left.

    Each entry is posted on its own posting date; that of the request is not used. Entries that can't be posted are
    left out and named, the others are posted.

    last_day        only entries with posting dates up to it; None = all
    document_no     of all that is posted; "" = each entry's own
    after_entry_no  as the receipt of the step before says; with 0 a step begins at the first that owes something
    """

    last_day: date | None = None
    document_no: str = ""
    after_entry_no: int = 0
