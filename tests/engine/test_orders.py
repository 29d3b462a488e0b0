"""Creating an order and refreshing it."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from backend_client.messages.orders import RefreshProductionOrderRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.terms import OrderSourceType, OrderStatus, SchedulingDirection
from tests.engine.planning_plant import (
    COMPONENTS,
    LINES,
    NEEDS,
    OPERATIONS,
    ORDERS,
    PRODUCED,
    at,
    column,
    create,
    planning_plant,
    post,
    posted,
    refused,
    rows,
    simple_plant,
    span,
)

FORWARD = SchedulingDirection.FORWARD


def refresh(plant, **values):
    return post(plant, RefreshProductionOrderRequest, order_no="O1", **values)


def test_an_order_gets_a_line_operations_needs_and_dates(plants):
    plant = simple_plant(plants)
    receipt = posted(create(plant, quantity=2))
    assert (receipt.order_no, receipt.status, receipt.line_nos) == ("O1", OrderStatus.RELEASED, (10000,))
    (order,), (line,), (operation,), (need,) = (
        rows(plant, each) for each in (ORDERS, LINES, OPERATIONS, NEEDS)
    )
    assert span(order) == span(line) == span(operation) == "03-10 14:00 - 03-10 16:00"
    assert (line["remaining_quantity"], line["routing_reference_no"]) == (2, 10000)
    assert (operation["input_quantity"], operation["routing_status"].value) == (2, "planned")
    assert (need["needed_time"], need["allocated_time"]) == (120, 120)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"source_no": "X"}, "item-not-found"),
        ({"source_no": "X", "source_type": OrderSourceType.FAMILY}, "master-data-not-found"),
        ({"source_no": "X", "source_type": OrderSourceType.SALES_HEADER}, "master-data-not-found"),
        ({"variant_code": "RED"}, "master-data-not-found"),
        ({"quantity": 0}, "quantity-out-of-range"),
        ({"quantity": -1}, "quantity-out-of-range"),
        ({"quantity": "999999999.99999"}, "quantity-out-of-range"),
        ({"unit_of_measure_code": "BOX"}, "unit-not-allowed"),
        ({"location_code": "MOON"}, "location-not-found"),
        ({"status": OrderStatus.FINISHED}, "status-change-not-allowed"),
        ({"no": ""}, "request-malformed"),
        ({"routing_no": "NONE"}, "not-certified"),
        ({"production_bom_no": "NONE"}, "not-certified"),
        ({"source_no": "BLOCKED"}, "item-blocked"),
        ({"source_no": "STOPPED"}, "item-production-blocked"),
        ({"due_date": date(2025, 12, 31)}, "calendar-missing"),
        ({"due_date": date(1, 1, 1)}, "calendar-missing"),
        ({"quantity": 100_000}, "calendar-missing"),
    ],
)
def test_what_cannot_be_made_is_refused_and_leaves_no_trace(plants, values, code):
    plant = simple_plant(
        plants,
        items=[
            {"no": "P", "routing_no": "R", **PRODUCED},
            {"no": "BLOCKED", "blocked": True, **PRODUCED},
            {"no": "STOPPED", "production_blocked": "output", **PRODUCED},
        ],
    )
    assert refused(create(plant, **values)) == code
    assert [rows(plant, each) for each in (ORDERS, LINES, OPERATIONS, NEEDS)] == [[], [], [], []]


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("direction", list(SchedulingDirection))
def test_the_ends_of_the_calendar_are_refused_not_stumbled_over(plants, day, direction):
    plant = simple_plant(
        plants,
        settings={"default_safety_lead_time_days": "30"},
        routing_lines=[
            {
                "routing_no": "R",
                "operation_no": "10",
                "no": "A",
                "wait_time": 9_999_999,
                "wait_time_unit": "DAYS",
            }
        ],
    )
    start = datetime.combine(day, time(8))
    answer = create(plant, due_date=day, direction=direction, starting_date_time=start)
    assert refused(answer) == "calendar-missing"


def test_a_start_with_a_time_zone_is_refused(plants):
    plant = simple_plant(plants)
    assert refused(create(plant, starting_date_time=datetime(2026, 3, 9, tzinfo=UTC))) == "request-malformed"


def test_an_item_blocked_for_output_may_be_planned_but_not_released(plants):
    plant = simple_plant(plants, items=[{"no": "P", "production_blocked": "output", **PRODUCED}])
    posted(create(plant, status=OrderStatus.FIRM_PLANNED))
    assert refused(create(plant, "O2")) == "item-production-blocked"


def test_a_number_is_given_once(plants):
    plant = simple_plant(plants)
    posted(create(plant))
    assert refused(create(plant)) == "order-already-exists"


def test_a_preview_shows_the_order_and_writes_nothing(plants):
    plant = simple_plant(plants)
    assert posted(create(plant, preview=True)).ending_date_time == at("03-10 16:00")
    assert rows(plant, ORDERS) == []


def test_without_a_due_date_the_plants_days_are_added_to_today(plants):
    plant = simple_plant(plants)
    assert posted(create(plant, due_date=None)).due_date == date(2026, 3, 16)


def test_an_order_without_routing_takes_the_normal_day(plants):
    plant = simple_plant(plants)
    posted(create(plant, routing_no=""))
    (order,) = rows(plant, ORDERS)
    assert span(order) == "03-10 08:00 - 03-10 16:00"
    assert rows(plant, OPERATIONS) == []


def test_forward_the_due_date_follows_the_end_if_it_is_later(plants):
    plant = simple_plant(plants, settings={"default_safety_lead_time_days": "1"})
    receipt = posted(create(plant, quantity=9, direction=FORWARD, starting_date_time=at("03-10 15:00")))
    assert receipt.ending_date_time == at("03-11 16:00")
    assert receipt.due_date == date(2026, 3, 12)
    early = posted(create(plant, "O2", direction=FORWARD, starting_date_time=at("03-04 08:00")))
    assert (early.starting_date_time, early.due_date) == (at("03-04 08:00"), date(2026, 3, 10))


def test_a_header_alone_has_no_lines_until_it_is_refreshed(plants):
    plant = simple_plant(plants)
    assert posted(create(plant, refresh=False)).line_nos == ()
    assert posted(refresh(plant)).line_nos == (10000,)
    assert column(plant, NEEDS, "allocated_time") == [60]


def test_a_refresh_takes_the_new_quantity_and_due_date_and_replaces_everything(plants):
    plant = simple_plant(plants)
    posted(create(plant, quantity=3))
    receipt = posted(refresh(plant, quantity=Decimal(2), due_date=date(2026, 3, 11)))
    assert receipt.starting_date_time == at("03-11 14:00")
    assert column(plant, NEEDS, "needed_time") == [120]
    assert column(plant, LINES, "remaining_quantity") == column(plant, ORDERS, "quantity") == [2]


def test_a_refresh_can_turn_the_schedule_forward(plants):
    plant = simple_plant(plants)
    posted(create(plant))
    receipt = posted(refresh(plant, direction=FORWARD, starting_date_time=at("03-05 09:30")))
    assert receipt.ending_date_time == at("03-05 10:30")


def test_an_order_with_entries_is_not_refreshed(plants):
    plant = simple_plant(plants)
    posted(create(plant))
    posted(
        post(
            plant,
            PostOutputRequest,
            order_no="O1",
            order_line_no=10000,
            operation_no="10",
            run_time=Decimal(5),
        )
    )
    assert refused(refresh(plant)) == "ledger-entries-exist"
    assert refused(post(plant, RefreshProductionOrderRequest, order_no="O9")) == "order-not-found"
    assert refused(refresh(plant, quantity=Decimal(0))) == "quantity-out-of-range"


def test_a_family_makes_one_line_an_item_and_shares_one_routing(plants):
    plant = simple_plant(
        plants,
        run_time=1,
        items=[{"no": "L", **PRODUCED}, {"no": "R", **PRODUCED}],
        families=[{"no": "F", "routing_no": "R"}],
        family_lines=[
            {"family_no": "F", "line_no": 10000, "item_no": "L", "quantity": 2},
            {"family_no": "F", "line_no": 20000, "item_no": "R", "quantity": 3},
            {"family_no": "F", "line_no": 30000, "item_no": "L", "quantity": 1},
        ],
    )
    posted(create(plant, source_no="F", source_type=OrderSourceType.FAMILY, quantity=10))
    lines = [
        (row["item_no"], row["quantity"], row["routing_reference_no"])
        for row in rows(plant, LINES, "line_no")
    ]
    assert lines == [("L", 30, 0), ("R", 30, 0)]
    assert column(plant, OPERATIONS, "input_quantity") == [60]
    assert column(plant, NEEDS, "needed_time") == [60]


def test_a_stockkeeping_unit_goes_before_the_item(plants):
    plant = simple_plant(
        plants,
        item_variants=[{"item_no": "P", "code": "RED"}],
        routings=[{"no": "R"}, {"no": "R2"}],
        routing_lines=[
            {"routing_no": "R", "operation_no": "10", "no": "A"},
            {"routing_no": "R2", "operation_no": "70", "no": "A"},
        ],
        stockkeeping_units=[
            {"location_code": "MAIN", "item_no": "P", "variant_code": "RED", "routing_no": "R2"}
        ],
    )
    posted(create(plant))
    posted(create(plant, "O2", variant_code="RED"))
    assert column(plant, OPERATIONS, "operation_no", "order_no") == ["10", "70"]


def test_the_version_certified_by_the_due_date_is_used(plants):
    plant = simple_plant(
        plants,
        production_boms=[{"no": "B"}],
        production_bom_versions=[
            {"production_bom_no": "B", "version_code": "V2", "starting_date": "2026-03-10"}
        ],
        production_bom_lines=[
            {"production_bom_no": "B", "line_no": 10000, "no": "C"},
            {"production_bom_no": "B", "version_code": "V2", "line_no": 10000, "no": "D"},
        ],
        items=[{"no": "P", "production_bom_no": "B", **PRODUCED}, {"no": "C"}, {"no": "D"}],
    )
    posted(create(plant, due_date=date(2026, 3, 9)))
    posted(create(plant, "O2", due_date=date(2026, 3, 10)))
    assert column(plant, COMPONENTS, "item_no", "order_no") == ["C", "D"]
    assert column(plant, LINES, "production_bom_version_code", "order_no") == ["", "V2"]


def test_an_uncertified_bom_routing_or_phantom_is_refused(plants):
    plant = simple_plant(
        plants,
        routings=[{"no": "R"}, {"no": "NEW", "status": "new"}],
        production_boms=[{"no": "B"}, {"no": "NEW", "status": "under_development"}],
        production_bom_lines=[
            {"production_bom_no": "B", "line_no": 10000, "type": "production_bom", "no": "NEW"}
        ],
    )
    assert refused(create(plant, routing_no="NEW")) == "not-certified"
    assert refused(create(plant, production_bom_no="NEW")) == "not-certified"
    assert refused(create(plant, production_bom_no="B")) == "not-certified"


def test_a_component_is_due_when_its_operation_starts(plants):
    plant = simple_plant(
        plants,
        routing_links=[{"code": "L"}],
        routing_lines=[
            {"routing_no": "R", "operation_no": "10", "no": "A", "run_time": 480},
            {"routing_no": "R", "operation_no": "20", "no": "A", "run_time": 480, "routing_link_code": "L"},
        ],
        production_boms=[{"no": "B"}],
        production_bom_lines=[
            {"production_bom_no": "B", "line_no": 10000, "no": "C"},
            {"production_bom_no": "B", "line_no": 20000, "no": "C", "routing_link_code": "L"},
            {
                "production_bom_no": "B",
                "line_no": 30000,
                "no": "C",
                "position": "X",
                "lead_time_offset_days": 2,
            },
        ],
        items=[
            {"no": "P", "routing_no": "R", "production_bom_no": "B", **PRODUCED},
            {"no": "C", "unit_cost": 3},
        ],
    )
    posted(create(plant))
    due = column(plant, COMPONENTS, "due_date", "line_no")
    assert due == [date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 7)]
    assert column(plant, COMPONENTS, "cost_amount") == [3, 3, 3]


def test_a_made_to_order_component_gets_a_line_that_ends_when_it_is_needed(plants):
    to_order = {**PRODUCED, "manufacturing_policy": "make_to_order", "routing_no": "R"}
    plant = simple_plant(
        plants,
        production_boms=[{"no": "B"}],
        production_bom_lines=[{"production_bom_no": "B", "line_no": 10000, "no": "SUB", "quantity_per": 2}],
        items=[{"no": "P", "production_bom_no": "B", **to_order}, {"no": "SUB", **to_order}],
    )
    posted(create(plant, quantity=8))
    lines = rows(plant, LINES, "line_no")
    assert [(row["item_no"], row["quantity"], row["planning_level"]) for row in lines] == [
        ("P", 8, 0),
        ("SUB", 16, 1),
    ]
    assert column(plant, COMPONENTS, "supplied_by_line_no") == [20000]
    assert span(lines[0]) == "03-10 08:00 - 03-10 16:00"
    assert lines[1]["due_date"] == date(2026, 3, 10)


def test_output_and_components_take_the_bins_of_the_place(plants):
    bins = {
        "open_shop_floor_bin_code": "OPEN",
        "to_production_bin_code": "TO",
        "from_production_bin_code": "FROM",
    }
    plant = simple_plant(
        plants,
        work_centers=[{"no": "A", "location_code": "MAIN", "from_production_bin_code": "OUT"}],
        locations=[{"code": "BINS", "bin_mandatory": True, **bins}],
        bins=[
            *({"location_code": "BINS", "code": code} for code in ("OPEN", "TO", "FROM")),
            {"location_code": "MAIN", "code": "OUT"},
        ],
        production_boms=[{"no": "B"}],
        production_bom_lines=[
            {"production_bom_no": "B", "line_no": 10000, "no": "C"},
            {"production_bom_no": "B", "line_no": 20000, "no": "D"},
        ],
        items=[
            {"no": "P", "routing_no": "R", "production_bom_no": "B", **PRODUCED},
            {"no": "C", "flushing_method": "pick_manual"},
            {"no": "D"},
        ],
    )
    posted(create(plant, location_code="BINS"))
    assert column(plant, LINES, "bin_code") == ["FROM"]
    assert column(plant, COMPONENTS, "bin_code", "line_no") == ["TO", "OPEN"]


def test_a_released_order_posts_what_is_flushed_forward(plants):
    plant = planning_plant(
        plants,
        work_centers=[{"no": "A", "flushing_method": "forward"}],
        routings=[{"no": "R"}],
        routing_lines=[{"routing_no": "R", "operation_no": "10", "no": "A", "run_time": 5}],
        items=[{"no": "P", "routing_no": "R", **PRODUCED}],
    )
    assert posted(create(plant, status=OrderStatus.PLANNED)).posting is None
    receipt = posted(create(plant, "O2", quantity=4))
    assert [entry.run_time for entry in receipt.posting.capacity_entries] == [20]
    assert column(plant, LINES, "finished_quantity", "order_no") == [0, 4]
    assert column(plant, NEEDS, "allocated_time", "order_no") == [5, 0]
