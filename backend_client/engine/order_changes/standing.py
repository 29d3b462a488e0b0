"""An order to be changed: read whole, found by its parts, checked, planned again and written."""

from decimal import Decimal

from sqlalchemy import select

from backend_client.engine.context import Context, Decided, ask_first
from backend_client.engine.order_planning import NOTHING_ANEW, Anew
from backend_client.engine.order_rows import OrderRows, replace_all
from backend_client.engine.orders import order_receipt
from backend_client.engine.refresh import refreshed
from backend_client.limits import QUANTITY_MAX
from backend_client.messages.base import Refused, Request
from backend_client.messages.orders import OrderReceipt
from backend_client.records.location import Bin
from backend_client.refusals import RefusalCode
from backend_client.store.posting import Posting
from backend_client.store.queries import sales, whole_order
from backend_client.store.rows import Row, table_of
from backend_client.terms import Confirmation, OrderStatus, SchedulingDirection

BIN = table_of(Bin)


def order_to_change(context: Context, order_no: str) -> OrderRows | Refused:
    """Read an order whole. Refusals: order-not-found, order-finished."""
    found = whole_order.whole_orders(context.connection, [order_no]).get(order_no)
    facts = {"order_no": order_no}
    if found is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts=facts)
    if found.order["status"] is OrderStatus.FINISHED:
        return Refused(code=RefusalCode.ORDER_FINISHED, facts=facts)
    return OrderRows(*found, reservations=sales.reservations(context.connection, order_no))


def line_to_change(order: OrderRows, line_no: int) -> Row | Refused:
    """Answer a line by number, 0 = the only or first. Refusals: order-line-not-found."""
    found = next((line for line in order.lines if line_no in {0, line["line_no"]}), None)
    facts = {"order_no": order.order_no, "order_line_no": str(line_no)}
    return found or Refused(code=RefusalCode.ORDER_LINE_NOT_FOUND, facts=facts)


def entries_exist(order_no: str, **part: object) -> Refused:
    """Refuse a change of something that was posted on."""
    facts = {"order_no": order_no, **{name: str(value) for name, value in part.items()}}
    return Refused(code=RefusalCode.LEDGER_ENTRIES_EXIST, facts=facts)


def out_of_range(field: str, value: Decimal | None, *, above_zero: bool = False) -> Refused | None:
    """Refuse a quantity or percentage that is negative, too large or, where it must be more, zero."""
    if value is None or (0 < value <= QUANTITY_MAX) or (value == 0 and not above_zero):
        return None
    return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": field})


def place_refused(context: Context, location_code: str | None, bin_code: str | None) -> Refused | None:
    """Refuse a location or a bin of it that the plant has not."""
    if location_code and location_code not in context.setup.locations:
        facts = {"field": "location_code", "location_code": location_code}
        return Refused(code=RefusalCode.LOCATION_NOT_FOUND, facts=facts)
    if not bin_code:
        return None
    wanted = select(BIN.c.code).where(BIN.c.location_code == (location_code or ""), BIN.c.code == bin_code)
    if context.connection.execute(wanted).first() is None:
        return Refused(code=RefusalCode.BIN_NOT_FOUND, facts={"field": "bin_code", "bin_code": bin_code})
    return None


def planned_again(
    context: Context,
    request: Request[OrderReceipt],
    order: OrderRows,
    *,
    direction: SchedulingDirection,
    anew: Anew = NOTHING_ANEW,
    lower_levels: bool = True,
    ask_due_date: bool = False,
) -> Decided[OrderReceipt] | Refused:
    """Work an order out again from its changed rows, and write it. Refuses as planning does."""
    planned = refreshed(
        context,
        order.order,
        direction=direction,
        starting=None,
        anew=anew,
        standing=order,
        lower_levels=lower_levels,
    )
    if isinstance(planned, Refused):
        return planned
    if ask_due_date and planned.due_date_moved:
        asked = ask_first(request, Confirmation.LATER_DUE_DATE)
        if asked is not None:
            return asked
    _shrink_reservations(planned)
    posting = posting_on(context, request, order.order_no)
    replace_all(posting, planned)
    return Decided(posting=posting, receipt=lambda _: order_receipt(planned))


def posting_on(context: Context, request: Request[OrderReceipt], order_no: str) -> Posting:
    """Answer an empty posting on an order."""
    return Posting(posting_date=request.posting_date or context.today, document_no=order_no)


def _shrink_reservations(order: OrderRows) -> None:
    """Bind no more pieces of a line to its sales line than the line makes."""
    made = {line["line_no"]: line["quantity_base"] for line in order.lines}
    for reservation in order.reservations:
        reservation["quantity_base"] = min(reservation["quantity_base"], made[reservation["order_line_no"]])
