"""Components and operations that post themselves, with the postings of an operation and at release."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from backend_client.messages.orders import ChangeOrderStatusRequest, CreateProductionOrderRequest
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.refusals import RefusalCode
from backend_client.terms import FlushingMethod, ItemLedgerEntryType, OrderStatus
from tests.engine.small_plant import (
    CountedStatements,
    SmallPlant,
    output_request,
    released_order,
    small_plant,
)

LINK = {"20": {"routing_link_code": "L"}}
LINKED = {"routing_link_code": "L"}
STATEMENTS_MAX = 14
PLAIN_MAX = 11


def stock(plant: SmallPlant, quantity: int, item_no: str = "C") -> None:
    """Put a component into stock at 3.00."""
    request = PostItemEntryRequest(
        request_id=f"stock-{item_no}-{quantity}",
        entry_type=ItemLedgerEntryType.POSITIVE_ADJUSTMENT,
        item_no=item_no,
        quantity=Decimal(quantity),
    )
    plant.post(request)


def remaining(plant: SmallPlant) -> list[Any]:
    """What remains of each component, and what was consumed of it."""
    return plant.rows("production_order_components", "remaining_quantity", "actual_consumption_base")


def test_backward_components_follow_the_output(plant: SmallPlant) -> None:
    """4 good and 1 scrap at 2 each: 10 consumed, 10 remain, at the order's cost of 3.00."""
    stock(plant, 100)
    released_order(plant, operations=LINK, components=[LINKED])
    receipt = plant.output(operation_no="20", output_quantity=4, scrap_quantity=1)
    consumption, output = receipt.item_entries
    assert (consumption.entry_type, consumption.quantity) == (ItemLedgerEntryType.CONSUMPTION, -10)
    assert consumption.flushed
    assert not output.flushed
    assert remaining(plant) == [(10, 10)]
    values = {value.item_ledger_entry_no: value.cost_amount_actual for value in receipt.value_entries}
    assert values[consumption.entry_no] == -30
    assert plant.rows("item_ledger_entries", "remaining_quantity")[0] == 90


def test_an_operation_without_the_link_consumes_nothing(plant: SmallPlant) -> None:
    """The component belongs to operation 20; operation 10 leaves it alone."""
    released_order(plant, operations=LINK, components=[LINKED])
    assert plant.output(operation_no="10", output_quantity=4).item_entries == ()


def test_forward_components_go_with_the_first_time_posted(plant: SmallPlant) -> None:
    """5 minutes of setup consume all 20; the output that follows consumes nothing more."""
    released_order(
        plant,
        operations=LINK,
        components=[{**LINKED, "flushing_method": FlushingMethod.FORWARD}],
    )
    assert [each.quantity for each in plant.output(operation_no="20", setup_time=5).item_entries] == [-20]
    second = plant.output(operation_no="20", output_quantity=10)
    assert [each.entry_type for each in second.item_entries] == [ItemLedgerEntryType.OUTPUT]


def test_taking_output_back_returns_no_components(plant: SmallPlant) -> None:
    """-4 of output leaves consumption as it is; making them again consumes again."""
    released_order(plant, operations=LINK, components=[LINKED])
    made = plant.output(operation_no="20", output_quantity=10).item_entries[1].entry_no
    back = plant.output(operation_no="20", output_quantity=-10, applies_to_entry=made)
    assert [each.quantity for each in back.item_entries] == [-10]
    plant.output(operation_no="20", output_quantity=10)
    assert plant.rows("item_ledger_entries", "quantity") == [-20, 10, -10, -20, 10]
    assert remaining(plant) == [(0, 40)]


def test_stock_is_taken_oldest_first_and_may_go_below_zero(plant: SmallPlant) -> None:
    """Lots of 5 and 10 in stock, 20 consumed: both are used up, 5 are owed."""
    stock(plant, 5)
    stock(plant, 10)
    released_order(plant, operations=LINK, components=[LINKED])
    plant.output(operation_no="20", output_quantity=10)
    found = plant.rows("item_ledger_entries", "quantity", "remaining_quantity", "open")
    assert found == [(5, 0, False), (10, 0, False), (-20, -5, True), (10, 10, True)]
    links = [
        row
        for row in plant.rows(
            "item_application_entries", "inbound_item_entry_no", "outbound_item_entry_no", "quantity"
        )
        if row[1]
    ]
    assert links == [(1, 3, -5), (2, 3, -10)]


def test_a_plant_may_forbid_stock_below_zero(tmp_path: Path) -> None:
    """19 in stock, 20 wanted: the output is refused, and nothing of it is written."""
    plant = small_plant(tmp_path, prevent_negative_inventory="true")
    stock(plant, 19)
    released_order(plant, operations=LINK, components=[LINKED])
    request = output_request(operation_no="20", output_quantity=10)
    assert plant.refused(request) is RefusalCode.INSUFFICIENT_STOCK
    assert plant.rows("item_ledger_entries", "quantity") == [19]
    plant.database.close()


def test_a_blocked_component_stops_the_output_that_consumes_it(tmp_path: Path) -> None:
    """The order can't go on without the component, so nothing is posted."""
    plant = small_plant(tmp_path, {"items": [{"no": "C", "blocked": True}]})
    released_order(plant, operations=LINK, components=[LINKED])
    assert plant.refused(output_request(operation_no="20", output_quantity=1)) is RefusalCode.ITEM_BLOCKED
    plant.database.close()


@pytest.mark.parametrize("components", [1, 30])
def test_statements_do_not_grow_with_the_components(plant: SmallPlant, components: int) -> None:
    """The last operation with flushing takes 14 statements, for 1 component or 30; counted after the first posting."""
    stock(plant, 10_000)
    released_order(plant, operations=LINK, components=[LINKED] * components)
    plant.output(operation_no="20", run_time=1)
    with CountedStatements(plant.engine) as counted:
        plant.output(operation_no="20", setup_time=5, run_time=5, output_quantity=2)
    assert len(counted.texts) <= STATEMENTS_MAX, counted.texts


def test_a_plain_posting_takes_eleven_statements(plant: SmallPlant) -> None:
    """A last operation that flushes nothing; counted after the first posting."""
    released_order(plant)
    plant.output(operation_no="20", run_time=1)
    with CountedStatements(plant.engine) as counted:
        plant.output(operation_no="20", setup_time=5, run_time=5, output_quantity=2)
    assert len(counted.texts) <= PLAIN_MAX, counted.texts


def made(
    method: str = "manual", component: str = "manual", link: str = ""
) -> dict[str, list[dict[str, Any]]]:
    """A plant in which P is really made: BOM, routing and calendar, with these flushing methods."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")
    span = {"starting_time": "08:00:00", "ending_time": "16:00:00", "work_shift_code": "1"}
    calendar = [{"shop_calendar_code": "ONE", "day": day, **span} for day in days]
    return {
        "work_shifts": [{"code": "1"}],
        "shop_calendars": [{"code": "ONE"}],
        "shop_calendar_working_days": calendar,
        "work_centers": [
            {"no": "A", "flushing_method": method, "shop_calendar_code": "ONE"},
            {"no": "B", "shop_calendar_code": "ONE"},
        ],
        "routing_links": [{"code": "L"}],
        "production_boms": [{"no": "BOM"}],
        "production_bom_lines": [
            {
                "production_bom_no": "BOM",
                "line_no": 10000,
                "no": "C",
                "quantity_per": 2,
                "routing_link_code": link,
            }
        ],
        "routings": [{"no": "R"}],
        "routing_lines": [
            {
                "routing_no": "R",
                "operation_no": "10",
                "no": "A",
                "setup_time": 10,
                "run_time": 3,
                "routing_link_code": link,
            }
        ],
        "items": [
            {"no": "P", "production_bom_no": "BOM", "routing_no": "R"},
            {"no": "C", "flushing_method": component},
        ],
    }


def order(status: OrderStatus) -> CreateProductionOrderRequest:
    """An order for 10 P."""
    return CreateProductionOrderRequest(
        request_id="order", order_no="O1", source_no="P", quantity=Decimal(10), status=status
    )


CALENDAR = {"calendar_from": "2026-01-01", "calendar_to": "2026-06-30"}


@pytest.mark.parametrize("first", [OrderStatus.RELEASED, OrderStatus.FIRM_PLANNED])
def test_forward_components_are_consumed_at_release(tmp_path: Path, first: OrderStatus) -> None:
    """Created as released or released later: 20 are consumed, nothing remains, and no output is posted."""
    plant = small_plant(tmp_path, made(component="forward"), **CALENDAR)
    receipt = plant.post(order(first))
    if first is OrderStatus.FIRM_PLANNED:
        assert plant.rows("item_ledger_entries") == []
        receipt = plant.post(
            ChangeOrderStatusRequest(request_id="release", order_no="O1", to=OrderStatus.RELEASED)
        )
    assert [each.quantity for each in receipt.posting.item_entries] == [-20]
    assert remaining(plant) == [(0, 20)]
    assert plant.rows("production_order_lines", "finished_quantity", "remaining_quantity") == [(0, 10)]
    plant.database.close()


def test_a_forward_operation_posts_itself_at_release(tmp_path: Path) -> None:
    """Setup 10 and run 3 for 10 pieces: 10 and 30 are posted, 10 pieces are in stock, their component is consumed."""
    plant = small_plant(tmp_path, made(method="forward", component="backward", link="L"), **CALENDAR)
    receipt = plant.post(order(OrderStatus.RELEASED)).posting
    (capacity,) = receipt.capacity_entries
    assert (capacity.setup_time, capacity.run_time, capacity.output_quantity) == (10, 30, 10)
    assert [each.quantity for each in receipt.item_entries] == [-20, 10]
    assert plant.rows("production_order_lines", "finished_quantity", "remaining_quantity") == [(10, 0)]
    assert set(plant.rows("capacity_needs", "allocated_time")) == {0}
    assert plant.rows("capacity_ledger_entries", "flushed") == [True]
    plant.database.close()


def test_nothing_forward_is_nothing_posted(tmp_path: Path) -> None:
    """A manual plant releases without a posting."""
    plant = small_plant(tmp_path, made(), **CALENDAR)
    assert plant.post(order(OrderStatus.RELEASED)).posting is None
    plant.database.close()
