"""Consumption and time that are posted by themselves.

A component linked to an operation is consumed with the postings of that operation: forward takes all that is still
expected at the first of them, backward takes what the output and scrap of each needs. A forward component without
link is consumed when the order is released, a backward one when it is finished.

200 of 800 pieces made, 0.01 kg each: 2 kg are flushed. The last posting of a line takes exactly what remains when
its own figure differs from it by rounding only: 3 x 1.225 kg at a precision of 0.01 flush 1.23, 1.23 and 1.22.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.rules.rounding import ZERO, exact, round_quantity, round_to, round_to_item_precision
from backend_client.terms import CalculationFormula, FlushingMethod

HUNDRED = Decimal(100)
ONE = Decimal(1)
FORWARD = frozenset({FlushingMethod.FORWARD, FlushingMethod.PICK_FORWARD})
BACKWARD = frozenset({FlushingMethod.BACKWARD, FlushingMethod.PICK_BACKWARD})


@dataclass(frozen=True, slots=True, kw_only=True)
class FlushedComponent:
    """A component as flushing sees it.

    quantity            by the calculation formula, per unit of the order line, in the component's unit
    remaining_quantity  in the component's unit
    rounding_precision  of the component's item
    """

    flushing_method: FlushingMethod
    calculation_formula: CalculationFormula
    quantity: Decimal
    scrap_pct: Decimal
    qty_per_unit_of_measure: Decimal
    remaining_quantity: Decimal
    rounding_precision: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationPosted:
    """What was posted on the linked operation, in base units of the item made.

    made_base             output and scrap of this posting
    remaining_base        of the order line before this posting
    line_qty_per_unit     base units in one unit of the order line
    accumulated_fixed_scrap  of the operation
    """

    made_base: Decimal
    remaining_base: Decimal
    line_qty_per_unit: Decimal
    accumulated_fixed_scrap: Decimal


def actually_needed_base(
    component: FlushedComponent, made_base: Decimal, line_qty_per_unit: Decimal
) -> Decimal:
    """Answer what a quantity made needs of a component, in its base unit, unrounded.

    Scrap of the line and of the routing is in the quantity made already; a fixed quantity is needed once.
    """
    with exact():
        per = component.quantity * component.qty_per_unit_of_measure * (1 + component.scrap_pct / HUNDRED)
        if component.calculation_formula is CalculationFormula.FIXED_QUANTITY:
            return per if made_base else ZERO
        return made_base * per / line_qty_per_unit


def flushed_at_operation(component: FlushedComponent, posted: OperationPosted) -> Decimal:
    """Answer what a posting of the linked operation consumes, in the component's unit; 0 = nothing."""
    if component.flushing_method in FORWARD:
        return flushed_at_release(component)
    if component.flushing_method not in BACKWARD:
        return ZERO
    scrap = posted.accumulated_fixed_scrap
    needed = actually_needed_base(component, posted.made_base - scrap, posted.line_qty_per_unit)
    with exact():
        quantity = scrap + needed / component.qty_per_unit_of_measure
    precision, remaining = component.rounding_precision, component.remaining_quantity
    if posted.remaining_base == posted.made_base and remaining:
        difference = abs(round_to(quantity, precision) - remaining)
        if difference <= precision and difference < ONE:
            quantity = remaining
    return round_quantity(round_to_item_precision(quantity, precision))


def flushed_at_release(component: FlushedComponent) -> Decimal:
    """Answer what a forward component takes: all that is still expected, in its unit."""
    return round_quantity(round_to(component.remaining_quantity, component.rounding_precision))


@dataclass(frozen=True, slots=True, kw_only=True)
class FlushedOperation:
    """An operation that posts its own time; times in the work center's unit, run time for one `lot_size`."""

    setup_time: Decimal
    run_time: Decimal
    lot_size: Decimal
    concurrent_capacities: Decimal
    accumulated_scrap_factor: Decimal
    accumulated_fixed_scrap: Decimal


def flushed_times(operation: FlushedOperation, quantity_base: Decimal) -> tuple[Decimal, Decimal]:
    """Answer setup and run time for a quantity, unrounded run factors and all, each to 5 decimals.

    Setup is counted for every place that works at once, run is not; scrap that the routing allows for is worked on
    too. Setup 15, run 3, 3 places, 20 pieces: 45 and 60.
    """
    with exact():
        setup = max(operation.concurrent_capacities, ONE) * operation.setup_time
        per_piece = operation.run_time / (operation.lot_size or ONE)
        run = per_piece * quantity_base * (1 + operation.accumulated_scrap_factor)
        run += per_piece * operation.accumulated_fixed_scrap
        return round_quantity(setup), round_quantity(run)
