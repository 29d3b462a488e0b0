"""Creating a production order and refreshing one.

Created as released means released now: its operations are planned, its capacity is allocated, and what is
flushed forward is posted in the same transaction.
"""

from dataclasses import replace
from datetime import datetime

from backend_client.engine.context import Context, Decided, ask_first, posting_date_refused
from backend_client.engine.flushing import flush_forward_at_release, flushed_receipt
from backend_client.engine.inbound_request import expect_output
from backend_client.engine.order_numbers import keep_drawn, order_number
from backend_client.engine.order_planning import NOTHING_ANEW, Anew, plant_times
from backend_client.engine.order_rows import OrderRows, insert_all, replace_all
from backend_client.engine.refresh import refreshed
from backend_client.engine.sales_lines import sales_order_of
from backend_client.engine.supplying_lines import resize
from backend_client.messages.base import Refused
from backend_client.messages.orders import (
    CreateProductionOrderRequest,
    OrderReceipt,
    RefreshProductionOrderRequest,
    ReplanProductionOrderRequest,
)
from backend_client.messages.receipt import PostingReceipt
from backend_client.records.order import ProductionOrder
from backend_client.refusals import RefusalCode
from backend_client.rules.order_dates import days_after, ending_for, starting_for
from backend_client.rules.rounding import round_quantity
from backend_client.store.posting import Posting
from backend_client.store.queries import planning, sales, whole_order
from backend_client.store.rows import Row, new_row
from backend_client.terms import Confirmation, OrderSourceType, OrderStatus, SchedulingDirection, Warned


def create_production_order(
    context: Context, request: CreateProductionOrderRequest
) -> Decided[OrderReceipt] | Refused:
    """Create an order and, unless told otherwise, plan it.

    Refusals: order-already-exists, number-series-not-found, number-series-ended, status-change-not-allowed
    (created as finished), quantity-out-of-range, location-not-found, and those of refreshing and releasing.
    Warns `number-series-ending`.
    """
    refused = _not_creatable(context, request)
    if refused is not None:
        return refused
    number = order_number(context, request.order_no)
    if isinstance(number, Refused):
        return number
    order = _header(context, request, number.no)
    if isinstance(order, Refused):
        return order
    whole = OrderRows(order)
    if request.refresh:
        planned = refreshed(context, order, direction=request.direction, starting=request.starting_date_time)
        if isinstance(planned, Refused):
            return planned
        whole = planned
    posting = Posting(posting_date=request.posting_date or context.today, document_no=number.no)
    refused = released(context, posting, whole)
    if refused is not None:
        return refused
    insert_all(posting, whole)
    if request.create_inbound_request:
        expect_output(context, posting, whole)
    keep_drawn(posting, number)
    warnings = (Warned.NUMBER_SERIES_ENDING,) if number.is_ending else ()
    return replace(decided(context, posting, whole), warnings=warnings)


def refresh_production_order(
    context: Context, request: RefreshProductionOrderRequest
) -> Decided[OrderReceipt] | Refused:
    """Plan an order anew, with another quantity or due date if given.

    Refusals: order-not-found, order-finished, ledger-entries-exist, and those of planning and releasing. Asks
    `later-due-date` where the request wants to be asked.
    """
    anew = Anew(
        lines=request.calculate_lines,
        routings=request.calculate_routings,
        components=request.calculate_components,
    )
    standing = _standing(context, request, all_anew=anew.lines)
    refused = _not_refreshable(context, request, standing)
    if refused is not None:
        return refused
    assert standing is not None
    change_header(standing, request)
    planned = refreshed(
        context,
        standing.order,
        direction=request.direction,
        starting=request.starting_date_time,
        anew=anew,
        standing=standing,
    )
    if isinstance(planned, Refused):
        return planned
    refused = later_due_date(request, planned)
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.order_no)
    refused = refused or released(context, posting, planned)
    if refused is not None:
        return refused
    replace_all(posting, planned)
    if request.create_inbound_request:
        expect_output(context, posting, planned)
    return decided(context, posting, planned)


def replan_production_order(
    context: Context, request: ReplanProductionOrderRequest
) -> Decided[OrderReceipt] | Refused:
    """Work an order out again from its own lines, operations and components.

    Refusals: order-not-found, order-finished, ledger-entries-exist, and those of planning. Asks
    `later-due-date` where the request wants to be asked.
    """
    standing = _standing(context, request, all_anew=False)
    refused = _not_refreshable(context, request, standing)
    if refused is not None:
        return refused
    assert standing is not None
    change_header(standing, request)
    planned = refreshed(
        context,
        standing.order,
        direction=request.direction,
        starting=request.starting_date_time,
        anew=NOTHING_ANEW,
        standing=standing,
        lower_levels=request.lower_levels,
    )
    if isinstance(planned, Refused):
        return planned
    refused = later_due_date(request, planned)
    if refused is not None:
        return refused
    posting = Posting(posting_date=request.posting_date or context.today, document_no=request.order_no)
    replace_all(posting, planned)
    return decided(context, posting, planned)


def change_header(
    standing: OrderRows, request: RefreshProductionOrderRequest | ReplanProductionOrderRequest
) -> None:
    """Give the header, and the lines it was made into, another quantity or due date."""
    order = standing.order
    first_level = [line for line in standing.lines if not line["planning_level"]]
    if request.quantity is not None:
        for line in first_level:
            resize(line, round_quantity(line["quantity"] * request.quantity / order["quantity"]))
        order["quantity"] = request.quantity
    if request.due_date is not None:
        for line in first_level:
            line["due_date"] = request.due_date
        order["due_date"] = request.due_date


def later_due_date(
    request: RefreshProductionOrderRequest | ReplanProductionOrderRequest, planned: OrderRows
) -> Refused | None:
    """Ask before a due date moves later, where the request wants to be asked."""
    if not request.ask_due_date or not planned.due_date_moved:
        return None
    return ask_first(request, Confirmation.LATER_DUE_DATE)


def released(context: Context, posting: Posting, whole: OrderRows) -> Refused | None:
    """Add to the posting what a released order flushes forward; nothing for any other order.

    Refusals: posting-date-not-allowed where something is posted, and those of posting output and consumption.
    """
    if whole.order["status"] is not OrderStatus.RELEASED:
        return None
    refused = flush_forward_at_release(context, posting, whole)
    if refused is not None or not (posting.capacity_entries or posting.item_entries):
        return refused
    return posting_date_refused(context, posting.posting_date)


def decided(context: Context, posting: Posting, whole: OrderRows) -> Decided[OrderReceipt]:
    """Answer the decision about an order, whose receipt tells what releasing it posted."""
    return Decided(
        posting=posting,
        receipt=lambda written: order_receipt(whole, flushed_receipt(context, posting, whole, written)),
    )


def order_receipt(whole: OrderRows, posted: PostingReceipt | None = None) -> OrderReceipt:
    """Answer the receipt of an order as it stands, with what releasing it posted."""
    order = whole.order
    return OrderReceipt(
        order_no=order["no"],
        status=order["status"],
        starting_date_time=order["starting_date_time"],
        ending_date_time=order["ending_date_time"],
        due_date=order["due_date"],
        line_nos=tuple(line["line_no"] for line in whole.lines),
        posting=posted,
    )


def _not_creatable(context: Context, request: CreateProductionOrderRequest) -> Refused | None:
    if request.status is OrderStatus.FINISHED:
        return Refused(code=RefusalCode.STATUS_CHANGE_NOT_ALLOWED, facts={"to": request.status.value})
    if request.quantity <= 0 and request.source_type is not OrderSourceType.SALES_HEADER:
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "quantity"})
    refused = _zoned(request.starting_date_time)
    if refused is not None:
        return refused
    if request.location_code and request.location_code not in context.setup.locations:
        facts = {"field": "location_code", "location_code": request.location_code}
        return Refused(code=RefusalCode.LOCATION_NOT_FOUND, facts=facts)
    return None


def _zoned(starting: datetime | None) -> Refused | None:
    """Refuse a start with a time zone: schedules are in the plant's wall clock."""
    if starting is None or starting.tzinfo is None:
        return None
    return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "starting_date_time", "what": "zone"})


def _standing(
    context: Context, request: RefreshProductionOrderRequest | ReplanProductionOrderRequest, *, all_anew: bool
) -> OrderRows | None:
    """Read an order as it stands; of one that is made anew only the header is needed."""
    if all_anew:
        order = whole_order.order(context.connection, request.order_no)
        return None if order is None else OrderRows(order)
    found = whole_order.whole_orders(context.connection, [request.order_no]).get(request.order_no)
    if found is None:
        return None
    return OrderRows(*found, reservations=sales.reservations(context.connection, request.order_no))


def _not_refreshable(
    context: Context,
    request: RefreshProductionOrderRequest | ReplanProductionOrderRequest,
    standing: OrderRows | None,
) -> Refused | None:
    facts = {"order_no": request.order_no}
    if standing is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts=facts)
    order = standing.order
    if order["status"] is OrderStatus.FINISHED:
        return Refused(code=RefusalCode.ORDER_FINISHED, facts=facts)
    refused = _zoned(request.starting_date_time)
    if refused is not None:
        return refused
    for_sales = order["source_type"] is OrderSourceType.SALES_HEADER
    if request.quantity is not None and (request.quantity <= 0 or for_sales):
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "quantity"})
    if whole_order.has_ledger_entries(context.connection, request.order_no):
        return Refused(code=RefusalCode.LEDGER_ENTRIES_EXIST, facts=facts)
    return None


def _header(context: Context, request: CreateProductionOrderRequest, no: str) -> Row | Refused:
    source = _source(context, request)
    if isinstance(source, Refused):
        return source
    settings, plant = context.setup.settings, plant_times(context)
    due_date = (
        request.due_date
        or source.get("shipment_date")
        or days_after(context.today, settings.default_due_days)
    )
    ending: datetime = ending_for(due_date, plant)
    starting = min(request.starting_date_time or starting_for(ending.date(), plant), ending)
    if request.direction is SchedulingDirection.FORWARD:
        starting = request.starting_date_time or starting_for(context.today, plant)
    unit = request.unit_of_measure_code or source.get("base_unit_of_measure", "")
    return new_row(
        ProductionOrder,
        no=no,
        status=request.status,
        source_type=request.source_type,
        source_no=request.source_no,
        variant_code=request.variant_code,
        description=request.description or source.get("description", source.get("customer_name", "")),
        quantity=request.quantity,
        unit_of_measure_code=unit,
        location_code=request.location_code or settings.default_location_code,
        bin_code=request.bin_code,
        production_bom_no=request.production_bom_no or "",
        routing_no=request.routing_no or "",
        without_production_bom=request.production_bom_no == "",
        without_routing=request.routing_no == "",
        starting_date_time=starting,
        ending_date_time=ending,
        due_date=due_date,
        inventory_posting_group=source.get("inventory_posting_group", ""),
        gen_prod_posting_group=source.get("gen_prod_posting_group", ""),
        created_at=context.now,
    )


def _source(context: Context, request: CreateProductionOrderRequest) -> Row | Refused:
    if request.source_type is OrderSourceType.ITEM:
        item = planning.items(context.connection, [request.source_no]).get(request.source_no)
        facts = {"field": "source_no", "item_no": request.source_no}
        return item or Refused(code=RefusalCode.ITEM_NOT_FOUND, facts=facts)
    if request.source_type is OrderSourceType.FAMILY:
        family, _ = planning.family(context.connection, request.source_no)
        if family is not None:
            return family
    if request.source_type is OrderSourceType.SALES_HEADER:
        return sales_order_of(context, request.source_no, request.status)
    facts = {"field": "source_no", request.source_type.value: request.source_no}
    return Refused(code=RefusalCode.MASTER_DATA_NOT_FOUND, facts=facts)
