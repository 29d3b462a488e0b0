"""Time of a center without a production order: maintenance, a breakdown, a missing tool.

Only stop time can be booked so. It makes one capacity ledger entry and nothing else: no cost, no change to what is
allocated, none to the calendar. Setup and run time belong to an order.
"""

from decimal import Decimal

from backend_client import limits
from backend_client.engine.books import Books
from backend_client.engine.context import Context, Decided, posting_date_refused
from backend_client.engine.output_line import codes_refused, time_units
from backend_client.engine.receipt import posting_receipt
from backend_client.messages.base import Refused
from backend_client.messages.postings import PostCapacityRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.output import posted_time
from backend_client.store.posting import entry
from backend_client.terms import CapacityType


def post_capacity(context: Context, request: PostCapacityRequest) -> Decided[PostingReceipt] | Refused:
    """Post stop time of a work or machine center; refuses with what `add_capacity` does."""
    books = Books.opened(context, request.posting_date, request.document_no)
    refused = add_capacity(books, request)
    if refused is not None:
        return refused
    posting = books.closed()
    return Decided(posting=posting, receipt=lambda written: posting_receipt(context.setup, posting, written))


def add_capacity(books: Books, request: PostCapacityRequest) -> Refused | None:
    """Add the entry of stop time at a center.

    Refuses with `center-not-found`, `machine-center-blocked`, `work-center-blocked`, `posting-date-not-allowed`,
    `stop-code-not-found`, `scrap-code-not-found`, `unit-not-allowed`, `order-required`, `nothing-to-post`,
    `time-out-of-range`.
    """
    setup = books.context.setup
    machine = request.type is CapacityType.MACHINE_CENTER
    center = (setup.machine_centers if machine else setup.work_centers).get(request.no)
    work_center = setup.work_centers.get(center.work_center_no if machine else center.no) if center else None
    if center is None or work_center is None:
        return Refused(code=RefusalCode.CENTER_NOT_FOUND, facts={"field": "no", "no": request.no})
    if center.blocked or work_center.blocked:
        by_machine = machine and center.blocked
        code = RefusalCode.MACHINE_CENTER_BLOCKED if by_machine else RefusalCode.WORK_CENTER_BLOCKED
        return Refused(code=code, facts={"no": center.no if by_machine else work_center.no})
    refused = posting_date_refused(books.context, books.posting_date)
    if refused is None:
        refused = codes_refused(setup, [request.scrap_code], request.stop_code)
    if refused is not None:
        return refused
    stop_time = _stop_time(books.context, request, work_center.no)
    if isinstance(stop_time, Refused):
        return stop_time
    books.posting.add_capacity_entry(
        entry(
            CapacityLedgerEntry,
            type=request.type,
            no=center.no,
            work_center_no=work_center.no,
            work_center_group_code=work_center.work_center_group_code,
            description=center.name,
            posting_date=books.posting_date,
            document_no=books.document_no,
            quantity=stop_time,
            invoiced_quantity=stop_time,
            stop_time=stop_time,
            stop_code=request.stop_code,
            scrap_code=request.scrap_code,
            unit_of_measure_code=work_center.unit_of_measure_code,
        )
    )
    return None


def _stop_time(context: Context, request: PostCapacityRequest, work_center_no: str) -> Decimal | Refused:
    """Answer the stop time in the work center's unit."""
    if request.setup_time or request.run_time:
        field = "setup_time" if request.setup_time else "run_time"
        return Refused(code=RefusalCode.ORDER_REQUIRED, facts={"field": field})
    units = time_units(context.setup, request.time_unit_code, work_center_no)
    if isinstance(units, Refused):
        return units
    stop_time = posted_time(request.stop_time, *units)
    if not stop_time:
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts={"field": "stop_time"})
    if abs(stop_time) > limits.TIME_MAX:
        return Refused(code=RefusalCode.TIME_OUT_OF_RANGE, facts={"field": "stop_time"})
    return stop_time
