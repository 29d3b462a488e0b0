"""Refreshing an order: its lines, operations, components and schedule, all made anew from master data.

Lines come first without dates; each routing is then scheduled once for all lines that share it; components
follow, because their need and due date depend on the operations. A make-to-order component of a make-to-order
item that is itself produced gets its own line, one planning level deeper, due when the component is needed.
"""

from collections.abc import Sequence
from datetime import date, datetime

from backend_client.engine.context import Context
from backend_client.engine.order_components import component_rows
from backend_client.engine.order_lines import LINE_STEP, LineSource, line_rows, make_lines
from backend_client.engine.order_routing import route
from backend_client.engine.order_rows import OrderRows
from backend_client.limits import BOM_LEVELS_MAX
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.order_dates import PlantTimes, due_after, ending_for, starting_for
from backend_client.store.queries import planning
from backend_client.store.rows import Row
from backend_client.terms import ManufacturingPolicy, ReplenishmentSystem, SchedulingDirection

BACKWARD = SchedulingDirection.BACKWARD


def plant_times(context: Context) -> PlantTimes:
    """Answer the plant's normal day and safety lead time."""
    settings = context.setup.settings
    return PlantTimes(
        normal_starting_time=settings.normal_starting_time,
        normal_ending_time=settings.normal_ending_time,
        safety_lead_time_days=settings.default_safety_lead_time_days,
    )


def refreshed(
    context: Context,
    order: Row,
    *,
    direction: SchedulingDirection,
    starting: datetime | None,
    without: frozenset[str] = frozenset(),
) -> OrderRows | Refused:
    """Make the whole order of a header whose quantity and due date stand; sets the header's dates.

    starting  where a forward schedule begins; None = the header's start, else the plant's today
    without   columns of the lines (routing_no, production_bom_no) that stay empty
    Refusals: those of the lines, routings and components.
    """
    lines = line_rows(context, order)
    if isinstance(lines, Refused):
        return lines
    for line in lines:
        line.update(dict.fromkeys(without, ""))
    whole = OrderRows(order)
    forward_from = (
        starting or order["starting_date_time"] or starting_for(context.today, plant_times(context))
    )
    refused = _plan(context, whole, lines, direction, forward_from)
    refused = refused or _plan_supplying_lines(context, whole)
    if refused is not None:
        return refused
    order["starting_date_time"] = min(line["starting_date_time"] for line in whole.lines)
    order["ending_date_time"] = max(line["ending_date_time"] for line in whole.lines)
    order["due_date"] = max(line["due_date"] for line in whole.lines)
    return whole


def _plan(
    context: Context,
    whole: OrderRows,
    lines: Sequence[Row],
    direction: SchedulingDirection,
    forward_from: datetime,
) -> Refused | None:
    """Schedule lines and add their components."""
    by_reference: dict[int, list[Row]] = {}
    for line in lines:
        by_reference.setdefault(line["routing_reference_no"], []).append(line)
    for group in by_reference.values():
        refused = _schedule(context, whole, group, direction, forward_from)
        if refused is not None:
            return refused
        for line in group:
            _default_bin(context, whole, line)
            whole.lines.append(line)
            components = component_rows(context, line, whole.operations_of(line))
            if isinstance(components, Refused):
                return components
            whole.components += components
    return None


def _schedule(
    context: Context,
    whole: OrderRows,
    group: Sequence[Row],
    direction: SchedulingDirection,
    forward_from: datetime,
) -> Refused | None:
    plant = plant_times(context)
    ending = ending_for(group[0]["due_date"], plant)
    at = ending if direction is BACKWARD else forward_from
    routed = route(context, whole.order, group, direction=direction, at=at)
    if isinstance(routed, Refused):
        return routed
    if routed is not None:
        whole.operations += routed.operations
        whole.needs += routed.needs
        start, end = routed.starting_date_time, routed.ending_date_time
    elif direction is BACKWARD:
        start, end = min(starting_for(ending.date(), plant), ending), ending
    else:
        start = forward_from
        end = max(start, datetime.combine(start.date(), plant.normal_ending_time))
    for line in group:
        line.update(starting_date_time=start, ending_date_time=end)
        line["due_date"] = due_after(end, line["due_date"], plant)
    return None


def _default_bin(context: Context, whole: OrderRows, line: Row) -> None:
    """Give a line at a location with bins the bin its output goes to: last operation's center, else location's."""
    location = context.setup.locations.get(line["location_code"])
    if line["bin_code"] or location is None or not location.bin_mandatory:
        return
    last = next((row for row in whole.operations_of(line) if not row["next_operation_no"]), None)
    at_center = ""
    if last and last["location_code"] == line["location_code"]:
        at_center = last["from_production_bin_code"]
    line["bin_code"] = at_center or location.from_production_bin_code


def _plan_supplying_lines(context: Context, whole: OrderRows) -> Refused | None:
    """Add lines for components that are made to order, level by level."""
    parents, level = list(whole.lines), 1
    while parents:
        if level > BOM_LEVELS_MAX:
            return Refused(code=RefusalCode.BOM_CIRCULAR, facts={"no": parents[0]["production_bom_no"]})
        supplied = _made_to_order(context, whole, parents)
        if not supplied:
            return None
        lines = _supplying_lines(context, whole, supplied, level)
        if isinstance(lines, Refused):
            return lines
        refused = _plan(context, whole, lines, BACKWARD, datetime.max)  # noqa: DTZ901 - backward only
        if refused is not None:
            return refused
        parents, level = lines, level + 1
    return None


def _made_to_order(context: Context, whole: OrderRows, parents: Sequence[Row]) -> list[Row]:
    components = [
        row for line in parents for row in whole.components_of(line) if row["expected_quantity"] > 0
    ]
    if not components:
        return []
    nos = {row["item_no"] for row in components} | {line["item_no"] for line in parents}
    items = planning.items(context.connection, nos)
    to_order = {
        no
        for no, item in items.items()
        if item["manufacturing_policy"] is ManufacturingPolicy.MAKE_TO_ORDER
        and item["replenishment_system"] is ReplenishmentSystem.PROD_ORDER
    }
    parents_to_order = {line["line_no"] for line in parents if line["item_no"] in to_order}
    return [
        row for row in components if row["item_no"] in to_order and row["order_line_no"] in parents_to_order
    ]


def _supplying_lines(
    context: Context, whole: OrderRows, supplied: Sequence[Row], level: int
) -> list[Row] | Refused:
    sources = [
        LineSource(
            item_no=row["item_no"],
            variant_code=row["variant_code"],
            description=row["description"],
            quantity=row["expected_quantity"],
            unit_of_measure_code=row["unit_of_measure_code"],
            location_code=row["location_code"],
            bin_code=row["bin_code"],
        )
        for row in supplied
    ]
    first_no = max(line["line_no"] for line in whole.lines) + LINE_STEP
    lines = make_lines(context, whole.order, sources, first_no=first_no, level=level)
    if isinstance(lines, Refused):
        return lines
    for line, component in zip(lines, supplied, strict=True):
        needed: date = component["due_date"]
        line["due_date"] = needed
        component["supplied_by_line_no"] = line["line_no"]
    return lines
