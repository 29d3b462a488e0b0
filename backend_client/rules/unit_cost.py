"""The cost per unit at which stock is valued while its actual cost is not known.

A standard item is always valued at its standard cost. Any other is valued at its unit cost: output is expected to
cost it, a flushed component takes the cost of the order's component line. The stockkeeping unit of the location and
variant goes before the item card where it names a cost.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.terms import CostingMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCost:
    """The costs of an item and of its stockkeeping unit (None: it names none); per base unit."""

    costing_method: CostingMethod
    unit_cost: Decimal
    standard_cost: Decimal
    sku_unit_cost: Decimal | None = None
    sku_standard_cost: Decimal | None = None


def card_unit_cost(card: CardCost) -> Decimal:
    """Answer the cost of one base unit by the cards."""
    if card.costing_method is CostingMethod.STANDARD:
        return card.standard_cost if card.sku_standard_cost is None else card.sku_standard_cost
    return card.unit_cost if card.sku_unit_cost is None else card.sku_unit_cost


def consumption_unit_cost(card: CardCost, component_unit_cost: Decimal | None) -> Decimal:
    """Answer the provisional cost of one consumed base unit; `component_unit_cost` where a component was flushed."""
    if card.costing_method is CostingMethod.STANDARD or component_unit_cost is None:
        return card_unit_cost(card)
    return component_unit_cost
