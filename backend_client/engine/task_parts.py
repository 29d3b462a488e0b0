"""Whether the parts that tasks need are there: at the location of each component, and in the bin that it is taken from.

    101002 / 30  4 Facia (3 at MAIN), 4 Sensor (50 in its bin)     1 short
    101002 / 10  13 parts, all at MAIN, none in bin ASM-IN         0 short, 13 in other bins
    101002 / 40  none                                              0 short, 0 in other bins

An operation needs the components that are linked to it, the first one of a line also those that are linked to none.
Each task is looked at alone: what two of them want of the same stock is not shared out.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection

from backend_client.rules.rounding import ZERO
from backend_client.store.queries.order_line import in_bins, on_hand
from backend_client.store.queries.tasks import components_of

LinkKey = tuple[str, int, str]
"""Order, order line, routing link."""


class Parts(NamedTuple):
    """How many components are short at their location, and how many are there but not in their bin."""

    short: int = 0
    elsewhere: int = 0

    def __add__(self, other: object) -> "Parts":
        """Add two counts."""
        assert isinstance(other, Parts), "parts are added to parts"
        return Parts(self.short + other.short, self.elsewhere + other.elsewhere)


def parts_of(connection: Connection, tasks: Iterable[Any]) -> list[Parts]:
    """Answer of each task how its components stand; three statements, however many tasks there are."""
    rows = list(tasks)
    components = components_of(connection, {row.order_no for row in rows})
    at_location = on_hand(connection, {row.item_no for row in components}) if components else {}
    bins = in_bins(connection, components)
    found: dict[LinkKey, Parts] = {}
    for row in components:
        place = (row.item_no, row.variant_code, row.location_code)
        short = at_location.get(place, ZERO) < row.remaining_qty_base
        in_bin = not row.bin_code or bins.get((*place, row.bin_code), ZERO) >= row.remaining_qty_base
        key = (row.order_no, row.order_line_no, row.routing_link_code)
        found[key] = found.get(key, Parts()) + Parts(int(short), int(not short and not in_bin))
    return [_of(found, row) for row in rows]


def _of(found: dict[LinkKey, Parts], row: Any) -> Parts:
    line = (row.order_no, row.order_line_no)
    linked = found.get((*line, row.routing_link_code), Parts()) if row.routing_link_code else Parts()
    return linked if row.previous_operation_no else linked + found.get((*line, ""), Parts())
