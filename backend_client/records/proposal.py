"""Moves of orders that were proposed, to be applied or discarded."""

from datetime import date as Date
from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import WALL_CLOCK, UtcMoment, word
from backend_client.terms import ProposalStatus, SchedulingDirection


class ScheduleProposal(SQLModel, table=True):
    """A set of moves that is applied as a whole or not at all."""

    __tablename__ = "schedule_proposals"
    __table_args__ = (Index("schedule_proposals_status", "status", "proposal"),)

    proposal: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    status: ProposalStatus = Field(default=ProposalStatus.OPEN, sa_type=word(ProposalStatus))
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    proposed_by: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    proposed_at: datetime = Field(sa_type=UtcMoment)
    decided_by: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    decided_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class ScheduleProposalMove(SQLModel, table=True):
    """One order's move, beside the schedule that the order had when it was proposed."""

    __tablename__ = "schedule_proposal_moves"

    proposal: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    move: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    due_date: Date | None = None
    starting_date_time: datetime | None = Field(default=None, sa_type=WALL_CLOCK)
    direction: SchedulingDirection = Field(
        default=SchedulingDirection.BACKWARD, sa_type=word(SchedulingDirection)
    )
    starting_before: datetime | None = Field(default=None, sa_type=WALL_CLOCK)
    ending_before: datetime | None = Field(default=None, sa_type=WALL_CLOCK)
