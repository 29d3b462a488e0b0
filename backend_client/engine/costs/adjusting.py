"""Adjusting costs, step by step.

A cost that comes late moves others: an invoice for screws the orders that used them, the cost of these orders the
products they made, their average, and the orders that used those. Adjustment looks at the value entries that are new
since it last looked, and follows each cost as far as it goes:

    look      at new value entries: outbound ones get the cost of what they took, the others are noted
    forward   inbound entries whose cost has changed, to everything taken from them
    average   items of average cost, period by period
    settle    finished orders, those that made components first; standard items get their variances
    cards     the unit cost on item cards follows what is in stock

A step does one of these for a few entries, in a transaction and a register of its own. What it moves is noted in
tables for the next steps, so a run can be cut off at any moment and goes on where it stopped; a step takes no longer
than a posting, and needs no more memory for a ledger of years than for one of a day. Only differences are posted:
where everything is worth what it should be, a run posts nothing.

Costs can run in a ring: an order consumes what it makes itself, or two orders what the other one makes. Mostly such
costs come to rest, each turn moves less: a tenth taken back for rework moves a tenth. Where they do not, because what
was consumed was only there after the order had made it, the ring is cut after so many turns, for good: consumption of
the order line then costs what it was posted at.
"""

from decimal import Decimal

from backend_client import limits
from backend_client.engine.context import Context, Decided
from backend_client.engine.costs.averaging import average_point
from backend_client.engine.costs.cards import follow_cards
from backend_client.engine.costs.correcting import Correcting
from backend_client.engine.costs.forwarding import Flow, follows_inbound, forward, forward_points
from backend_client.engine.costs.settling import settle_orders
from backend_client.messages.base import Refused
from backend_client.messages.cost_adjustment import AdjustCostReceipt, AdjustCostRequest
from backend_client.records.cost import CostAdjustmentHead
from backend_client.rules.rounding import ZERO
from backend_client.store.posting import Update
from backend_client.store.queries import costs, order_costs
from backend_client.store.queries.average_costs import next_average
from backend_client.store.rows import Row
from backend_client.terms import CostingMethod

MOST = limits.COST_ENTRIES_MAX
ORDERS_AT_ONCE = 10


def adjust_cost(context: Context, request: AdjustCostRequest) -> Decided[AdjustCostReceipt] | Refused:  # noqa: ARG001
    """Do the next step of cost adjustment. Refuses with `posting-setup-missing` where an account is not named."""
    before = costs.left_to_do(context.connection)
    work = Correcting.begun(context, before.rests)
    looked_at = _step(work)
    if isinstance(looked_at, Refused):
        return looked_at
    posting = work.books.closed()
    entries = len(posting.value_entries)
    unseen = before.unseen - looked_at
    if not unseen and (entries or looked_at):  # what a step posts itself it need not look at
        head = {"id": 1, "value_entry_no": -entries if entries else before.last_value_entry_no}
    else:
        head = {"id": 1, "value_entry_no": before.last_value_entry_no - unseen}
        unseen += entries
    left = unseen + before.points + work.points.add_to(posting) - work.lines_settled
    head["rests"] = before.rests + (not left)
    posting.updates.append(Update(CostAdjustmentHead, ("id",), [head]))
    amount = sum((_inventory_change(row) for row in posting.value_entries), ZERO)
    return Decided(
        posting=posting,
        receipt=lambda written: AdjustCostReceipt(
            register_no=written.register_no, value_entries=entries, cost_amount=amount, left=left
        ),
    )


def _step(work: Correcting) -> int | Refused:
    """Do what comes first; answers how many new value entries were looked at."""
    connection = work.context.connection
    new = costs.news(connection, MOST)
    if new:
        return _look(work, new) or len(new)
    return _follow(work) or 0


def _follow(work: Correcting) -> Refused | None:
    connection = work.context.connection
    if costs.has_inbound(connection):
        return forward_points(work, MOST)
    point = next_average(connection)
    if point is not None:
        return average_point(work, point, MOST)
    orders = order_costs.orders_to_settle(connection, ORDERS_AT_ONCE)
    if orders:
        return settle_orders(work, orders, MOST)
    follow_cards(work, MOST)
    return None


def _look(work: Correcting, new: list[Row]) -> Refused | None:
    """Look at new value entries: note what they move, and give outbound ones the cost of what they took."""
    connection = work.context.connection
    posted = [row for row in new if not row["adjustment"]]
    flow = Flow.read(work, {row["item_ledger_entry_no"] for row in posted} - {0})
    for row in posted:
        if row["order_no"]:
            work.points.order_line(row["order_no"], row["order_line_no"])
    looked_at = {row["item_ledger_entry_no"] for row in posted if row["item_ledger_entry_no"]}
    for number in looked_at:
        work.points.cost_changed(flow.entries[number])
    averaged = [no for no in looked_at if flow.entries[no]["costing_method"] is CostingMethod.AVERAGE]
    for entry_no, day in costs.filled_since(connection, averaged).items():
        work.points.average(flow.entries[entry_no], day)
    return forward(work, flow, [no for no in looked_at if follows_inbound(flow.entries[no])])


def _inventory_change(row: Row) -> Decimal:
    amount: Decimal = row["cost_amount_actual"] + row["cost_amount_expected"]
    return amount
