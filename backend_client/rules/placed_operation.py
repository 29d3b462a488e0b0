"""What scheduling knows of an operation once it has its place on the calendar.

Instants are those of `working_time`: whole milliseconds of the plant's wall clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from backend_client.rules.operation_times import CenterKey, OperationTimes
from backend_client.rules.send_ahead import lot_edges, share_of
from backend_client.rules.working_time import Piece
from backend_client.terms import TimeType


class RunsOut(Exception):  # noqa: N818 - not an error: the scheduler turns it into a refusal
    """The calendar of a center has no entries left on the side that is needed."""

    def __init__(self, operation: OperationTimes, at: int) -> None:
        """Say whose calendar ended, and from where on."""
        super().__init__(operation.operation_no)
        self.operation_no = operation.operation_no
        self.center: CenterKey = operation.center
        self.at = at


@dataclass(frozen=True, slots=True)
class TimedPiece:
    """A piece of setup or run; `lot_quantity` is the quantity of its lot, base units, 0 for setup."""

    time_type: TimeType
    piece: Piece
    lot_quantity: Decimal


@dataclass(frozen=True, slots=True)
class PlacedOperation:
    """An operation on the calendar.

    shares  backward: the instant by which the quantity from this share on is needed;
            forward: the instant at which the quantity from this share on has arrived at the next operation
    """

    start: int
    end: int
    pieces: tuple[TimedPiece, ...]
    shares: Mapping[Fraction, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the run between two edges of lots, its own or those that arrive."""

    start_share: Fraction
    end_share: Fraction
    run_ms: Decimal
    quantity: Decimal


def own_edges(operation: OperationTimes) -> tuple[Fraction, ...]:
    """Answer where the lots that an operation hands on begin and end."""
    return lot_edges(operation.input_quantity, operation.send_ahead_quantity)


def segments(operation: OperationTimes, predecessors: Iterable[OperationTimes]) -> Sequence[Segment]:
    """Cut an operation's run at the edges of its own lots and of those that arrive."""
    edges = set(own_edges(operation))
    for predecessor in predecessors:
        edges.update(own_edges(predecessor))
    ordered = sorted(edges)
    whole = operation.whole_run_ms
    return [
        Segment(start, end, share_of(whole, end - start), share_of(operation.input_quantity, end - start))
        for start, end in pairwise(ordered)
    ]


def timed(time_type: TimeType, pieces: Iterable[Piece], lot_quantity: Decimal) -> list[TimedPiece]:
    """Name the kind of time and the lot of pieces."""
    return [TimedPiece(time_type, piece, lot_quantity) for piece in pieces]
