"""Tolerance, sequence, running operations, permissions and posting windows, each by small numbers."""

from datetime import date
from decimal import Decimal

import pytest

from backend_client.rules.operation_sequence import (
    OperationState,
    expected_output,
    out_of_sequence,
    passed_on,
    sequence_ceiling,
    sequence_floor,
)
from backend_client.rules.output_tolerance import Tolerance, output_limits, over_output, under_output
from backend_client.rules.posting_permissions import Center, Permission, may_post
from backend_client.rules.posting_window import Window, allowed_days
from backend_client.rules.running_operations import Running, in_the_way
from backend_client.terms import (
    FloorOutcome,
    OperationSequence,
    PermissionPlace,
    PermissionSubject,
    Role,
    RunningOperations,
)

FINE, SUPERVISOR, REFUSED = FloorOutcome.FINE, FloorOutcome.SUPERVISOR, FloorOutcome.REFUSED
FIVE_AND_TEN = Tolerance(
    over_pct=Decimal(5),
    over_supervisor_pct=Decimal(10),
    under_pct=Decimal(2),
    under_supervisor_pct=Decimal(20),
)


@pytest.mark.parametrize(
    ("output", "outcome"), [(5, FINE), (6, SUPERVISOR), (10, SUPERVISOR), (11, REFUSED), (-3, FINE)]
)
def test_over_output_has_three_outcomes(output: int, outcome: FloorOutcome) -> None:
    """100 of 100 made: 5 more are fine, 10 more a supervisor's, 11 refused, a correction always fine."""
    limits = output_limits(Decimal(100), FIVE_AND_TEN)
    assert over_output(limits, Decimal(100), Decimal(output)) is outcome


@pytest.mark.parametrize(
    ("output", "outcome"), [(98, FINE), (97, SUPERVISOR), (80, SUPERVISOR), (79, REFUSED)]
)
def test_under_output_counts_at_the_end_only(output: int, outcome: FloorOutcome) -> None:
    """Of 100, finished with 97 is a supervisor's; unfinished, any number is fine."""
    limits = output_limits(Decimal(100), FIVE_AND_TEN)
    assert under_output(limits, Decimal(0), Decimal(output), finished=True) is outcome
    assert under_output(limits, Decimal(0), Decimal(output), finished=False) is FINE


def test_no_tolerance_restricts_nothing() -> None:
    """A plant that sets none posts what it likes, as in Business Central."""
    limits = output_limits(Decimal(100), Tolerance())
    assert over_output(limits, Decimal(100), Decimal(900)) is FINE
    assert under_output(limits, Decimal(0), Decimal(1), finished=True) is FINE


def parallel() -> dict[str, OperationState]:
    """10 leads to 20 and 30, which meet in 40; 10 made 8, 20 made 6, 30 made 5, 40 has 2 good and 1 scrap."""
    return {
        "10": OperationState(operation_no="10", next_operation_no="20|30", output_quantity=Decimal(8)),
        "20": OperationState(
            operation_no="20", previous_operation_no="10", next_operation_no="40", output_quantity=Decimal(6)
        ),
        "30": OperationState(
            operation_no="30", previous_operation_no="10", next_operation_no="40", output_quantity=Decimal(5)
        ),
        "40": OperationState(
            operation_no="40",
            previous_operation_no="20|30",
            input_quantity=Decimal(10),
            output_quantity=Decimal(2),
            scrap_quantity=Decimal(1),
        ),
    }


def test_the_slowest_branch_is_the_ceiling() -> None:
    """20 passed on 6, 30 passed on 5; 40 has taken 3, so 2 more may be posted; 10 has no ceiling."""
    operations = parallel()
    assert (passed_on(operations, "40"), sequence_ceiling(operations, "40")) == (5, 2)
    assert sequence_ceiling(operations, "10") is None
    rule = OperationSequence.REFUSED
    assert out_of_sequence(rule, operations, "40", Decimal(1), Decimal(1)) is FINE
    assert out_of_sequence(rule, operations, "40", Decimal(1), Decimal(2)) is REFUSED
    assert (
        out_of_sequence(OperationSequence.SUPERVISOR, operations, "40", Decimal(3), Decimal(0)) is SUPERVISOR
    )
    assert out_of_sequence(OperationSequence.FREE, operations, "40", Decimal(99), Decimal(0)) is FINE


def test_a_correction_leaves_what_was_taken() -> None:
    """40 has taken 3 of what 30 passed on: 30 may go down from 5 to 3, not to 2."""
    operations = parallel()
    assert sequence_floor(operations, "30") == 3
    assert out_of_sequence(OperationSequence.REFUSED, operations, "30", Decimal(-2), Decimal(0)) is FINE
    assert out_of_sequence(OperationSequence.REFUSED, operations, "30", Decimal(-3), Decimal(0)) is REFUSED


def test_an_operation_that_posts_itself_is_looked_through() -> None:
    """Flushed backward, 20 and 30 have passed on nothing yet: 40's ceiling is that of 10."""
    operations = parallel()
    for no in ("20", "30"):
        operations[no].posts_itself, operations[no].output_quantity = True, Decimal(0)
    assert sequence_ceiling(operations, "40") == 5


def test_what_is_expected_is_what_comes_next() -> None:
    """20 is expected to pass on the 10 that 40 takes in; 40 the 9 of its order line."""
    assert expected_output(parallel(), "20", Decimal(9)) == 10
    assert expected_output(parallel(), "40", Decimal(9)) == 9


O1, O2, O3 = (Running((no, 10000, "10"), "NEST") for no in ("O1", "O2", "O3"))


@pytest.mark.parametrize(
    ("rule", "limit", "running", "starting", "blocking"),
    [
        (RunningOperations.ANY, 0, [O1, O2], O3, None),
        (RunningOperations.ONE, 0, [O1], O2, O1),
        (RunningOperations.ONE, 0, [O1], O1, None),
        (RunningOperations.LIMITED, 2, [O1], O2, None),
        (RunningOperations.LIMITED, 2, [O1, O2], O3, O1),
        (RunningOperations.GROUPED, 0, [O1], O2, None),
        (RunningOperations.GROUPED, 0, [O1], O2._replace(group_code=""), O1),
        (
            RunningOperations.GROUPED,
            0,
            [O1._replace(group_code="")],
            O2._replace(group_code=""),
            O1._replace(group_code=""),
        ),
    ],
)
def test_how_many_run_at_once(
    rule: RunningOperations, limit: int, running: list[Running], starting: Running, blocking: Running | None
) -> None:
    """One, so many, or one group; joining what runs already is always fine."""
    assert in_the_way(rule, limit, running, starting) == blocking


def test_permissions_hold_from_group_to_machine() -> None:
    """Setters may post in group 1 and Bo at machine M; nobody else; without permissions everybody may."""
    given = [
        Permission(PermissionSubject.ROLE, "setter", PermissionPlace.WORK_CENTER_GROUP, "1"),
        Permission(PermissionSubject.PERSON, "BO", PermissionPlace.MACHINE_CENTER, "M"),
    ]
    at_m, at_a = Center("B", "M", "2"), Center("A", "", "1")
    assert may_post(given, "BO", Role.OPERATOR, at_m)
    assert not may_post(given, "BO", Role.OPERATOR, at_a)
    assert may_post(given, "SUE", Role.SUPERVISOR, at_a)
    assert not may_post(given, "", None, at_a)
    assert may_post([], "", None, at_a)


def test_a_window_is_that_of_the_role_or_the_one_below() -> None:
    """Operators today only, supervisors three days back, planners as supervisors; no windows, any day."""
    windows = {Role.OPERATOR: Window(0, 0), Role.SUPERVISOR: Window(3, 1)}
    today = date(2026, 3, 4)
    assert allowed_days(windows, Role.SETTER, today) == (today, today)
    assert allowed_days(windows, Role.PLANNER, today) == (date(2026, 3, 1), date(2026, 3, 5))
    assert allowed_days(windows, None, today) == (today, today)
    assert allowed_days({}, Role.OPERATOR, today) is None
