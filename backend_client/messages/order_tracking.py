"""Lots and serial numbers of one order: those that it made, and those of the parts that it used.

    made  SP-SCM1009  serial B-0001      1 PCS   1 entry
    used  SP-BOM1107  lot L-77          10 PCS   3 entries

Quantities are in the item's base unit and what is left of them: taken back, they are less, or 0.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.messages.base import Question
from backend_client.terms import ItemLedgerEntryType


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedLot:
    """A lot, a serial number or both, as the order's entries have it; `quantity` is above 0 for what was made and what was used."""

    entry_type: ItemLedgerEntryType
    item_no: str
    variant_code: str
    description: str
    lot_no: str
    serial_no: str
    quantity: Decimal
    unit_of_measure_code: str
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTracking:
    """What was made first, then what was used, by item, lot and serial number; `next_page` is "" on the last page."""

    lots: tuple[TrackedLot, ...]
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTrackingQuestion(Question[OrderTracking]):
    """Which lots and serial numbers did this order make and use?

    page  `next_page` of the answer before; "" = the first
    most  rows of a page; 0 and whatever is above it = limits.REPORT_ROWS_MAX
    """

    order_no: str
    page: str = ""
    most: int = 0
