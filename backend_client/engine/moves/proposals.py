"""Moves that are kept for somebody to decide: proposed, then applied as a whole or discarded.

A proposal remembers the schedule that each order had. Applied later, it is refused by the name of the first order
that was moved otherwise since, and of the first move that can't be made: all orders move, or none.
"""

from collections.abc import Sequence

from backend_client import limits
from backend_client.engine.context import Context, Decided
from backend_client.engine.moves.rescheduling import write_rescheduled
from backend_client.engine.moves.stored_moves import is_outdated, stored_move
from backend_client.engine.moves.what_if import Made, make, moved_order, unfit
from backend_client.engine.revisions import ORDER, note_edits
from backend_client.messages.base import Refused, RefusedLine, Request
from backend_client.messages.what_if import (
    ApplyProposalRequest,
    DiscardProposalRequest,
    Proposal,
    ProposalReceipt,
    ProposalsQuestion,
    ProposedMove,
    ProposeMovesRequest,
)
from backend_client.records.proposal import ScheduleProposal, ScheduleProposalMove
from backend_client.refusals import RefusalCode
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.proposals import last_proposal, moves_of
from backend_client.store.queries.proposals import proposals as stored_proposals
from backend_client.store.rows import Row, new_row
from backend_client.terms import ProposalStatus


def propose_moves(context: Context, request: ProposeMovesRequest) -> Decided[ProposalReceipt] | Refused:
    """Keep moves that can be made now.

    Refuses with `request-malformed` (no moves, too many, an order twice), `proposal-not-found`, `proposal-not-open`
    (of the one that it stands in the place of) and with the reason of the first move that can't be made; `lines`
    names all of them.
    """
    refused = unfit(request.moves)
    if refused is None and request.instead_of:
        refused = _not_open(context, request.instead_of, "instead_of")
    if refused is not None:
        return refused
    made = make(context, request.moves)
    if made.refused:
        return _not_all(made)
    proposal = last_proposal(context.connection) + 1
    head = new_row(
        ScheduleProposal,
        proposal=proposal,
        description=request.description,
        proposed_by=request.person_no,
        proposed_at=context.now,
    )
    rows = [
        new_row(
            ScheduleProposalMove,
            proposal=proposal,
            move=number,
            order_no=move.order_no,
            due_date=move.due_date,
            starting_date_time=move.starting_date_time,
            direction=move.direction,
            starting_before=found.before.order["starting_date_time"],
            ending_before=found.before.order["ending_date_time"],
        )
        for number, (move, found) in enumerate(zip(request.moves, made.moved, strict=True), start=1)
    ]
    posting = Posting(posting_date=request.posting_date or context.today)
    posting.inserts += [Insert(ScheduleProposal, [head]), Insert(ScheduleProposalMove, rows)]
    if request.instead_of:
        posting.updates.append(_closed(context, request, request.instead_of, ProposalStatus.DISCARDED))
    return _decided(posting, proposal, ProposalStatus.OPEN, made)


def apply_proposal(context: Context, request: ApplyProposalRequest) -> Decided[ProposalReceipt] | Refused:
    """Move all orders of a proposal.

    Refuses with `proposal-not-found`, `proposal-not-open`, `proposal-outdated` (names the order), and with the
    reason of the first move that can't be made; `lines` names all of them.
    """
    refused = _not_open(context, request.proposal)
    if refused is not None:
        return refused
    rows = moves_of(context.connection, [request.proposal])
    outdated = next((row for row in rows if is_outdated(row)), None)
    if outdated is not None:
        facts = {"proposal": str(request.proposal), "order_no": outdated["order_no"]}
        return Refused(code=RefusalCode.PROPOSAL_OUTDATED, facts=facts)
    made = make(context, [stored_move(row) for row in rows])
    if made.refused:
        return _not_all(made)
    posting = Posting(posting_date=request.posting_date or context.today)
    write_rescheduled(posting, made.moved)
    note_edits(context, request, posting, ORDER, (row["order_no"] for row in rows))
    posting.updates.append(_closed(context, request, request.proposal, ProposalStatus.APPLIED))
    return _decided(posting, request.proposal, ProposalStatus.APPLIED, made)


def discard_proposal(context: Context, request: DiscardProposalRequest) -> Decided[ProposalReceipt] | Refused:
    """Close a proposal; refuses with `proposal-not-found`, `proposal-not-open`."""
    refused = _not_open(context, request.proposal)
    if refused is not None:
        return refused
    posting = Posting(posting_date=request.posting_date or context.today)
    posting.updates.append(_closed(context, request, request.proposal, ProposalStatus.DISCARDED))
    nothing_moved = Made(context=context, moved=(), refused=())
    return _decided(posting, request.proposal, ProposalStatus.DISCARDED, nothing_moved)


def proposals(context: Context, question: ProposalsQuestion) -> tuple[Proposal, ...]:
    """Answer proposals with their moves, the newest first; two statements, however many there are."""
    heads = stored_proposals(
        context.connection,
        most=limits.PROPOSALS_MAX,
        status=question.status,
        proposal=question.proposal,
    )
    moves = moves_of(context.connection, [row["proposal"] for row in heads])
    return tuple(
        _proposal(row, [move for move in moves if move["proposal"] == row["proposal"]]) for row in heads
    )


def _proposal(row: Row, moves: Sequence[Row]) -> Proposal:
    still_open = row["status"] is ProposalStatus.OPEN
    return Proposal(
        moves=tuple(
            ProposedMove(
                move=stored_move(move),
                starting_before=move["starting_before"],
                ending_before=move["ending_before"],
                outdated=still_open and is_outdated(move),
            )
            for move in moves
        ),
        **row,
    )


def _not_open(context: Context, proposal: int, field: str = "proposal") -> Refused | None:
    found = stored_proposals(context.connection, most=1, proposal=proposal) if proposal else []
    facts = {"field": field, "proposal": str(proposal)}
    if not found:
        return Refused(code=RefusalCode.PROPOSAL_NOT_FOUND, facts=facts)
    if found[0]["status"] is not ProposalStatus.OPEN:
        facts["status"] = found[0]["status"].value
        return Refused(code=RefusalCode.PROPOSAL_NOT_OPEN, facts=facts)
    return None


def _not_all(made: Made) -> Refused:
    """Refuse moves by the name of the first that can't be made."""
    lines = tuple(
        RefusedLine(line=move.move, code=move.code, facts={**move.facts, "order_no": move.order_no})
        for move in made.refused
    )
    return Refused(code=lines[0].code, facts={**lines[0].facts, "line": str(lines[0].line)}, lines=lines)


def _closed(
    context: Context, request: Request[ProposalReceipt], proposal: int, status: ProposalStatus
) -> Update:
    row = {
        "proposal": proposal,
        "status": status,
        "decided_by": request.person_no,
        "decided_at": context.now,
    }
    return Update(ScheduleProposal, ("proposal",), [row])


def _decided(posting: Posting, proposal: int, status: ProposalStatus, made: Made) -> Decided[ProposalReceipt]:
    orders = tuple(moved_order(move) for move in made.moved)
    receipt = ProposalReceipt(proposal=proposal, status=status, orders=orders)
    return Decided(posting=posting, receipt=lambda _: receipt)
