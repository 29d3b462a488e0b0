"""What clocks do when something else is posted, in the same transaction.

an order is finished, deleted or no longer released   its running clocks end
a capacity entry made of clocked time is reversed     that time is free to be posted again
"""

from sqlalchemy import and_

from backend_client.engine.clocks.stamps import Stamps
from backend_client.engine.context import Context
from backend_client.floor_terms import ClockEnding
from backend_client.records.clock import ClockInterval
from backend_client.records.order import ProductionOrder
from backend_client.store.posting import Posting, Update
from backend_client.store.queries.clocks import INTERVAL, OPEN, intervals
from backend_client.terms import OrderStatus


def follow_posting(context: Context, posting: Posting) -> None:
    """Add to a posting what the clocks make of it; no statement where no order ends and nothing is reversed."""
    orders = ended_orders(posting)
    if orders:
        end_clocks_of_orders(context, posting, orders)
    reversed_entries = {row["reversed_entry_no"] for row in posting.capacity_entries} - {0}
    if reversed_entries:
        free_clocked_time(context, posting, reversed_entries)


def ended_orders(posting: Posting) -> set[str]:
    """Answer the orders that a posting finishes, deletes, or takes out of released."""
    gone = (row["no"] for each in posting.deletes if each.record is ProductionOrder for row in each.rows)
    changed = (row for each in posting.updates if each.record is ProductionOrder for row in each.rows)
    ended = (
        row["no"] for row in changed if row.get("status", OrderStatus.RELEASED) is not OrderStatus.RELEASED
    )
    return {*gone, *ended}


def end_clocks_of_orders(context: Context, posting: Posting, order_nos: set[str]) -> None:
    """End every clock that runs on these orders."""
    running = intervals(context.connection, OPEN, INTERVAL.c.order_no.in_(sorted(order_nos)))
    if not running:
        return
    stamps = Stamps.read(context, "", {row["person_no"] for row in running})
    for row in [row for row in stamps.running if row["order_no"] in order_nos]:
        stamps.end(row, ClockEnding.ORDER)
    stamps.write(posting)


def free_clocked_time(context: Context, posting: Posting, entry_nos: set[int]) -> None:
    """Take the mark of posting from the intervals that these capacity ledger entries were made of."""
    entries = INTERVAL.c.capacity_ledger_entry_no.in_(sorted(entry_nos))
    posted = intervals(context.connection, and_(INTERVAL.c.capacity_ledger_entry_no != 0, entries))
    rows = [{"id": row["id"], "capacity_ledger_entry_no": 0, "labour_seconds": 0} for row in posted]
    if rows:
        posting.updates.append(Update(ClockInterval, ("id",), rows))
