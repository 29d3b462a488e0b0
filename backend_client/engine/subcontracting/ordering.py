"""Which operations are left to order outside, and ordering one."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from backend_client import limits
from backend_client.engine.context import Context, Decided
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.messages.base import Refused
from backend_client.messages.subcontracting import (
    CreateSubcontractingOrderRequest,
    SubcontractingLine,
    SubcontractingLinesQuestion,
    SubcontractingOrderReceipt,
    SubcontractingProposal,
    SubcontractingProposalQuestion,
)
from backend_client.records.purchasing import PurchaseOrder, PurchaseOrderLine
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO, exact, round_unit_cost
from backend_client.rules.subcontracting import Price, price_of, proposed_quantity
from backend_client.rules.units import base_quantity
from backend_client.store.posting import Insert, Posting
from backend_client.store.queries import purchasing
from backend_client.store.rows import Row, new_row
from backend_client.store.setup import Setup

LINE_STEP = 10000


def subcontracting_proposal(
    context: Context, question: SubcontractingProposalQuestion
) -> tuple[SubcontractingProposal, ...] | Refused:
    """Answer the operations that are left to order. Refusals: not-a-subcontracting-center."""
    vendors = _vendors(context.setup)
    wanted = question.work_center_no
    if wanted and wanted not in vendors:
        return Refused(
            code=RefusalCode.NOT_A_SUBCONTRACTING_CENTER, facts={"no": wanted, "field": "work_center_no"}
        )
    centers = [wanted] if wanted else list(vendors)
    rows = purchasing.operations_outside(
        context.connection, centers, order_no=question.order_no, most=limits.TASKS_MAX
    )
    waiting = purchasing.on_order(context.connection, (row["order_no"] for row in rows))
    agreed = purchasing.prices(context.connection, (vendors[row["work_center_no"]] for row in rows))
    proposals = []
    for row in rows:
        quantity = _left(row, row, waiting)
        if quantity:
            vendor_no = vendors[row["work_center_no"]]
            proposals.append(
                SubcontractingProposal(
                    order_no=row["order_no"],
                    order_line_no=row["order_line_no"],
                    operation_no=row["operation_no"],
                    description=row["description"],
                    item_no=row["item_no"],
                    work_center_no=row["work_center_no"],
                    vendor_no=vendor_no,
                    quantity=quantity,
                    unit_of_measure_code=row["unit_of_measure_code"],
                    direct_unit_cost=_price(context, agreed, row, row, quantity),
                    due_date=_day(row),
                )
            )
    return tuple(proposals)


def create_subcontracting_order(
    context: Context, request: CreateSubcontractingOrderRequest
) -> Decided[SubcontractingOrderReceipt] | Refused:
    """Order an operation from its center's subcontractor.

    Refusals: released-order-not-found, order-line-not-found, operation-not-found, not-a-subcontracting-center,
    quantity-out-of-range, request-malformed (no number, or a purchase order of another vendor).
    """
    hand = OrdersInHand.read(context, [request.order_no])
    found = operation_outside(context.setup, hand.released(request.order_no), request)
    if isinstance(found, Refused):
        return found
    line, operation, vendor_no = found
    head = purchasing.purchase_order(context.connection, request.no)
    if not request.no or (head is not None and head["vendor_no"] != vendor_no):
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "no", "vendor_no": vendor_no})
    waiting = purchasing.on_order(context.connection, [request.order_no])
    quantity = _left(operation, line, waiting) if request.quantity is None else request.quantity
    if quantity <= 0:
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "quantity"})
    cost = request.direct_unit_cost
    if cost is None:
        agreed = purchasing.prices(context.connection, [vendor_no])
        cost = _price(context, agreed, operation, line, quantity)
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.no)
    if head is None:
        row = new_row(PurchaseOrder, no=request.no, vendor_no=vendor_no, created_at=context.now)
        posting.inserts.append(Insert(PurchaseOrder, [row]))
    standing = purchasing.purchase_lines(context.connection, no=request.no)
    bought = new_row(
        PurchaseOrderLine,
        purchase_order_no=request.no,
        line_no=max((row["line_no"] for row in standing), default=0) + LINE_STEP,
        order_no=request.order_no,
        order_line_no=line["line_no"],
        routing_reference_no=operation["routing_reference_no"],
        operation_no=operation["operation_no"],
        work_center_no=operation["work_center_no"],
        item_no=line["item_no"],
        description=operation["description"] or line["description"],
        unit_of_measure_code=line["unit_of_measure_code"],
        qty_per_unit_of_measure=line["qty_per_unit_of_measure"],
        quantity=quantity,
        quantity_base=base_quantity(quantity, line["qty_per_unit_of_measure"]),
        direct_unit_cost=cost,
        expected_receipt_date=request.expected_receipt_date or _day(operation),
    )
    posting.inserts.append(Insert(PurchaseOrderLine, [bought]))
    receipt = SubcontractingOrderReceipt(
        purchase_order_no=request.no,
        line_no=bought["line_no"],
        vendor_no=vendor_no,
        order_no=request.order_no,
        order_line_no=line["line_no"],
        operation_no=operation["operation_no"],
        quantity=quantity,
        unit_of_measure_code=line["unit_of_measure_code"],
        direct_unit_cost=cost,
    )
    return Decided(posting=posting, receipt=lambda _: receipt)


def operation_outside(
    setup: Setup, order: OrderRows | Refused, request: CreateSubcontractingOrderRequest
) -> tuple[Row, Row, str] | Refused:
    """Answer the order line, the operation, and the subcontractor who does it."""
    if isinstance(order, Refused):
        return order
    named = {"order_no": request.order_no}
    if order.order["blocked"]:
        return Refused(code=RefusalCode.ORDER_BLOCKED, facts=named)
    wanted = request.order_line_no
    line = next((row for row in order.lines if wanted in {0, row["line_no"]}), None)
    if line is None:
        return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=named | {"order_line_no": str(wanted)})
    operations = order.operations_of(line)
    operation = next((row for row in operations if row["operation_no"] == request.operation_no), None)
    if operation is None:
        facts = named | {"operation_no": request.operation_no, "field": "operation_no"}
        return Refused(code=RefusalCode.OPERATION_NOT_FOUND, facts=facts)
    vendor_no = _vendors(setup).get(operation["work_center_no"], "")
    if not vendor_no:
        facts = {"no": operation["work_center_no"], "operation_no": request.operation_no}
        return Refused(code=RefusalCode.NOT_A_SUBCONTRACTING_CENTER, facts=facts)
    return line, operation, vendor_no


def subcontracting_lines(
    context: Context, question: SubcontractingLinesQuestion
) -> tuple[SubcontractingLine, ...]:
    """Answer lines of purchase orders: of what is named all of them, else those that are outstanding."""
    rows = purchasing.purchase_lines(
        context.connection,
        no=question.purchase_order_no,
        order_no=question.order_no,
        outstanding=not (question.purchase_order_no or question.order_no),
    )
    names = SubcontractingLine.__dataclass_fields__
    return tuple(SubcontractingLine(**{name: row[name] for name in names}) for row in rows)


def _vendors(setup: Setup) -> dict[str, str]:
    return {
        no: center.subcontractor_no for no, center in setup.work_centers.items() if center.subcontractor_no
    }


def _left(operation: Row, line: Row, waiting: dict[tuple[str, int, str], Decimal]) -> Decimal:
    key = (operation["order_no"], operation["routing_reference_no"], operation["operation_no"])
    return proposed_quantity(
        input_quantity=operation["input_quantity"],
        received_base=operation["posted_output_quantity"] + operation["posted_scrap_quantity"],
        on_order_base=waiting.get(key, ZERO),
        qty_per_unit=line["qty_per_unit_of_measure"],
    )


def _price(context: Context, agreed: Iterable[Row], operation: Row, line: Row, quantity: Decimal) -> Decimal:
    """Answer the price of one unit of the order line; the center's own is of a base unit."""
    center = context.setup.work_centers[operation["work_center_no"]]
    wanted = {
        "vendor_no": (center.subcontractor_no,),
        "item_no": (line["item_no"], ""),
        "work_center_no": (center.no, ""),
        "standard_task_code": (operation["standard_task_code"], ""),
        "unit_of_measure_code": (line["unit_of_measure_code"], ""),
    }
    fitting = (row for row in agreed if all(row[name] in values for name, values in wanted.items()))
    names = ("minimum_quantity", "starting_date", "direct_unit_cost")
    price = price_of(
        (Price(**{name: row[name] for name in names}) for row in fitting), quantity, context.today
    )
    if price is not None:
        return price
    own: Decimal = operation["unit_cost_per"] if center.specific_unit_cost else center.direct_unit_cost
    per_unit: Decimal = line["qty_per_unit_of_measure"]
    with exact():
        return round_unit_cost(own * per_unit)


def _day(operation: Row) -> date | None:
    ends = operation["ending_date_time"]
    return None if ends is None else ends.date()
