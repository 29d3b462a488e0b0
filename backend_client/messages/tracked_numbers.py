"""Lots and serial numbers: what is known of each, which are blocked, and blocking them.

Nothing of a blocked lot or serial number is used, made, bought, sold or picked until the block is taken away; what was
posted of it can be taken back, and it can be put away.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.floor_terms import LotQuality
from backend_client.messages.base import EditRequest, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedNumber:
    """A lot, or a serial number, of an item.

    description  what is to be known of it, such as why it is blocked
    on_hand      what is in stock of it, in the item's base unit
    revision     what an edit of it says it has seen; 0 = nothing is noted of it yet
    """

    item_no: str
    item_description: str
    variant_code: str
    lot_no: str
    serial_no: str
    description: str
    test_quality: LotQuality
    certificate_number: str
    blocked: bool
    on_hand: Decimal
    unit_of_measure_code: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedNumbers:
    """Numbers by item, lot and serial number; `more` there are than an answer holds, limits.TRACKED_NUMBERS_MAX."""

    numbers: tuple[TrackedNumber, ...]
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedNumbersQuestion(Question[TrackedNumbers]):
    """Which lots and serial numbers are blocked; or, of one number, which items have it, in stock or noted?

    number   a lot or serial number; "" = all that are blocked
    item_no  of this item alone; "" = of any
    gtin     of the item that has this GTIN; "" = of any
    """

    number: str = ""
    item_no: str = ""
    gtin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTrackedNumberRequest(EditRequest[TrackedNumber]):
    """Block a lot or a serial number of an item, or take the block away.

    lot_no, serial_no  one of them
    description        why; None = what is noted stays
    test_quality       None = what is noted stays
    """

    item_no: str
    variant_code: str = ""
    lot_no: str = ""
    serial_no: str = ""
    blocked: bool = True
    description: str | None = None
    test_quality: LotQuality | None = None
