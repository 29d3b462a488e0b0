"""How many operations run at a center at once: any number, one, so many, or one group.

    one       O1/10 runs: O2/10 is refused, another person may join O1/10
    limited   3: a fourth operation is refused
    grouped   O1/10 runs in group NEST-7: only an operation of NEST-7 may join it

An operation runs while somebody's clock counts setup or run time on it; a pause gives the center back.
"""

from collections.abc import Sequence
from typing import NamedTuple

from backend_client.floor_terms import RunningOperations


class Running(NamedTuple):
    """An operation that runs at a center: order, routing reference and operation number; its group."""

    operation: tuple[str, int, str]
    group_code: str = ""


def in_the_way(
    rule: RunningOperations, limit: int, running: Sequence[Running], starting: Running
) -> Running | None:
    """Answer a running operation because of which another may not start; None = it may.

    >>> one = Running(("O1", 10000, "10"))
    >>> in_the_way(RunningOperations.ONE, 0, [one], Running(("O2", 10000, "10"))) == one
    True
    """
    others = {each.operation: each for each in running if each.operation != starting.operation}
    if rule is RunningOperations.ANY or not others:
        return None
    first = others[min(others)]
    if rule is RunningOperations.ONE:
        return first
    if rule is RunningOperations.LIMITED:
        return first if len(others) >= limit else None
    strangers = [each for each in others.values() if not (starting.group_code == each.group_code != "")]
    return strangers[0] if strangers else None
