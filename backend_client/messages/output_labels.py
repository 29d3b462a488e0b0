"""What a label says about goods that were made: a label for each output entry."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.base import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeGoods:
    """An output entry as a label tells it; `quantity` in `unit_of_measure_code`; `gtin` "" where the item has none."""

    entry_no: int
    register_no: int
    item_no: str
    description: str
    variant_code: str
    gtin: str
    quantity: Decimal
    unit_of_measure_code: str
    lot_no: str
    serial_no: str
    order_no: str
    order_line_no: int
    posting_date: date
    person_no: str
    location_code: str
    bin_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputLabelsQuestion(Question[tuple[MadeGoods, ...]]):
    """Which goods did an order, one of its lines or one register make? The newest last, at most limits.LABELS_MAX.

    order_line_no, register_no  0 = any
    """

    order_no: str
    order_line_no: int = 0
    register_no: int = 0
