"""Key figures: one worked example, and what must hold of any sums."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.key_figures import Elements, KeyFigures, added, key_figures, worker_efficiency

MACHINE = Elements(
    setup_time=Decimal(30),
    run_time=Decimal(300),
    stop_time=Decimal(50),
    planned_stop_time=Decimal(20),
    other_time=Decimal(15),
    restoration_time=Decimal(40),
    failures=Decimal(2),
    good=Decimal(90),
    scrap=Decimal(10),
    planned_run_time=Decimal(270),
    planned_busy_time=Decimal(480),
    rated_quantity=Decimal(200),
    planned_scrap=Decimal(5),
    first_produced=Decimal(125),
    last_produced=Decimal(100),
    execution_time=Decimal(600),
    inspected=Decimal(20),
    first_pass=Decimal(19),
)
AMOUNTS = st.decimals(0, 10_000, places=2)
ELEMENTS = st.builds(Elements, **{each.name: AMOUNTS for each in fields(Elements)})
NAMES = [each.name for each in fields(KeyFigures)]


def shown(figures: KeyFigures) -> dict[str, str]:
    """The figures as text, without zeros behind."""
    return {name: f"{getattr(figures, name).normalize():f}" for name in NAMES}


def test_a_machine_of_480_minutes_comes_to_the_figures_of_the_worked_example():
    assert shown(key_figures(MACHINE)) == {
        "availability": "0.625",
        "effectiveness": "0.9",
        "quality_ratio": "0.9",
        "oee_index": "0.50625",
        "nee_index": "0.55688",
        "allocation_efficiency": "0.79167",
        "utilization_efficiency": "0.78947",
        "technical_efficiency": "0.85714",
        "setup_ratio": "0.09091",
        "scrap_ratio": "0.1",
        "rework_ratio": "0",
        "actual_to_planned_scrap_ratio": "2",
        "fall_off_ratio": "0.08",
        "throughput_rate": "10",
        "allocation_ratio": "0.63333",
        "production_process_ratio": "0.5",
        "equipment_load_ratio": "0.5",
        "mean_operating_time_between_failures": "165",
        "mean_time_to_restoration": "20",
        "first_pass_yield": "0.95",
    }
    assert MACHINE.idle_time == 65


def test_of_nothing_no_figure_can_be_told():
    assert all(getattr(key_figures(Elements()), name) is None for name in NAMES)


def test_without_planned_time_only_what_is_made_of_it_is_missing():
    found = key_figures(replace(MACHINE, planned_busy_time=None))
    missing = {name for name in NAMES if getattr(found, name) is None}
    assert missing == {"availability", "oee_index", "nee_index", "allocation_efficiency"}


@pytest.mark.parametrize(
    ("element", "figures"),
    [
        ("failures", {"mean_operating_time_between_failures", "mean_time_to_restoration"}),
        ("rated_quantity", {"equipment_load_ratio"}),
        ("inspected", {"first_pass_yield"}),
        ("execution_time", {"throughput_rate", "allocation_ratio", "production_process_ratio"}),
        ("planned_scrap", {"actual_to_planned_scrap_ratio"}),
        ("first_produced", {"fall_off_ratio"}),
    ],
)
def test_a_quotient_by_nothing_is_not_told_and_never_0(element, figures):
    found = key_figures(replace(MACHINE, **{element: Decimal(0)}))
    assert {name for name in NAMES if getattr(found, name) is None} == figures


@pytest.mark.parametrize(
    ("worked", "attended", "told"),
    [(420, 480, "0.87500"), (0, 480, "0.00000"), (0, 0, "None"), (480, 480, "1.00000")],
)
def test_worker_efficiency_is_what_was_worked_of_what_was_attended(worked, attended, told):
    assert str(worker_efficiency(Decimal(worked), Decimal(attended))) == told


def test_a_slack_plan_shows_effectiveness_above_one():
    assert key_figures(replace(MACHINE, planned_run_time=Decimal(600))).effectiveness == 2


def test_more_taken_back_than_posted_cannot_be_told():
    assert key_figures(replace(MACHINE, good=Decimal(-90), scrap=Decimal(-10))).quality_ratio is None


@given(ELEMENTS)
def test_shares_of_what_was_produced_come_to_one(elements):
    found = key_figures(elements)
    shares = (found.quality_ratio, found.scrap_ratio, found.rework_ratio)
    if None not in shares:
        assert abs(sum(shares) - 1) <= Decimal("0.00002")


@given(ELEMENTS)
def test_planned_time_is_all_told_of(elements):
    told = (elements.setup_time, elements.run_time, elements.stop_time, elements.planned_stop_time)
    assert sum(told) + elements.other_time + elements.idle_time == elements.planned_busy_time


@given(ELEMENTS)
def test_processing_is_a_part_of_busy_time_and_run_one_of_processing(elements):
    found = key_figures(elements)
    if found.allocation_efficiency is not None and found.utilization_efficiency is not None:
        assert found.availability <= found.allocation_efficiency
        assert found.utilization_efficiency <= found.technical_efficiency <= 1


@given(ELEMENTS)
def test_setup_lowers_availability_and_not_the_index_that_leaves_it_out(elements):
    found = key_figures(elements)
    if found.oee_index is not None:
        assert found.nee_index >= found.oee_index
        product = elements.planned_run_time * elements.good / (elements.planned_busy_time * elements.produced)
        assert abs(found.oee_index - product) <= Decimal("0.00001")


@given(st.lists(ELEMENTS, min_size=1, max_size=4))
def test_a_ratio_of_sums_lies_between_those_of_its_parts(parts):
    whole = key_figures(added(parts))
    for name in ("availability", "quality_ratio", "scrap_ratio", "technical_efficiency", "setup_ratio"):
        told = [value for value in (getattr(key_figures(part), name) for part in parts) if value is not None]
        if len(told) == len(parts):
            assert min(told) - Decimal("0.00001") <= getattr(whole, name) <= max(told) + Decimal("0.00001")


@given(ELEMENTS, ELEMENTS)
def test_what_was_taken_back_is_as_if_it_never_was(kept, taken_back):
    opposite = Elements(**{each.name: -getattr(taken_back, each.name) for each in fields(Elements)})
    assert key_figures(added((kept, taken_back, opposite))) == key_figures(kept)


@given(ELEMENTS, st.sampled_from(["planned_busy_time", "planned_run_time", "execution_time"]))
def test_what_is_not_known_of_a_part_is_not_known_of_the_whole(elements, name):
    assert getattr(added((elements, replace(elements, **{name: None}))), name) is None
