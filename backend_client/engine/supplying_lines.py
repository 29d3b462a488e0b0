"""Lines of an order that supply its other lines: components that are made to order.

A component gets a line of its own in the same order, one planning level deeper, when its item and the item it goes
into are both made to order and it is produced itself; the line is due when the component is needed. This goes on
level by level, until nothing is made to order any more; an item that is needed to make itself is refused.

    desk (level 0)  <-  drawer unit (level 1, due when the desk starts)  <-  drawer front (level 2)
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from backend_client.engine.order_lines import LINE_STEP, LineSource, make_lines
from backend_client.engine.order_planning import Planning
from backend_client.limits import BOM_LEVELS_MAX, ORDER_LINES_MAX
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO, round_quantity
from backend_client.rules.units import quantity_in_unit
from backend_client.store.queries import planning as stored
from backend_client.store.rows import Row
from backend_client.terms import ManufacturingPolicy, ReplenishmentSystem, SchedulingDirection

Items = frozenset[str]


def plan_supplying_lines(planning: Planning) -> Refused | None:
    """Add or move the lines that supply others, level by level.

    Refusals: bom-circular, and those of planning lines.
    """
    parents, level = list(planning.whole.lines), 1
    above: dict[int, Items] = {line["line_no"]: frozenset({line["item_no"]}) for line in parents}
    while parents:
        supplied = _made_to_order(planning, parents)
        if not supplied:
            return None
        refused = _circular(planning, supplied, above, level)
        if refused is not None:
            return refused
        lines = _supplying_lines(planning, supplied, level)
        if isinstance(lines, Refused):
            return lines
        refused = planning.plan(lines, SchedulingDirection.BACKWARD)
        if refused is not None:
            return refused
        for line, component in zip(lines, supplied, strict=True):
            above[line["line_no"]] = above[component["order_line_no"]] | {line["item_no"]}
        parents, level = lines, level + 1
    return None


def keep_the_rest(planning: Planning) -> None:
    """Keep the standing lines that were not planned again, with all that belongs to them, as they are."""
    whole, standing = planning.whole, planning.standing
    if planning.anew.lines:
        return
    planned = {line["line_no"] for line in whole.lines}
    references = {line["routing_reference_no"] for line in whole.lines}
    for line in standing.lines:
        if line["line_no"] not in planned:
            whole.lines.append(line)
            whole.components += standing.components_of(line)
    whole.operations += [row for row in standing.operations if row["routing_reference_no"] not in references]
    whole.needs += [row for row in standing.needs if row["routing_reference_no"] not in references]
    whole.lines.sort(key=lambda line: int(line["line_no"]))


def resize(line: Row, quantity: Decimal) -> None:
    """Give a line another quantity in its unit; what is finished stays, what remains follows."""
    quantity_base = round_quantity(quantity * line["qty_per_unit_of_measure"])
    line.update(
        quantity=quantity,
        quantity_base=quantity_base,
        remaining_quantity=max(quantity - line["finished_quantity"], ZERO),
        remaining_qty_base=max(quantity_base - line["finished_qty_base"], ZERO),
    )


def _made_to_order(planning: Planning, parents: Sequence[Row]) -> list[Row]:
    """Answer the components of some lines that are supplied by lines of the order, or are to be."""
    whole = planning.whole
    components = {
        line["line_no"]: [row for row in whole.components_of(line) if row["expected_quantity"] > 0]
        for line in parents
    }
    to_order = _to_order(planning, {line["item_no"] for line in parents})
    under_those = {
        row["item_no"]
        for line in parents
        if line["item_no"] in to_order
        for row in components[line["line_no"]]
    }
    below = _to_order(planning, under_those) if under_those else set()
    return [
        row
        for line in parents
        for row in components[line["line_no"]]
        if row["supplied_by_line_no"] or (line["item_no"] in to_order and row["item_no"] in below)
    ]


def _to_order(planning: Planning, nos: set[str]) -> set[str]:
    """Answer which of some items are produced, and made to order."""
    items = stored.items(planning.context.connection, nos)
    return {
        no
        for no, item in items.items()
        if item["manufacturing_policy"] is ManufacturingPolicy.MAKE_TO_ORDER
        and item["replenishment_system"] is ReplenishmentSystem.PROD_ORDER
    }


def _circular(
    planning: Planning, supplied: Sequence[Row], above: Mapping[int, Items], level: int
) -> Refused | None:
    itself = [row["item_no"] for row in supplied if row["item_no"] in above[row["order_line_no"]]]
    too_many = len(planning.whole.lines) + len(supplied) > ORDER_LINES_MAX
    if not itself and not too_many and level <= BOM_LEVELS_MAX:
        return None
    facts = {"no": itself[0] if itself else supplied[0]["item_no"]}
    return Refused(code=RefusalCode.BOM_CIRCULAR, facts=facts)


def _supplying_lines(planning: Planning, supplied: Sequence[Row], level: int) -> list[Row] | Refused:
    """Answer a line for each component: the one that supplies it already, or a new one."""
    standing = {line["line_no"]: line for line in planning.standing.lines}
    missing = [row for row in supplied if row["supplied_by_line_no"] not in standing]
    last_no = max(line["line_no"] for line in (*planning.whole.lines, *planning.standing.lines))
    made = make_lines(
        planning.context,
        planning.whole.order,
        [_source(row) for row in missing],
        first_no=last_no + LINE_STEP,
        level=level,
    )
    if isinstance(made, Refused):
        return made
    new = {id(row): line for row, line in zip(missing, made, strict=True)}
    lines: list[Row] = []
    for component in supplied:
        line = new.get(id(component)) or dict(standing[component["supplied_by_line_no"]])
        if id(component) not in new:
            quantity = quantity_in_unit(component["expected_qty_base"], line["qty_per_unit_of_measure"])
            resize(line, quantity)
        line.update(due_date=component["due_date"], planning_level=level)
        component["supplied_by_line_no"] = line["line_no"]
        lines.append(line)
    return lines


def _source(component: Row) -> LineSource:
    return LineSource(
        item_no=component["item_no"],
        variant_code=component["variant_code"],
        description=component["description"],
        quantity=component["expected_quantity"],
        unit_of_measure_code=component["unit_of_measure_code"],
        location_code=component["location_code"],
        bin_code=component["bin_code"],
    )
