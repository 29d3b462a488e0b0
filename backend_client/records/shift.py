"""What people of a shift tell each other: notes, who has read them, and calls for help. Rows are only ever added."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.floor_terms import HelpCallStep, HelpKind, NoteReach
from backend_client.records.columns import UtcMoment, word


class ShiftNote(SQLModel, table=True):
    """A note on a job, at a station, or for the next shift there. `id` is the request's; `no` a work or machine center."""

    __tablename__ = "shift_notes"
    __table_args__ = (
        Index("shift_notes_order", "order_no", "written_at"),
        Index("shift_notes_center", "no", "written_at"),
    )

    id: str = Field(primary_key=True, max_length=limits.REQUEST_ID_LENGTH_MAX)
    reach: NoteReach = Field(sa_type=word(NoteReach))
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    order_line_no: int = 0
    operation_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    note: str = Field(default="", max_length=limits.NOTE_LENGTH_MAX)
    person_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    terminal_id: str = Field(default="", max_length=64)
    written_at: datetime = Field(sa_type=UtcMoment)


class ShiftNoteReading(SQLModel, table=True):
    """A person has read a note: acknowledged where a shift is taken over."""

    __tablename__ = "shift_note_readings"

    note_id: str = Field(primary_key=True, max_length=limits.REQUEST_ID_LENGTH_MAX)
    person_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    read_at: datetime = Field(sa_type=UtcMoment)


class HelpCall(SQLModel, table=True):
    """A call for help from a station, about a job where one was open. `id` is the request's."""

    __tablename__ = "help_calls"
    __table_args__ = (Index("help_calls_called", "called_at"),)

    id: str = Field(primary_key=True, max_length=limits.REQUEST_ID_LENGTH_MAX)
    kind: HelpKind = Field(sa_type=word(HelpKind))
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    order_line_no: int = 0
    operation_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    stop_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    person_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    terminal_id: str = Field(default="", max_length=64)
    called_at: datetime = Field(sa_type=UtcMoment)


class HelpCallEntry(SQLModel, table=True):
    """An answer to a call, or its end. `id` is the request's."""

    __tablename__ = "help_call_entries"
    __table_args__ = (Index("help_call_entries_call", "call_id"),)

    id: str = Field(primary_key=True, max_length=limits.REQUEST_ID_LENGTH_MAX)
    call_id: str = Field(max_length=limits.REQUEST_ID_LENGTH_MAX)
    step: HelpCallStep = Field(sa_type=word(HelpCallStep))
    note: str = Field(default="", max_length=limits.NOTE_LENGTH_MAX)
    person_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    terminal_id: str = Field(default="", max_length=64)
    at: datetime = Field(sa_type=UtcMoment)
