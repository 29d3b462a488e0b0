"""How many operations run at a center at once."""

import pytest

from backend_client.floor_terms import RunningOperations
from backend_client.rules.running_operations import Running, in_the_way

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
