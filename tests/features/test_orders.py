"""Production orders: made by hand, refreshed, replanned, changed while they are not finished."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from backend_client.messages.base import Posted
from backend_client.messages.load import LoadQuestion
from backend_client.messages.order_changes import (
    EditComponentRequest,
    EditOrderLineRequest,
    EditRoutingLineRequest,
)
from backend_client.messages.order_lists import ProductionOrderQuestion, ProductionOrdersQuestion
from backend_client.messages.orders import (
    CreateProductionOrderRequest,
    RefreshProductionOrderRequest,
    ReplanProductionOrderRequest,
)
from backend_client.messages.planning import StatusTargetsQuestion
from backend_client.records.reservation import SalesReservation
from backend_client.records.warehouse_request import WarehouseRequest
from backend_client.terms import (
    FlushingMethod,
    LoadScope,
    OrderSourceType,
    OrderStatus,
    SchedulingDirection,
    Warned,
)
from tests.casebook.databases import Plants
from tests.engine.planning_plant import PRODUCED, column
from tests.engine.planning_plant import rows as table_rows
from tests.features.factory import Factory, refused

MADE = ("quantity", "finished_quantity", "remaining_quantity")
D = Decimal


def refresh(factory: Factory, **fields: Any) -> Any:
    """Refresh order O1."""
    return factory.post(RefreshProductionOrderRequest, order_no="O1", **fields)


def edit_component(factory: Factory, **fields: Any) -> Any:
    """Change component C of order O1."""
    return factory.post(EditComponentRequest, order_no="O1", item_no="C", **fields)


def load(factory: Factory) -> Decimal:
    """Answer what is allocated at center A in March."""
    board = factory.ask(
        LoadQuestion,
        scope=LoadScope.WORK_CENTER,
        no="A",
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 31),
    )
    return sum((cell.allocated_time for row in board.rows for cell in row.cells), D(0))


def test_row_01_five_statuses_changed_only_by_an_action(each_plants: Plants) -> None:
    """An order leaves one status and appears in the next with its lines, components and routing; no other way is offered."""
    factory = Factory(each_plants)
    factory.order(status=OrderStatus.FIRM_PLANNED)

    def listed(status: OrderStatus) -> list[str]:
        return [each.order_no for each in factory.ask(ProductionOrdersQuestion, status=status).orders]

    assert (listed(OrderStatus.FIRM_PLANNED), listed(OrderStatus.RELEASED)) == (["O1"], [])
    factory.status(OrderStatus.RELEASED)
    assert (listed(OrderStatus.FIRM_PLANNED), listed(OrderStatus.RELEASED)) == ([], ["O1"])
    (line,) = factory.ask(ProductionOrderQuestion, order_no="O1").lines
    assert (len(line.operations), len(line.components)) == (2, 1)
    assert refused(factory.status(OrderStatus.PLANNED)) == "status-change-not-allowed"
    assert refused(factory.status(OrderStatus.SIMULATED)) == "status-change-not-allowed"
    targets = factory.ask(StatusTargetsQuestion, status=OrderStatus.FIRM_PLANNED)
    assert [each.target for each in targets] == [OrderStatus.RELEASED]


def test_row_02_a_simulated_order_allocates_nothing(each_plants: Plants) -> None:
    """Times and costs of a simulated order are calculated, the load of its centers stays as it was."""
    factory = Factory(each_plants)
    factory.order(status=OrderStatus.SIMULATED)
    assert load(factory) == 0
    assert factory.rows("production_order_routing_lines", "needed_time", "expected_operation_cost") == [
        (50, 50),
        (50, 50),
    ]
    factory.post(ReplanProductionOrderRequest, order_no="O1", quantity=20)
    assert load(factory) == 0


def test_row_03_planned_and_firm_planned_orders_load_capacity(plants: Plants) -> None:
    """Refreshing a planned or a firm planned order raises the allocated time of its centers by what it needs."""
    factory = Factory(plants)
    factory.order(status=OrderStatus.PLANNED)
    assert load(factory) == 50
    factory.order("O2", status=OrderStatus.FIRM_PLANNED)
    assert load(factory) == 100


@pytest.mark.parametrize("status", [OrderStatus.SIMULATED, OrderStatus.PLANNED, OrderStatus.FIRM_PLANNED])
def test_row_04_only_released_orders_take_postings(plants: Plants, status: OrderStatus) -> None:
    """Output on an order that is not released is refused, and nothing is stored."""
    factory = Factory(plants)
    factory.order(status=status)
    assert refused(factory.output(quantity=1)) == "released-order-not-found"
    assert factory.entries() == 0
    assert not factory.ask(ProductionOrderQuestion, order_no="O1").order.takes_postings


def test_row_05_a_finished_order_is_read_only_history(each_plants: Plants) -> None:
    """A finished order is shown whole; posting on it and every change of it are refused."""
    factory = Factory(each_plants)
    factory.order(quantity=1)
    factory.stock(2)
    edit_component(factory, flushing_method=FlushingMethod.BACKWARD)
    factory.output("10", 1)
    factory.output("20", 1)
    factory.status(OrderStatus.FINISHED)
    whole = factory.ask(ProductionOrderQuestion, order_no="O1")
    (line,) = whole.lines
    assert (whole.order.status, whole.order.takes_postings) == (OrderStatus.FINISHED, False)
    assert (line.finished_quantity, line.components[0].actual_consumption_base) == (1, 2)
    assert [each.posted_output_quantity for each in line.operations] == [1, 1]
    assert refused(factory.output(quantity=1)) == "released-order-not-found"
    for attempt in (
        refresh(factory),
        edit_component(factory, quantity_per=3),
        factory.post(EditOrderLineRequest, order_no="O1", quantity=5),
        factory.post(EditRoutingLineRequest, order_no="O1", operation_no="10", run_time=9),
        factory.post(ReplanProductionOrderRequest, order_no="O1"),
    ):
        assert refused(attempt) == "order-finished"


def test_row_08_the_flushing_method_is_copied_and_may_differ_on_the_order(each_plants: Plants) -> None:
    """A component set to manual on the order only: the item card stays, and nothing is consumed by itself."""
    factory = Factory(each_plants, items=[{"no": "C", "unit_cost": 3, "flushing_method": "forward"}])
    factory.order(status=OrderStatus.FIRM_PLANNED)
    assert factory.rows("production_order_components", "flushing_method") == ["forward"]
    edit_component(factory, flushing_method=FlushingMethod.MANUAL)
    factory.status(OrderStatus.RELEASED)
    assert factory.entries() == 0
    assert factory.rows("items", "flushing_method", no="C") == ["forward"]


def test_row_14_an_order_is_created_by_hand(each_plants: Plants) -> None:
    """A firm planned order takes its number from the series, its due date from the plant, its dates from the schedule."""
    series = [{"code": "PROD", "starting_no": "PO-0099", "warning_no": "PO-0100", "ending_no": "PO-0101"}]
    setting = [{"key": "production_order_nos", "value": "PROD"}]
    factory = Factory(each_plants, number_series=series, plant_setup=setting)
    numbers = count(1)

    def create(**fields: Any) -> Any:
        given = {"source_no": "P", "quantity": D(10), "status": OrderStatus.FIRM_PLANNED} | fields
        return factory.client.post(
            CreateProductionOrderRequest(request_id=f"create-{next(numbers)}", **given)
        )

    first = create(due_date=date(2026, 3, 9))
    assert isinstance(first, Posted)
    assert (first.receipt.order_no, first.warnings) == ("PO-0099", ())
    assert first.receipt.starting_date_time == datetime(2026, 3, 9, 14, 20)
    assert first.receipt.ending_date_time == datetime(2026, 3, 9, 16, 0)
    assert refused(create(source_no="NONE")) == "item-not-found"
    assert isinstance(create(preview=True), Posted)
    second = create(quantity=D(2))
    assert (second.receipt.order_no, second.warnings) == ("PO-0100", (Warned.NUMBER_SERIES_ENDING,))
    assert isinstance(create(order_no="PO-0101"), Posted)
    assert refused(create(quantity=D(3))) == "number-series-ended"
    factory.status(OrderStatus.RELEASED, order_no="PO-0099")
    assert factory.rows("production_orders", "no", status="released") == ["PO-0099"]


def test_row_15_an_order_for_an_item(plants: Plants) -> None:
    """A header quantity of 10 gives one line of 10 with the item's components and routing."""
    factory = Factory(plants)
    factory.order(quantity=10)
    assert factory.rows("production_order_lines", "item_no", *MADE) == [("P", 10, 0, 10)]
    assert factory.rows("production_order_components", "item_no", "expected_quantity") == [("C", 20)]
    assert factory.rows("production_order_routing_lines", "operation_no") == ["10", "20"]


def test_row_16_an_order_for_a_family(each_plants: Plants) -> None:
    """A family gives a line for each item, equal ones merged, on one shared routing."""
    factory = Factory(
        each_plants,
        items=[{"no": "Q", **PRODUCED}],
        families=[{"no": "F", "routing_no": "R"}],
        family_lines=[
            {"family_no": "F", "item_no": "P", "quantity": 4},
            {"family_no": "F", "item_no": "Q", "quantity": 1},
            {"family_no": "F", "item_no": "P", "quantity": 2},
        ],
    )
    factory.order(source_no="F", source_type=OrderSourceType.FAMILY, quantity=5)
    lines = factory.rows("production_order_lines", "item_no", "quantity", "routing_reference_no")
    assert lines == [("P", 30, 0), ("Q", 5, 0)]
    assert factory.rows("production_order_routing_lines", "input_quantity") == [35, 35]


SALES = {
    "items": [{"no": "Q", **PRODUCED}, {"no": "BOUGHT"}],
    "sales_orders": [
        {"no": "S1", "customer_name": "Adatum", "order_date": "2026-03-01", "shipment_date": "2026-03-12"},
        {"no": "Q1", "type": "quote", "order_date": "2026-03-01", "shipment_date": "2026-03-12"},
    ],
    "sales_order_lines": [
        {
            "sales_order_no": no,
            "line_no": line_no,
            "item_no": item_no,
            "quantity": quantity,
            "shipment_date": f"2026-03-{day}",
        }
        for no in ("S1", "Q1")
        for line_no, item_no, quantity, day in (
            (10000, "P", 3, 12),
            (20000, "BOUGHT", 9, 12),
            (30000, "Q", 5, 17),
        )
    ],
}


def test_row_17_an_order_for_a_sales_header(each_plants: Plants) -> None:
    """Two produced sales lines of 3 and 5 give lines of 3 and 5, due on their shipment dates and bound to them."""
    factory = Factory(each_plants, **SALES)
    factory.order(source_no="S1", source_type=OrderSourceType.SALES_HEADER, quantity=0)
    lines = factory.rows("production_order_lines", "item_no", "quantity", "due_date")
    assert lines == [("P", 3, date(2026, 3, 12)), ("Q", 5, date(2026, 3, 17))]
    bound = column(factory.plant, SalesReservation, "quantity_base", "sales_line_no")
    assert bound == [3, 5]
    served = factory.ask(ProductionOrderQuestion, order_no="O1").lines[1].sales_lines
    assert [(each.sales_line_no, each.quantity_base) for each in served] == [(30000, 5)]
    again = factory.order("O2", source_no="S1", source_type=OrderSourceType.SALES_HEADER, quantity=0)
    assert refused(again) == "nothing-to-produce"
    assert refresh(factory).line_nos == (10000, 20000)


def test_row_17_a_simulated_order_reads_a_quote_and_binds_nothing(plants: Plants) -> None:
    """A simulated order is made for a quote; a released one never is."""
    factory = Factory(plants, **SALES)
    quote = {"source_no": "Q1", "source_type": OrderSourceType.SALES_HEADER, "quantity": 0}
    assert refused(factory.order(**quote)) == "master-data-not-found"
    assert factory.order(status=OrderStatus.SIMULATED, **quote).line_nos == (10000, 20000)
    assert table_rows(factory.plant, SalesReservation) == []


def test_row_18_refreshing_makes_the_order_anew(each_plants: Plants) -> None:
    """An edited component is gone after a refresh with components, stays without; with postings it is refused."""
    factory = Factory(each_plants)
    factory.order()
    edit_component(factory, quantity_per=7)
    refresh(factory, calculate_lines=False, calculate_components=False)
    assert factory.rows("production_order_components", "expected_quantity") == [70]
    refresh(factory, calculate_lines=False, calculate_routings=False)
    assert factory.rows("production_order_components", "expected_quantity") == [20]
    forward = {"direction": SchedulingDirection.FORWARD, "starting_date_time": datetime(2026, 3, 4, 8, 0)}
    assert refresh(factory, **forward).ending_date_time == datetime(2026, 3, 4, 9, 40)
    factory.output("10", 1)
    assert refused(refresh(factory)) == "ledger-entries-exist"
    assert refused(factory.post(ReplanProductionOrderRequest, order_no="O1")) == "ledger-entries-exist"


def test_row_18_a_refresh_may_ask_the_warehouse_to_expect_the_output(each_plants: Plants) -> None:
    """The inbound request names the location that puts output away, once however often it is asked for."""
    places = [{"code": "SHELF", "prod_output_whse_handling": "inventory_put_away"}]
    factory = Factory(each_plants, locations=places)
    factory.order(location_code="SHELF", due_date=date(2026, 3, 9))
    assert table_rows(factory.plant, WarehouseRequest) == []
    refresh(factory, create_inbound_request=True)
    refresh(factory, create_inbound_request=True)
    (request,) = table_rows(factory.plant, WarehouseRequest)
    assert (request["type"].value, request["order_no"], request["location_code"]) == (
        "inbound",
        "O1",
        "SHELF",
    )
    assert (request["expected_date"], request["completely_handled"]) == (date(2026, 3, 9), False)


def test_row_19_replanning_follows_a_changed_quantity(each_plants: Plants) -> None:
    """After another quantity the times of the routing and the need of components follow; what was edited stays."""
    factory = Factory(each_plants)
    factory.order()
    edit_component(factory, quantity_per=3)
    factory.post(EditRoutingLineRequest, order_no="O1", operation_no="10", run_time=6)
    factory.post(ReplanProductionOrderRequest, order_no="O1", quantity=20)
    assert factory.rows("production_order_lines", *MADE) == [(20, 0, 20)]
    assert factory.rows("production_order_routing_lines", "needed_time") == [120, 100]
    components = factory.rows("production_order_components", "expected_quantity", "remaining_quantity")
    assert components == [(60, 60)]


TO_ORDER = {
    "items": [
        {"no": "X", "production_bom_no": "XB", "manufacturing_policy": "make_to_order", **PRODUCED},
        {"no": "Y", "production_bom_no": "YB", "manufacturing_policy": "make_to_order", **PRODUCED},
    ],
    "production_boms": [{"no": "XB"}, {"no": "YB"}],
    "production_bom_lines": [
        {"production_bom_no": "XB", "no": "Y", "quantity_per": 2},
        {"production_bom_no": "YB", "no": "C", "quantity_per": 4},
    ],
}


def test_row_19_replanning_lower_levels_is_an_option(each_plants: Plants) -> None:
    """Lines that supply others follow only where lower levels are replanned with the order."""
    factory = Factory(each_plants, **TO_ORDER)
    factory.order(source_no="X")
    line = ("line_no", "item_no", "quantity")
    assert factory.rows("production_order_lines", *line) == [(10000, "X", 10), (20000, "Y", 20)]
    factory.post(ReplanProductionOrderRequest, order_no="O1", quantity=15, lower_levels=False)
    assert factory.rows("production_order_lines", *line) == [(10000, "X", 15), (20000, "Y", 20)]
    factory.post(ReplanProductionOrderRequest, order_no="O1")
    assert factory.rows("production_order_lines", *line) == [(10000, "X", 15), (20000, "Y", 30)]
    assert factory.rows("production_order_components", "item_no", "expected_quantity") == [
        ("Y", 30),
        ("C", 120),
    ]
