"""Costs that run in a ring: they come to rest, or the ring is cut."""

from decimal import Decimal

import pytest

from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.terms import Confirmation, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory

STEPS_MAX = 2_000
YES = (Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)


def adjusted(factory: Factory) -> int:
    """Adjust until nothing is left; answers how many value entries that took."""
    entries = 0
    for _ in range(STEPS_MAX):
        receipt = factory.post(AdjustCostRequest)
        entries += receipt.value_entries
        if not receipt.left:
            return entries
    raise AssertionError("it does not come to an end")


def plant(plants: Plants, method: str, *orders: str) -> Factory:
    """A plant with released orders of 2 P; what takes from stock before it is there costs the card's 25.00."""
    factory = Factory(plants, items=[{"no": "P", "costing_method": method}])
    for no in orders:
        factory.order(no, 2)
    return factory


def consume(factory: Factory, order_no: str, quantity: int) -> None:
    """Use up P, a piece that is to be made over."""
    factory.post(PostConsumptionRequest, order_no=order_no, item_no="P", quantity=quantity)


def costs(factory: Factory) -> list[Decimal]:
    """What each item ledger entry is worth."""
    return factory.rows("item_ledger_entries", "cost_amount_actual")


@pytest.mark.parametrize("method", ["fifo", "lifo"])
def test_what_an_order_makes_over_before_it_is_made_costs_what_it_was_posted_at(
    plants: Plants, method: str
) -> None:
    """2 consumed at 50.00, the same 2 put out after 10.00 of work: 60.00, of which 10.00 are rounded off with the stock."""
    factory = plant(plants, method, "O1")
    consume(factory, "O1", 2)
    factory.output("20", 2, run_time=10)
    factory.status(OrderStatus.FINISHED, *YES)
    adjusted(factory)
    assert costs(factory) == [-50, 50]
    assert sum(factory.rows("value_entries", "cost_amount_actual", entry_type="rounding")) == -10
    assert factory.rows("wip", "amount") == [0]
    assert adjusted(factory) == 0


def test_a_ring_that_comes_to_rest_is_not_cut(plants: Plants) -> None:
    """4 made for 20.00, 2 of them made over for 10.00: x = (20 + 2 x + 10) / 6, so each is worth 7.50 on average."""
    factory = plant(plants, "average", "O1", "O2")
    factory.output("20", 4, run_time=20)
    consume(factory, "O2", 2)
    factory.output("20", 2, order_no="O2", run_time=10)
    for no in ("O1", "O2"):
        factory.status(OrderStatus.FINISHED, *YES, order_no=no)
    adjusted(factory)
    made, taken, made_over = costs(factory)
    assert made == 20
    assert abs(taken + 15) <= Decimal("0.01")
    assert made_over == 10 - taken
    assert adjusted(factory) == 0


def test_a_ring_stays_cut_until_its_order_is_finished_again(plants: Plants) -> None:
    """Whatever else moves later, nothing turns once more."""
    factory = plant(plants, "fifo", "O1")
    consume(factory, "O1", 2)
    factory.output("20", 2, run_time=10)
    factory.status(OrderStatus.FINISHED, *YES)
    adjusted(factory)
    factory.stock(10)
    factory.stock(2, "P", unit_cost=25)
    assert adjusted(factory) == 0
    assert costs(factory)[:2] == [-50, 50]
