"""What was posted on the operations of an order, as rescheduling sees it.

The time posted stays with the operation as a need of its own at its new start, of which nothing is allocated any
more. So the needs of an operation still add up to all it needs, and what is posted next is taken off the rest:

    run 600 min, 250 posted, moved to Thursday  ->  need 250, allocated 0 at the start; need 350, allocated 350
"""

from collections.abc import Sequence
from decimal import Decimal

from backend_client.engine.centers import CenterFacts
from backend_client.records.order_detail import CapacityNeed
from backend_client.rules.allocated_time import Need, allocated_after
from backend_client.rules.operation_times import OperationTimes
from backend_client.rules.rounding import ZERO, round_to
from backend_client.rules.units import milliseconds, time_of
from backend_client.rules.work_left import PostedWork
from backend_client.store.rows import Row, new_row
from backend_client.terms import OrderStatus, RoutingStatus, TimeType


def needs_of(operation: Row, needs: Sequence[Row]) -> list[Row]:
    """Answer those of an order's needs that are an operation's."""
    key = (operation["routing_reference_no"], operation["operation_no"])
    return [need for need in needs if (need["routing_reference_no"], need["operation_no"]) == key]


def posted_work(
    operation: Row, needs: Sequence[Row], times: OperationTimes, center: CenterFacts, order: Row
) -> PostedWork:
    """Answer what was posted on an operation as it stands; only released orders are posted on."""
    if order["status"] is not OrderStatus.RELEASED:
        return PostedWork()
    setup = sum(
        (need["needed_time"] for need in needs_of(operation, needs) if need["time_type"] is TimeType.SETUP),
        ZERO,
    )
    processed = operation["posted_output_quantity"] + operation["posted_scrap_quantity"]
    return PostedWork(
        setup_needed_ms=milliseconds(setup, center.unit) or times.setup_ms,
        setup_ms=milliseconds(max(operation["posted_setup_time"], ZERO), center.unit),
        run_ms=milliseconds(max(operation["posted_run_time"], ZERO), center.unit),
        processed_quantity=max(processed, ZERO),
        finished=operation["routing_status"] is RoutingStatus.FINISHED,
    )


def needs_of_posted_work(
    operation: Row, posted: PostedWork, times: OperationTimes, center: CenterFacts, order: Row
) -> list[Row]:
    """Make the needs of what was posted of an operation's setup and run, at its new start."""
    rows: list[Row] = []
    for time_type, done_ms in (
        (TimeType.SETUP, min(posted.setup_ms, posted.setup_needed_ms)),
        (TimeType.RUN, min(posted.run_ms, times.whole_run_ms)),
    ):
        needed_time = round_to(time_of(done_ms, center.unit), center.rounding_precision)
        if needed_time > 0:
            need = _need(operation, center, order)
            needed_ms = int(round_to(done_ms, Decimal(1)))
            rows.append(
                {**need, "time_type": time_type, "needed_time": needed_time, "needed_time_ms": needed_ms}
            )
    return rows


def allocate_what_is_left(operation: Row, needs: Sequence[Row]) -> None:
    """Give the needs of an operation that was posted on what is left of their time."""
    allocated = allocated_after(
        [
            Need(
                need["line_no"],
                need["time_type"],
                need["date"],
                need["starting_time"],
                need["needed_time"],
                need["allocated_time"],
            )
            for need in needs
        ],
        finished=operation["routing_status"] is RoutingStatus.FINISHED,
        setup_posted=True,
        run_posted=True,
        posted_setup_time=operation["posted_setup_time"],
        posted_run_time=operation["posted_run_time"],
    )
    for need in needs:
        need["allocated_time"] = allocated[need["line_no"]]


def _need(operation: Row, center: CenterFacts, order: Row) -> Row:
    start = operation["starting_date_time"]
    return new_row(
        CapacityNeed,
        order_no=order["no"],
        routing_reference_no=operation["routing_reference_no"],
        operation_no=operation["operation_no"],
        line_no=0,
        status=order["status"],
        type=operation["type"],
        no=operation["no"],
        work_center_no=center.work_center_no,
        work_center_group_code=center.work_center_group_code,
        date=start.date(),
        starting_time=start.time(),
        ending_time=start.time(),
        concurrent_capacities=operation["concurrent_capacities"],
        efficiency=center.efficiency,
        lot_size=ZERO,
    )
