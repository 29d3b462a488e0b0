"""Key figures that set-up makes possible: failures among the stops, rated speed, numbered pieces; and work centers whole.

A works from 8 to 16 on Monday 2026-03-02: 480 minutes; P needs 5 minutes a piece on operation 10 at A and 20 at B.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend_client.figure_terms import FigureGroup
from backend_client.messages.base import Answer
from backend_client.messages.key_figures import KeyFigureLine, KeyFiguresQuestion
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.messages.postings import PostCapacityRequest
from backend_client.messages.reversals import ReverseEntryRequest
from backend_client.terms import CapacityType, Confirmation, Ledger
from tests.casebook.databases import Plants
from tests.engine.planning_plant import PRODUCED
from tests.features.factory import Factory, refused
from tests.statements import steps_to_answer

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
STOPS = [
    {"code": "TOOL", "stop_type": "failure"},
    {"code": "MAINT", "stop_type": "planned"},
    {"code": "WAIT"},
]
MACHINES = [
    {"no": "M1", "work_center_no": "A", "rated_quantity_per_hour": 60},
    {"no": "M2", "work_center_no": "A", "rated_quantity_per_hour": 30},
]
NUMBERED = {
    "item_tracking_codes": [{"code": "SN", "description": "Serial", "sn_specific_tracking": True}],
    "items": [{"no": "P", "item_tracking_code": "SN"}],
}
TAKE_BACK = (Answer(confirmation=Confirmation.REVERSE_ENTRY, yes=True),)


def line(factory: Factory, key: str, by: FigureGroup = FigureGroup.CENTER, **fields: Any) -> KeyFigureLine:
    """One line of the figures of Monday."""
    given = {"first_day": MONDAY, "last_day": MONDAY} | fields
    (found,) = [each for each in factory.ask(KeyFiguresQuestion, by=by, **given).lines if each.key == key]
    return found


def stopped(factory: Factory, minutes: int, stop_code: str) -> None:
    """Operation 10 stands still for a reason."""
    factory.output("10", 0, stop_time=minutes, stop_code=stop_code)


def test_failures_are_counted_apart_from_other_stops(each_plants: Plants) -> None:
    """240 minutes of work, 2 failures of 10 and 30: 120 between them, 20 to restore; waiting is a delay, care is none."""
    factory = Factory(each_plants, stop_codes=STOPS)
    factory.order("O1", 40)
    factory.output("10", 40, setup_time=40, run_time=200)
    for minutes, code in ((10, "TOOL"), (25, "WAIT"), (30, "TOOL"), (15, "MAINT"), (5, "")):
        stopped(factory, minutes, code)
    found = line(factory, "A")
    assert (found.failures, found.restoration_minutes) == (2, 40)
    assert (found.mean_operating_time_between_failures, found.mean_time_to_restoration) == (120, 20)
    assert (found.stop_minutes, found.planned_stop_minutes, found.idle_minutes) == (70, 15, 155)
    assert found.technical_efficiency == Decimal("0.74074")
    assert line(factory, "2026-03-02", FigureGroup.DAY, no="A").failures == 2
    assert line(factory, "1", FigureGroup.SHIFT, no="A").failures == 2
    of_order = line(factory, "O1", FigureGroup.ORDER)
    assert (of_order.failures, of_order.mean_time_to_restoration) == (2, 20)


def test_a_machine_that_fails_without_an_order_has_failed(plants: Plants) -> None:
    """30 minutes of a broken tool without an order: one failure, and no delay of any order."""
    factory = Factory(plants, stop_codes=STOPS)
    factory.order("O1", 40)
    factory.output("10", 12, run_time=60)
    factory.post(PostCapacityRequest, no="A", stop_time=30, stop_code="TOOL")
    found = line(factory, "A")
    assert (found.failures, found.stop_minutes, found.other_minutes) == (1, 0, 30)
    assert (found.mean_operating_time_between_failures, found.mean_time_to_restoration) == (60, 30)


def test_without_a_failure_there_is_no_mean_and_one_taken_back_is_none(plants: Plants) -> None:
    """Nothing failed: nobody can tell; one failure posted by mistake and reversed: neither."""
    factory = Factory(plants, stop_codes=STOPS)
    factory.order("O1", 40)
    factory.output("10", 12, run_time=60)
    before = line(factory, "A")
    assert (before.failures, before.mean_operating_time_between_failures) == (0, None)
    stopped(factory, 10, "TOOL")
    assert line(factory, "A").failures == 1
    factory.post(ReverseEntryRequest, ledger=Ledger.CAPACITY, entry_no=2, answers=TAKE_BACK)
    after = line(factory, "A")
    assert (after.failures, after.restoration_minutes, after.mean_time_to_restoration) == (0, 0, None)


def test_what_a_reason_counts_as_is_changed_at_once_for_all_that_was_posted(plants: Plants) -> None:
    """WAIT was no failure; the plant says that it is one: the stop of 25 minutes counts."""
    factory = Factory(plants, stop_codes=STOPS)
    factory.order("O1", 40)
    stopped(factory, 25, "WAIT")
    assert line(factory, "A").failures == 0
    change = {"table": "stop_codes", "key": {"code": "WAIT"}, "person_no": "OP"}
    outcome = factory.post(ChangeMasterDataRequest, values={"stop_type": "failure"}, **change)
    assert outcome.changed == 1, outcome
    assert line(factory, "A").failures == 1
    wrong = factory.post(ChangeMasterDataRequest, values={"stop_type": "sabotage"}, **change)
    assert refused(wrong) == "request-malformed"


def test_the_load_of_a_center_is_what_it_made_of_what_it_could(plants: Plants) -> None:
    """Rated 10 pieces an hour it could make 80 in 480 minutes; 36 good and 4 scrapped are half; B is not rated."""
    factory = Factory(plants, work_centers=[{"no": "A", "rated_quantity_per_hour": 10}])
    factory.order("O1", 40)
    factory.output("10", 36, run_time=240, scrap_quantity=4)
    found = line(factory, "A")
    assert (found.rated_quantity, found.equipment_load_ratio) == (80, Decimal("0.5"))
    factory.output("20", 36, run_time=200)
    assert (line(factory, "B").rated_quantity, line(factory, "B").equipment_load_ratio) == (None, None)
    assert line(factory, "O1", FigureGroup.ORDER).equipment_load_ratio is None


def test_a_work_center_is_the_sum_of_its_machines(plants: Plants) -> None:
    """A with M1 and M2: three calendars of 480; the times of both machines stand in one line, and open their entries."""
    factory = Factory(
        plants,
        machine_centers=MACHINES,
        routings=[{"no": "R1"}],
        routing_lines=[
            {"routing_no": "R1", "operation_no": "10", "type": "machine_center", "no": "M1", "run_time": 5}
        ],
        items=[{"no": "Q", "routing_no": "R1", **PRODUCED}],
    )
    factory.order("O1", 40, "Q")
    factory.output("10", 36, run_time=240)
    factory.post(PostCapacityRequest, no="M2", type=CapacityType.MACHINE_CENTER, stop_time=30)
    found = line(factory, "A", FigureGroup.WORK_CENTER)
    parts = [line(factory, key) for key in ("A", "M1", "M2")]
    for name in ("planned_busy_minutes", "run_minutes", "other_minutes", "good_quantity"):
        assert getattr(found, name) == sum(getattr(each, name) for each in parts), name
    assert (found.planned_busy_minutes, found.run_minutes, found.other_minutes) == (1440, 240, 30)
    assert (found.rated_quantity, found.equipment_load_ratio) == (720, Decimal("0.05"))
    assert len(factory.client.ask(found.entries).entries) == 2
    assert (
        line(factory, "A", FigureGroup.WORK_CENTER, no="M1", type=CapacityType.MACHINE_CENTER).other_minutes
        == 0
    )


def test_first_pass_yield_counts_each_numbered_piece_once(each_plants: Plants) -> None:
    """S1 came again before it was good, S2 was scrapped, S3 and S4 were good at once: 2 of 4."""
    factory = Factory(each_plants, **NUMBERED)
    factory.order("O1", 10)
    factory.output("20", 0, rework_quantity=1, serial_no="S1")
    factory.output("20", 0, scrap_quantity=1, serial_no="S2")
    for number in ("S3", "S4"):
        factory.output("20", 1, serial_no=number)
    factory.output("20", 1, serial_no="S1", posting_date=TUESDAY)
    found = line(factory, "B")
    assert (found.inspected_quantity, found.first_pass_quantity) == (4, 2)
    assert found.first_pass_yield == Decimal("0.5")
    assert line(factory, "O1", FigureGroup.ORDER).first_pass_yield == Decimal("0.5")
    tuesday = line(factory, "2026-03-03", FigureGroup.DAY, last_day=TUESDAY)
    assert (tuesday.good_quantity, tuesday.inspected_quantity, tuesday.first_pass_yield) == (1, 0, None)


def test_pieces_of_earlier_years_are_not_read(plants: Plants) -> None:
    """Goods and what corrects them are looked for along their order, however many other orders made."""
    factory = Factory(plants, **NUMBERED)
    factory.order("O1", 10)
    factory.output("20", 1, serial_no="S1")
    steps = steps_to_answer(factory.plant.engine, lambda: line(factory, "B"))
    looks = [step for step in steps if " item_ledger_entries" in step or " correction" in step]
    assert len(looks) == 4
    assert all("(order_no=? AND order_line_no=?)" in step for step in looks), looks


def test_a_first_pass_that_was_taken_back_was_none(plants: Plants) -> None:
    """S1 was said to be done again by mistake; reversed, its first pass is the good one."""
    factory = Factory(plants, **NUMBERED)
    factory.order("O1", 10)
    factory.output("20", 0, rework_quantity=1, serial_no="S1")
    factory.output("20", 1, serial_no="S1")
    assert line(factory, "B").first_pass_quantity == 0
    factory.post(ReverseEntryRequest, ledger=Ledger.CAPACITY, entry_no=1, answers=TAKE_BACK)
    found = line(factory, "B")
    assert (found.inspected_quantity, found.first_pass_yield) == (1, 1)


def test_a_piece_lost_without_its_number_leaves_the_yield_open(plants: Plants) -> None:
    """Two good ones, and one scrapped that nobody named: it may be one that came before."""
    factory = Factory(plants, **NUMBERED)
    factory.order("O1", 10)
    factory.output("20", 1, serial_no="S1")
    assert line(factory, "B").first_pass_yield == 1
    factory.output("20", 0, scrap_quantity=1)
    found = line(factory, "B")
    assert (found.inspected_quantity, found.first_pass_yield) == (None, None)


@pytest.mark.parametrize(
    ("operation_no", "fields"),
    [
        ("20", {"scrap_quantity": 2}),
        ("20", {"scrap_quantity": 1, "rework_quantity": 1}),
        ("10", {"scrap_quantity": 1}),
    ],
)
def test_a_number_names_one_piece_of_the_last_operation(
    plants: Plants, operation_no: str, fields: dict[str, int]
) -> None:
    """Two pieces have no number in common, and before the last operation none has one yet."""
    factory = Factory(plants, **NUMBERED)
    factory.order("O1", 10)
    assert refused(factory.output(operation_no, 0, serial_no="S1", **fields)) == "request-malformed"
