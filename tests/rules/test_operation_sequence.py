"""Nothing is worked on that was not passed on."""

from decimal import Decimal

from backend_client.floor_terms import FloorOutcome, OperationSequence
from backend_client.rules.operation_sequence import (
    OperationState,
    expected_output,
    out_of_sequence,
    passed_on,
    sequence_ceiling,
    sequence_floor,
)

FINE, SUPERVISOR, REFUSED = FloorOutcome.FINE, FloorOutcome.SUPERVISOR, FloorOutcome.REFUSED


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
