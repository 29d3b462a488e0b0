"""Put-aways, picks, and what bins hold; quantities in base units."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend_client.messages.base import Question, Request
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import WarehouseAction, WarehouseActivityType, WarehouseRequestType


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseLine:
    """What is to be taken or placed; `bin_code` "" = not decided yet."""

    line_no: int
    action: WarehouseAction
    order_line_no: int
    component_line_no: int
    item_no: str
    variant_code: str
    bin_code: str
    lot_no: str
    serial_no: str
    quantity_base: Decimal
    qty_handled_base: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseDocument:
    """A put-away or a pick as it stands."""

    no: str
    type: WarehouseActivityType
    location_code: str
    order_no: str
    created_at: datetime
    completed: bool
    lines: tuple[WarehouseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """How much of a line is handled now, and where.

    bin_code  "" = the line's
    """

    line_no: int
    quantity: Decimal
    bin_code: str = ""
    lot_no: str = ""
    serial_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePutAwayRequest(Request[WarehouseDocument]):
    """Make an inventory put-away of what an order still has to make, at a location that posts output with it.

    location_code  "" = that of the first order line with such a location
    """

    order_no: str
    location_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePickRequest(Request[WarehouseDocument]):
    """Make a pick of the components that an order still needs.

    location_code  "" = that of the first component at a location that picks
    """

    order_no: str
    location_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandledReceipt:
    """A document after some of it was handled, with what that posted."""

    document: WarehouseDocument
    posting: PostingReceipt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostInventoryPutAwayRequest(Request[HandledReceipt]):
    """Post an inventory put-away: the output of the last operation comes into stock.

    lines  () = all that is left of every line
    """

    no: str
    lines: tuple[Handled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostInventoryPickRequest(Request[HandledReceipt]):
    """Post an inventory pick: the components are consumed. `lines` () = all that is left of every line."""

    no: str
    lines: tuple[Handled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterWarehouseActivityRequest(Request[HandledReceipt]):
    """Move what a put-away or a pick names from the bins it is taken from to those it is placed in.

    lines  of the places; () = all that is left of every line
    """

    no: str
    lines: tuple[Handled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseWarehouseActivityRequest(Request[WarehouseDocument]):
    """Handle no more of a put-away or a pick: what is left of it stays where it lies."""

    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedReceipt:
    """What has been picked of a component, in its unit."""

    order_no: str
    order_line_no: int
    component_line_no: int
    qty_picked: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPickRequest(Request[PickedReceipt]):
    """Say that a component was picked, without a document; quantity in its unit.

    order_line_no, component_line_no  0 = the only component of the order with that item
    """

    order_no: str
    order_line_no: int = 0
    component_line_no: int = 0
    item_no: str = ""
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseDocumentsQuestion(Question[tuple[WarehouseDocument, ...]]):
    """Which put-aways and picks are there? Of an order all of them, else those that are not completed."""

    order_no: str = ""
    location_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedGoods:
    """The warehouse is asked to take in what an order makes, or to hand out what it needs."""

    type: WarehouseRequestType
    order_no: str
    location_code: str
    expected_date: date | None
    completely_handled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseRequestsQuestion(Question[tuple[ExpectedGoods, ...]]):
    """What is the warehouse asked for? An order or a location narrows it."""

    order_no: str = ""
    location_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BinHolding:
    """What a bin holds of an item, a lot, a serial number."""

    location_code: str
    bin_code: str
    item_no: str
    variant_code: str
    lot_no: str
    serial_no: str
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class BinContentsQuestion(Question[tuple[BinHolding, ...]]):
    """What do the bins of a location hold? An item or a bin narrows it; at most limits.TASKS_MAX rows."""

    location_code: str
    item_no: str = ""
    bin_code: str = ""
