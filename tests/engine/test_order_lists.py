"""Lists of orders."""

from datetime import date
from typing import Any

from backend_client.messages.order_lists import (
    ProductionOrderQuestion,
    ProductionOrdersQuestion,
)
from backend_client.terms import (
    OrderStatus,
)
from tests.casebook.databases import Plants
from tests.engine.planning_plant import PRODUCED
from tests.features.factory import Factory, refused


def test_lists_page_in_order_of_due_dates(each_plants: Plants) -> None:
    """Pages follow one another without gaps or repetitions; filters take item, days, lateness and status."""
    factory = Factory(each_plants, items=[{"no": "Q", **PRODUCED}])
    for number, day in enumerate((9, 5, 9, 27), start=1):
        month = 2 if day == 27 else 3
        fields = {"due_date": date(2026, month, day), "status": OrderStatus.PLANNED}
        factory.order(f"O{number}", source_no="Q" if number == 3 else "P", **fields)

    def listed(**fields: Any) -> list[str]:
        return [each.order_no for each in factory.ask(ProductionOrdersQuestion, **fields).orders]

    assert listed() == ["O4", "O2", "O1", "O3"]
    assert listed(late_only=True) == ["O4"]
    assert listed(item_no="Q") == ["O3"]
    assert listed(due_from=date(2026, 3, 5), due_to=date(2026, 3, 8)) == ["O2"]
    assert listed(status=OrderStatus.RELEASED) == []
    paged: list[str] = []
    page = ""
    while True:
        answer = factory.ask(ProductionOrdersQuestion, most=1, page=page)
        paged += [each.order_no for each in answer.orders]
        page = answer.next_page
        if not page:
            break
    assert paged == ["O4", "O2", "O1", "O3"]
    for nonsense in ("x", "[]", '["2026-03-01"]', "[1,2]", '["none","O1"]', '["2026-03-02","\\u0000"]'):
        assert refused(factory.ask(ProductionOrdersQuestion, page=nonsense)) == "request-malformed"
    assert refused(factory.ask(ProductionOrderQuestion, order_no="NONE")) == "order-not-found"
