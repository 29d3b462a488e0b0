"""Rules of the floor that are kept by center, by person or by role. No rows: nothing is restricted."""

from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.floor_terms import PermissionPlace, PermissionSubject, RunningOperations, TimeSplit
from backend_client.records.columns import word
from backend_client.terms import CapacityType, Role


class CenterRule(SQLModel, table=True):
    """How many operations run at a center at once, and how its time is told apart from its people's.

    running_limit  with `limited`: the most that run at once
    alone          work here is never combined with other work of the same person
    """

    __tablename__ = "center_rules"

    type: CapacityType = Field(primary_key=True, sa_type=word(CapacityType))
    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    running_operations: RunningOperations = Field(
        default=RunningOperations.ANY, sa_type=word(RunningOperations)
    )
    running_limit: int = 0
    time_split: TimeSplit = Field(default=TimeSplit.EQUAL, sa_type=word(TimeSplit))
    alone: bool = False


class PostingPermission(SQLModel, table=True):
    """A person or a role that may post at a center, at the centers of a group, or everywhere (`no` is empty)."""

    __tablename__ = "posting_permissions"

    subject: PermissionSubject = Field(primary_key=True, sa_type=word(PermissionSubject))
    subject_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    place: PermissionPlace = Field(primary_key=True, sa_type=word(PermissionPlace))
    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)


class PostingDateWindow(SQLModel, table=True):
    """How many days back and forward of today a role may post."""

    __tablename__ = "posting_date_windows"

    role: Role = Field(primary_key=True, sa_type=word(Role))
    days_back: int = 0
    days_forward: int = 0
