"""Capacity need: the rows of setup and run time that an operation books on its center.

Needed time is the capacity that is used, without efficiency, in the work center's unit and rounded by its
calendar rounding precision. Each row is rounded by itself and the last one of its kind takes what is left, so
the rows of an operation always add up to its rounded whole:

    run of 1 hour in three pieces of 20 minutes, in hours:  0.33333 + 0.33333 + 0.33334 = 1

A simulated order allocates nothing; any other allocates what it needs until time is posted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from backend_client.rules.calendar_entries import DAY_MS, time_at
from backend_client.rules.placed_operation import TimedPiece
from backend_client.rules.rounding import ZERO, round_to
from backend_client.rules.units import time_of
from backend_client.rules.working_time import date_time
from backend_client.terms import CapacityUnitType, OrderStatus, TimeType


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """A span of setup or run; times in the work center's unit, `lot_quantity` in base units (0 for setup)."""

    date: date
    starting_time: time
    ending_time: time
    time_type: TimeType
    needed_time: Decimal
    allocated_time: Decimal
    needed_time_ms: int
    concurrent_capacities: Decimal
    efficiency: Decimal
    lot_quantity: Decimal


def need_rows(
    pieces: Sequence[TimedPiece], *, unit: CapacityUnitType, precision: Decimal, status: OrderStatus
) -> tuple[NeedRow, ...]:
    """Answer the need rows of an operation's pieces, in the same order."""
    needed = _rounded(pieces, unit, precision)
    rows = []
    for each, needed_time in zip(pieces, needed, strict=True):
        piece = each.piece
        rows.append(
            NeedRow(
                date=date_time(piece.start).date(),
                starting_time=time_at(piece.start % DAY_MS),
                ending_time=time_at(piece.end % DAY_MS),
                time_type=each.time_type,
                needed_time=needed_time,
                allocated_time=allocated_at_planning(needed_time, status),
                needed_time_ms=int(round_to(piece.need, Decimal(1))),
                concurrent_capacities=piece.concurrent,
                efficiency=piece.efficiency,
                lot_quantity=each.lot_quantity,
            )
        )
    return tuple(rows)


def allocated_at_planning(needed_time: Decimal, status: OrderStatus) -> Decimal:
    """Answer what a row allocates before any time is posted: nothing for a simulated order, else its need."""
    return ZERO if status is OrderStatus.SIMULATED else needed_time


def _rounded(pieces: Sequence[TimedPiece], unit: CapacityUnitType, precision: Decimal) -> list[Decimal]:
    needed = [round_to(time_of(each.piece.need, unit), precision) for each in pieces]
    for kind in TimeType:
        rows = [index for index, each in enumerate(pieces) if each.time_type is kind]
        if len(rows) > 1:
            whole = round_to(time_of(sum((pieces[row].piece.need for row in rows), ZERO), unit), precision)
            needed[rows[-1]] = max(whole - sum((needed[row] for row in rows[:-1]), ZERO), ZERO)
    return needed
