"""The operations of an order: copied from the certified routing, scheduled, costed, with their capacity needs.

One routing is scheduled once for all lines that share it: its operations take in what all of them need, and the
lines all start with its first operation and end with its last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from backend_client.engine.centers import CenterFacts, center_facts
from backend_client.engine.certified_routing import certified_operations, chained
from backend_client.engine.context import Context
from backend_client.engine.posted_work import (
    allocate_what_is_left,
    needs_of,
    needs_of_posted_work,
    posted_work,
)
from backend_client.engine.working_calendars import schedule_on_calendars
from backend_client.limits import AMOUNT_MAX
from backend_client.messages.base import Refused
from backend_client.records.order_detail import CapacityNeed, ProductionOrderRoutingLine
from backend_client.refusals import RefusalCode
from backend_client.rules.capacity_need import need_rows
from backend_client.rules.expected_cost import expected_operation_cost, specific_cost
from backend_client.rules.operation_times import OperationTimes
from backend_client.rules.order_status import routing_status
from backend_client.rules.rounding import ZERO, round_to
from backend_client.rules.routing_lines import OperationLink
from backend_client.rules.routing_scrap import (
    AccumulatedScrap,
    OperationScrap,
    accumulate,
    input_quantity,
)
from backend_client.rules.scheduling import ScheduledOperation
from backend_client.rules.units import milliseconds, time_of
from backend_client.rules.work_left import NOTHING_POSTED, PostedWork, left_to_do
from backend_client.store.queries import planning
from backend_client.store.rows import Row, new_row
from backend_client.terms import OrderStatus, RoutingType, SchedulingDirection

FACTOR_STEP = Decimal("0.0000000001")  # what the columns of unrounded quantities keep
INPUT_QUANTITY_MAX = Decimal(900_000_000)


@dataclass(slots=True)
class Routed:
    """Operations and needs of one routing of an order, in the order they are done, and when it starts and ends."""

    operations: list[Row]
    needs: list[Row]
    starting_date_time: datetime
    ending_date_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Operation:
    """One operation with all that is known of it before it is scheduled."""

    line: Row
    link: OperationLink
    center: CenterFacts
    scrap: AccumulatedScrap
    times: OperationTimes


def route(
    context: Context,
    order: Row,
    lines: Sequence[Row],
    *,
    direction: SchedulingDirection,
    at: datetime,
    own: Sequence[Row] | None = None,
    own_needs: Sequence[Row] = (),
) -> Routed | Refused | None:
    """Make the operations of the lines that share one routing; None where they have none.

    at         the end when scheduling backward, the start when scheduling forward
    own        the operations as they stand on the order: they are worked out again with what was changed on them,
               and keep their status and what was posted; only what is left of them is scheduled; None = they are
               copied from the routing
    own_needs  the needs as they stand on the order
    Sets the lines' routing version. Refusals: not-certified, center-not-found, unit-not-allowed,
    calendar-missing, quantity-out-of-range.
    """
    chosen = _routing_lines(context, lines) if own is None else _own_lines(own)
    if isinstance(chosen, Refused):
        return chosen
    if not chosen:
        return None
    operations = _operations(context, lines, chosen)
    if isinstance(operations, Refused):
        return operations
    posted = [
        NOTHING_POSTED if own is None else posted_work(each.line, own_needs, each.times, each.center, order)
        for each in operations
    ]
    scheduled = schedule_on_calendars(
        context,
        [left_to_do(each.times, work) for each, work in zip(operations, posted, strict=True)],
        direction=direction,
        at=at,
        units={each.times.center: each.center.unit for each in operations},
        order_no=order["no"],
    )
    if isinstance(scheduled, Refused):
        return scheduled
    routed = Routed([], [], scheduled.starting_date_time, scheduled.ending_date_time)
    for each, placed, work in zip(operations, scheduled.operations, posted, strict=True):
        row, needs = _planned(context, order, lines[0], each, placed)
        if work.finished:
            row, needs = dict(each.line), needs_of(each.line, own_needs)
        elif own is not None:
            row, needs = _again(order, each, row, needs, work)
        row["sequence_no"] = len(routed.operations) + 1
        if row["expected_operation_cost"] > AMOUNT_MAX:
            facts = {"field": "quantity", "operation_no": row["operation_no"]}
            return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts=facts)
        routed.operations.append(row)
        routed.needs += needs
    if any(work.finished for work in posted):
        _keep_what_is_finished(routed)
    return routed


def _planned(
    context: Context, order: Row, line: Row, each: _Operation, placed: ScheduledOperation
) -> tuple[Row, list[Row]]:
    needs = _need_rows(order, line, each, placed)
    row = _operation_row(context, order, line, each, placed)
    simulated = order["status"] is OrderStatus.SIMULATED
    row["expected_capacity_need_ms"] = 0 if simulated else sum(need["needed_time_ms"] for need in needs)
    return row, needs


def _keep_what_is_finished(routed: Routed) -> None:
    """Let the whole last from its first operation to its last, finished ones included."""
    rows = [row for row in routed.operations if row["starting_date_time"] and row["ending_date_time"]]
    routed.starting_date_time = min(
        (row["starting_date_time"] for row in rows), default=routed.starting_date_time
    )
    routed.ending_date_time = max((row["ending_date_time"] for row in rows), default=routed.ending_date_time)


def _again(
    order: Row, each: _Operation, row: Row, needs: Sequence[Row], work: PostedWork
) -> tuple[Row, list[Row]]:
    """Answer an operation that stands on the order, with what was worked out again and what was posted on it."""
    worked_out = {name: row[name] for name in WORKED_OUT}
    if not work.is_any:
        return {**each.line, **worked_out}, list(needs)
    again = {**each.line, **worked_out, "expected_capacity_need_ms": each.line["expected_capacity_need_ms"]}
    done = needs_of_posted_work(again, work, each.times, each.center, order)
    all_needs = [*done, *needs]
    for number, need in enumerate(all_needs, start=1):
        need["line_no"] = number
    allocate_what_is_left(again, all_needs)
    return again, all_needs


def _routing_lines(context: Context, lines: Sequence[Row]) -> list[tuple[Row, OperationLink]] | Refused:
    routing_no = lines[0]["routing_no"]
    if not routing_no:
        return []
    head, versions, all_lines = planning.routing(context.connection, routing_no)
    found = certified_operations(routing_no, head, versions, all_lines, lines[0]["due_date"])
    if isinstance(found, Refused):
        return found
    version, links = found
    for line in lines:
        line["routing_version_code"] = version
    return links


def _own_lines(own: Sequence[Row]) -> list[tuple[Row, OperationLink]] | Refused:
    """Chain the operations of an order as they stand: each of them names what follows it."""
    if not own:
        return []
    by_number = {row["operation_no"]: row for row in own}
    return chained(own[0]["routing_no"], RoutingType.PARALLEL, by_number)


def _operations(
    context: Context, lines: Sequence[Row], chosen: Sequence[tuple[Row, OperationLink]]
) -> list[_Operation] | Refused:
    scraps = accumulate(
        [each for _, each in chosen],
        {
            row["operation_no"]: OperationScrap(
                scrap_factor_pct=row["scrap_factor_pct"], fixed_scrap_quantity=row["fixed_scrap_quantity"]
            )
            for row, _ in chosen
        },
    )
    quantity_base = sum((line["quantity_base"] for line in lines), ZERO)
    scrap_pct = sum((line["scrap_pct"] for line in lines), ZERO)
    operations: list[_Operation] = []
    for row, each in chosen:
        center = center_facts(context.setup, row["type"], row["no"])
        if isinstance(center, Refused):
            return center
        scrap = scraps[each.operation_no]
        entering = input_quantity(quantity_base, scrap_pct, scrap)
        if entering > INPUT_QUANTITY_MAX or scrap.fixed_quantity > INPUT_QUANTITY_MAX:
            facts = {"field": "quantity", "operation_no": each.operation_no}
            return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts=facts)
        times = _times(context, row, each, center, entering)
        if isinstance(times, Refused):
            return times
        operations.append(_Operation(line=row, link=each, center=center, scrap=scrap, times=times))
    return operations


def _times(
    context: Context, row: Row, each: OperationLink, center: CenterFacts, entering: Decimal
) -> OperationTimes | Refused:
    in_ms: dict[str, Decimal] = {}
    for name in ("setup", "run", "wait", "move"):
        code = row[f"{name}_time_unit"] or center.unit_of_measure_code
        unit = context.setup.capacity_units.get(code)
        if unit is None:
            facts = {
                "field": f"{name}_time_unit",
                "unit_of_measure_code": code,
                "operation_no": each.operation_no,
            }
            return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=facts)
        in_ms[name] = milliseconds(row[f"{name}_time"], unit)
    return OperationTimes(
        link=each,
        center=(row["type"], row["no"]),
        input_quantity=entering,
        queue_ms=center.queue_ms,
        setup_ms=in_ms["setup"],
        run_ms=in_ms["run"],
        wait_ms=in_ms["wait"],
        move_ms=in_ms["move"],
        lot_size=row["lot_size"],
        send_ahead_quantity=row["send_ahead_quantity"],
        concurrent_capacities=row["concurrent_capacities"],
    )


def _need_rows(order: Row, line: Row, each: _Operation, placed: ScheduledOperation) -> list[Row]:
    rows = need_rows(
        placed.pieces, unit=each.center.unit, precision=each.center.rounding_precision, status=order["status"]
    )
    return [
        new_row(
            CapacityNeed,
            order_no=order["no"],
            routing_reference_no=line["routing_reference_no"],
            operation_no=each.link.operation_no,
            line_no=number,
            status=order["status"],
            type=each.times.center[0],
            no=each.times.center[1],
            work_center_no=each.center.work_center_no,
            work_center_group_code=each.center.work_center_group_code,
            date=need.date,
            starting_time=need.starting_time,
            ending_time=need.ending_time,
            time_type=need.time_type,
            needed_time=need.needed_time,
            allocated_time=need.allocated_time,
            needed_time_ms=need.needed_time_ms,
            concurrent_capacities=need.concurrent_capacities,
            efficiency=need.efficiency,
            lot_size=round_to(need.lot_quantity, Decimal("0.00001")),
        )
        for number, need in enumerate(rows, start=1)
    ]


COPIED = [
    "type",
    "no",
    "description",
    "standard_task_code",
    "routing_link_code",
    "setup_time",
    "setup_time_unit",
    "run_time",
    "run_time_unit",
    "wait_time",
    "wait_time_unit",
    "move_time",
    "move_time_unit",
    "lot_size",
    "fixed_scrap_quantity",
    "scrap_factor_pct",
    "concurrent_capacities",
    "send_ahead_quantity",
]
"""What an operation of an order takes over from its routing line as it stands."""

FROM_CENTER = [
    "work_center_no",
    "work_center_group_code",
    "flushing_method",
    "location_code",
    "open_shop_floor_bin_code",
    "to_production_bin_code",
    "from_production_bin_code",
]
"""What it takes over from its center."""


def _operation_row(
    context: Context, order: Row, line: Row, each: _Operation, placed: ScheduledOperation
) -> Row:
    """Make an operation's row; what depends on its needs is added after them."""
    center = each.center
    return new_row(
        ProductionOrderRoutingLine,
        order_no=order["no"],
        routing_reference_no=line["routing_reference_no"],
        operation_no=each.link.operation_no,
        routing_no=line["routing_no"],
        routing_version_code=line["routing_version_code"],
        previous_operation_no=each.link.previous_operation_no,
        next_operation_no=each.link.next_operation_no,
        accumulated_scrap_factor=each.scrap.factor,
        accumulated_fixed_scrap=round_to(each.scrap.fixed_quantity, FACTOR_STEP),
        input_quantity=round_to(each.times.input_quantity, FACTOR_STEP),
        routing_status=routing_status(order["status"]),
        starting_date_time=placed.starting_date_time,
        ending_date_time=placed.ending_date_time,
        **_costs(context, each),
        **{name: each.line[name] for name in COPIED},
        **{name: getattr(center, name) for name in FROM_CENTER},
    )


WORKED_OUT = [
    "work_center_no",
    "work_center_group_code",
    "previous_operation_no",
    "next_operation_no",
    "accumulated_scrap_factor",
    "accumulated_fixed_scrap",
    "input_quantity",
    "starting_date_time",
    "ending_date_time",
    "unit_cost_per",
    "expected_operation_cost",
    "expected_capacity_overhead",
    "expected_capacity_need_ms",
]
"""What is worked out again for an operation that stands on the order; the rest of it stays as it is."""


def _costs(context: Context, each: _Operation) -> Row:
    center, times = each.center, each.times
    unit_cost_per = each.line["unit_cost_per"] if center.specific_unit_cost else center.cost.unit_cost
    cost = expected_operation_cost(
        center=specific_cost(center.cost, unit_cost_per) if center.specific_unit_cost else center.cost,
        input_quantity=times.input_quantity,
        run_time=time_of(times.whole_run_ms, center.unit),
        setup_time=time_of(times.setup_ms, center.unit),
        concurrent_capacities=times.concurrent_capacities,
        cost_incl_setup=context.setup.settings.cost_incl_setup,
    )
    return {
        "unit_cost_per": unit_cost_per,
        "expected_operation_cost": cost.expected_operation_cost,
        "expected_capacity_overhead": cost.expected_capacity_overhead,
    }
