"""Costs that are adjusted by themselves, where the plant wants it."""

from decimal import Decimal

import pytest

from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.terms import ItemLedgerEntryType, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory

OUTPUT = ItemLedgerEntryType.OUTPUT


def finished(plants: Plants, when: str) -> Factory:
    """An order of 10 P, made of 20 C at 3.00 with an hour of work at 1.00 a minute."""
    factory = Factory(plants, settings={"automatic_cost_adjustment": when})
    factory.stock(20)
    factory.order()
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=20)
    factory.output("10", 10)
    factory.output("20", 10, run_time=60)
    factory.status(OrderStatus.FINISHED)
    return factory


def costs(factory: Factory) -> list[tuple[Decimal, Decimal]]:
    """Actual and expected cost of the output."""
    rows = factory.rows(
        "value_entries", "item_ledger_entry_type", "cost_amount_actual", "cost_amount_expected"
    )
    output = [row[1:] for row in rows if row[0] is OUTPUT]
    return [tuple(sum(column) for column in zip(*output, strict=True))]  # type: ignore[misc]


def test_finishing_settles_at_once_where_adjustment_is_automatic(each_plants: Plants) -> None:
    """60.00 of components and 60.00 of work are the cost of the output, and nothing is left to adjust."""
    factory = finished(each_plants, "always")
    assert costs(factory) == [(Decimal(120), Decimal(0))]
    assert factory.post(AdjustCostRequest).left == 0


def test_output_stays_at_its_expected_cost_until_the_batch_is_run(plants: Plants) -> None:
    """Automatic adjustment off: finishing leaves 250.00 expected; the batch brings 120.00 actual."""
    factory = finished(plants, "never")
    assert costs(factory) == [(Decimal(0), Decimal(250))]
    while factory.post(AdjustCostRequest).left:
        pass
    assert costs(factory) == [(Decimal(120), Decimal(0))]


@pytest.mark.parametrize("when", ["always", "never"])
def test_another_run_changes_nothing(plants: Plants, when: str) -> None:
    """Where everything is adjusted, a step posts no value entry and says that nothing is left."""
    factory = finished(plants, when)
    while factory.post(AdjustCostRequest).left:
        pass
    before = factory.rows("value_entries", "entry_no")
    receipt = factory.post(AdjustCostRequest)
    assert (receipt.value_entries, receipt.cost_amount, receipt.left) == (0, 0, 0)
    assert factory.rows("value_entries", "entry_no") == before
