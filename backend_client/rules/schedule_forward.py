"""Forward scheduling: every operation as early as its predecessors allow."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from backend_client.rules.constrained_capacity import DayRoom
from backend_client.rules.operation_times import CenterKey, OperationTimes
from backend_client.rules.placed_operation import (
    PlacedOperation,
    RunsOut,
    TimedPiece,
    own_edges,
    segments,
    timed,
)
from backend_client.rules.rounding import ZERO, whole_milliseconds
from backend_client.rules.working_time import Amount, CenterCalendar, Kind, Piece, place_forward
from backend_client.terms import TimeType

_NOTHING = CenterCalendar.of(())


def place_all(
    operations: Sequence[OperationTimes],
    at: int,
    calendars: Mapping[CenterKey, CenterCalendar],
    rooms: Mapping[CenterKey, DayRoom],
) -> dict[str, PlacedOperation]:
    """Place the operations from the first to the last; the first one starts at `at` or after."""
    by_no = {operation.operation_no: operation for operation in operations}
    placed: dict[str, PlacedOperation] = {}
    for operation in operations:
        arrivals: dict[Fraction, int] = {Fraction(0): at}
        for number in operation.link.previous:
            for share, arrived in placed[number].shares.items():
                arrivals[share] = max(arrived, arrivals.get(share, arrived))
        predecessors = [by_no[number] for number in operation.link.previous]
        calendar = calendars.get(operation.center, _NOTHING)
        forward = _Forward(operation, calendar, rooms.get(operation.center))
        placed[operation.operation_no] = forward.place(arrivals, predecessors)
    return placed


class _Forward:
    """One operation being placed from its start to its end."""

    def __init__(self, operation: OperationTimes, calendar: CenterCalendar, room: DayRoom | None) -> None:
        self.operation = operation
        self.calendar = calendar
        self.room = room

    def place(
        self, arrivals: Mapping[Fraction, int], predecessors: Sequence[OperationTimes]
    ) -> PlacedOperation:
        """Place queue, setup, run lot by lot, wait, move; `arrivals` by the share that a lot begins with."""
        operation = self.operation
        queue = self._amount(Kind.WORKING_TIME, operation.queue_ms, arrivals[Fraction(0)])
        at = queue[-1].end if queue else arrivals[Fraction(0)]
        if operation.is_timeless:
            at = self.calendar.earliest_working_instant(at)
        start = at
        setup = self._amount(Kind.SETUP, operation.setup_ms, at)
        pieces: list[TimedPiece] = timed(TimeType.SETUP, setup, ZERO)
        at = setup[-1].end if setup else at
        lot_starts = {end: begin for begin, end in pairwise(own_edges(operation))}
        shares: dict[Fraction, int] = {}
        for segment in segments(operation, predecessors):
            at = max(at, arrivals.get(segment.start_share, at))
            run = self._amount(Kind.RUN, segment.run_ms, at)
            pieces += timed(TimeType.RUN, run, segment.quantity)
            at = run[-1].end if run else at
            if segment.end_share in lot_starts:
                shares[lot_starts[segment.end_share]] = self._after_wait_and_move(at)
        start = pieces[0].piece.start if pieces else start
        return PlacedOperation(start, max(shares.values()), tuple(pieces), shares)

    def _after_wait_and_move(self, run_end: int) -> int:
        waited = run_end + whole_milliseconds(self.operation.wait_ms)
        move = self._amount(Kind.WORKING_TIME, self.operation.move_ms, waited)
        return move[-1].end if move else waited

    def _amount(self, kind: Kind, milliseconds: Decimal, at: int) -> list[Piece]:
        amount = Amount(kind, milliseconds, self.operation.concurrent_capacities)
        pieces = place_forward(self.calendar, at, amount, self.room)
        if pieces is None:
            raise RunsOut(self.operation, at)
        return pieces
