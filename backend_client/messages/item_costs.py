"""Requests that change what stock costs without moving it: a later cost of goods received, another value of what remains."""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.messages.base import Request
from backend_client.messages.receipt import PostingReceipt


@dataclass(frozen=True, slots=True, kw_only=True)
class PostItemChargeRequest(Request[PostingReceipt]):
    """A later direct cost of goods that came in: freight, customs, the difference of a late invoice.

    entry_no     of the item ledger entry of a purchase or a positive adjustment; nothing of it need be left
    amount       for the whole entry, with two decimals; below 0 it gets cheaper
    document_no  "" = the entry's
    """

    entry_no: int
    amount: Decimal
    document_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevalueEntryRequest(Request[PostingReceipt]):
    """Another unit cost for what remains of an inbound item ledger entry; what was taken before keeps its cost.

    entry_no       of a purchase, a positive adjustment or output
    new_unit_cost  of one base unit, not below 0
    document_no    "" = the entry's
    """

    entry_no: int
    new_unit_cost: Decimal
    document_no: str = ""
