"""How much of a component an order line needs.

    quantity   = by formula: quantity per, x length, x width, x depth, or x weight (each rounded to 0.00001)
    n          = line quantity x (1 + line scrap %) x (1 + F) x (1 + component scrap %) + Q
    expected   = quantity x n; for a fixed quantity the quantity alone
    then rounded in two steps: nearest to 0.00001, then up to the item's precision, last to the unit's own

F and Q are the accumulated scrap of the operation with the component's routing link code; without a link those
of the first operation; without a routing 0. Q is in pieces of the parent, so it is multiplied with the
quantity. Two operations of 10 % and 20 pieces each, 3 per piece, order of 5:

    no link      3 x (5 x 1.21 + 42) = 144.15        linked to the last    3 x (5 x 1.1 + 20) = 76.5

What output has actually needed counts neither the line's scrap nor the routing's: the scrapped pieces are in
the output already.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.rules.rounding import (
    QUANTITY_PRECISION,
    ZERO,
    round_amount,
    round_quantity,
    round_to,
    round_to_item_precision,
)
from backend_client.rules.routing_scrap import NO_SCRAP, AccumulatedScrap
from backend_client.terms import CalculationFormula


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Length, width, depth and weight of a component, as its BOM line gives them."""

    length: Decimal = ZERO
    width: Decimal = ZERO
    depth: Decimal = ZERO
    weight: Decimal = ZERO


NO_MEASURES = Measures()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentFacts:
    """A component of an order line.

    quantity                 by formula, per unit of the line, in the component's unit
    scrap_pct                of the component
    qty_per_unit_of_measure  base units of the component's item in its unit
    rounding_precision       of the component's item
    unit_rounding_precision  of the component's unit, 0 for none
    """

    quantity: Decimal
    calculation_formula: CalculationFormula = CalculationFormula.BLANK
    scrap_pct: Decimal = ZERO
    qty_per_unit_of_measure: Decimal = Decimal(1)
    rounding_precision: Decimal = QUANTITY_PRECISION
    unit_rounding_precision: Decimal = ZERO


def calculated_quantity(
    formula: CalculationFormula, quantity_per: Decimal, measures: Measures = NO_MEASURES
) -> Decimal:
    """Answer the quantity by formula: 70 per piece of 0.20 x 0.15 are 2.1."""
    match formula:
        case CalculationFormula.LENGTH:
            return round_quantity(measures.length * quantity_per)
        case CalculationFormula.LENGTH_WIDTH:
            return round_quantity(measures.length * measures.width * quantity_per)
        case CalculationFormula.LENGTH_WIDTH_DEPTH:
            return round_quantity(measures.length * measures.width * measures.depth * quantity_per)
        case CalculationFormula.WEIGHT:
            return round_quantity(measures.weight * quantity_per)
        case _:
            return quantity_per


def need_multiplier(
    *, line_quantity: Decimal, line_scrap_pct: Decimal, component_scrap_pct: Decimal, scrap: AccumulatedScrap
) -> Decimal:
    """Answer for how many pieces of the line a component is needed, in the line's unit, unrounded."""
    pieces = line_quantity * (1 + line_scrap_pct / 100) * (1 + scrap.factor) * (1 + component_scrap_pct / 100)
    return pieces + scrap.fixed_quantity


def expected_quantity(
    component: ComponentFacts,
    *,
    line_quantity: Decimal,
    line_scrap_pct: Decimal = ZERO,
    scrap: AccumulatedScrap = NO_SCRAP,
) -> Decimal:
    """Answer the expected quantity in the component's unit; `line_quantity` is in the line's unit."""
    needed = component.quantity
    if component.calculation_formula is not CalculationFormula.FIXED_QUANTITY:
        needed *= need_multiplier(
            line_quantity=line_quantity,
            line_scrap_pct=line_scrap_pct,
            component_scrap_pct=component.scrap_pct,
            scrap=scrap,
        )
    rounded = round_to_item_precision(needed, component.rounding_precision)
    if component.unit_rounding_precision > 0:
        rounded = round_to(rounded, component.unit_rounding_precision)
    return rounded


def remaining_quantity(expected: Decimal, consumed: Decimal) -> Decimal:
    """Answer what is left to consume; 0 as soon as it would be less than nothing."""
    remaining = expected - consumed
    return remaining if remaining * expected > 0 else ZERO


def cost_amount(expected: Decimal, unit_cost: Decimal) -> Decimal:
    """Answer the expected cost of a component, 2 decimals."""
    return round_amount(expected * unit_cost)


def actually_needed(
    component: ComponentFacts, *, output_base: Decimal, line_qty_per_unit_of_measure: Decimal
) -> Decimal:
    """Answer what some output and scrap (base units of the line's item) has needed, in base units, unrounded.

    A fixed quantity is needed once, as soon as there is any output.
    """
    if component.calculation_formula is CalculationFormula.FIXED_QUANTITY:
        pieces = Decimal(1) if output_base else ZERO
    else:
        pieces = output_base
    in_line_units = pieces * component.quantity * component.qty_per_unit_of_measure
    return in_line_units * (1 + component.scrap_pct / 100) / line_qty_per_unit_of_measure


def needed_by_output(
    component: ComponentFacts,
    *,
    output_base: Decimal,
    line_qty_per_unit_of_measure: Decimal,
    consumed_base: Decimal = ZERO,
) -> Decimal:
    """Answer what the output so far calls for, less what was consumed; base units, negative = a return."""
    needed = actually_needed(
        component, output_base=output_base, line_qty_per_unit_of_measure=line_qty_per_unit_of_measure
    )
    return round_to_item_precision(needed, component.rounding_precision) - consumed_base


def needed_by_expectation(component: ComponentFacts, remaining: Decimal) -> Decimal:
    """Answer what is left of the expected quantity, nearest to the item's precision."""
    return round_to(remaining, component.rounding_precision)
