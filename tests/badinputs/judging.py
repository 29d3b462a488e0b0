"""Whether what happened is what the file asks for."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tests.badinputs.cases import Case
from tests.badinputs.station import Reaction
from tests.badinputs.words import OTHERWISE, OURS


def difference(case: Case, reactions: Sequence[Reaction]) -> str:
    """Answer in words what is not as the case asks, "" when all is."""
    if not reactions:
        return "nothing happened at all"
    if case.expect == "reject":
        return _refused_otherwise(case, reactions)
    if str(case.value).endswith(" once"):
        return _not_once(case, reactions)
    if len(reactions) != 1 or reactions[0].verdict != case.expect:
        return f"wanted one {case.expect} of {case.value!r}, got {list(reactions)}"
    return (
        "" if _same_value(case, reactions[0].value) else f"wanted {case.value!r}, got {reactions[0].value!r}"
    )


def _not_once(case: Case, reactions: Sequence[Reaction]) -> str:
    """Look at the same scan made again: the first is taken, the others are shown as repeated."""
    first, *others = reactions
    wanted = Reaction("accept", case.value.removesuffix(" once"))
    repeated = others and all(other == Reaction("ignore", "repeat") for other in others)
    return "" if first == wanted and repeated else f"wanted {wanted} once, got {list(reactions)}"


def _refused_otherwise(case: Case, reactions: Sequence[Reaction]) -> str:
    codes = OURS.get(case.error, {case.error.partition(".")[2].replace("_", "-")})
    if case.id in OTHERWISE:
        codes = {OTHERWISE[case.id][0]}
    wrong = [
        reaction
        for reaction in reactions
        if (reaction.verdict, reaction.field) != ("reject", case.error_field) or reaction.code not in codes
    ]
    return f"wanted reject {sorted(codes)} of {case.error_field}, got {wrong}" if wrong else ""


def _same_value(case: Case, value: Any) -> bool:
    if isinstance(value, tuple):  # two readings are shown: the right one is among them
        return any(_same_value(case, reading) for reading in value)
    if isinstance(value, Decimal):
        return value == Decimal(str(case.value).split()[0])
    return bool(value == case.value)
