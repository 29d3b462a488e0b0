"""Consumption by hand: whom a quantity belongs to, in what unit, from where, at what cost."""

from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.base import Posted, Refused
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.terms import Warned
from tests.casebook.databases import Plants
from tests.engine.planning_plant import PRODUCED
from tests.features.factory import Factory, refused
from tests.statements import STATEMENTS_MAX, statements

COLUMNS = ("quantity", "component_line_no")


def consume(factory: Factory, quantity: Any, **fields: Any) -> Any:
    """Consume on order O1, C unless told otherwise."""
    fields = {"order_no": "O1", "item_no": "C"} | fields
    return factory.post(PostConsumptionRequest, quantity=quantity, **fields)


def two_components(plants: Plants) -> Factory:
    """Q needs C twice: 2 a piece on line 10000, 1 on line 20000, in different places of it."""
    lines = [
        {"production_bom_no": "PB", "no": "C", "quantity_per": 2, "position": "LEFT", "line_no": 10000},
        {"production_bom_no": "PB2", "no": "C", "quantity_per": 1, "position": "RIGHT", "line_no": 10000},
        {"production_bom_no": "BOTH", "no": "PB", "type": "production_bom", "line_no": 10000},
        {"production_bom_no": "BOTH", "no": "PB2", "type": "production_bom", "line_no": 20000},
    ]
    boms = [{"no": "PB2"}, {"no": "BOTH"}]
    factory = Factory(
        plants,
        production_boms=boms,
        production_bom_lines=lines,
        items=[{"no": "Q", "production_bom_no": "BOTH", "routing_no": "R", **PRODUCED}],
    )
    factory.order(source_no="Q")
    return factory


def test_a_quantity_goes_to_the_components_of_its_item(plants: Plants) -> None:
    """25 C for components that expect 20 and 10: 20 and 5; 8 more: 5, and 3 that belong to none."""
    factory = two_components(plants)
    consume(factory, 25)
    consume(factory, 8)
    assert factory.rows("item_ledger_entries", *COLUMNS) == [
        (-20, 10000),
        (-5, 20000),
        (-5, 20000),
        (-3, 0),
    ]
    assert factory.rows("production_order_components", "remaining_quantity") == [0, 0]


def test_a_component_may_be_named(plants: Plants) -> None:
    """12 for line 20000, which expects 10: 10 and 2, both its own; line 10000 still expects 20."""
    factory = two_components(plants)
    consume(factory, 12, component_line_no=20000)
    assert factory.rows("item_ledger_entries", *COLUMNS) == [(-10, 20000), (-2, 20000)]
    columns = ("remaining_quantity", "actual_consumption_base")
    assert factory.rows("production_order_components", *columns) == [(20, 0), (0, 12)]


def test_a_component_alone_is_enough(plants: Plants) -> None:
    """The line number names the item; one that is not there, or another item's, is no component."""
    factory = two_components(plants)
    assert consume(factory, 1, item_no="", component_line_no=10000).item_entries[0].item_no == "C"
    assert refused(consume(factory, 1, component_line_no=30000)) == "component-not-found"
    assert refused(consume(factory, 1, item_no="P", component_line_no=10000)) == "component-not-found"
    assert refused(consume(factory, 1, item_no="")) == "item-not-found"


def test_a_quantity_is_entered_in_any_unit_of_the_item(plants: Plants) -> None:
    """2 boxes of 6 are 12 pieces; a unit that the item does not have is refused."""
    factory = Factory(
        plants,
        units_of_measure=[{"code": "BOX", "description": "Box"}],
        item_units=[{"item_no": "C", "code": "BOX", "qty_per_unit_of_measure": 6}],
    )
    factory.order()
    consume(factory, 2, unit_of_measure_code="BOX")
    columns = ("quantity", "unit_of_measure_code", "qty_per_unit_of_measure")
    assert factory.rows("item_ledger_entries", *columns) == [(-12, "BOX", 6)]
    assert refused(consume(factory, 2, unit_of_measure_code="PALLET")) == "unit-not-allowed"


def test_goods_are_taken_from_the_entry_that_is_named(plants: Plants) -> None:
    """Two receipts, 5 and 5: by itself the first is taken, by name the second; more than it has left is refused."""
    factory = Factory(plants)
    factory.order()
    factory.stock(5)
    factory.stock(5)
    consume(factory, 1)
    consume(factory, 3, applies_to_entry=2)
    assert factory.rows("item_ledger_entries", "remaining_quantity", positive=True) == [4, 2]
    assert refused(consume(factory, 3, applies_to_entry=2)) == "application-exceeds-remaining"
    assert refused(consume(factory, 1, applies_to_entry=99)) == "application-exceeds-remaining"
    assert refused(consume(factory, -1, applies_to_entry=2)) == "request-malformed"


def test_goods_come_back_at_the_cost_they_left_at(each_plants: Plants) -> None:
    """7 left at 3.00, the card says 5.00 since; 3 come back at 9.00, the other 4 at 12.00, an eighth never."""
    factory = Factory(each_plants)
    factory.order()
    factory.stock(10)
    entry_no = consume(factory, 7).item_entries[0].entry_no
    factory.post(ChangeMasterDataRequest, table="items", key={"no": "C"}, values={"unit_cost": "5"})
    for quantity, cost in ((-3, 9), (-4, 12)):
        receipt = consume(factory, quantity, applies_from_entry=entry_no)
        assert [each.cost_amount_actual for each in receipt.value_entries] == [cost]
    assert refused(consume(factory, -1, applies_from_entry=entry_no)) == "application-exceeds-remaining"
    assert factory.rows("inventory", "quantity", "cost_amount_actual") == [(10, 30)]
    assert factory.rows("item_application_entries", "quantity") == [-7, 3, 4]
    assert factory.rows("wip", "amount") == [0]
    assert factory.rows("production_order_components", "remaining_quantity") == [20]


@pytest.mark.parametrize("fields", [{"applies_from_entry": 1}, {"applies_from_entry": 99}])
def test_only_consumption_of_this_line_comes_back(plants: Plants, fields: dict[str, Any]) -> None:
    """A receipt of stock is no consumption, and entry 99 is nothing; a quantity above 0 is no return."""
    factory = Factory(plants)
    factory.order()
    factory.stock(10)
    assert refused(consume(factory, -1, **fields)) == "entry-not-found"
    assert refused(consume(factory, 1, **fields)) == "request-malformed"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"order_no": "O9"}, "released-order-not-found"),
        ({"order_line_no": 77}, "order-line-not-found"),
        ({"item_no": "NONE"}, "item-not-found"),
        ({"item_no": "X", "variant_code": "RED"}, "variant-not-found"),
        ({"quantity": 0}, "nothing-to-post"),
        ({"quantity": "1E+10"}, "quantity-out-of-range"),
        ({"bin_code": "NONE"}, "bin-not-found"),
        ({"location_code": "MOON"}, "location-not-found"),
    ],
)
def test_what_is_wrong_is_named(plants: Plants, fields: dict[str, Any], code: str) -> None:
    """Order, line, item, variant, quantity, bin, location; nothing is booked."""
    factory = Factory(plants, items=[{"no": "X"}])
    factory.order()
    given = {"quantity": 1} | fields
    assert refused(consume(factory, given.pop("quantity"), **given)) == code
    assert factory.entries() == 0


def test_consumption_by_hand_of_what_is_flushed_is_told(plants: Plants) -> None:
    """A backward component will be consumed by itself too: posted, with a warning; a return needs none."""
    factory = Factory(plants, items=[{"no": "C", "flushing_method": "backward"}])
    factory.order()
    for quantity, warnings in ((1, (Warned.COMPONENT_IS_FLUSHED,)), (-1, ())):
        request = PostConsumptionRequest(
            request_id=f"by hand {quantity}", order_no="O1", item_no="C", quantity=Decimal(quantity)
        )
        outcome = factory.client.post(request)
        assert isinstance(outcome, Posted)
        assert outcome.warnings == warnings


def test_a_preview_of_consumption_writes_nothing(plants: Plants) -> None:
    """It shows the entries that posting then writes, number for number."""
    factory = Factory(plants)
    factory.order()
    previewed = consume(factory, 4, preview=True)
    assert factory.entries() == 0
    posted = consume(factory, 4)
    assert (previewed.item_entries, previewed.value_entries) == (posted.item_entries, posted.value_entries)


def test_what_is_no_inventory_is_consumed_without_stock(plants: Plants) -> None:
    """A service leaves an entry that keeps nothing and costs nothing here."""
    factory = Factory(plants, items=[{"no": "S", "type": "service", "unit_cost": 9}])
    factory.order()
    consume(factory, 2, item_no="S")
    columns = ("quantity", "remaining_quantity", "open")
    assert factory.rows("item_ledger_entries", *columns) == [(-2, 0, False)]


def test_consumption_takes_few_statements(each_plants: Plants) -> None:
    """As few as any posting, the order's reading included."""
    factory = Factory(each_plants)
    factory.order()
    factory.stock(9)
    with statements(factory.plant.engine) as seen:
        assert not isinstance(consume(factory, 1), Refused)
    assert len(seen) <= STATEMENTS_MAX, "\n".join(seen)
