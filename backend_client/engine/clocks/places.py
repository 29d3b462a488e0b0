"""Where a clock counts: an operation of a released order, or a center without an order."""

from typing import Any

from backend_client.engine.context import Context
from backend_client.engine.output_line import output_asked, output_refused
from backend_client.messages.base import Refused
from backend_client.messages.clocks import StartWorkRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.refusals import RefusalCode
from backend_client.store.queries.output_facts import output_facts
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType, RoutingStatus

PLACE = (
    "order_no",
    "order_line_no",
    "routing_reference_no",
    "operation_no",
    "type",
    "no",
    "work_center_no",
    "standard_time_ms",
)


def place_of(context: Context, request: StartWorkRequest) -> Row | Refused:
    """Answer the columns that say where work starts, with the center's group.

    Refuses as posting output there would: order not released or blocked, no such operation, center blocked or a
    subcontractor's; `operation-finished`; without an order `center-not-found`.
    """
    if not request.order_no:
        return _center(context.setup, request)
    if not request.operation_no:
        return Refused(code=RefusalCode.OPERATION_REQUIRED, facts={"field": "operation_no"})
    asked = PostOutputRequest(
        request_id=request.request_id,
        order_no=request.order_no,
        order_line_no=request.order_line_no,
        operation_no=request.operation_no,
    )
    facts = output_facts(context.connection, output_asked(asked))
    refused = output_refused(context.setup, asked, facts)
    if refused is not None:
        return refused
    assert facts is not None
    assert facts.line is not None
    operation = facts.operation
    assert operation is not None
    if operation["routing_status"] is RoutingStatus.FINISHED:
        named = {"order_no": request.order_no, "operation_no": request.operation_no}
        return Refused(code=RefusalCode.OPERATION_FINISHED, facts=named)
    return {
        **{name: operation[name] for name in PLACE if name in operation},
        "order_line_no": facts.line["line_no"],
        "standard_time_ms": operation["expected_capacity_need_ms"],
        "work_center_group_code": operation["work_center_group_code"],
    }


def center_of(setup: Setup, kind: CapacityType, no: str) -> tuple[Any, Any] | Refused:
    """Answer a center and its work center, neither of them blocked."""
    machine = kind is CapacityType.MACHINE_CENTER
    center = (setup.machine_centers if machine else setup.work_centers).get(no)
    work_center = setup.work_centers.get(center.work_center_no if machine else no) if center else None
    if center is None or work_center is None:
        return Refused(code=RefusalCode.CENTER_NOT_FOUND, facts={"field": "no", "no": no})
    if center.blocked or work_center.blocked:
        own = machine and center.blocked
        code = RefusalCode.MACHINE_CENTER_BLOCKED if own else RefusalCode.WORK_CENTER_BLOCKED
        return Refused(code=code, facts={"no": center.no if own else work_center.no})
    return center, work_center


def _center(setup: Setup, request: StartWorkRequest) -> Row | Refused:
    found = center_of(setup, request.type, request.no)
    if isinstance(found, Refused):
        return found
    center, work_center = found
    return {
        "order_no": "",
        "order_line_no": 0,
        "routing_reference_no": 0,
        "operation_no": "",
        "type": request.type,
        "no": center.no,
        "work_center_no": work_center.no,
        "standard_time_ms": 0,
        "work_center_group_code": work_center.work_center_group_code,
    }
