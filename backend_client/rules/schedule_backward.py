"""Backward scheduling: every operation as late as its successors allow."""

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
from backend_client.rules.working_time import Amount, CenterCalendar, Kind, Piece, place_backward
from backend_client.terms import TimeType

_NOTHING = CenterCalendar.of(())


def place_all(
    operations: Sequence[OperationTimes],
    at: int,
    calendars: Mapping[CenterKey, CenterCalendar],
    rooms: Mapping[CenterKey, DayRoom],
) -> dict[str, PlacedOperation]:
    """Place the operations from the last to the first; the last one ends at `at` or before."""
    by_no = {operation.operation_no: operation for operation in operations}
    placed: dict[str, PlacedOperation] = {}
    for operation in reversed(operations):
        successors = [placed[number] for number in operation.link.next]
        edges = own_edges(operation)
        deadlines = {
            end: min((successor.shares[start] for successor in successors), default=at)
            for start, end in pairwise(edges)
        }
        predecessors = [by_no[number] for number in operation.link.previous]
        calendar = calendars.get(operation.center, _NOTHING)
        backward = _Backward(operation, calendar, rooms.get(operation.center))
        placed[operation.operation_no] = backward.place(deadlines, predecessors)
    return placed


class _Backward:
    """One operation being placed from its end to its start."""

    def __init__(self, operation: OperationTimes, calendar: CenterCalendar, room: DayRoom | None) -> None:
        self.operation = operation
        self.calendar = calendar
        self.room = room

    def place(
        self, deadlines: Mapping[Fraction, int], predecessors: Sequence[OperationTimes]
    ) -> PlacedOperation:
        """Place move, wait, run lot by lot, setup; `deadlines` by the share at which a lot ends."""
        operation = self.operation
        end = deadlines[Fraction(1)]
        if operation.is_timeless:
            start = end = self.calendar.latest_working_instant(end)
        pieces: list[TimedPiece] = []
        shares: dict[Fraction, int] = {}
        at = end
        for segment in reversed(segments(operation, predecessors)):
            if segment.end_share in deadlines:
                lot_end, run_end = self._before_move_and_wait(min(deadlines[segment.end_share], end))
                at = min(at, run_end)
                if segment.end_share == 1:
                    end = lot_end
            run = self._amount(Kind.RUN, segment.run_ms, at)
            pieces += timed(TimeType.RUN, run, segment.quantity)
            if segment.end_share == 1 and run and not (operation.wait_ms or operation.move_ms):
                end = run[0].end
            at = run[-1].start if run else at
            shares[segment.start_share] = at
        setup = self._amount(Kind.SETUP, operation.setup_ms, at)
        if setup and not (pieces or operation.wait_ms or operation.move_ms):
            end = setup[0].end
        pieces += timed(TimeType.SETUP, setup, ZERO)
        start = setup[-1].start if setup else at
        shares[Fraction(0)] = self._before_queue(start) if predecessors else start
        return PlacedOperation(start, end, tuple(reversed(pieces)), shares)

    def _before_move_and_wait(self, at: int) -> tuple[int, int]:
        """Answer when a lot has arrived at the next operation, and when its run has to end."""
        move = self._amount(Kind.WORKING_TIME, self.operation.move_ms, at)
        arrived = move[0].end if move else at
        left = move[-1].start if move else at
        return arrived, left - whole_milliseconds(self.operation.wait_ms)

    def _before_queue(self, start: int) -> int:
        queue = self._amount(Kind.WORKING_TIME, self.operation.queue_ms, start)
        return queue[-1].start if queue else start

    def _amount(self, kind: Kind, milliseconds: Decimal, at: int) -> list[Piece]:
        amount = Amount(kind, milliseconds, self.operation.concurrent_capacities)
        pieces = place_backward(self.calendar, at, amount, self.room)
        if pieces is None:
            raise RunsOut(self.operation, at)
        return pieces
