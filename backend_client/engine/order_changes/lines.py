"""Changing an order's header or one of its lines: operations and components follow at once.

order of 10, operation 60 minutes a piece, 2 components a piece
quantity 15  ->  line 15, operation 900 minutes, 30 components; what was posted stays posted
"""

from backend_client.engine.context import Context, Decided
from backend_client.engine.order_changes.standing import (
    entries_exist,
    line_to_change,
    order_to_change,
    out_of_range,
    place_refused,
    planned_again,
)
from backend_client.engine.order_planning import NOTHING_ANEW, Anew
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.supplying_lines import resize
from backend_client.limits import QUANTITY_MAX
from backend_client.messages.base import Refused
from backend_client.messages.order_changes import EditOrderLineRequest, EditProductionOrderRequest
from backend_client.messages.orders import OrderReceipt
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import round_quantity
from backend_client.store.queries.posted_on import line_has_entries
from backend_client.store.rows import Row
from backend_client.terms import OrderSourceType

STRUCTURES = ("production_bom_no", "routing_no")


def edit_production_order(
    context: Context, request: EditProductionOrderRequest
) -> Decided[OrderReceipt] | Refused:
    """Change a header and hand the change on to its lines of the first level.

    Refusals: order-not-found, order-finished, quantity-out-of-range (also for a sales order, whose lines follow
    its sales lines), location-not-found, bin-not-found, and those of planning. Asks `later-due-date` where the
    request wants to be asked.
    """
    order = order_to_change(context, request.order_no)
    if isinstance(order, Refused):
        return order
    header = order.order
    refused = out_of_range("quantity", request.quantity, above_zero=True) or place_refused(
        context, _place(request.location_code, header), request.bin_code
    )
    if request.quantity is not None and header["source_type"] is OrderSourceType.SALES_HEADER:
        refused = Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "quantity"})
    if refused is not None:
        return refused
    factor = None if request.quantity is None else request.quantity / header["quantity"]
    for line in _first_level(order):
        if factor is not None:
            resize(line, round_quantity(line["quantity"] * request.quantity / header["quantity"]))
        _change(line, request)
    _change(header, request)
    if request.description is not None:
        header["description"] = request.description
    if request.quantity is not None:
        header["quantity"] = request.quantity
    return _too_many(order) or planned_again(
        context,
        request,
        order,
        direction=request.direction,
        lower_levels=request.lower_levels,
        ask_due_date=request.ask_due_date,
    )


def edit_order_line(context: Context, request: EditOrderLineRequest) -> Decided[OrderReceipt] | Refused:
    """Change a line. Another BOM or routing is copied to it at once.

    Refusals: order-not-found, order-finished, order-line-not-found, ledger-entries-exist (another BOM or routing
    of a line that was posted on), quantity-out-of-range, location-not-found, bin-not-found, and those of
    planning. Asks `later-due-date` where the request wants to be asked.
    """
    order = order_to_change(context, request.order_no)
    if isinstance(order, Refused):
        return order
    line = line_to_change(order, request.order_line_no)
    if isinstance(line, Refused):
        return line
    refused = out_of_range("quantity", request.quantity, above_zero=True) or place_refused(
        context, _place(request.location_code, line), request.bin_code
    )
    if refused is not None:
        return refused
    asked = {name: getattr(request, name) for name in STRUCTURES}
    changed = {name: no for name, no in asked.items() if no is not None and no != line[name]}
    if changed and line_has_entries(context.connection, request.order_no, line["line_no"]):
        return entries_exist(request.order_no, order_line_no=line["line_no"], field=next(iter(changed)))
    line.update(changed)
    if request.quantity is not None:
        resize(line, request.quantity)
    if request.description is not None:
        line["description"] = request.description
    _change(line, request)
    return _too_many(order) or planned_again(
        context,
        request,
        order,
        direction=request.direction,
        anew=_anew(line, changed),
        lower_levels=request.lower_levels,
        ask_due_date=request.ask_due_date,
    )


def _anew(line: Row, changed: dict[str, str]) -> Anew:
    if not changed:
        return NOTHING_ANEW
    return Anew(
        lines=False,
        routings="routing_no" in changed,
        components="production_bom_no" in changed,
        only=line["routing_reference_no"],
    )


def _first_level(order: OrderRows) -> list[Row]:
    return [line for line in order.lines if not line["planning_level"]]


def _place(location_code: str | None, row: Row) -> str:
    place: str = row["location_code"] if location_code is None else location_code
    return place


def _change(row: Row, request: EditProductionOrderRequest | EditOrderLineRequest) -> None:
    """Change due date and place; goods that go to another location find their bin there anew."""
    if request.due_date is not None:
        row["due_date"] = request.due_date
    if request.location_code is not None and request.location_code != row["location_code"]:
        row.update(location_code=request.location_code, bin_code="")
    if request.bin_code is not None:
        row["bin_code"] = request.bin_code


def _too_many(order: OrderRows) -> Refused | None:
    if all(line["quantity"] > 0 and line["quantity_base"] <= QUANTITY_MAX for line in order.lines):
        return None
    return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "quantity"})
