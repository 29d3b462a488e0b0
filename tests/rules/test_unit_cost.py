"""The cost per unit while the actual cost is not known."""

from decimal import Decimal

from backend_client.rules.unit_cost import CardCost, card_unit_cost, consumption_unit_cost
from backend_client.terms import CostingMethod

CARD = CardCost(costing_method=CostingMethod.FIFO, unit_cost=Decimal(5), standard_cost=Decimal(7))
STANDARD = CardCost(costing_method=CostingMethod.STANDARD, unit_cost=Decimal(5), standard_cost=Decimal(7))
WITH_SKU = CardCost(
    costing_method=CostingMethod.FIFO,
    unit_cost=Decimal(5),
    standard_cost=Decimal(7),
    sku_unit_cost=Decimal(6),
)


def test_the_stockkeeping_unit_goes_before_the_item() -> None:
    """A place with a cost of its own counts, one without takes the item's."""
    assert card_unit_cost(CARD) == 5
    assert card_unit_cost(WITH_SKU) == 6


def test_a_standard_item_is_always_at_standard() -> None:
    """Neither its last unit cost nor the component's cost counts."""
    assert card_unit_cost(STANDARD) == 7
    assert consumption_unit_cost(STANDARD, Decimal(9)) == 7


def test_a_flushed_component_takes_the_order_s_cost() -> None:
    """The cost on the order's component line counts; without one, the card's."""
    assert consumption_unit_cost(CARD, Decimal(9)) == 9
    assert consumption_unit_cost(CARD, None) == 5
