"""Posting output: quantities, scrap and times of one operation of a released order line.

Load the facts with one statement, check them in a fixed order, ask what must be asked, post. See rules/output.py
for the checks, operation.py for what is written.
"""

from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.consumption import is_flushed
from backend_client.engine.context import Context, Decided, ask_first, posting_date_refused
from backend_client.engine.operation import Goods, OutputLine, Work, add_output
from backend_client.engine.receipt import posting_receipt
from backend_client.messages.base import Refused
from backend_client.messages.postings import PostOutputRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.refusals import RefusalCode
from backend_client.rules.output import (
    GoodsFacts,
    OrderFacts,
    OutputQuantities,
    goods_refused,
    order_refused,
    posted_time,
    quantities_refused,
)
from backend_client.rules.rounding import ZERO
from backend_client.rules.run_time import run_time_between
from backend_client.rules.units import base_quantity
from backend_client.store.queries.output_facts import (
    OutputFacts,
    linked_components,
    output_facts,
)
from backend_client.store.queries.stock import corrected_output
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import (
    CapacityType,
    CapacityUnitType,
    Confirmation,
    ItemType,
    ProductionOutputHandling,
    RoutingStatus,
)

FIVE_DECIMALS = Decimal("0.00001")


def post_output(context: Context, request: PostOutputRequest) -> Decided[PostingReceipt] | Refused:
    """Post one line of output.

    Refuses, in this order, with what rules/output.py names for the order, line, item and operation;
    `posting-date-not-allowed`; `unit-not-allowed`; `scrap-code-not-found` and its like; `nothing-to-post`; on the last operation what
    the goods need and `applies-to-required`; then what the entries themselves refuse with. Asks
    `finished-operation-output`.
    """
    facts = output_facts(
        context.connection,
        order_no=request.order_no,
        line_no=request.order_line_no,
        item_no=request.item_no,
        operation_no=request.operation_no,
        unit_code=request.unit_of_measure_code,
        bin_code=request.bin_code,
    )
    refused = _order_refused(context.setup, request, facts)
    if refused is not None:
        return refused
    assert facts is not None
    assert facts.line is not None
    assert facts.item is not None
    books = Books.opened(context, request.posting_date, request.document_no or request.order_no)
    work = Work(line=facts.line, item=facts.item, operation=facts.operation, needs=facts.needs)
    output = _output_line(context, request, facts, work)
    if isinstance(output, Refused):
        return output
    asked = _ask(request, work, output)
    if asked is not None:
        return asked
    _read_stock(context, books, facts, work, output)
    refused = add_output(books, work, output)
    if refused is not None:
        return refused
    posting = books.closed()
    return Decided(
        posting=posting, receipt=lambda written: posting_receipt(context.setup, posting, written, work)
    )


def _order_refused(setup: Setup, request: PostOutputRequest, facts: OutputFacts | None) -> Refused | None:
    order = OrderFacts(
        order_no=request.order_no,
        order_line_no=request.order_line_no,
        item_no=request.item_no,
        operation_no=request.operation_no,
    )
    if facts is None:
        return order_refused(order)
    line, item, operation = facts.line, facts.item, facts.operation
    machine, work_center = None, None
    if operation is not None:
        work_center = setup.work_centers.get(operation["work_center_no"])
        if operation["type"] is CapacityType.MACHINE_CENTER:
            machine = setup.machine_centers.get(operation["no"])
        if work_center is None or (machine is None and operation["type"] is CapacityType.MACHINE_CENTER):
            return Refused(code=RefusalCode.CENTER_NOT_FOUND, facts={"no": operation["no"]})
    return order_refused(
        OrderFacts(
            order_no=request.order_no,
            order_line_no=request.order_line_no,
            item_no=request.item_no,
            operation_no=request.operation_no,
            status=facts.order["status"],
            order_blocked=facts.order["blocked"],
            line_found=line is not None,
            line_item_no=line["item_no"] if line is not None else "",
            item_blocked=item is not None and bool(item["blocked"]),
            production_blocked=(item["production_blocked"] or "") if item is not None else "",
            has_routing=facts.has_routing,
            operation_found=operation is not None,
            machine_center_no=machine.no if machine is not None else "",
            machine_center_blocked=machine is not None and machine.blocked,
            work_center_no=work_center.no if work_center is not None else "",
            work_center_blocked=work_center is not None and work_center.blocked,
            subcontractor_no=work_center.subcontractor_no if work_center is not None else "",
        )
    )


def _output_line(
    context: Context, request: PostOutputRequest, facts: OutputFacts, work: Work
) -> OutputLine | Refused:
    """Turn what was entered into what is posted: units converted, codes and goods checked."""
    refused = posting_date_refused(context, request.posting_date or context.today)
    if refused is None:
        refused = codes_refused(context.setup, request.scrap_code, request.stop_code)
    if refused is None and request.scrap_code and work.operation is None:
        refused = Refused(code=RefusalCode.SCRAP_CODE_WITHOUT_CENTER, facts={"field": "scrap_code"})
    if refused is not None:
        return refused
    quantities = _quantities(context, request, facts, work)
    if isinstance(quantities, Refused):
        return quantities
    refused = quantities_refused(quantities, has_center=work.operation is not None)
    if refused is not None:
        return refused
    goods = _goods(context, request, facts, work, quantities)
    if isinstance(goods, Refused):
        return goods
    return OutputLine(
        quantities=quantities,
        scrap_code=request.scrap_code,
        stop_code=request.stop_code,
        finished=request.finished,
        starting_time=request.starting_time,
        ending_time=request.ending_time,
        concurrent_capacity=request.concurrent_capacity,
        goods=goods,
    )


def _goods(
    context: Context, request: PostOutputRequest, facts: OutputFacts, work: Work, quantities: OutputQuantities
) -> Goods | Refused:
    """Answer where the goods go and what they carry; an operation before the last has none."""
    if not (work.is_last and quantities.output_quantity) or quantities.is_stop_only:
        if request.lot_no or request.serial_no:
            field = "lot_no" if request.lot_no else "serial_no"
            return Refused(
                code=RefusalCode.REQUEST_MALFORMED, facts={"field": field, "what": "not-into-stock"}
            )
        return Goods()
    bin_code = output_bin(context.setup, request.bin_code, work)
    looked_up = request.bin_code or work.line["bin_code"]
    wanted = goods_facts(
        context.setup,
        work,
        bin_code=bin_code,
        bin_known=bin_code != looked_up or facts.bin_found is not None,
        lot_no=request.lot_no,
        serial_no=request.serial_no,
    )
    refused = goods_refused(wanted, quantities.output_quantity)
    if refused is not None:
        return refused
    corrects = None
    if quantities.output_quantity < 0:
        corrects = _corrected(context, request, work)
        if corrects is None:
            return Refused(code=RefusalCode.APPLIES_TO_REQUIRED, facts={"field": "applies_to_entry"})
    return Goods(
        location_code=corrects["location_code"] if corrects else work.line["location_code"],
        bin_code=corrects["bin_code"] if corrects else bin_code,
        lot_no=corrects["lot_no"] if corrects else request.lot_no,
        serial_no=corrects["serial_no"] if corrects else request.serial_no,
        expiration_date=request.expiration_date,
        corrects=corrects,
    )


def codes_refused(setup: Setup, scrap_code: str, stop_code: str) -> Refused | None:
    """Refuse a scrap or stop code that the plant does not know."""
    if scrap_code and scrap_code not in setup.scrap_codes:
        facts = {"field": "scrap_code", "scrap_code": scrap_code}
        return Refused(code=RefusalCode.SCRAP_CODE_NOT_FOUND, facts=facts)
    if stop_code and stop_code not in setup.stop_codes:
        facts = {"field": "stop_code", "stop_code": stop_code}
        return Refused(code=RefusalCode.STOP_CODE_NOT_FOUND, facts=facts)
    return None


def time_units(
    setup: Setup, entered: str, work_center_no: str
) -> tuple[CapacityUnitType | None, CapacityUnitType | None] | Refused:
    """Answer the unit a time was entered in ("" = the center's) and the unit of the work center."""
    if entered and entered not in setup.capacity_units:
        return Refused(
            code=RefusalCode.UNIT_NOT_ALLOWED,
            facts={"field": "time_unit_code", "unit_of_measure_code": entered},
        )
    center = setup.work_centers.get(work_center_no)
    own = setup.capacity_units.get(center.unit_of_measure_code) if center is not None else None
    return (setup.capacity_units[entered] if entered else own), own


def _quantities(
    context: Context, request: PostOutputRequest, facts: OutputFacts, work: Work
) -> OutputQuantities | Refused:
    work_center_no = work.operation["work_center_no"] if work.operation is not None else ""
    units = time_units(context.setup, request.time_unit_code, work_center_no)
    if isinstance(units, Refused):
        return units
    entered, own = units
    setup_time, run_time = request.setup_time, request.run_time
    if request.starting_time is not None and request.ending_time is not None:
        center = context.setup.work_centers.get(work_center_no)
        setup_time, run_time = (
            ZERO,
            run_time_between(
                request.starting_time,
                request.ending_time,
                request.concurrent_capacity,
                entered or CapacityUnitType.MINUTES,
                center.calendar_rounding_precision if center is not None else FIVE_DECIMALS,
            ),
        )
    code = request.unit_of_measure_code
    per_unit = work.line["qty_per_unit_of_measure"]
    if code and code != work.line["unit_of_measure_code"]:
        per_unit = facts.qty_per_unit_asked
        if per_unit is None:
            named = {"field": "unit_of_measure_code", "unit_of_measure_code": code}
            return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=named)
    return OutputQuantities(
        setup_time=posted_time(setup_time, entered, own),
        run_time=posted_time(run_time, entered, own),
        stop_time=posted_time(request.stop_time, entered, own),
        output_quantity=base_quantity(request.output_quantity, per_unit),
        scrap_quantity=base_quantity(request.scrap_quantity, per_unit),
    )


def output_bin(setup: Setup, named: str, work: Work) -> str:
    """Answer the bin that output goes to: the one named, the line's, the last center's, the location's."""
    candidates = [named, work.line["bin_code"]]
    location = setup.locations.get(work.line["location_code"])
    operation = work.operation
    if location is not None and location.bin_mandatory:
        if operation is not None:
            candidates.append(operation["from_production_bin_code"])
            if operation["type"] is CapacityType.MACHINE_CENTER:
                candidates.append(setup.machine_centers[operation["no"]].from_production_bin_code)
            candidates.append(setup.work_centers[operation["work_center_no"]].from_production_bin_code)
        candidates.append(location.from_production_bin_code)
    return next((code for code in candidates if code), "")


def goods_facts(
    setup: Setup, work: Work, *, bin_code: str, bin_known: bool, lot_no: str = "", serial_no: str = ""
) -> GoodsFacts:
    """Answer what the goods need at the location of an order line."""
    location = setup.locations.get(work.line["location_code"])
    no_handling = ProductionOutputHandling.NONE
    return GoodsFacts(
        location_code=work.line["location_code"],
        location_mandatory=setup.settings.location_mandatory,
        bin_mandatory=location is not None and location.bin_mandatory,
        bin_code=bin_code,
        bin_known=bin_known,
        output_handling=no_handling if location is None else location.prod_output_whse_handling,
        lot_tracked=bool(work.item["lot_specific_tracking"]),
        serial_tracked=bool(work.item["sn_specific_tracking"]),
        lot_no=lot_no,
        serial_no=serial_no,
    )


def _corrected(context: Context, request: PostOutputRequest, work: Work) -> Row | None:
    return corrected_output(
        context.connection,
        order_no=request.order_no,
        line_no=work.line["line_no"],
        applies_to=request.applies_to_entry,
        lot_no=request.lot_no,
        serial_no=request.serial_no,
    )


def _ask(request: PostOutputRequest, work: Work, output: OutputLine) -> Refused | None:
    if work.operation is None or not output.quantities.output_quantity or output.quantities.is_stop_only:
        return None
    if work.operation["routing_status"] is not RoutingStatus.FINISHED:
        return None
    return ask_first(request, Confirmation.FINISHED_OPERATION_OUTPUT)


def _read_stock(context: Context, books: Books, facts: OutputFacts, work: Work, output: OutputLine) -> None:
    """Read the components that this posting flushes, and the stock that they or the output are applied to."""
    quantities = output.quantities
    if quantities.is_stop_only:
        return
    operation = work.operation
    moving: set[str] = set()
    if operation is not None and operation["routing_link_code"] and quantities.output_quantity >= 0:
        line = work.line
        work.components = [
            component
            for component in linked_components(
                context.connection, line["order_no"], line["line_no"], operation["routing_link_code"]
            )
            if is_flushed(component)
        ]
        moving = {each["item_no"] for each in work.components if each["item"]["type"] is ItemType.INVENTORY}
    if work.is_last and quantities.output_quantity > 0 and facts.stock_owed:
        moving.add(work.line["item_no"])
    books.read_open_entries(moving)
