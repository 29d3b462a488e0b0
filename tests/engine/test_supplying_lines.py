"""Lines that supply other lines of their order."""

from typing import Any

from backend_client.messages.order_changes import (
    EditProductionOrderRequest,
)
from backend_client.messages.order_lists import (
    ProductionOrderQuestion,
)
from tests.casebook.databases import Plants
from tests.engine.changing import change
from tests.engine.planning_plant import PRODUCED
from tests.features.factory import Factory, refused

MADE_TO_ORDER: dict[str, Any] = {"manufacturing_policy": "make_to_order", **PRODUCED}


def test_what_is_made_to_order_goes_down_any_number_of_levels(each_plants: Plants) -> None:
    """Each level gets a line due when the one above needs it; a change of the first goes down to the last."""
    names = [f"L{level}" for level in range(6)]
    factory = Factory(
        each_plants,
        items=[{"no": no, "production_bom_no": f"B{no}", **MADE_TO_ORDER} for no in names],
        production_boms=[{"no": f"B{no}"} for no in names],
        production_bom_lines=[
            {"production_bom_no": f"B{no}", "no": below, "quantity_per": 2}
            for no, below in zip(names, [*names[1:], "C"], strict=True)
        ],
    )
    factory.order(source_no="L0", quantity=1)
    lines = factory.ask(ProductionOrderQuestion, order_no="O1").lines
    assert [(line.planning_level, line.quantity) for line in lines] == [
        (level, 2**level) for level in range(6)
    ]
    assert [line.components[0].supplied_by_line_no for line in lines] == [
        20000,
        30000,
        40000,
        50000,
        60000,
        0,
    ]
    change(factory, EditProductionOrderRequest, quantity=3)
    lines = factory.ask(ProductionOrderQuestion, order_no="O1").lines
    assert [line.quantity for line in lines] == [3 * 2**level for level in range(6)]
    assert lines[-1].components[0].expected_quantity == 192


def test_an_item_that_is_made_to_order_of_itself_is_refused(plants: Plants) -> None:
    """A -> B -> A is a circle, found before it is walked."""
    factory = Factory(
        plants,
        items=[{"no": no, "production_bom_no": f"B{no}", **MADE_TO_ORDER} for no in ("X", "Y")],
        production_boms=[{"no": "BX"}, {"no": "BY"}],
        production_bom_lines=[
            {"production_bom_no": "BX", "no": "Y", "quantity_per": 1},
            {"production_bom_no": "BY", "no": "X", "quantity_per": 1},
        ],
    )
    outcome = factory.order(source_no="X")
    assert (refused(outcome), outcome.facts["no"]) == ("bom-circular", "X")
