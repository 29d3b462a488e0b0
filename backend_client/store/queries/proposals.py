"""Proposed moves of orders."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from backend_client.records.order import ProductionOrder
from backend_client.records.proposal import ScheduleProposal, ScheduleProposalMove
from backend_client.store.rows import Row, table_of
from backend_client.terms import ProposalStatus

PROPOSAL = table_of(ScheduleProposal)
MOVE = table_of(ScheduleProposalMove)
ORDER = table_of(ProductionOrder)


def proposals(
    connection: Connection, *, most: int, status: ProposalStatus | None = None, proposal: int = 0
) -> list[Row]:
    """Read proposals, the newest first; `proposal` 0 = all of them."""
    wanted = select(PROPOSAL).order_by(PROPOSAL.c.proposal.desc()).limit(most)
    if status is not None:
        wanted = wanted.where(PROPOSAL.c.status == status)
    if proposal:
        wanted = wanted.where(PROPOSAL.c.proposal == proposal)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def moves_of(connection: Connection, proposals: Collection[int]) -> list[Row]:
    """Read the moves of proposals in their order, each with the schedule that its order has now."""
    wanted = (
        select(
            MOVE,
            ORDER.c.starting_date_time.label("starting_now"),
            ORDER.c.ending_date_time.label("ending_now"),
        )
        .join(ORDER, ORDER.c.no == MOVE.c.order_no, isouter=True)
        .where(MOVE.c.proposal.in_(sorted(proposals)))
        .order_by(MOVE.c.proposal, MOVE.c.move)
    )
    return [dict(row) for row in connection.execute(wanted).mappings()]


def last_proposal(connection: Connection) -> int:
    """Answer the number of the newest proposal; 0 = there is none."""
    last: int = connection.execute(select(func.coalesce(func.max(PROPOSAL.c.proposal), 0))).scalar_one()
    return last
