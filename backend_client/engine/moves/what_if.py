"""What would become of the load if orders were moved: worked out in memory, nothing written, nobody locked.

Each order is planned anew as if it were moved, after the moves before it. What its capacity needs lose on one day
and gain on another is added to the sums of the load board:

    O1 (300 min at A) from Tuesday to Monday  ->  A on Monday 100 + 300, on Tuesday 450 - 300
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.load import load_board
from backend_client.engine.moves.rescheduling import Rescheduled, moved_on, rescheduled
from backend_client.engine.moves.stored_moves import stored_move
from backend_client.messages.base import Refused
from backend_client.messages.load import LoadBoard, LoadQuestion
from backend_client.messages.what_if import ChangedCell, Move, MovedOrder, RefusedMove, WhatIf, WhatIfQuestion
from backend_client.refusals import RefusalCode
from backend_client.store.queries.proposals import moves_of, proposals


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Moves that were made in memory, those that can't be, and the surroundings with the load after them."""

    context: Context
    moved: tuple[Rescheduled, ...]
    refused: tuple[RefusedMove, ...]


def what_if(context: Context, question: WhatIfQuestion) -> WhatIf | Refused:
    """Answer the load before and after some moves.

    Refuses with `proposal-not-found`, `request-malformed` (no moves, too many, an order twice, moves beside a
    proposal), and as the load board does. A move that can't be made is named in the answer.
    """
    moves = _moves(context, question)
    if isinstance(moves, Refused):
        return moves
    asked = LoadQuestion(
        first_day=question.first_day,
        last_day=question.last_day,
        period=question.period,
        scope=question.scope,
        no=question.no,
    )
    before = load_board(context, asked)
    if isinstance(before, Refused):
        return before
    made = make(context, moves)
    after = load_board(made.context, asked)
    assert isinstance(after, LoadBoard), "the same question was answered before"
    return WhatIf(
        before=before,
        after=after,
        changed=_changed(before, after),
        orders=tuple(moved_order(move) for move in made.moved),
        refused=made.refused,
    )


def make(context: Context, moves: Sequence[Move]) -> Made:
    """Make moves one after the other, in memory; those that can't be made are left out."""
    moved: list[Rescheduled] = []
    refused: list[RefusedMove] = []
    for number, move in enumerate(moves, start=1):
        found = rescheduled(
            context,
            move.order_no,
            direction=move.direction,
            due_date=move.due_date,
            starting=move.starting_date_time,
        )
        if isinstance(found, Refused):
            refused.append(
                RefusedMove(move=number, order_no=move.order_no, code=found.code, facts=found.facts)
            )
        else:
            moved.append(found)
            context = moved_on(context, found)
    return Made(context=context, moved=tuple(moved), refused=tuple(refused))


def unfit(moves: Sequence[Move]) -> Refused | None:
    """Refuse a list of moves that is empty, too long, or moves an order twice."""
    nos = [move.order_no for move in moves]
    twice = next((no for no in nos if nos.count(no) > 1), None) if len(nos) <= limits.MOVES_MAX else None
    if nos and len(nos) <= limits.MOVES_MAX and twice is None:
        return None
    facts = {"field": "moves", "most": str(limits.MOVES_MAX)}
    if twice is not None:
        facts = {"field": "moves", "what": "twice", "order_no": twice}
    return Refused(code=RefusalCode.REQUEST_MALFORMED, facts=facts)


def moved_order(move: Rescheduled) -> MovedOrder:
    """Answer when an order happens before and after a move."""
    before, after = move.before.order, move.after.order
    return MovedOrder(
        order_no=move.after.order_no,
        starting_before=before["starting_date_time"],
        ending_before=before["ending_date_time"],
        due_before=before["due_date"],
        starting_after=after["starting_date_time"],
        ending_after=after["ending_date_time"],
        due_after=after["due_date"],
    )


def _moves(context: Context, question: WhatIfQuestion) -> Sequence[Move] | Refused:
    if not question.proposal:
        return unfit(question.moves) or question.moves
    if question.moves:
        facts = {"field": "proposal", "what": "moves beside a proposal"}
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts=facts)
    if not proposals(context.connection, proposal=question.proposal, most=1):
        facts = {"field": "proposal", "proposal": str(question.proposal)}
        return Refused(code=RefusalCode.PROPOSAL_NOT_FOUND, facts=facts)
    return [stored_move(row) for row in moves_of(context.connection, [question.proposal])]


def _changed(before: LoadBoard, after: LoadBoard) -> tuple[ChangedCell, ...]:
    return tuple(
        ChangedCell(
            scope=row.scope,
            no=row.no,
            period_start=cell.period_start,
            capacity=cell.capacity,
            allocated_before=cell.allocated_time,
            allocated_after=then.allocated_time,
            load_pct_before=cell.load_pct,
            load_pct_after=then.load_pct,
        )
        for row, row_after in zip(before.rows, after.rows, strict=True)
        for cell, then in zip(row.cells, row_after.cells, strict=True)
        if cell.allocated_time != then.allocated_time
    )
