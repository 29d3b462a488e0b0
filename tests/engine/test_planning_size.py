"""Planning of large orders: what is too large, and what it costs."""

from typing import Any

import pytest

from backend_client.messages.order_changes import (
    EditOrderLineRequest,
)
from backend_client.messages.orders import (
    RefreshProductionOrderRequest,
    ReplanProductionOrderRequest,
)
from backend_client.terms import (
    OrderStatus,
)
from tests.casebook.databases import Plants
from tests.engine.changing import change
from tests.engine.planning_plant import PRODUCED
from tests.engine.small_plant import CountedStatements
from tests.features.factory import Factory, refused

LONG_ITEM = {"no": "X", "routing_no": "LONG"}


def test_a_routing_has_a_most_of_operations(plants: Plants) -> None:
    """500 operations are planned, 501 are refused by the routing's number."""
    lines = [{"routing_no": "LONG", "operation_no": f"{no:04d}", "no": "A"} for no in range(501)]
    for count, code in ((500, ""), (501, "not-certified")):
        factory = Factory(
            plants, routings=[{"no": "LONG"}], routing_lines=lines[:count], items=[LONG_ITEM | PRODUCED]
        )
        outcome = factory.order(source_no="X", quantity=1)
        assert (refused(outcome) if code else "") == code
    assert outcome.facts == {"no": "LONG", "reason": "too_many_operations", "most": "500"}


@pytest.mark.parametrize(
    "kind", [RefreshProductionOrderRequest, ReplanProductionOrderRequest, EditOrderLineRequest]
)
def test_planning_takes_as_many_statements_whatever_the_size_of_the_order(
    plants: Plants, kind: type[Any]
) -> None:
    """10 operations and 50 components cost no statement more than one of each."""
    counted = [
        _statements(plants, kind, operations=1, parts=1),
        _statements(plants, kind, operations=10, parts=50),
    ]
    assert counted[0] == counted[1] <= 40


def _statements(plants: Plants, kind: type[Any], *, operations: int, parts: int) -> int:
    factory = Factory(
        plants,
        routings=[{"no": "BIG"}],
        routing_lines=[
            {"routing_no": "BIG", "operation_no": f"{no:03d}", "no": "A", "run_time": 1}
            for no in range(operations)
        ],
        production_boms=[{"no": "BIG"}],
        production_bom_lines=[
            {"production_bom_no": "BIG", "no": f"C{no}", "quantity_per": 1} for no in range(parts)
        ],
        items=[
            {"no": "X", "production_bom_no": "BIG", "routing_no": "BIG", **PRODUCED},
            *({"no": f"C{no}"} for no in range(parts)),
        ],
    )
    factory.order(source_no="X", quantity=2, status=OrderStatus.FIRM_PLANNED)
    with CountedStatements(factory.plant.engine) as statements:
        change(factory, kind, quantity=3)
    assert len(factory.rows("production_order_components")) == parts
    return len(statements.texts)
