"""What a journal proposes: how much output of an operation, how much consumption of a component.

Output is what the operation still has to take in, with the scrap of the operations after it allowed for, less what
is posted on it. Order of 50, operation 10 with 5 % and 2 pieces of fixed scrap, 20 posted: 50 x 1.05 + 2 - 20 = 34.5.
Nothing is proposed for what posts itself, for a finished operation, and where the plant wants no preset: on all
operations, or on the last one, whose output goes into stock.

Consumption is what is still expected of a component, or what the output so far has needed less what was consumed,
which may be below zero: a return.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.rules.component_need import ComponentFacts, needed_by_expectation, needed_by_output
from backend_client.rules.manual_consumption import picked_not_consumed
from backend_client.rules.rounding import ZERO, round_to_item_precision
from backend_client.rules.units import base_quantity, quantity_in_unit
from backend_client.terms import (
    ConsumptionBasis,
    FlushingMethod,
    PresetOutputQuantity,
    ProductionConsumptionHandling,
    RoutingStatus,
)

BY_HAND = frozenset({FlushingMethod.MANUAL, FlushingMethod.PICK_MANUAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationToReport:
    """An operation, or the line itself where it has none; quantities in the item's base unit.

    quantity_base  of the order line; input = quantity_base x (1 + scrap factor) + fixed scrap
    """

    quantity_base: Decimal
    accumulated_scrap_factor: Decimal = ZERO
    accumulated_fixed_scrap: Decimal = ZERO
    posted_output: Decimal = ZERO
    flushing_method: FlushingMethod = FlushingMethod.MANUAL
    routing_status: RoutingStatus = RoutingStatus.BLANK
    is_last: bool = True
    subcontracted: bool = False


def output_to_report(operation: OperationToReport) -> Decimal:
    """Answer what is still to be reported on an operation, in the base unit and never below zero."""
    if operation.subcontracted or operation.flushing_method is not FlushingMethod.MANUAL:
        return ZERO
    if operation.routing_status is RoutingStatus.FINISHED:
        return ZERO
    input_quantity = operation.quantity_base * (1 + operation.accumulated_scrap_factor)
    input_quantity += operation.accumulated_fixed_scrap
    return max(input_quantity - operation.posted_output, ZERO)


def preset_output(operation: OperationToReport, preset: PresetOutputQuantity) -> Decimal:
    """Answer the output that a production journal proposes, in the base unit."""
    if preset is PresetOutputQuantity.ZERO_ON_ALL_OPERATIONS:
        return ZERO
    if preset is PresetOutputQuantity.ZERO_ON_LAST_OPERATION and operation.is_last:
        return ZERO
    return output_to_report(operation)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentToConsume:
    """A component of an order line.

    facts               how it is calculated
    remaining_quantity, picked_quantity  in its own unit; consumed_base in the base unit
    made_base           output and scrap of its operation so far (of the last one where it is linked to none)
    handling            of its location
    """

    facts: ComponentFacts
    flushing_method: FlushingMethod
    remaining_quantity: Decimal
    consumed_base: Decimal
    picked_quantity: Decimal
    made_base: Decimal
    line_qty_per_unit_of_measure: Decimal
    handling: ProductionConsumptionHandling = ProductionConsumptionHandling.NONE


def consumption_needed(component: ComponentToConsume, basis: ConsumptionBasis) -> Decimal:
    """Answer what a component still needs, in its own unit; nothing for what is consumed by itself."""
    if component.flushing_method not in BY_HAND:
        return ZERO
    if basis is ConsumptionBasis.EXPECTED_OUTPUT:
        return needed_by_expectation(component.facts, component.remaining_quantity)
    needed = needed_by_output(
        component.facts,
        output_base=component.made_base,
        line_qty_per_unit_of_measure=component.line_qty_per_unit_of_measure,
        consumed_base=component.consumed_base,
    )
    return quantity_in_unit(needed, component.facts.qty_per_unit_of_measure)


def preset_consumption(component: ComponentToConsume, basis: ConsumptionBasis) -> Decimal:
    """Answer the consumption that a production journal proposes, in the component's unit.

    Rounded up to what the item is counted in; of goods that must be picked no more than was picked and is not used
    up: needed 20, picked 8, so 8.
    """
    needed = round_to_item_precision(consumption_needed(component, basis), component.facts.rounding_precision)
    if (
        component.flushing_method is FlushingMethod.PICK_MANUAL
        and component.handling is ProductionConsumptionHandling.WAREHOUSE_PICK_MANDATORY
    ):
        per_unit = component.facts.qty_per_unit_of_measure
        picked = base_quantity(component.picked_quantity, per_unit)
        at_hand = quantity_in_unit(picked_not_consumed(picked, component.consumed_base), per_unit)
        return min(needed, at_hand)
    return needed
