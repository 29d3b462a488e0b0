"""Costs: from work in process to actual cost, variances and accounts."""

from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.costs import CalculateStandardCostRequest
from backend_client.messages.item_costs import PostItemChargeRequest
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.terms import Confirmation, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory

IN_PROCESS = "2140"


def worked_on(factory: Factory, *, used: int = 20, minutes: int = 60) -> Factory:
    """Order O1 of 10 P: C consumed, an hour of work at 1.00 a minute, 10 put out."""
    factory.stock(100)
    factory.order()
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=used)
    factory.output("10", 10)
    factory.output("20", 10, run_time=minutes)
    return factory


def adjust(factory: Factory) -> None:
    """Adjust costs until nothing is left."""
    while factory.post(AdjustCostRequest).left:
        pass


def balances(factory: Factory) -> dict[str, Decimal]:
    """What stands on the accounts."""
    return dict(factory.rows("gl_balances", "account_no", "balance"))


def output_cost(factory: Factory) -> tuple[Decimal, Decimal]:
    """Actual and expected cost of the output."""
    rows = factory.rows(
        "item_ledger_entries", "cost_amount_actual", "cost_amount_expected", entry_type="output"
    )
    return sum(row[0] for row in rows), sum(row[1] for row in rows)


def variances(factory: Factory) -> dict[str, Decimal]:
    """Variance by kind."""
    rows = factory.rows("value_entries", "variance_type", "cost_amount_actual", entry_type="variance")
    return {str(kind): amount for kind, amount in rows}


def test_row_76_wip_accumulation(each_plants: Plants) -> None:
    """Before finishing, work in process is what was consumed and worked: 60.00 and 60.00."""
    factory = worked_on(Factory(each_plants))
    assert factory.rows("wip", "amount") == [120]
    assert balances(factory)[IN_PROCESS] == 120


def test_row_77_expected_cost_at_output(each_plants: Plants) -> None:
    """10 put out at the card's 25.00 are 250.00 expected, 0.00 actual."""
    factory = worked_on(Factory(each_plants))
    assert output_cost(factory) == (0, 250)


def test_row_78_actual_cost_only_after_finishing_and_adjustment(each_plants: Plants) -> None:
    """Adjusted before it is finished, output stays expected; finished and adjusted, it is 120.00 actual and 0.00 expected."""
    factory = worked_on(Factory(each_plants))
    adjust(factory)
    assert output_cost(factory) == (0, 250)
    factory.status(OrderStatus.FINISHED)
    assert output_cost(factory) == (0, 250)
    adjust(factory)
    assert output_cost(factory) == (120, 0)


def test_row_79_variances_of_standard_items(each_plants: Plants) -> None:
    """Standard 60.00 of material and 100.00 of work; 66.00 and 60.00 spent: - 6.00 and + 40.00, and stock at standard."""
    factory = Factory(each_plants, items=[{"no": "P", "costing_method": "standard"}])
    factory.post(CalculateStandardCostRequest, item_nos=("P",))
    worked_on(factory, used=22)
    factory.status(OrderStatus.FINISHED)
    adjust(factory)
    assert variances(factory) == {"material": -6, "capacity": 40}
    assert output_cost(factory) == (160, 0)


@pytest.mark.parametrize(("method", "cost"), [("fifo", 20), ("lifo", 40), ("average", 30)])
def test_row_80_actual_costing(each_plants: Plants, method: str, cost: int) -> None:
    """10 at 2.00 and 10 at 4.00, 10 consumed: 20.00 by FIFO, 40.00 by LIFO, 30.00 on average, capitalised without variance."""
    factory = Factory(each_plants, items=[{"no": "C", "costing_method": method}])
    for price in (2, 4):
        factory.stock(10, unit_cost=price)
    factory.order(quantity=5)
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=10)
    factory.output("10", 5)
    factory.output("20", 5)
    factory.status(OrderStatus.FINISHED)
    adjust(factory)
    assert output_cost(factory) == (cost, 0)
    assert variances(factory) == {}


@pytest.mark.parametrize(("setting", "actual"), [("never", 0), ("always", 120)])
def test_row_81_manual_or_automatic_adjustment(each_plants: Plants, setting: str, actual: int) -> None:
    """Never: finishing leaves expected cost until the batch is run; always: actual cost is there when it is finished."""
    factory = worked_on(Factory(each_plants, settings={"automatic_cost_adjustment": setting}))
    factory.status(OrderStatus.FINISHED)
    assert output_cost(factory)[0] == actual
    adjust(factory)
    assert output_cost(factory) == (120, 0)


def test_row_82_late_costs_flow_on(each_plants: Plants) -> None:
    """A charge of 10.00 on the 100 C bought brings 2.00 more to the output of a finished order; only that is posted."""
    factory = worked_on(Factory(each_plants))
    factory.status(OrderStatus.FINISHED)
    adjust(factory)
    before = len(factory.rows("value_entries", "entry_no"))
    factory.post(PostItemChargeRequest, entry_no=1, amount=Decimal(10))
    adjust(factory)
    added = factory.rows("value_entries", "item_ledger_entry_type", "cost_amount_actual")[before:]
    assert [(str(kind), amount) for kind, amount in added] == [
        ("positive_adjustment", 10),
        ("consumption", -2),
        ("output", 2),
    ]


def test_row_83_accounts_by_kind_of_entry(each_plants: Plants) -> None:
    """Finished and adjusted: 120.00 of finished goods, 240.00 of C left, work in process empty, applied and adjusted against."""
    factory = worked_on(Factory(each_plants))
    factory.status(OrderStatus.FINISHED)
    adjust(factory)
    assert balances(factory) == {"2120": 120, "2130": 240, "7270": -300, "7791": -60}


def test_row_84_wip_is_zero_after_finish_and_adjustment(each_plants: Plants) -> None:
    """Work in process of a finished and adjusted order is 0.00, in its entries and on the account."""
    factory = worked_on(Factory(each_plants))
    factory.status(OrderStatus.FINISHED)
    adjust(factory)
    assert factory.rows("wip", "amount") == [0]
    assert IN_PROCESS not in balances(factory)


def test_a_specific_entry_costs_what_that_one_cost(plants: Plants) -> None:
    """Of two pieces bought at 2.00 and 4.00, the one whose serial number is consumed is what the order costs."""
    factory = Factory(
        plants,
        item_tracking_codes=[{"code": "SN", "sn_specific_tracking": True}],
        items=[{"no": "C", "costing_method": "specific", "item_tracking_code": "SN"}],
    )
    for serial, price in (("S1", 2), ("S2", 4)):
        factory.stock(1, unit_cost=price, serial_no=serial)
    factory.order(quantity=1)
    used: Any = {"order_no": "O1", "item_no": "C", "quantity": 1, "serial_no": "S2"}
    factory.post(PostConsumptionRequest, **used)
    factory.output("10", 1)
    factory.output("20", 1)
    factory.status(OrderStatus.FINISHED, Confirmation.CONSUMPTION_MISSING)
    adjust(factory)
    assert output_cost(factory) == (4, 0)
