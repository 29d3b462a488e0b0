"""Finishing an order: what is asked, what posts itself, and what is refused or written off."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.finishing import (
    BackwardOperation,
    ComponentToFinish,
    FlushedOutput,
    LineToFinish,
    LineWork,
    consumed_at_finish,
    flushed_at_finish,
    misses_consumption,
    misses_output,
    missing,
    updated_unit_cost,
    without_output,
)
from backend_client.rules.flushing import FlushedComponent, FlushedOperation
from backend_client.terms import CalculationFormula, Confirmation, FlushingMethod

D = Decimal
MANUAL, FORWARD, BACKWARD = FlushingMethod.MANUAL, FlushingMethod.FORWARD, FlushingMethod.BACKWARD
PICK_MANUAL, PICK_BACKWARD = FlushingMethod.PICK_MANUAL, FlushingMethod.PICK_BACKWARD
OPERATION = BackwardOperation(
    times=FlushedOperation(
        setup_time=D(15),
        run_time=D(2),
        lot_size=D(1),
        concurrent_capacities=D(1),
        accumulated_scrap_factor=D(0),
        accumulated_fixed_scrap=D(0),
    ),
    is_last=False,
    remaining_base=D(3),
    last_made_base=D(10),
    posted_output=D(5),
    posted_setup_time=D(0),
    posted_run_time=D(0),
    shared=False,
    reopened=False,
)
COMPONENT = FlushedComponent(
    flushing_method=BACKWARD,
    calculation_formula=CalculationFormula.BLANK,
    quantity=D(2),
    scrap_pct=D(0),
    qty_per_unit_of_measure=D(1),
    remaining_quantity=D(20),
    rounding_precision=D("0.01"),
)


def line(remaining: int, last: FlushingMethod | None = MANUAL) -> LineToFinish:
    return LineToFinish(remaining_quantity=D(remaining), last_operation_method=last)


def component(method: FlushingMethod, link: str = "", *backward_links: str) -> ComponentToFinish:
    return ComponentToFinish(
        remaining_quantity=D(1),
        flushing_method=method,
        routing_link_code=link,
        backward_links=frozenset(backward_links),
    )


@pytest.mark.parametrize(
    ("remaining", "last", "expected"),
    [(2, MANUAL, True), (2, None, True), (2, FORWARD, True), (2, BACKWARD, False), (0, MANUAL, False)],
)
def test_output_is_missing_unless_the_last_operation_brings_it(remaining, last, expected):
    """2 of 10 remain: missing, but not where the last operation flushes backward."""
    assert misses_output(line(remaining, last)) is expected


@pytest.mark.parametrize(
    ("given_component", "expected"),
    [
        (component(MANUAL), True),
        (component(FORWARD), True),
        (component(BACKWARD), False),
        (component(PICK_BACKWARD), False),
        (component(BACKWARD, "L"), True),
        (component(BACKWARD, "L", "K"), True),
        (component(BACKWARD, "L", "L"), False),
        (component(FORWARD, "L", "L"), False),
        (component(MANUAL, "L", "L"), True),
        (component(PICK_MANUAL, "L", "L"), True),
    ],
)
def test_consumption_is_missing_unless_flushing_brings_it(given_component, expected):
    """By method and link; a linked one only where its operation flushes backward too."""
    assert misses_consumption(given_component) is expected
    assert not misses_consumption(replace(given_component, remaining_quantity=D(0)))


def test_both_are_asked_at_once():
    """One question with one or both words; nothing where all is reported."""
    both = (Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)
    assert missing([line(0), line(1)], [component(MANUAL)]) == both
    assert missing([line(0)], [component(BACKWARD)]) == ()


def test_an_earlier_operation_catches_up_with_the_last():
    """5 posted, the last made 10: 5 more, run time for all 10, setup in full."""
    assert flushed_at_finish(OPERATION) == FlushedOutput(output_base=D(5), setup_time=D(15), run_time=D(20))


def test_the_last_operation_works_on_what_remains():
    """3 remain: 3 pieces, 6 minutes."""
    last = replace(OPERATION, is_last=True)
    assert flushed_at_finish(last) == FlushedOutput(output_base=D(3), setup_time=D(15), run_time=D(6))


def test_an_operation_with_nothing_left_posts_nothing():
    """No setup either: nobody set up for nothing."""
    assert flushed_at_finish(replace(OPERATION, posted_output=D(10))) == FlushedOutput()
    assert flushed_at_finish(replace(OPERATION, posted_output=D(12))) == FlushedOutput()


def test_lines_of_a_family_are_charged_for_their_own_pieces():
    """The shared operation made 7 for another line already: 3 pieces more, 6 minutes."""
    shared = replace(OPERATION, shared=True, posted_output=D(7))
    assert flushed_at_finish(shared).run_time == D(6)


def test_a_reopened_order_charges_no_time_twice():
    """Set up 15 and run 16 for 8 before, 2 made since: no setup, 4 minutes; the last operation likewise."""
    again = replace(
        OPERATION, reopened=True, posted_output=D(8), posted_setup_time=D(15), posted_run_time=D(16)
    )
    assert flushed_at_finish(again) == FlushedOutput(output_base=D(2), run_time=D(4))
    last = replace(again, is_last=True)
    assert flushed_at_finish(last) == FlushedOutput(output_base=D(3), run_time=D(6))


@pytest.mark.parametrize(
    ("made", "consumed", "supplied", "expected"),
    [
        (8, 0, False, 16),
        (8, 16, False, 0),
        (10, 16, False, 4),
        (8, 30, False, 0),
        (0, 0, False, 0),
        (8, 0, True, 20),
    ],
)
def test_a_backward_component_takes_what_was_made(made, consumed, supplied, expected):
    """2 a piece; what a reopened order consumed is taken off and never given back; supplied takes all that remains."""
    taken = consumed_at_finish(
        COMPONENT,
        made_base=D(made),
        line_qty_per_unit=D(1),
        consumed_base=D(consumed),
        supplied=supplied,
    )
    assert taken == expected


def test_other_methods_take_nothing_at_the_end():
    """Manual and forward components are not backward's business."""
    for method in (MANUAL, FORWARD, PICK_MANUAL, FlushingMethod.PICK_FORWARD):
        values = {"made_base": D(8), "line_qty_per_unit": D(1), "consumed_base": D(0), "supplied": False}
        assert consumed_at_finish(replace(COMPONENT, flushing_method=method), **values) == 0


def test_units_of_line_and_component_are_minded():
    """8 pieces in boxes of 4, 2 bags a box, 5 pieces a bag: 2 boxes need 4 bags."""
    bags = replace(COMPONENT, qty_per_unit_of_measure=D(5))
    values = {"made_base": D(8), "line_qty_per_unit": D(4), "consumed_base": D(0), "supplied": False}
    assert consumed_at_finish(bags, **values) == 4


def work(finished: int, *, consumption: bool = False, capacity: bool = False) -> LineWork:
    return LineWork(
        order_line_no=10000,
        finished_qty_base=D(finished),
        has_consumption=consumption,
        has_capacity=capacity,
    )


@pytest.mark.parametrize(
    ("lines", "hanging"),
    [
        ([work(0)], ()),
        ([work(1, consumption=True, capacity=True)], ()),
        ([work(0, consumption=True)], (10000,)),
        ([work(0, capacity=True)], (10000,)),
    ],
)
def test_work_without_output_is_refused_unless_plant_and_person_want_it(lines, hanging):
    """Both have to; what hangs is named and is then written off."""
    assert without_output(lines, allowed_by_plant=True, asked_for=True) == hanging
    for allowed, asked in ((False, True), (True, False), (False, False)):
        answer = without_output(lines, allowed_by_plant=allowed, asked_for=asked)
        if hanging:
            assert isinstance(answer, Refused)
            assert (answer.code, answer.facts["order_line_no"]) == (RefusalCode.WIP_WITHOUT_OUTPUT, "10000")
        else:
            assert answer == ()


def test_the_unit_cost_is_what_was_expected_over_what_was_made():
    """60 and 40 over 8: 12.50; nothing made, no cost."""
    assert updated_unit_cost(D(60), D(40), D(8)) == D("12.5")
    assert updated_unit_cost(D(60), D(40), D(0)) is None


@given(
    st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=5),
    st.integers(0, 20),
)
def test_backward_operations_end_level_with_the_last_one(operations, remaining):
    """Whatever was posted by hand: an operation that flushes ends with the output of the last, or had more before."""
    last_made = D(operations[-1][0])
    if operations[-1][1]:
        last = replace(OPERATION, is_last=True, remaining_base=D(remaining), last_made_base=last_made)
        last_made += flushed_at_finish(last).output_base
    for posted, backward in operations[:-1]:
        if backward:
            earlier = replace(OPERATION, last_made_base=last_made, posted_output=D(posted))
            assert posted + flushed_at_finish(earlier).output_base == max(D(posted), last_made)
