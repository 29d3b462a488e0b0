"""Output and time that an operation posts by itself, and what picking allows components to take by themselves."""

from decimal import Decimal

from backend_client.engine.books import Books
from backend_client.engine.operation import Goods, OutputLine, Work, add_output
from backend_client.engine.output_goods import goods_facts, output_bin
from backend_client.messages.base import Refused
from backend_client.rules.finishing import FlushedOutput
from backend_client.rules.flushing import FlushedOperation
from backend_client.rules.output import OutputQuantities, goods_refused
from backend_client.rules.rounding import ZERO
from backend_client.rules.units import convert_time
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import FlushingMethod, ProductionConsumptionHandling

PICKED = frozenset({FlushingMethod.PICK_FORWARD, FlushingMethod.PICK_BACKWARD})


def flush_operation(books: Books, work: Work, flushed: FlushedOutput) -> Refused | None:
    """Post what an operation posts by itself; outside work never does, and nothing is posted for nothing."""
    operation, setup = work.operation, books.context.setup
    assert operation is not None
    quantities = OutputQuantities(
        setup_time=flushed.setup_time, run_time=flushed.run_time, output_quantity=flushed.output_base
    )
    if quantities.is_empty or setup.work_centers[operation["work_center_no"]].subcontractor_no:
        return None
    goods = Goods()
    if work.is_last and flushed.output_base:
        bin_code = output_bin(setup, "", work)
        refused = goods_refused(
            goods_facts(setup, work, bin_code=bin_code, bin_known=True), flushed.output_base
        )
        if refused is not None:
            return refused
        goods = Goods(location_code=work.line["location_code"], bin_code=bin_code)
    output = OutputLine(
        quantities=quantities,
        concurrent_capacity=operation["concurrent_capacities"],
        goods=goods,
        flushed=True,
    )
    return add_output(books, work, output)


def operation_times(setup: Setup, operation: Row) -> FlushedOperation:
    """Answer the times of an operation of an order in its work center's unit."""
    own = setup.capacity_units.get(setup.work_centers[operation["work_center_no"]].unit_of_measure_code)

    def in_center_unit(time: Decimal, unit_code: str) -> Decimal:
        unit = setup.capacity_units.get(unit_code) or own
        return convert_time(time, unit, own) if unit is not None and own is not None else time

    return FlushedOperation(
        setup_time=in_center_unit(operation["setup_time"], operation["setup_time_unit"]),
        run_time=in_center_unit(operation["run_time"], operation["run_time_unit"]),
        lot_size=operation["lot_size"],
        concurrent_capacities=operation["concurrent_capacities"],
        accumulated_scrap_factor=operation["accumulated_scrap_factor"],
        accumulated_fixed_scrap=operation["accumulated_fixed_scrap"] if operation["run_time"] else ZERO,
    )


def limited_to_picked(setup: Setup, component: Row, quantity: Decimal) -> Decimal:
    """Answer a flushed quantity; where goods must be picked first, no more than was picked."""
    location = setup.locations.get(component["location_code"])
    if component["flushing_method"] not in PICKED or location is None:
        return quantity
    if location.prod_consumption_whse_handling is ProductionConsumptionHandling.WAREHOUSE_PICK_MANDATORY:
        picked: Decimal = component["qty_picked"]
        return min(quantity, picked)
    return quantity
