"""Every fault of sense in the rows of a plant, each with its row and column, never the first only.

The checks do not build on one another: a row whose cell was at fault is still held against the others, and a file
that could not be read is held against nobody.
"""

from collections.abc import Callable

from backend_client.plant.checking import (
    boms,
    calendars,
    items,
    orders,
    people,
    posting,
    references,
    routing_chains,
    routing_lines,
    settings,
    stock,
)
from backend_client.plant.faults import Faults
from backend_client.plant.rows import PlantRows

CHECKS: tuple[Callable[[PlantRows, Faults], None], ...] = (
    references.check_keys,
    references.check_references,
    settings.check_settings,
    items.check_items,
    items.check_categories,
    items.check_tracking_information,
    boms.check_boms,
    routing_lines.check_routing_lines,
    routing_chains.check_routing_chains,
    calendars.check_calendars,
    posting.check_posting_setup,
    stock.check_opening_inventory,
    orders.check_orders,
    people.check_people,
    people.check_numbers,
)


def check_rows(plant: PlantRows, faults: Faults) -> None:
    """Check everything; what is found is added to `faults`."""
    for check in CHECKS:
        check(plant, faults)
