"""Clocks: who worked at what, from when to when, and who was present.

Stamps are whole seconds of the server's clock, or of when a terminal without a line was told; one person's never run
backwards. An interval is open while it has neither an end nor a sweep; one that was swept waits for a supervisor to say
when it ended.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.floor_terms import ClockActivity, ClockEnding
from backend_client.records.columns import UtcMoment, word
from backend_client.terms import CapacityType

OPEN_ON_OPERATION = text("ended_at IS NULL AND swept_at IS NULL AND order_no <> ''")
OPEN_AT_CENTER = text("ended_at IS NULL AND swept_at IS NULL AND order_no = ''")
OPEN_PRESENCE = text("ended_at IS NULL AND swept_at IS NULL")


class ClockInterval(SQLModel, table=True):
    """A person's time on an operation, or at a center without an order. `id` is request id / person.

    capacity_ledger_entry_no  the entry that it was posted with; 0 = not posted
    labour_seconds            the person's own share of it, as it was posted
    standard_time_ms          what the operation is expected to need, when the interval began: its weight in a split
    """

    __tablename__ = "clock_intervals"
    __table_args__ = (
        Index(
            "clock_intervals_open_operation",
            "person_no",
            "order_no",
            "routing_reference_no",
            "operation_no",
            unique=True,
            sqlite_where=OPEN_ON_OPERATION,
            postgresql_where=OPEN_ON_OPERATION,
        ),
        Index(
            "clock_intervals_open_center",
            "person_no",
            "type",
            "no",
            unique=True,
            sqlite_where=OPEN_AT_CENTER,
            postgresql_where=OPEN_AT_CENTER,
        ),
        Index(
            "clock_intervals_unended",
            "person_no",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("clock_intervals_operation", "order_no", "routing_reference_no", "operation_no"),
        Index("clock_intervals_person", "person_no", "started_at"),
        Index("clock_intervals_started", "started_at"),
        Index("clock_intervals_ended", "ended_at"),
        Index("clock_intervals_posted", "capacity_ledger_entry_no"),
    )

    id: str = Field(primary_key=True, max_length=limits.CLOCK_ID_LENGTH_MAX)
    person_no: str = Field(max_length=limits.CODE_LENGTH_MAX)
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    order_line_no: int = 0
    routing_reference_no: int = 0
    operation_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    type: CapacityType = Field(default=CapacityType.WORK_CENTER, sa_type=word(CapacityType))
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    activity: ClockActivity = Field(sa_type=word(ClockActivity))
    stop_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    group_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    standard_time_ms: int = Field(default=0, sa_type=BigInteger)
    started_at: datetime = Field(sa_type=UtcMoment)
    ended_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    swept_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    ending: ClockEnding = Field(default=ClockEnding.BLANK, sa_type=word(ClockEnding))
    ended_by_person_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    terminal_id: str = Field(default="", max_length=64)
    labour_seconds: int = Field(default=0, sa_type=BigInteger)
    capacity_ledger_entry_no: int = Field(default=0, sa_type=BigInteger)


class PresenceInterval(SQLModel, table=True):
    """A person in the plant, from clocking in to clocking out.

    by_work  opened by starting work without having clocked in; it ends with the last piece of work
    """

    __tablename__ = "presence_intervals"
    __table_args__ = (
        Index(
            "presence_intervals_open",
            "person_no",
            unique=True,
            sqlite_where=OPEN_PRESENCE,
            postgresql_where=OPEN_PRESENCE,
        ),
        Index("presence_intervals_person", "person_no", "started_at"),
        Index("presence_intervals_started", "started_at"),
        Index("presence_intervals_ended", "ended_at"),
    )

    id: str = Field(primary_key=True, max_length=limits.CLOCK_ID_LENGTH_MAX)
    person_no: str = Field(max_length=limits.CODE_LENGTH_MAX)
    started_at: datetime = Field(sa_type=UtcMoment)
    ended_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    swept_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    ending: ClockEnding = Field(default=ClockEnding.BLANK, sa_type=word(ClockEnding))
    ended_by_person_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    by_work: bool = False
    terminal_id: str = Field(default="", max_length=64)
