"""What goes into an order line, and where it lies: all that a person with a scanner needs to post it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.base import Dated, Question
from backend_client.terms import FlushingMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPlace:
    """What one bin holds of a component, of one lot or serial number; bin "" where its location has none.

    blocked  the lot or serial number is: a posting of it is refused
    """

    bin_code: str
    lot_no: str
    serial_no: str
    quantity: Decimal
    expiration_date: date | None
    blocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One component of an order line; quantities in its own unit.

    gtin            of its item, "" = none
    flushed         it is consumed by itself: what is entered is consumed besides
    per_kilogram    how much of its unit a kilogram is; None where the unit is no weight
    lot, serial_tracked  which number has to be given with it
    places          what its location holds, by bin and number; at most limits.PART_PLACES_MAX, and `more` then
    """

    line_no: int
    item_no: str
    description: str
    variant_code: str
    gtin: str
    unit_of_measure_code: str
    per_kilogram: Decimal | None
    expected_quantity: Decimal
    used_quantity: Decimal
    remaining_quantity: Decimal
    flushing_method: FlushingMethod
    flushed: bool
    routing_link_code: str
    location_code: str
    bin_code: str
    lot_tracked: bool
    serial_tracked: bool
    blocked: bool
    places: tuple[PartPlace, ...]
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts(Dated):
    """The components of an order line, those that are posted by hand first."""

    order_no: str
    order_line_no: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsQuestion(Question[Parts]):
    """What goes into this order line, how much of it is used, and where does it lie?"""

    order_no: str
    order_line_no: int = 0
