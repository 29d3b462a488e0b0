"""Requests that write ledger entries: output, capacity without an order, and stock itself."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from backend_client.messages.base import Request
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import CapacityType, ItemLedgerEntryType

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrapQuantity:
    """What was scrapped for one reason, in the unit of its line."""

    scrap_code: str
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOutputRequest(Request[PostingReceipt]):
    """Output, scrap and time of one operation of a released order line.

    order_line_no            0: the only line of the order (or the one of `item_no`)
    item_no                  of the line, for family orders whose lines share one routing; "" = any
    operation_no             "" only for a line without routing
    setup, run, stop time    in `time_unit_code` (a capacity unit; "" = the center's own)
    output, scrap, rework quantity   in `unit_of_measure_code` ("" = the order line's); rework is neither of the
                             other two: it is to be done again and moves no stock
    further_scrap            scrapped for other reasons than `scrap_code`, beside `scrap_quantity`
    starting, ending time    both given: run time is (end - start) x concurrent capacity, and setup time is cleared
    applies_to_entry         item ledger entry that a negative output corrects; 0 = none
    serial_no                of the piece brought into stock; of a tracked item's last operation also that of the
                             one piece scrapped, or to be done again
    document_no              "" = the order's number
    """

    order_no: str
    order_line_no: int = 0
    item_no: str = ""
    operation_no: str = ""
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
    bin_code: str = ""
    lot_no: str = ""
    serial_no: str = ""
    expiration_date: date | None = None
    applies_to_entry: int = 0
    document_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCapacityRequest(Request[PostingReceipt]):
    """Time of a center without a production order: only stop time may be booked so."""

    type: CapacityType = CapacityType.WORK_CENTER
    no: str
    stop_time: Decimal = ZERO
    setup_time: Decimal = ZERO
    run_time: Decimal = ZERO
    time_unit_code: str = ""
    stop_code: str = ""
    scrap_code: str = ""
    document_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostItemEntryRequest(Request[PostingReceipt]):
    """Stock in or out without a production order: purchase, sale, positive or negative adjustment.

    quantity   positive, in `unit_of_measure_code` ("" = the base unit)
    unit_cost  per that unit; None = the item card's
    """

    entry_type: ItemLedgerEntryType
    item_no: str
    quantity: Decimal
    variant_code: str = ""
    unit_of_measure_code: str = ""
    unit_cost: Decimal | None = None
    location_code: str = ""
    bin_code: str = ""
    lot_no: str = ""
    serial_no: str = ""
    expiration_date: date | None = None
    applies_to_entry: int = 0
    document_no: str = ""
