"""What a calculated standard cost is good for: work done as planned has no variance, and what differs shows alone."""

from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from backend_client.cost_terms import CostLevels
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.costs import CalculateStandardCostRequest
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.terms import OrderStatus, ValueEntryType
from tests.casebook.databases import Plants
from tests.features.factory import Factory

SETUP = 20
PLANNED: dict[str, list[dict[str, Any]]] = {
    "items": [
        {
            "no": "P",
            "costing_method": "standard",
            "lot_size": 10,
            "indirect_cost_pct": 10,
            "overhead_rate": 1,
        }
    ],
    "routing_lines": [{"routing_no": "R", "operation_no": "10", "setup_time": SETUP}],
    "production_bom_lines": [{"production_bom_no": "PB", "no": "C", "scrap_pct": 5}],
}
_IDS = count(1)


def variances(plants: Plants, quantity: int, *, consumed: str, **settings: str) -> dict[str, Decimal]:
    """Make P with 5 minutes a piece on each operation and one setup; answers the variances by kind."""
    factory = Factory(plants, settings=settings, **PLANNED)
    receipt = factory.post(CalculateStandardCostRequest, item_nos=("P",), levels=CostLevels.ALL)
    assert receipt.items[0].standard_cost == Decimal("21.13")  # 6.30 + 12.00, 10 % of it, and 1.00
    factory.stock(50)
    factory.order(quantity=quantity)
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=consumed)
    factory.output("10", quantity, setup_time=SETUP, run_time=5 * quantity)
    factory.output("20", quantity, run_time=5 * quantity)
    factory.status(OrderStatus.FINISHED)
    while factory.post(AdjustCostRequest, request_id=f"standard-{next(_IDS)}").left:
        pass
    found = factory.rows("value_entries", "entry_type", "variance_type", "cost_amount_actual")
    assert factory.rows("wip", "amount") == [0]
    (made,) = factory.rows("inventory", "cost_amount_actual", item_no="P")
    assert made == Decimal("21.13") * quantity
    return {kind.value: amount for entry, kind, amount in found if entry is ValueEntryType.VARIANCE}


def test_an_order_of_the_costing_lot_done_as_planned_has_no_variance(each_plants: Plants) -> None:
    """10 pieces with 21 C, one setup and 100 minutes: what they cost is their standard, to the cent."""
    assert variances(each_plants, 10, consumed="21") == {}


@pytest.mark.parametrize("automatic", ["always", "never"])
def test_another_lot_differs_by_its_setup_alone(plants: Plants, automatic: str) -> None:
    """5 pieces carry the setup of 10: 10.00 of work too much, and the 10 % that manufacturing overhead adds to it."""
    found = variances(plants, 5, consumed="10.5", automatic_cost_adjustment=automatic)
    assert found == {"capacity": Decimal(-10), "manufacturing_overhead": Decimal(-1)}


def test_more_material_is_a_variance_of_material(plants: Plants) -> None:
    """23 C instead of 21: 6.00 of material, 0.60 of overhead on it."""
    found = variances(plants, 10, consumed="23")
    assert found == {"material": Decimal(-6), "manufacturing_overhead": Decimal("-0.6")}
