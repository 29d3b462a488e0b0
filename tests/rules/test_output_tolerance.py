"""Over- and under-output, by small numbers."""

from decimal import Decimal

import pytest

from backend_client.floor_terms import FloorOutcome
from backend_client.rules.output_tolerance import Tolerance, output_limits, over_output, under_output

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
