"""Requests and questions of the journals: consumption by hand, and many lines posted as one batch."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from backend_client.messages.base import Request
from backend_client.messages.postings import ScrapQuantity
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import CapacityType, JournalLineKind

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostConsumptionRequest(Request[PostingReceipt]):
    """Consumption of a released order line, as planned or not; a quantity below zero comes back into stock.

    order_line_no       0: the only or first line of the order
    item_no             "" = the component's
    component_line_no   component that the quantity is for; None: the only component of the item, if there is just
                        one; 0: none, unplanned material or a by-product
    quantity            in `unit_of_measure_code` ("" = the component's, else the item's base unit)
    location, bin code  "" = the component's, else the order line's
    applies_to_entry    open item ledger entry that the goods are taken from; 0 = by the costing method
    applies_from_entry  consumption of this order line whose goods come back, at their cost; 0 = none
    document_no         "" = the order's number
    """

    order_no: str
    order_line_no: int = 0
    item_no: str = ""
    component_line_no: int | None = None
    quantity: Decimal
    unit_of_measure_code: str = ""
    variant_code: str = ""
    location_code: str = ""
    bin_code: str = ""
    lot_no: str = ""
    serial_no: str = ""
    expiration_date: date | None = None
    applies_to_entry: int = 0
    applies_from_entry: int = 0
    document_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One line of a journal: output, consumption, or capacity without an order.

    The fields are those of PostOutputRequest, PostConsumptionRequest and PostCapacityRequest; a kind reads its own
    and needs the others empty. `posting_date` and `document_no` win over those of the journal.
    """

    kind: JournalLineKind
    posting_date: date | None = None
    document_no: str = ""
    order_no: str = ""
    order_line_no: int = 0
    item_no: str = ""
    operation_no: str = ""
    component_line_no: int | None = None
    quantity: Decimal = ZERO
    setup_time: Decimal = ZERO
    run_time: Decimal = ZERO
    stop_time: Decimal = ZERO
    time_unit_code: str = ""
    output_quantity: Decimal = ZERO
    scrap_quantity: Decimal = ZERO
    rework_quantity: Decimal = ZERO
    further_scrap: tuple[ScrapQuantity, ...] = ()
    unit_of_measure_code: str = ""
    scrap_code: str = ""
    stop_code: str = ""
    finished: bool = False
    starting_time: time | None = None
    ending_time: time | None = None
    concurrent_capacity: Decimal = ZERO
    variant_code: str = ""
    location_code: str = ""
    bin_code: str = ""
    lot_no: str = ""
    serial_no: str = ""
    expiration_date: date | None = None
    applies_to_entry: int = 0
    applies_from_entry: int = 0
    type: CapacityType = CapacityType.WORK_CENTER
    no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostJournalRequest(Request[PostingReceipt]):
    """Lines of any number of orders, posted in one transaction under one register: all or nothing.

    A line sees what the lines before it have done. A line that is wholly empty is passed over; refused, every bad
    line is named in `Refused.lines`, each judged as if the other bad ones were not there.

    posting_date       of the lines that have none
    only_filled_lines  pass over lines without quantity, time or scrap too, as the production journal does
    """

    lines: tuple[JournalLine, ...]
    document_no: str = ""
    only_filled_lines: bool = False
