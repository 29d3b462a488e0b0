"""Changing what stands on a production order: what follows, what stays, and what is refused."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.order_changes import (
    AddComponentRequest,
    DeleteComponentRequest,
    DeleteOrderLineRequest,
    DeleteProductionOrderRequest,
    EditComponentRequest,
    EditOrderLineRequest,
    EditProductionOrderRequest,
    EditRoutingLineRequest,
)
from backend_client.messages.order_lists import (
    ProductionOrderQuestion,
    SubstitutesQuestion,
)
from backend_client.messages.orders import (
    RefreshProductionOrderRequest,
    ReplanProductionOrderRequest,
    SetRoutingStatusRequest,
)
from backend_client.terms import (
    CapacityType,
    Confirmation,
    FlushingMethod,
    OrderSourceType,
    OrderStatus,
    RoutingStatus,
    SchedulingDirection,
)
from tests.casebook.databases import Plants
from tests.engine.changing import change, yes_to
from tests.engine.planning_plant import PRODUCED
from tests.features.factory import Factory, asked, refused

D = Decimal
TABLES = (
    "production_orders",
    "production_order_lines",
    "production_order_components",
    "production_order_routing_lines",
    "capacity_needs",
)
NEED = ("expected_quantity", "remaining_quantity")


def components(factory: Factory, *columns: str) -> list[Any]:
    """Answer columns of the components."""
    return factory.rows("production_order_components", *columns)


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        (EditComponentRequest, {"order_no": "NONE", "item_no": "C"}, "order-not-found"),
        (EditComponentRequest, {"order_line_no": 9, "item_no": "C"}, "order-line-not-found"),
        (EditComponentRequest, {"item_no": "X"}, "component-not-found"),
        (EditComponentRequest, {"component_line_no": 9}, "component-not-found"),
        (EditComponentRequest, {}, "component-not-found"),
        (EditComponentRequest, {"item_no": "C", "quantity_per": "-1"}, "quantity-out-of-range"),
        (EditComponentRequest, {"item_no": "C", "quantity_per": "900000001"}, "quantity-out-of-range"),
        (EditComponentRequest, {"item_no": "C", "quantity_per": "NaN"}, "quantity-out-of-range"),
        (EditComponentRequest, {"item_no": "C", "scrap_pct": "-5"}, "quantity-out-of-range"),
        (EditComponentRequest, {"item_no": "C", "location_code": "MOON"}, "location-not-found"),
        (EditComponentRequest, {"item_no": "C", "bin_code": "B-9"}, "bin-not-found"),
        (EditComponentRequest, {"item_no": "C", "substitute_item_no": "P"}, "substitute-not-found"),
        (EditComponentRequest, {"item_no": "C", "substitute_item_no": ""}, "substitute-not-found"),
        (AddComponentRequest, {"item_no": "X", "quantity_per": 1}, "item-not-found"),
        (AddComponentRequest, {"item_no": "OLD", "quantity_per": 1}, "item-blocked"),
        (AddComponentRequest, {"item_no": "C", "quantity_per": "-1"}, "quantity-out-of-range"),
        (
            AddComponentRequest,
            {"item_no": "C", "quantity_per": 1, "variant_code": "RED"},
            "master-data-not-found",
        ),
        (
            AddComponentRequest,
            {"item_no": "C", "quantity_per": 1, "unit_of_measure_code": "BOX"},
            "unit-not-allowed",
        ),
        (DeleteComponentRequest, {"item_no": "X"}, "component-not-found"),
        (EditRoutingLineRequest, {"operation_no": "15"}, "operation-not-found"),
        (EditRoutingLineRequest, {"operation_no": "10", "run_time": "-1"}, "time-out-of-range"),
        (EditRoutingLineRequest, {"operation_no": "10", "run_time_unit": "MOONS"}, "unit-not-allowed"),
        (EditRoutingLineRequest, {"operation_no": "10", "no": "X"}, "center-not-found"),
        (EditRoutingLineRequest, {"operation_no": "10", "no": "CLOSED"}, "work-center-blocked"),
        (EditRoutingLineRequest, {"operation_no": "10", "run_time": 9_000_000}, "calendar-missing"),
        (
            EditRoutingLineRequest,
            {"operation_no": "10", "flushing_method": FlushingMethod.PICK_FORWARD},
            "request-malformed",
        ),
        (EditOrderLineRequest, {"order_line_no": 20000, "quantity": 1}, "order-line-not-found"),
        (EditOrderLineRequest, {"quantity": 0}, "quantity-out-of-range"),
        (EditOrderLineRequest, {"routing_no": "NONE"}, "not-certified"),
        (EditOrderLineRequest, {"due_date": date(2025, 12, 31)}, "calendar-missing"),
        (EditProductionOrderRequest, {"quantity": "-3"}, "quantity-out-of-range"),
        (EditProductionOrderRequest, {"location_code": "MOON"}, "location-not-found"),
        (DeleteOrderLineRequest, {"order_line_no": 5}, "order-line-not-found"),
        (DeleteProductionOrderRequest, {"order_no": "NONE"}, "order-not-found"),
        (ReplanProductionOrderRequest, {"order_no": "NONE"}, "order-not-found"),
        (ReplanProductionOrderRequest, {"quantity": 0}, "quantity-out-of-range"),
    ],
)
def test_what_can_not_be_changed_is_refused_and_changes_nothing(
    plants: Plants, kind: type[Any], fields: dict[str, Any], code: str
) -> None:
    """Every refusal leaves all rows of the order as they were."""
    factory = Factory(
        plants,
        work_centers=[{"no": "CLOSED", "blocked": True}],
        items=[{"no": "OLD", "blocked": True}],
        units_of_measure=[{"code": "BOX"}],
    )
    factory.order()
    before = [factory.rows(table) for table in TABLES]
    assert refused(change(factory, kind, **fields)) == code
    assert [factory.rows(table) for table in TABLES] == before


def test_an_edited_component_is_worked_out_again(each_plants: Plants) -> None:
    """10 pieces at 3 and 10 % scrap are 33; the cost, the due date and what was consumed follow the rules."""
    factory = Factory(
        each_plants, items=[{"no": "C", "unit_cost": 3, "flushing_method": "backward"}], routing_lines=[LINK]
    )
    factory.order(due_date=date(2026, 3, 9))
    factory.stock(100)
    change(factory, EditComponentRequest, item_no="C", routing_link_code="L")
    factory.output("20", 1)
    change(factory, EditComponentRequest, item_no="C", quantity_per=3, scrap_pct=10)
    columns = (*NEED, "actual_consumption_base", "cost_amount", "due_date")
    assert components(factory, *columns) == [(33, 31, 2, 99, date(2026, 3, 9))]


LINK = {"routing_no": "R", "operation_no": "20", "routing_link_code": "L"}


def test_a_component_is_added_and_taken_off(each_plants: Plants) -> None:
    """It comes behind the others, in its own unit; once some was consumed it stays on the order."""
    factory = Factory(
        each_plants,
        items=[{"no": "OIL", "unit_cost": 2, "flushing_method": "forward"}],
        units_of_measure=[{"code": "CAN"}],
        item_units=[{"item_no": "OIL", "code": "CAN", "qty_per_unit_of_measure": 5}],
    )
    factory.order(status=OrderStatus.FIRM_PLANNED)
    fields = {"item_no": "OIL", "quantity_per": "0.1", "unit_of_measure_code": "CAN", "scrap_pct": 50}
    change(factory, AddComponentRequest, **fields)
    added = ("component_line_no", "item_no", "expected_quantity", "expected_qty_base", "cost_amount")
    assert components(factory, *added)[1:] == [(20000, "OIL", D("1.5"), D("7.5"), 15)]
    change(factory, AddComponentRequest, item_no="OIL", quantity_per=1)
    outcome = change(factory, DeleteComponentRequest, item_no="OIL")
    assert (refused(outcome), outcome.facts["line_nos"]) == ("component-not-found", "20000, 30000")
    change(factory, DeleteComponentRequest, component_line_no=20000)
    factory.stock(10, "OIL")
    factory.status(OrderStatus.RELEASED)
    assert refused(change(factory, DeleteComponentRequest, item_no="OIL")) == "ledger-entries-exist"
    assert components(factory, "item_no", *NEED) == [("C", 20, 20), ("OIL", 10, 0)]


def test_a_substitute_takes_the_place_of_a_component(each_plants: Plants) -> None:
    """Cost, unit and description are the substitute's; after consumption the item can't change any more."""
    factory = Factory(
        each_plants,
        items=[{"no": "D", "description": "Other casing", "unit_cost": 7}, {"no": "E"}],
        item_substitutions=[
            {"item_no": "C", "substitute_item_no": "D", "condition": "indoors only", "interchangeable": True},
            {"item_no": "E", "substitute_item_no": "C"},
        ],
    )
    factory.order()
    factory.stock(4, "D")
    (substitute,) = factory.ask(SubstitutesQuestion, item_no="C")
    assert (substitute.item_no, substitute.condition, substitute.on_hand) == ("D", "indoors only", 4)
    assert [each.item_no for each in factory.ask(SubstitutesQuestion, item_no="D")] == ["C"]
    assert [each.item_no for each in factory.ask(SubstitutesQuestion, item_no="E")] == ["C"]
    assert refused(factory.ask(SubstitutesQuestion, item_no="NONE")) == "item-not-found"
    change(factory, EditComponentRequest, item_no="C", substitute_item_no="D")
    (component,) = factory.ask(ProductionOrderQuestion, order_no="O1").lines[0].components
    assert (component.item_no, component.description) == ("D", "Other casing")
    assert (component.expected_quantity, component.cost_amount) == (20, 140)


def test_a_substitute_that_knows_no_boxes_comes_in_pieces(plants: Plants) -> None:
    """Half a box of 8 becomes 4 pieces a pump."""
    factory = Factory(
        plants,
        items=[{"no": "S"}, {"no": "D"}],
        units_of_measure=[{"code": "BOX"}],
        item_units=[{"item_no": "S", "code": "BOX", "qty_per_unit_of_measure": 8}],
        item_substitutions=[{"item_no": "S", "substitute_item_no": "D"}],
    )
    factory.order()
    change(factory, AddComponentRequest, item_no="S", quantity_per="0.5", unit_of_measure_code="BOX")
    change(factory, EditComponentRequest, item_no="S", substitute_item_no="D")
    columns = ("item_no", "quantity_per", "expected_quantity", "expected_qty_base")
    assert components(factory, *columns)[1] == ("D", 4, 40, 40)


def test_an_edited_operation_schedules_its_line_again(each_plants: Plants) -> None:
    """Another time moves the operations before it; another center brings its flushing method, cost and load."""
    factory = Factory(
        each_plants,
        work_centers=[{"no": "B", "direct_unit_cost": 1}],
        machine_centers=[
            {"no": "M", "name": "Mill", "work_center_no": "B", "direct_unit_cost": 4}
            | {"flushing_method": "backward"}
        ],
    )
    factory.order(due_date=date(2026, 3, 9))
    change(factory, EditRoutingLineRequest, operation_no="20", run_time=6, setup_time=30)
    operation = ("operation_no", "no", "needed_time", "starting_date_time", "expected_operation_cost")
    assert factory.rows("production_order_routing_lines", *operation) == [
        ("10", "A", 50, datetime(2026, 3, 9, 13, 40), 50),
        ("20", "B", 90, datetime(2026, 3, 9, 14, 30), 90),
    ]
    machine = {"type": CapacityType.MACHINE_CENTER, "no": "M"}
    change(factory, EditRoutingLineRequest, operation_no="10", **machine)
    columns = ("no", "flushing_method", "expected_operation_cost")
    assert factory.rows("production_order_routing_lines", *columns)[0] == ("M", "backward", 200)
    assert set(factory.rows("capacity_needs", "no", operation_no="10")) == {"M"}
    factory.output("20", 1)
    moved = change(factory, EditRoutingLineRequest, operation_no="20", no="A")
    assert refused(moved) == "ledger-entries-exist"


def test_what_was_posted_stays_posted_when_a_line_grows(each_plants: Plants) -> None:
    """10 become 15 after 4 pieces, at 10 in 20 minutes: 11 remain, both need 55 minutes more, posted sums stay."""
    factory = Factory(each_plants)
    factory.order()
    factory.output("10", 4, run_time=20)
    factory.output("20", 4)
    change(factory, EditOrderLineRequest, quantity=15)
    assert factory.rows("production_order_lines", "quantity", "finished_quantity", "remaining_quantity") == [
        (15, 4, 11)
    ]
    operation = ("posted_output", "posted_run", "needed_time", "allocated_time", "routing_status")
    assert factory.rows("production_order_routing_lines", *operation) == [
        (4, 20, 75, 55, "in_progress"),
        (4, 0, 55, 55, "in_progress"),
    ]
    change(factory, EditOrderLineRequest, quantity=3)
    assert factory.rows("production_order_lines", "quantity", "remaining_quantity") == [(3, 0)]
    assert refused(change(factory, EditOrderLineRequest, routing_no="")) == "ledger-entries-exist"
    assert refused(change(factory, DeleteOrderLineRequest, order_line_no=10000)) == "ledger-entries-exist"
    assert refused(change(factory, DeleteProductionOrderRequest)) == "ledger-entries-exist"


def test_a_finished_operation_takes_no_load_when_its_order_is_changed(plants: Plants) -> None:
    """Set to finished by hand, it stays as it was, and gets no capacity allocated again."""
    factory = Factory(plants)
    factory.order()
    answers = yes_to(Confirmation.OPERATION_STATUS_FINISHED)
    fields = {"operation_no": "10", "status": RoutingStatus.FINISHED, "answers": answers}
    change(factory, SetRoutingStatusRequest, **fields)
    change(factory, EditOrderLineRequest, quantity=20)
    columns = ("needed_time", "allocated_time", "routing_status")
    assert factory.rows("production_order_routing_lines", *columns) == [
        (50, 0, "finished"),
        (100, 100, "planned"),
    ]


def test_a_header_hands_its_changes_on_to_its_lines(each_plants: Plants) -> None:
    """Quantity in proportion, due date and location to all lines; each line of a family keeps its share."""
    factory = Factory(
        each_plants,
        items=[{"no": "Q", **PRODUCED}],
        families=[{"no": "F", "routing_no": "R"}],
        family_lines=[
            {"family_no": "F", "item_no": "P", "quantity": 4},
            {"family_no": "F", "item_no": "Q", "quantity": 1},
        ],
        locations=[{"code": "EAST"}],
    )
    factory.order(source_no="F", source_type=OrderSourceType.FAMILY, quantity=3)
    fields = {"quantity": 7, "due_date": date(2026, 3, 13), "location_code": "EAST", "description": "Pumps"}
    receipt = change(factory, EditProductionOrderRequest, **fields)
    assert receipt.due_date == date(2026, 3, 13)
    assert factory.rows("production_order_lines", "quantity", "due_date") == [
        (28, date(2026, 3, 13)),
        (7, date(2026, 3, 13)),
    ]
    assert factory.rows("production_order_routing_lines", "input_quantity") == [35, 35]
    whole = factory.ask(ProductionOrderQuestion, order_no="O1")
    assert (whole.order.quantity, whole.order.description) == (7, "Pumps")
    assert {line.location_code for line in whole.lines} == {"EAST"}
    change(factory, DeleteOrderLineRequest, order_line_no=10000)
    assert factory.rows("production_order_routing_lines", "input_quantity") == [7, 7]


def test_a_later_due_date_is_asked_for_where_somebody_is_there_to_answer(plants: Plants) -> None:
    """Scheduling forward beyond the due date asks, and changes nothing before the answer; unattended it moves."""
    factory = Factory(plants)
    factory.order(due_date=date(2026, 3, 4), status=OrderStatus.FIRM_PLANNED)
    late = {
        "direction": SchedulingDirection.FORWARD,
        "starting_date_time": datetime(2026, 3, 5, 15, 0),
        "ask_due_date": True,
    }
    for kind in (RefreshProductionOrderRequest, ReplanProductionOrderRequest):
        assert asked(change(factory, kind, **late)) == ("later-due-date",)
    assert factory.rows("production_orders", "due_date") == [date(2026, 3, 4)]
    answers = yes_to(Confirmation.LATER_DUE_DATE)
    change(factory, ReplanProductionOrderRequest, answers=answers, **late)
    assert factory.rows("production_orders", "due_date") == [date(2026, 3, 6)]
    late |= {"ask_due_date": False, "starting_date_time": datetime(2026, 3, 9, 15, 0)}
    change(factory, ReplanProductionOrderRequest, **late)
    assert factory.rows("production_orders", "due_date") == [date(2026, 3, 10)]


def test_an_order_without_routing_or_bom_stays_without(each_plants: Plants) -> None:
    """Told to have none when it was created, it gets none by a refresh either; the line may be given one by hand."""
    factory = Factory(each_plants)
    factory.order(production_bom_no="", routing_no="")
    change(factory, RefreshProductionOrderRequest, quantity=4)
    parts = ("production_order_components", "production_order_routing_lines", "capacity_needs")
    assert [factory.rows(table) for table in parts] == [[], [], []]
    change(factory, EditOrderLineRequest, routing_no="R")
    assert factory.rows("production_order_routing_lines", "operation_no") == ["10", "20"]
    change(factory, EditOrderLineRequest, production_bom_no="PB")
    assert components(factory, *NEED) == [(8, 8)]
