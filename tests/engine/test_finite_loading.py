"""Finite loading: no day of a capacity constrained resource takes more than its share and the dampener."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend_client.messages.planning import ConstrainedCapacityQuestion
from backend_client.terms import CapacityType, SchedulingDirection
from tests.casebook.databases import Plants
from tests.engine.planning_plant import NEEDS, PRODUCED, create, planning_plant, posted, refused, rows

WORK_CENTER, MACHINE_CENTER = CapacityType.WORK_CENTER, CapacityType.MACHINE_CENTER
FORWARD = SchedulingDirection.FORWARD
DAY = Decimal(480)


def bottleneck(no: str, critical: Any, dampener: Any = 0, kind: CapacityType = WORK_CENTER) -> dict[str, Any]:
    """A capacity constrained resource."""
    return {
        "capacity_type": kind.value,
        "capacity_no": no,
        "critical_load_pct": critical,
        "dampener_pct": dampener,
    }


def plant_of(
    plants: Plants, *operations: dict[str, Any], bottlenecks: list[dict[str, Any]], **more: Any
) -> Any:
    """P is made on these operations at work centers A and B, and machines M and N of A; a day is of 480 minutes."""
    lines = [
        {"routing_no": "R", "operation_no": str(10 * number), "no": "A", **operation}
        for number, operation in enumerate(operations, start=1)
    ]
    tables: dict[str, Any] = {
        "work_centers": [{"no": "A"}, {"no": "B"}],
        "machine_centers": [{"no": "M", "work_center_no": "A"}, {"no": "N", "work_center_no": "A"}],
        "routings": [{"no": "R"}],
        "routing_lines": lines,
        "items": [{"no": "P", "routing_no": "R", **PRODUCED}],
        "capacity_constrained_resources": bottlenecks,
    }
    return planning_plant(plants, **(tables | more))


def loads(plant: Any, no: str) -> dict[int, Decimal]:
    """Allocated time of a center by day of March; a work center's with its machines'."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows(plant, NEEDS, "date"):
        if no in (row["no"], row["work_center_no"]):
            found[row["date"].day] += row["allocated_time"]
    return dict(found)


def at_machine(no: str, minutes: int, **more: Any) -> dict[str, Any]:
    """An operation at a machine center."""
    return {"type": "machine_center", "no": no, "run_time": minutes, **more}


def test_an_order_over_several_bottlenecks_is_held_up_by_each(plants: Plants) -> None:
    """A takes 240 a day and B 120: 300 minutes at B need three days, 300 at A before them two."""
    plant = plant_of(
        plants,
        {"no": "A", "run_time": 300},
        {"no": "B", "run_time": 300},
        bottlenecks=[bottleneck("A", 50), bottleneck("B", 25)],
    )
    posted(create(plant, due_date=date(2026, 3, 12)))
    assert loads(plant, "B") == {12: 120, 11: 120, 10: 60}
    assert loads(plant, "A") == {10: 240, 9: 60}


def test_forward_it_goes_on_with_the_next_day(plants: Plants) -> None:
    """From Monday on: 240 on Monday, 60 on Tuesday."""
    plant = plant_of(plants, {"run_time": 300}, bottlenecks=[bottleneck("A", 50)])
    posted(create(plant, direction=FORWARD, starting_date_time=datetime(2026, 3, 9, 8)))
    assert loads(plant, "A") == {9: 240, 10: 60}


def test_a_machine_and_its_work_center_are_both_kept(plants: Plants) -> None:
    """M takes 240 a day and A, with all its machines, 360: after 240 at M, 120 are left for N that day."""
    plant = plant_of(
        plants,
        at_machine("M", 240, next_operation_no="20"),
        at_machine("N", 240),
        bottlenecks=[bottleneck("A", 75), bottleneck("M", 50, kind=MACHINE_CENTER)],
        routing_lines=[
            {"routing_no": "R", "operation_no": "10", **at_machine("M", 240)},
            {"routing_no": "S", "operation_no": "10", **at_machine("N", 240)},
        ],
        routings=[{"no": "R"}, {"no": "S"}],
        items=[{"no": "P", "routing_no": "R", **PRODUCED}, {"no": "Q", "routing_no": "S", **PRODUCED}],
    )
    posted(create(plant, "O1"))
    left = plant.client.ask(ConstrainedCapacityQuestion(no="A", date=date(2026, 3, 10)))
    assert (left.available_time, left.load_pct) == (120, 50)
    posted(create(plant, "O2", source_no="Q"))
    assert loads(plant, "N") == {10: 120, 9: 120}
    assert loads(plant, "A") == {10: 360, 9: 120}
    posted(create(plant, "O3"))
    assert loads(plant, "M") == {10: 240, 9: 240}
    assert max(loads(plant, "A").values()) == 360


def test_operations_of_one_order_share_what_is_left(plants: Plants) -> None:
    """Two operations of 200 minutes at A, which takes 240: 200 and 40 on Tuesday, 160 on Monday."""
    plant = plant_of(plants, {"run_time": 200}, at_machine("M", 200), bottlenecks=[bottleneck("A", 50)])
    posted(create(plant))
    assert loads(plant, "A") == {10: 240, 9: 160}


def test_the_dampener_takes_the_rest_up_to_its_edge_and_no_further(plants: Plants) -> None:
    """384 of the day, dampener 48: 432 minutes stay on Tuesday, 433 leave 49 for Monday."""
    for minutes, expected in ((432, {10: 432}), (433, {10: 384, 9: 49})):
        plant = plant_of(plants, {"run_time": minutes}, bottlenecks=[bottleneck("A", 80, 10)])
        posted(create(plant))
        assert loads(plant, "A") == expected


def test_setup_is_charged_once_however_many_days_the_run_takes(plants: Plants) -> None:
    """Setup 30 and run 600 at 240 a day: three days, and 30 minutes of setup in all."""
    plant = plant_of(plants, {"setup_time": 30, "run_time": 600}, bottlenecks=[bottleneck("A", 50)])
    posted(create(plant))
    setups = [row["needed_time"] for row in rows(plant, NEEDS) if row["time_type"].value == "setup"]
    assert setups == [30]
    assert loads(plant, "A") == {10: 240, 9: 240, 6: 150}


def test_without_a_day_that_has_room_the_calendar_is_missing(plants: Plants) -> None:
    """A center that is loaded to next to nothing, or that does not work before the order is due, has no day for an order."""
    plant = plant_of(plants, {"run_time": 1}, bottlenecks=[bottleneck("A", "0.00001")])
    assert refused(create(plant)) == "calendar-missing"
    open_later = plant_of(plants, {"run_time": 1}, bottlenecks=[bottleneck("A", 80)])
    assert refused(create(open_later, due_date=date(2025, 12, 1))) == "calendar-missing"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    critical=st.integers(30, 110),
    dampener=st.integers(0, 30),
    machine=st.integers(30, 110),
    efficiency=st.sampled_from([100, 75, 33]),
    orders=st.lists(st.tuples(st.integers(1, 6), st.integers(2, 20), st.booleans()), min_size=1, max_size=4),
)
def test_no_day_is_loaded_beyond_its_share_and_the_dampener(
    plants: Plants,
    critical: int,
    dampener: int,
    machine: int,
    efficiency: int,
    orders: list[tuple[int, int, bool]],
) -> None:
    """Whatever is ordered, backward or forward: A with its machines stays within critical % + dampener %, M within its."""
    plant = plant_of(
        plants,
        {"setup_time": 10, "run_time": 47, "send_ahead_quantity": 2},
        at_machine("M", 31, setup_time=7),
        bottlenecks=[bottleneck("A", critical, dampener), bottleneck("M", machine, dampener, MACHINE_CENTER)],
        work_centers=[{"no": "A", "efficiency": efficiency}, {"no": "B"}],
    )
    for number, (quantity, day, forward) in enumerate(orders):
        when: dict[str, Any] = {"due_date": date(2026, 3, day)}
        if forward:
            when = {"direction": FORWARD, "starting_date_time": datetime(2026, 3, day, 9)}
        posted(create(plant, f"O{number}", quantity=quantity, **when))
    for no, share, effective in (
        ("A", critical + dampener, DAY * efficiency / 100),
        ("M", machine + dampener, DAY),
    ):
        found: dict[date, Decimal] = defaultdict(Decimal)
        for row in rows(plant, NEEDS):
            if no in (row["no"], row["work_center_no"]):
                found[row["date"]] += row["allocated_time"]
        assert max(found.values()) <= effective * share / 100 + Decimal("0.001")
