"""A finished order is noted for settling, each line on its level: orders of bought components before those that use theirs."""

from backend_client.engine.context import Context
from backend_client.engine.order_rows import OrderRows
from backend_client.records.cost import OrderLineCost
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.order_costs import level_above, settled_before
from backend_client.store.rows import new_row

KEY = ("order_no", "line_no")


def note_for_settling(context: Context, posting: Posting, order: OrderRows) -> None:
    """Have every line of an order settled by the next cost adjustment."""
    no = order.order["no"]
    kept = settled_before(context.connection, [no])
    level = level_above(context.connection, (row["item_no"] for row in order.components))
    keys = [(no, line["line_no"]) for line in order.lines]
    again = [
        {"order_no": no, "line_no": line_no, "level": level, "to_adjust": True, "turns": 0}
        for _, line_no in keys
        if (no, line_no) in kept
    ]
    new = [
        new_row(OrderLineCost, order_no=no, line_no=line["line_no"], item_no=line["item_no"], level=level)
        for line in order.lines
        if (no, line["line_no"]) not in kept
    ]
    if new:
        posting.inserts.append(Insert(OrderLineCost, new))
    if again:
        posting.updates.append(Update(OrderLineCost, KEY, again))
