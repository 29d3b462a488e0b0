"""Costs that come to stock later: charges on what came in, other values of what remains."""

from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.item_costs import PostItemChargeRequest, RevalueEntryRequest
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.terms import ItemLedgerEntryType, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused

PURCHASE, SALE = ItemLedgerEntryType.PURCHASE, ItemLedgerEntryType.SALE


def bought(plants: Plants, **item: Any) -> Factory:
    """10 C bought at 1.00, 4 of them sold."""
    factory = Factory(plants, items=[{"no": "C", **item}] if item else [])
    move(factory, PURCHASE, 10, unit_cost=1)
    move(factory, SALE, 4)
    return factory


def move(factory: Factory, kind: ItemLedgerEntryType, quantity: int, **fields: Any) -> Any:
    """Buy or sell C."""
    return factory.post(PostItemEntryRequest, entry_type=kind, item_no="C", quantity=quantity, **fields)


def charge(factory: Factory, entry_no: int, amount: str) -> Any:
    """Post a charge on an entry."""
    return factory.post(PostItemChargeRequest, entry_no=entry_no, amount=Decimal(amount))


def revalue(factory: Factory, entry_no: int, new_unit_cost: str) -> Any:
    """Give what remains of an entry another unit cost."""
    return factory.post(RevalueEntryRequest, entry_no=entry_no, new_unit_cost=new_unit_cost)


def adjusted(factory: Factory) -> dict[str, Decimal]:
    """Adjust costs; answers what each kind of entry is worth."""
    while factory.post(AdjustCostRequest).left:
        pass
    rows = factory.rows("item_ledger_entries", "entry_type", "cost_amount_actual")
    return {kind.value: sum(cost for each, cost in rows if each is kind) for kind, _ in rows}


def test_a_charge_follows_to_what_was_taken(each_plants: Plants) -> None:
    """5.00 more for 10 pieces, 4 of them sold: 15.00 came in, 6.00 went out, and the accounts agree."""
    factory = bought(each_plants)
    receipt = charge(factory, 1, "5")
    assert [(each.account_no, each.amount) for each in receipt.gl_entries] == [("2130", 5), ("7291", -5)]
    assert receipt.document_no == factory.rows("item_ledger_entries", "document_no", entry_no=1)[0]
    assert adjusted(factory) == {"purchase": 15, "sale": -6}
    assert dict(factory.rows("gl_balances", "account_no", "balance"))["2130"] == 9


def test_a_revaluation_stays_with_what_remains(each_plants: Plants) -> None:
    """The 6 left are worth 2.00 each: what was sold before stays at 4.00, what is sold then costs 2.00 each."""
    factory = bought(each_plants)
    assert [each.cost_amount_actual for each in revalue(factory, 1, "2").value_entries] == [6]
    assert adjusted(factory) == {"purchase": 16, "sale": -4}
    move(factory, SALE, 6)
    assert adjusted(factory) == {"purchase": 16, "sale": -16}


def test_a_finished_product_may_be_revalued_and_stays_so(plants: Plants) -> None:
    """10 P settled at 6.00 each, then worth 5.00 each: another run of adjustment leaves it at 50.00."""
    factory = Factory(plants)
    factory.stock(20)
    factory.order()
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=20)
    factory.output("20", 10)
    factory.status(OrderStatus.FINISHED)
    assert adjusted(factory)["output"] == 60
    number = factory.rows("item_ledger_entries", "entry_no", entry_type="output")[0]
    revalue(factory, number, "5")
    assert adjusted(factory)["output"] == 50
    assert factory.rows("wip", "amount") == [0]
    assert refused(charge(factory, number, "1")) == "entry-not-inbound"


@pytest.mark.parametrize(
    ("entry_no", "amount", "code"),
    [
        (9, "1", "entry-not-found"),
        (0, "1", "entry-not-found"),
        (-1, "1", "entry-not-found"),
        (2, "1", "entry-not-inbound"),
        (1, "0", "nothing-to-post"),
        (1, "0.001", "request-malformed"),
        (1, "1E+30", "quantity-out-of-range"),
        (1, "NaN", "quantity-out-of-range"),
    ],
)
def test_what_cannot_be_charged(plants: Plants, entry_no: int, amount: str, code: str) -> None:
    """No such entry, goods that went out, nothing, fractions of a cent: nothing is posted."""
    factory = bought(plants)
    before = factory.entries()
    assert refused(charge(factory, entry_no, amount)) == code
    assert factory.entries() == before


@pytest.mark.parametrize(
    ("entry_no", "new", "code"),
    [
        (9, "1", "entry-not-found"),
        (2, "1", "entry-not-inbound"),
        (1, "1", "nothing-to-post"),
        (1, "-1", "request-malformed"),
    ],
)
def test_what_cannot_be_revalued(plants: Plants, entry_no: int, new: str, code: str) -> None:
    """No such entry, goods that went out, the cost it has already, a cost below zero."""
    factory = bought(plants)
    assert refused(revalue(factory, entry_no, new)) == code


def test_nothing_is_left_to_revalue(plants: Plants) -> None:
    """All 10 are sold."""
    factory = bought(plants)
    move(factory, SALE, 6)
    assert refused(revalue(factory, 1, "2")) == "nothing-to-post"


def test_goods_without_value_have_no_charge(plants: Plants) -> None:
    """A non-inventory item's receipt is an entry without value."""
    factory = Factory(plants, items=[{"no": "C", "type": "non_inventory"}])
    move(factory, PURCHASE, 10)
    assert refused(charge(factory, 1, "5")) == "entry-not-inbound"


def test_a_credit_makes_it_cheaper(plants: Plants) -> None:
    """1.00 less for an item of standard cost 1.00: the purchase variance is debited."""
    factory = bought(plants, costing_method="standard", standard_cost=1, unit_cost=1)
    receipt = charge(factory, 1, "-1")
    assert [each.cost_amount_actual for each in receipt.value_entries] == [-1, 1]
    found = [(each.account_no, each.amount) for each in receipt.gl_entries]
    assert found == [("2130", -1), ("7291", 1), ("2130", 1), ("7293", -1)]


def test_what_came_back_from_an_order_is_not_revalued(plants: Plants) -> None:
    """Consumed goods come back at the cost they went out at; another value would never leave work in process."""
    factory = Factory(plants)
    factory.stock(20)
    factory.order()
    for quantity in (2, -2):
        factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=quantity)
    number = factory.rows("item_ledger_entries", "entry_no", quantity=2)[0]
    assert refused(revalue(factory, number, "9")) == "entry-not-inbound"
