"""Inventory put-aways: made from a released order, and posted as the output of its last operation."""

from dataclasses import replace

from backend_client.engine.books import Books
from backend_client.engine.context import Context, Decided
from backend_client.engine.operation import Goods, OutputLine, Work, add_output
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.engine.output_goods import goods_facts, output_bin
from backend_client.engine.warehouse.documents import add_document
from backend_client.engine.warehouse.posting import decided, handling, released
from backend_client.engine.work_checks import work_refused
from backend_client.messages.base import Refused
from backend_client.messages.warehouse import (
    CreatePutAwayRequest,
    Handled,
    HandledReceipt,
    PostInventoryPutAwayRequest,
    WarehouseDocument,
)
from backend_client.refusals import RefusalCode
from backend_client.rules.output import OutputQuantities, goods_refused
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Posting
from backend_client.store.queries import warehouse
from backend_client.store.rows import Row
from backend_client.terms import (
    ProductionOutputHandling,
    WarehouseAction,
    WarehouseActivityType,
)

KIND = WarehouseActivityType.INVENTORY_PUT_AWAY


def create_put_away(context: Context, request: CreatePutAwayRequest) -> Decided[WarehouseDocument] | Refused:
    """Make an inventory put-away of what an order has still to make.

    What another put-away asks for already is left out, and what a subcontractor makes: its receipt brings it.
    Refusals: released-order-not-found, order-blocked, nothing-to-post (no such location, nothing left).
    """
    hand = OrdersInHand.read(context, [request.order_no])
    order = released(hand, request.order_no)
    if isinstance(order, Refused):
        return order
    asked = warehouse.outstanding_lines(context.connection, request.order_no)
    fitting = [
        (line, left, work)
        for line in order.lines
        if _puts_away(context, line["location_code"])
        and request.location_code in {"", line["location_code"]}
        and (left := line["remaining_qty_base"] - asked.get((KIND, line["line_no"], 0), ZERO)) > 0
        and work_refused(context.setup, order, work := _last_work(hand, order, line)) is None
    ]
    if not fitting:
        facts = {"order_no": request.order_no, "location_code": request.location_code}
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts=facts)
    location_code = fitting[0][0]["location_code"]
    lines = [
        {
            "action": WarehouseAction.PLACE,
            "order_line_no": line["line_no"],
            "item_no": line["item_no"],
            "variant_code": line["variant_code"],
            "bin_code": output_bin(context.setup, "", work),
            "quantity_base": left,
        }
        for line, left, work in fitting
        if line["location_code"] == location_code
    ]
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.order_no)
    document = add_document(
        context, posting, KIND, order_no=request.order_no, location_code=location_code, lines=lines
    )
    posting.document_no = document.head["no"]
    return Decided(posting=posting, receipt=lambda _: document.card())


def post_inventory_put_away(
    context: Context, request: PostInventoryPutAwayRequest
) -> Decided[HandledReceipt] | Refused:
    """Post an inventory put-away. Refusals: entry-not-found, released-order-not-found, posting-date-not-allowed,
    quantity-out-of-range, nothing-to-post, bin-not-found, what blocks item or center, and those of bringing goods
    into stock.
    """
    handled = handling(context, request, KIND)
    if isinstance(handled, Refused):
        return handled
    order = handled.order
    bins = warehouse.known_bins(context.connection, handled.document.head["location_code"])
    for row, part in handled.pairs:
        line = next(line for line in order.lines if line["line_no"] == row["order_line_no"])
        work = _last_work(handled.hand, order, line)
        refused = work_refused(context.setup, order, work)
        refused = refused or _put_away(handled.books, work, row, part, bins)
        if refused is not None:
            return refused
    return decided(context, handled)


def _puts_away(context: Context, location_code: str) -> bool:
    location = context.setup.locations.get(location_code)
    handling = ProductionOutputHandling.INVENTORY_PUT_AWAY
    return location is not None and location.prod_output_whse_handling is handling


def _last_work(hand: OrdersInHand, order: OrderRows, line: Row) -> Work:
    operations = order.operations_of(line)
    last = next((row["operation_no"] for row in operations if not row["next_operation_no"]), "")
    work = hand.work(order, line, last)
    assert work is not None
    return work


def _put_away(books: Books, work: Work, row: Row, handled: Handled, bins: set[str]) -> Refused | None:
    setup, line = books.context.setup, work.line
    bin_code = handled.bin_code or row["bin_code"]
    facts = goods_facts(
        setup,
        work,
        bin_code=bin_code,
        bin_known=bin_code in bins,
        lot_no=handled.lot_no,
        serial_no=handled.serial_no,
    )
    refused = goods_refused(replace(facts, output_handling=ProductionOutputHandling.NONE), handled.quantity)
    if refused is not None:
        return refused
    goods = Goods(
        location_code=line["location_code"],
        bin_code=bin_code,
        lot_no=handled.lot_no,
        serial_no=handled.serial_no,
    )
    output = OutputLine(quantities=OutputQuantities(output_quantity=handled.quantity), goods=goods)
    return add_output(books, work, output)
