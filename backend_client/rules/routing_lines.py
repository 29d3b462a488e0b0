"""The chain of operations of a routing: which comes before and after which.

Operation numbers are text and sort as text. A serial routing runs in that order. A parallel one says for each
operation what follows, several joined by `|`; what comes before is derived:

    10 -> 20|30,  20 -> 40,  30 -> 40     previous of 40 is 20|30, 10 is first, 40 is last

A parallel routing has one first and one last operation, no circle, and names no operation that it lacks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.terms import RoutingType

SEPARATOR = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationLink:
    """An operation with what precedes and follows it, each in operation order."""

    operation_no: str
    previous: tuple[str, ...]
    next: tuple[str, ...]

    @property
    def previous_operation_no(self) -> str:
        """The operations before, joined by `|`; empty for the first."""
        return SEPARATOR.join(self.previous)

    @property
    def next_operation_no(self) -> str:
        """The operations after, joined by `|`; empty for the last."""
        return SEPARATOR.join(self.next)


def operation_numbers(joined: str) -> tuple[str, ...]:
    """Split operations joined by `|`.

    >>> operation_numbers("20|30")
    ('20', '30')
    """
    return tuple(dict.fromkeys(part.strip() for part in joined.split(SEPARATOR) if part.strip()))


def chain(routing_type: RoutingType, next_operations: dict[str, str]) -> tuple[OperationLink, ...] | Refused:
    """Answer the operations in an order where each comes after all that precede it.

    next_operations  operation number -> the operations after it as entered (ignored for a serial routing)
    Refusals: not-certified, with the reason, for a parallel chain that can't be certified.
    """
    if not next_operations:
        return ()
    numbers = sorted(next_operations)
    if routing_type is RoutingType.SERIAL:
        followers: dict[str, tuple[str, ...]] = {numbers[-1]: ()}
        followers.update((number, (after,)) for number, after in pairwise(numbers))
    else:
        followers = {number: operation_numbers(next_operations[number]) for number in numbers}
    return link(followers)


def link(followers: dict[str, tuple[str, ...]]) -> tuple[OperationLink, ...] | Refused:
    """Derive the previous operations and sort the chain; refuse as `chain` does."""
    previous: dict[str, list[str]] = {number: [] for number in followers}
    for number in sorted(followers):
        for after in followers[number]:
            if after not in previous:
                return _not_certified("unknown_next_operation", after)
            previous[after].append(number)
    firsts = [number for number in sorted(followers) if not previous[number]]
    lasts = [number for number in sorted(followers) if not followers[number]]
    if len(firsts) != 1 or len(lasts) != 1:
        return _not_certified("several_ends", SEPARATOR.join(firsts if len(firsts) != 1 else lasts))
    ordered = _topological(followers, previous, firsts[0])
    if len(ordered) != len(followers):
        return _not_certified("circular", min(set(followers) - set(ordered)))
    return tuple(
        OperationLink(
            operation_no=number, previous=tuple(previous[number]), next=tuple(sorted(followers[number]))
        )
        for number in ordered
    )


def _topological(
    followers: dict[str, tuple[str, ...]], previous: dict[str, list[str]], first: str
) -> Sequence[str]:
    waiting = {number: len(before) for number, before in previous.items()}
    ready, ordered = [first], []
    while ready:
        number = ready.pop(0)
        ordered.append(number)
        for after in sorted(followers[number]):
            waiting[after] -= 1
            if not waiting[after]:
                ready.append(after)
    return ordered


def _not_certified(reason: str, operation_no: str) -> Refused:
    return Refused(code=RefusalCode.NOT_CERTIFIED, facts={"reason": reason, "operation_no": operation_no})


def last_operation(links: Iterable[OperationLink]) -> str:
    """Answer the number of the operation that nothing follows, "" for an empty chain."""
    return next((each.operation_no for each in links if not each.next), "")
