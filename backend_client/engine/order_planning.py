"""An order while it is planned: lines scheduled with their operations and needs, then given their components.

Each routing is scheduled once for all lines that share it; components follow, because their need and due date depend
on the operations. What is not made anew from master data is taken as it stands on the order, with what people changed
there, and worked out again from that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from backend_client.engine.context import Context
from backend_client.engine.order_components import cards_of, component_location, component_rows, needed_again
from backend_client.engine.order_routing import route
from backend_client.engine.order_rows import OrderRows
from backend_client.messages.base import Refused
from backend_client.rules.order_dates import PlantTimes, due_after, ending_for, starting_for
from backend_client.store.rows import Row
from backend_client.terms import SchedulingDirection

BACKWARD = SchedulingDirection.BACKWARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """What is made anew from master data; new lines without routings or components have none.

    only  the routing reference of the lines that this is about; None = all
    """

    lines: bool = True
    routings: bool = True
    components: bool = True
    only: int | None = None

    def is_about(self, line: Row) -> bool:
        """Say whether a line is one of those."""
        return self.only is None or line["routing_reference_no"] == self.only


ALL_ANEW = Anew()
NOTHING_ANEW = Anew(lines=False, routings=False, components=False)


@dataclass(slots=True, kw_only=True)
class Planning:
    """One order while it is planned.

    whole         what has been planned so far
    standing      the order as it stood; empty where all is made anew
    forward_from  where a forward schedule begins
    """

    context: Context
    whole: OrderRows
    standing: OrderRows
    anew: Anew
    direction: SchedulingDirection
    forward_from: datetime

    def plan(self, lines: Sequence[Row], direction: SchedulingDirection) -> Refused | None:
        """Schedule lines and add them with their operations, needs and components."""
        by_reference: dict[int, list[Row]] = {}
        for line in lines:
            by_reference.setdefault(line["routing_reference_no"], []).append(line)
        for group in by_reference.values():
            refused = self._schedule(group, direction)
            if refused is not None:
                return refused
            for line in group:
                _default_bin(self.context, self.whole, line)
                self.whole.lines.append(line)
                components = self._components(line)
                if isinstance(components, Refused):
                    return components
                self.whole.components += components
        return None

    def _schedule(self, group: Sequence[Row], direction: SchedulingDirection) -> Refused | None:
        plant = plant_times(self.context)
        ending = ending_for(min(line["due_date"] for line in group), plant)
        at = ending if direction is BACKWARD else self.forward_from
        anew = self.anew.routings and self.anew.is_about(group[0])
        own = None if anew or self._is_new(group[0]) else self.standing.operations_of(group[0])
        routed = route(
            self.context,
            self.whole.order,
            group,
            direction=direction,
            at=at,
            own=own,
            own_needs=self.standing.needs,
        )
        if isinstance(routed, Refused):
            return routed
        if routed is not None:
            self.whole.operations += routed.operations
            self.whole.needs += routed.needs
            start, end = routed.starting_date_time, routed.ending_date_time
        elif direction is BACKWARD:
            start, end = min(starting_for(ending.date(), plant), ending), ending
        else:
            start = self.forward_from
            end = max(start, datetime.combine(start.date(), plant.normal_ending_time))
        for line in group:
            due_date = due_after(end, line["due_date"], plant)
            self.whole.due_date_moved |= due_date > line["due_date"]
            line.update(starting_date_time=start, ending_date_time=end, due_date=due_date)
        return None

    def _is_new(self, line: Row) -> bool:
        """Say whether a line was added to lines that stand: it is made from master data in any case."""
        if self.anew.lines:
            return False
        return all(line["line_no"] != each["line_no"] for each in self.standing.lines)

    def _components(self, line: Row) -> list[Row] | Refused:
        operations = self.whole.operations_of(line)
        standing = self.standing.components_of(line)
        if (self.anew.components and self.anew.is_about(line)) or self._is_new(line):
            made = component_rows(self.context, line, operations)
            if not isinstance(made, Refused):
                _keep_suppliers(made, standing)
            return made
        if not standing:
            return []
        cards = cards_of(
            self.context, {row["item_no"] for row in standing}, component_location(self.context, line)
        )
        rows: list[Row] = []
        for row in standing:
            again = needed_again(line, row, cards, operations)
            if isinstance(again, Refused):
                return again
            rows.append(again)
        return rows


def plant_times(context: Context) -> PlantTimes:
    """Answer the plant's normal day and safety lead time."""
    settings = context.setup.settings
    return PlantTimes(
        normal_starting_time=settings.normal_starting_time,
        normal_ending_time=settings.normal_ending_time,
        safety_lead_time_days=settings.default_safety_lead_time_days,
    )


def _keep_suppliers(made: Sequence[Row], standing: Sequence[Row]) -> None:
    """Let components that are made anew be supplied by the lines that supplied their likes before."""
    suppliers = {
        (row["item_no"], row["variant_code"]): row["supplied_by_line_no"]
        for row in standing
        if row["supplied_by_line_no"]
    }
    for row in made:
        row["supplied_by_line_no"] = suppliers.pop((row["item_no"], row["variant_code"]), 0)


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
