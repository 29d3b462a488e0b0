"""Changing one operation of an order: where it is done, how long it takes, how it is flushed."""

from backend_client.engine.centers import center_facts
from backend_client.engine.context import Context, Decided
from backend_client.engine.order_changes.standing import (
    entries_exist,
    line_to_change,
    order_to_change,
    out_of_range,
    planned_again,
)
from backend_client.engine.order_routing import FROM_CENTER
from backend_client.engine.order_rows import OrderRows
from backend_client.limits import TIME_MAX
from backend_client.messages.base import Refused
from backend_client.messages.order_changes import EditRoutingLineRequest
from backend_client.messages.orders import OrderReceipt
from backend_client.refusals import RefusalCode
from backend_client.store.queries.posted_on import operation_has_entries
from backend_client.store.rows import Row
from backend_client.terms import CapacityType, FlushingMethod

TIMES = ("setup_time", "run_time", "wait_time", "move_time")
QUANTITIES = ("concurrent_capacities", "send_ahead_quantity", "scrap_factor_pct", "fixed_scrap_quantity")
METHODS = {None, FlushingMethod.MANUAL, FlushingMethod.FORWARD, FlushingMethod.BACKWARD}
UNITS = tuple(f"{name}_unit" for name in TIMES)


def edit_routing_line(context: Context, request: EditRoutingLineRequest) -> Decided[OrderReceipt] | Refused:
    """Change an operation and schedule its line again.

    Refusals: order-not-found, order-finished, order-line-not-found, operation-not-found, ledger-entries-exist
    (another center once something was posted there), center-not-found, unit-not-allowed, time-out-of-range,
    quantity-out-of-range, request-malformed (a flushing method that operations have not), and those of planning.
    """
    order = order_to_change(context, request.order_no)
    if isinstance(order, Refused):
        return order
    operation = _operation(order, request)
    if isinstance(operation, Refused):
        return operation
    refused = _figures_refused(context, request) or _move(context, request, operation)
    if refused is not None:
        return refused
    for name in ("description", "flushing_method", *TIMES, *UNITS, *QUANTITIES):
        value = getattr(request, name)
        if value is not None:
            operation[name] = value
    return planned_again(context, request, order, direction=request.direction)


def _operation(order: OrderRows, request: EditRoutingLineRequest) -> Row | Refused:
    line = line_to_change(order, request.order_line_no)
    if isinstance(line, Refused):
        return line
    found = (row for row in order.operations_of(line) if row["operation_no"] == request.operation_no)
    facts = {"order_no": request.order_no, "operation_no": request.operation_no}
    return next(found, None) or Refused(code=RefusalCode.OPERATION_NOT_FOUND, facts=facts)


def _figures_refused(context: Context, request: EditRoutingLineRequest) -> Refused | None:
    for name in TIMES:
        time = getattr(request, name)
        if time is not None and not 0 <= time <= TIME_MAX:
            return Refused(code=RefusalCode.TIME_OUT_OF_RANGE, facts={"field": name})
    for name in UNITS:
        unit = getattr(request, name)
        if unit and unit not in context.setup.capacity_units:
            facts = {"field": name, "unit_of_measure_code": unit}
            return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=facts)
    for name in QUANTITIES:
        refused = out_of_range(name, getattr(request, name))
        if refused is not None:
            return refused
    if request.flushing_method not in METHODS:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "flushing_method"})
    return None


def _move(context: Context, request: EditRoutingLineRequest, operation: Row) -> Refused | None:
    """Give the operation another center, with what it takes over from there."""
    kind = operation["type"] if request.type is None else request.type
    no = operation["no"] if request.no is None else request.no
    if (kind, no) == (operation["type"], operation["no"]):
        return None
    key = (request.order_no, operation["routing_reference_no"], operation["operation_no"])
    if operation_has_entries(context.connection, *key):
        return entries_exist(request.order_no, operation_no=operation["operation_no"], field="no")
    center = center_facts(context.setup, kind, no)
    if isinstance(center, Refused):
        return center
    setup = context.setup
    centers = setup.machine_centers if kind is CapacityType.MACHINE_CENTER else setup.work_centers
    if centers[no].blocked or setup.work_centers[center.work_center_no].blocked:
        is_machine = kind is CapacityType.MACHINE_CENTER and centers[no].blocked
        code = RefusalCode.MACHINE_CENTER_BLOCKED if is_machine else RefusalCode.WORK_CENTER_BLOCKED
        return Refused(code=code, facts={"field": "no", "no": no})
    operation.update(
        type=kind,
        no=no,
        description=centers[no].name,
        unit_cost_per=center.cost.unit_cost,
        **{name: getattr(center, name) for name in FROM_CENTER},
    )
    return None
