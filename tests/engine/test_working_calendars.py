"""Scheduling on stored calendars: as far back as needed, and bottlenecks only as full as allowed."""

from datetime import date
from decimal import Decimal

from backend_client.messages.orders import RefreshProductionOrderRequest
from tests.engine.planning_plant import NEEDS, at, create, post, posted, refused, rows, simple_plant

BOTTLENECK = [{"capacity_type": "work_center", "capacity_no": "A", "critical_load_pct": 50}]


def by_day(plant, order_no):
    found = [row for row in rows(plant, NEEDS, "date", "line_no") if row["order_no"] == order_no]
    return [(row["date"].day, row["needed_time"]) for row in found]


def test_an_order_longer_than_the_first_look_is_still_scheduled(plants):
    plant = simple_plant(plants, run_time=480)
    receipt = posted(create(plant, quantity=40, due_date=date(2026, 3, 10)))
    assert receipt.starting_date_time == at("01-14 08:00")


def test_a_bottleneck_is_filled_day_by_day_around_other_orders(plants):
    plant = simple_plant(plants, run_time=200, capacity_constrained_resources=BOTTLENECK)
    posted(create(plant, "O1"))
    posted(create(plant, "O2"))
    assert by_day(plant, "O1") == [(10, 200)]
    assert by_day(plant, "O2") == [(9, 160), (10, 40)]


def test_an_order_does_not_stand_in_its_own_way_when_it_is_refreshed(plants):
    plant = simple_plant(plants, run_time=200, capacity_constrained_resources=BOTTLENECK)
    posted(create(plant, "O1"))
    posted(post(plant, RefreshProductionOrderRequest, order_no="O1"))
    assert by_day(plant, "O1") == [(10, 200)]


def test_the_dampener_lets_a_small_rest_stay_on_the_day(plants):
    soft = [{**BOTTLENECK[0], "dampener_pct": 10}]
    plant = simple_plant(plants, run_time=280, capacity_constrained_resources=soft)
    posted(create(plant, "O1"))
    assert by_day(plant, "O1") == [(10, 280)]


def test_a_bottleneck_without_room_anywhere_is_refused(plants):
    shut = [{**BOTTLENECK[0], "critical_load_pct": Decimal("0.00001")}]
    plant = simple_plant(plants, run_time=200, capacity_constrained_resources=shut)
    assert refused(create(plant)) == "calendar-missing"
