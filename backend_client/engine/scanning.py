"""What a scan means in this plant.

A job code names its order, line and operation; a plain text may be an order (with its line, its operation or both
behind it) or an item, a GTIN an item. Of several
order lines the station's own running work comes first, then its own work to come, then what is due first. An order
is found in any status, so that a person learns why nothing can be posted on it; by item only released ones are.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from backend_client import limits
from backend_client.barcode.plain import jobs_of, upper_case
from backend_client.engine.context import Context
from backend_client.messages.base import Refused
from backend_client.messages.scanning import OrderLineMatch, ScanAnswer, ScanQuestion
from backend_client.refusals import RefusalCode
from backend_client.store.queries.scanning import item_lines, job_lines, operations_of, order_exists
from backend_client.terms import RoutingStatus

GTIN_LENGTHS = (8, 12, 13, 14)
ONE_TOO_MANY = limits.SCAN_MATCHES_MAX + 1


def what_is_scanned(context: Context, question: ScanQuestion) -> ScanAnswer | Refused:
    """Answer the order lines that a scan may mean, the likeliest first.

    Refuses a job code with `order-not-found`, `order-line-not-found` or `operation-not-found`, anything else that
    means nothing with `code-not-found`.
    """
    if question.order_no:
        return _job(context, question)
    text = upper_case(question.text.strip())
    for job in jobs_of(text) if text else ():
        found = _lines_of_order(context, question, job.order_no, job.order_line_no, job.operation_no)
        lines = [row for row in found if row.operation_found or not job.operation_no]
        if lines:
            return _answer(context, lines, job.operation_no)
    rows = item_lines(
        context.connection,
        item_no=text or "-",
        gtins=gtin_forms(question.gtin),
        work_center_no=question.work_center_no,
        most=ONE_TOO_MANY,
    )
    if not rows:
        return Refused(code=RefusalCode.CODE_NOT_FOUND, facts={"code": question.text or question.gtin})
    return _answer(context, rows, "")


def gtin_forms(gtin: str) -> list[str]:
    """Answer a GTIN in every length it may be kept in: zeros in front do not change it."""
    bare = gtin.lstrip("0")
    return [bare.rjust(length, "0") for length in GTIN_LENGTHS if bare and len(bare) <= length]


def _job(context: Context, question: ScanQuestion) -> ScanAnswer | Refused:
    order_no, operation_no = upper_case(question.order_no), upper_case(question.operation_no)
    named = {"order_no": order_no}
    rows = _lines_of_order(context, question, order_no, question.order_line_no, operation_no)
    if not rows:
        if not order_exists(context.connection, order_no):
            return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts=named)
        line_no = str(question.order_line_no)
        return Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts={**named, "order_line_no": line_no})
    if operation_no:
        rows = [row for row in rows if row.operation_found]
    if not rows:
        facts = {**named, "operation_no": operation_no}
        return Refused(code=RefusalCode.OPERATION_NOT_FOUND, facts=facts)
    return _answer(context, rows, operation_no)


def _lines_of_order(
    context: Context, question: ScanQuestion, order_no: str, line_no: int, operation_no: str
) -> list[Row[Any]]:
    return job_lines(
        context.connection,
        order_no=order_no,
        line_no=line_no,
        operation_no=operation_no,
        work_center_no=question.work_center_no,
        most=ONE_TOO_MANY,
    )


def _answer(context: Context, rows: Sequence[Row[Any]], operation_no: str) -> ScanAnswer:
    operations = operations_of(context.connection, {row.order_no for row in rows})
    matches = [
        _match(row, operations.get((row.order_no, row.routing_reference_no), []), operation_no)
        for row in rows
    ]
    return ScanAnswer(
        matches=tuple(matches[: limits.SCAN_MATCHES_MAX]), more=len(matches) > limits.SCAN_MATCHES_MAX
    )


def _match(row: Row[Any], operations: Sequence[Row[Any]], operation_no: str) -> OrderLineMatch:
    unfinished = (each for each in operations if each.routing_status is not RoutingStatus.FINISHED)
    current = next(unfinished, operations[-1] if operations else None)
    named = next((each for each in operations if each.operation_no == operation_no), current)
    return OrderLineMatch(
        order_no=row.order_no,
        order_line_no=row.line_no,
        operation_no=operation_no,
        status=row.status,
        item_no=row.item_no,
        description=row.description,
        current_operation_no=current.operation_no if current is not None else "",
        current_operation=current.description if current is not None else "",
        routing_status=named.routing_status if named is not None else RoutingStatus.BLANK,
        remaining_quantity=row.remaining_quantity,
        unit_of_measure_code=row.unit_of_measure_code,
        due_date=row.due_date,
        starting_date_time=row.starting_date_time,
    )
