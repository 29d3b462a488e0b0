"""Planning a whole order: its lines, operations, components and schedule, made anew or worked out again.

Lines of the first level come first, without dates, and are planned as order_planning.py tells. A make-to-order component
of a make-to-order item that is itself produced then gets its own line, as supplying_lines.py tells.
"""

from datetime import datetime

from backend_client.engine.context import Context
from backend_client.engine.order_lines import line_rows
from backend_client.engine.order_planning import ALL_ANEW, Anew, Planning, plant_times
from backend_client.engine.order_rows import OrderRows
from backend_client.engine.sales_lines import sales_line_rows
from backend_client.engine.supplying_lines import keep_the_rest, plan_supplying_lines
from backend_client.messages.base import Refused
from backend_client.rules.order_dates import starting_for
from backend_client.store.rows import Row
from backend_client.terms import OrderSourceType, SchedulingDirection

BACKWARD = SchedulingDirection.BACKWARD


def refreshed(
    context: Context,
    order: Row,
    *,
    direction: SchedulingDirection,
    starting: datetime | None,
    anew: Anew = ALL_ANEW,
    standing: OrderRows | None = None,
    lower_levels: bool = True,
) -> OrderRows | Refused:
    """Plan the whole order of a header whose quantity and due date stand; sets the header's dates.

    starting      where a forward schedule begins; None = the header's start, else the plant's today
    standing      the order as it stands; wanted unless all is made anew
    lower_levels  lines that supply others follow what those need, and missing ones are added; else they stay
    Refusals: those of the lines, routings and components.
    """
    whole = OrderRows(order)
    lines = _lines(context, whole, anew, standing)
    if isinstance(lines, Refused):
        return lines
    planning = Planning(
        context=context,
        whole=whole,
        standing=standing or OrderRows(order),
        anew=anew,
        direction=direction,
        forward_from=(
            starting or order["starting_date_time"] or starting_for(context.today, plant_times(context))
        ),
    )
    refused = planning.plan(lines, direction)
    if refused is None and lower_levels:
        refused = plan_supplying_lines(planning)
    if refused is not None:
        return refused
    keep_the_rest(planning)
    if whole.lines:
        order["starting_date_time"] = min(line["starting_date_time"] for line in whole.lines)
        order["ending_date_time"] = max(line["ending_date_time"] for line in whole.lines)
        order["due_date"] = max(line["due_date"] for line in whole.lines)
    return whole


def _lines(context: Context, whole: OrderRows, anew: Anew, standing: OrderRows | None) -> list[Row] | Refused:
    """Answer the lines of the first level; those that supply others come after what they supply is known."""
    if not anew.lines:
        assert standing is not None
        whole.reservations = standing.reservations
        return [dict(line) for line in standing.lines if not line["planning_level"]]
    if whole.order["source_type"] is not OrderSourceType.SALES_HEADER:
        return line_rows(context, whole.order)
    made = sales_line_rows(context, whole.order)
    if isinstance(made, Refused):
        return made
    lines, whole.reservations = made
    return lines
