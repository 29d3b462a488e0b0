"""An output as it was entered, checked and turned into what is posted.

The same for a line of its own and for a line of a journal: the facts come from one statement there, from the orders
in hand here. Checks come in a fixed order, see rules/output.py.
"""

from decimal import Decimal

from backend_client import limits
from backend_client.engine.books import Books
from backend_client.engine.context import Context, posting_date_refused
from backend_client.engine.operation import Goods, OutputLine, Work
from backend_client.engine.output_goods import CorrectedOutputs, output_goods
from backend_client.messages.base import Refused
from backend_client.messages.postings import PostOutputRequest
from backend_client.refusals import RefusalCode
from backend_client.rules.output import (
    OrderFacts,
    OutputQuantities,
    order_refused,
    posted_time,
    quantities_refused,
)
from backend_client.rules.rounding import ZERO
from backend_client.rules.run_time import run_time_between
from backend_client.rules.scrap import ScrapPart, scrap_parts, scrap_refused
from backend_client.rules.units import base_quantity
from backend_client.store.queries.output_facts import OutputAsked, OutputFacts
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType, CapacityUnitType, Confirmation, RoutingStatus

FIVE_DECIMALS = Decimal("0.00001")


def output_asked(request: PostOutputRequest) -> OutputAsked:
    """Answer what posting this output has to know."""
    return OutputAsked(
        order_no=request.order_no,
        line_no=request.order_line_no,
        item_no=request.item_no,
        operation_no=request.operation_no,
        unit_code=request.unit_of_measure_code,
        bin_code=request.bin_code,
    )


def output_refused(setup: Setup, request: PostOutputRequest, facts: OutputFacts | None) -> Refused | None:
    """Refuse what the order, its line, the item, the operation and its center do not allow."""
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


def output_line(
    books: Books,
    request: PostOutputRequest,
    facts: OutputFacts,
    work: Work,
    corrected: CorrectedOutputs,
) -> OutputLine | Refused:
    """Turn what was entered into what is posted: units converted, codes and goods checked."""
    context = books.context
    refused = posting_date_refused(context, books.posting_date)
    if refused is None:
        codes = [request.scrap_code, *(part.scrap_code for part in request.further_scrap)]
        refused = codes_refused(context.setup, codes, request.stop_code)
        if refused is None and any(codes) and work.operation is None:
            refused = Refused(code=RefusalCode.SCRAP_CODE_WITHOUT_CENTER, facts={"field": "scrap_code"})
    if len(request.further_scrap) > limits.SCRAP_REASONS_MAX:
        refused = Refused(
            code=RefusalCode.REQUEST_MALFORMED, facts={"field": "further_scrap", "what": "list"}
        )
    if refused is not None:
        return refused
    entered = _entered(context, request, facts, work)
    if isinstance(entered, Refused):
        return entered
    quantities, scrap = entered
    refused = quantities_refused(quantities, has_center=work.operation is not None) or scrap_refused(
        scrap, code_mandatory=context.setup.settings.scrap_code_mandatory and work.operation is not None
    )
    if refused is not None:
        return refused
    goods = output_goods(books, request, facts, work, quantities=quantities, corrected=corrected)
    if isinstance(goods, Refused):
        return goods
    return _line(request, quantities, scrap, goods)


def output_confirmations(work: Work, output: OutputLine) -> tuple[Confirmation, ...]:
    """Answer what must be asked before this is posted: output on an operation that is finished."""
    quantities = output.quantities
    if work.operation is None or not quantities.output_quantity or quantities.is_stop_only:
        return ()
    if work.operation["routing_status"] is not RoutingStatus.FINISHED:
        return ()
    return (Confirmation.FINISHED_OPERATION_OUTPUT,)


def codes_refused(setup: Setup, scrap_codes: list[str], stop_code: str) -> Refused | None:
    """Refuse a scrap or stop code that the plant does not know; "" is none."""
    for code in scrap_codes:
        if code and code not in setup.scrap_codes:
            facts = {"field": "scrap_code", "scrap_code": code}
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


def _line(
    request: PostOutputRequest, quantities: OutputQuantities, scrap: tuple[ScrapPart, ...], goods: Goods
) -> OutputLine:
    return OutputLine(
        quantities=quantities,
        scrap_code=scrap[0].scrap_code if scrap else request.scrap_code,
        further_scrap=scrap[1:],
        stop_code=request.stop_code,
        finished=request.finished,
        starting_time=request.starting_time,
        ending_time=request.ending_time,
        concurrent_capacity=request.concurrent_capacity,
        goods=goods,
    )


def _entered(
    context: Context, request: PostOutputRequest, facts: OutputFacts, work: Work
) -> tuple[OutputQuantities, tuple[ScrapPart, ...]] | Refused:
    """Answer the figures in base units and the center's unit of time, and the scrap by reason."""
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
    further = [(part.scrap_code, base_quantity(part.quantity, per_unit)) for part in request.further_scrap]
    scrap = scrap_parts(request.scrap_code, base_quantity(request.scrap_quantity, per_unit), further)
    quantities = OutputQuantities(
        setup_time=posted_time(setup_time, entered, own),
        run_time=posted_time(run_time, entered, own),
        stop_time=posted_time(request.stop_time, entered, own),
        output_quantity=base_quantity(request.output_quantity, per_unit),
        scrap_quantity=sum((part.quantity for part in scrap), ZERO),
        rework_quantity=base_quantity(request.rework_quantity, per_unit),
        scrap_moved=len(scrap) > 1,
    )
    return quantities, scrap
