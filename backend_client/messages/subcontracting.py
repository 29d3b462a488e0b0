"""Work done outside: what to order, ordering it, receiving it, undoing a receipt, and its invoice."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.base import Question, Request
from backend_client.messages.receipt import PostingReceipt


@dataclass(frozen=True, slots=True, kw_only=True)
class SubcontractingOrderReceipt:
    """A line of a purchase order; quantities and cost in the order line's unit."""

    purchase_order_no: str
    line_no: int
    vendor_no: str
    order_no: str
    order_line_no: int
    operation_no: str
    quantity: Decimal
    unit_of_measure_code: str
    direct_unit_cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateSubcontractingOrderRequest(Request[SubcontractingOrderReceipt]):
    """Order an operation from its center's subcontractor.

    no                    of the purchase order; one that exists, with the same vendor, gets one line more
    quantity              in the order line's unit; None = what is left to order
    direct_unit_cost      of that unit; None = the subcontractor's price, else the center's own
    expected_receipt_date None = the end of the operation
    """

    no: str
    order_no: str
    order_line_no: int = 0
    operation_no: str
    quantity: Decimal | None = None
    direct_unit_cost: Decimal | None = None
    expected_receipt_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveSubcontractingRequest(Request[PostingReceipt]):
    """Receive pieces of an operation: posts them on it, and consumes what is linked to it.

    line_no            of the purchase order; 0 = its only line
    quantity           in the order line's unit
    lot_no, serial_no  of what the last operation brings into stock, where the item is tracked
    """

    no: str
    line_no: int = 0
    quantity: Decimal
    lot_no: str = ""
    serial_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoSubcontractingReceiptRequest(Request[PostingReceipt]):
    """Take a receipt back that was not invoiced; components that it consumed stay consumed.

    receipt_no  1 = the first receipt of the line
    """

    no: str
    line_no: int = 0
    receipt_no: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSubcontractingRequest(Request[PostingReceipt]):
    """Bring the cost of what was received.

    direct_unit_cost  of the order line's unit; None = as ordered
    """

    no: str
    line_no: int = 0
    quantity: Decimal
    direct_unit_cost: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubcontractingProposal:
    """An operation that may be ordered; quantity and cost in the order line's unit."""

    order_no: str
    order_line_no: int
    operation_no: str
    description: str
    item_no: str
    work_center_no: str
    vendor_no: str
    quantity: Decimal
    unit_of_measure_code: str
    direct_unit_cost: Decimal
    due_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubcontractingProposalQuestion(Question[tuple[SubcontractingProposal, ...]]):
    """Which operations of released orders are left to order? A center or an order narrows it."""

    work_center_no: str = ""
    order_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubcontractingLine:
    """A line of a purchase order as it stands; quantities in base units."""

    purchase_order_no: str
    line_no: int
    vendor_no: str
    order_no: str
    order_line_no: int
    operation_no: str
    item_no: str
    description: str
    quantity_base: Decimal
    qty_received_base: Decimal
    qty_invoiced_base: Decimal
    direct_unit_cost: Decimal
    expected_receipt_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubcontractingLinesQuestion(Question[tuple[SubcontractingLine, ...]]):
    """What is on order outside? All that is outstanding; of an order or a purchase order, everything."""

    order_no: str = ""
    purchase_order_no: str = ""
