"""Moving a production order to another due date or start, whatever was posted on it.

Its operations are scheduled anew with what is left of them, its capacity needs follow, and so do the dates of its
components and of the lines that supply them. Quantities, costs and what was posted stay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from backend_client.engine.context import Context
from backend_client.engine.order_planning import NOTHING_ANEW
from backend_client.engine.order_rows import PARTS, OrderRows, parts_of
from backend_client.engine.refresh import refreshed
from backend_client.messages.base import Refused
from backend_client.records.order import ProductionOrder
from backend_client.refusals import RefusalCode
from backend_client.rules.operation_times import CenterKey
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Delete, Insert, Posting, Update
from backend_client.store.queries import sales, whole_order
from backend_client.store.rows import Row
from backend_client.terms import OrderStatus, SchedulingDirection

LoadChange = Mapping[tuple[CenterKey, date], Decimal]
"""How much more time is allocated at a center on a day; only what is not zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescheduled:
    """An order before and after it was moved."""

    before: OrderRows
    after: OrderRows

    @property
    def load_change(self) -> LoadChange:
        """What the move adds to the load, and takes from it."""
        return sum_of((_allocated(self.after.needs), _allocated(self.before.needs, -1)))


def rescheduled(
    context: Context,
    order_no: str,
    *,
    direction: SchedulingDirection,
    due_date: date | None = None,
    starting: datetime | None = None,
) -> Rescheduled | Refused:
    """Move an order: backward from its due date, or forward from a start.

    due_date  another due date of the order and its first lines; None = it stays
    starting  plant-local start of a forward schedule; None = the order's own
    Refusals: order-not-found, order-finished, request-malformed (a start with a time zone), calendar-missing and
    whatever else planning its operations refuses.
    """
    facts = {"field": "order_no", "order_no": order_no}
    if starting is not None and starting.tzinfo is not None:
        zoned = {"field": "starting_date_time", "what": "zone"}
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts=zoned)
    found = whole_order.whole_orders(context.connection, [order_no]).get(order_no)
    if found is None:
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts=facts)
    before = OrderRows(*found, reservations=sales.reservations(context.connection, order_no))
    if before.order["status"] is OrderStatus.FINISHED:
        return Refused(code=RefusalCode.ORDER_FINISHED, facts=facts)
    after = refreshed(
        context,
        dict(before.order) | ({} if due_date is None else {"due_date": due_date}),
        direction=direction,
        starting=starting,
        anew=NOTHING_ANEW,
        standing=_due(before, due_date),
    )
    return after if isinstance(after, Refused) else Rescheduled(before=before, after=after)


def moved_on(context: Context, move: Rescheduled) -> Context:
    """Answer the surroundings of the next move: it finds the load as this one leaves it."""
    return replace(context, moved_load=sum_of((context.moved_load, move.load_change)))


def write_rescheduled(posting: Posting, moves: Sequence[Rescheduled]) -> None:
    """Put moved orders in the place of what stood; as many statements for a hundred orders as for one."""
    orders = [move.after for move in moves]
    named = [{"order_no": order.order_no} for order in orders]
    posting.deletes += [Delete(record, ("order_no",), named) for record in PARTS]
    for record, parts in zip(PARTS, zip(*(parts_of(order) for order in orders), strict=True), strict=True):
        rows = [row for part in parts for row in part]
        if rows:
            posting.inserts.append(Insert(record, rows))
    posting.updates.append(Update(ProductionOrder, ("no",), [order.order for order in orders]))


def sum_of(changes: Iterable[LoadChange]) -> LoadChange:
    """Add changes of load, center by center and day by day."""
    total: dict[tuple[CenterKey, date], Decimal] = {}
    for change in changes:
        for key, time in change.items():
            total[key] = total.get(key, ZERO) + time
    return {key: time for key, time in total.items() if time}


def _due(before: OrderRows, due_date: date | None) -> OrderRows:
    """Answer the order as it stood, with its first lines due on another day."""
    if due_date is None:
        return before
    lines = [line if line["planning_level"] else {**line, "due_date": due_date} for line in before.lines]
    return replace(before, lines=lines)


def _allocated(needs: Iterable[Row], sign: int = 1) -> LoadChange:
    return sum_of(
        {((need["type"], need["no"]), need["date"]): sign * need["allocated_time"]} for need in needs
    )
