"""People, their sessions, and the terminals they sign on at."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import UtcMoment, word
from backend_client.terms import Role


class Person(SQLModel, table=True):
    """Who may sign on; a badge is known by the hash of its token only."""

    __tablename__ = "people"
    __table_args__ = (Index("people_badge", "badge_token_hash"),)

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    name: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    badge_token_hash: str = Field(default="", max_length=64)
    role: Role = Field(default=Role.OPERATOR, sa_type=word(Role))
    language_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_shift_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    blocked: bool = False


class SignOnSession(SQLModel, table=True):
    """One person at one terminal, from sign-on to sign-off."""

    __tablename__ = "sign_on_sessions"

    id: str = Field(primary_key=True, max_length=64)
    person_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    terminal_id: str = Field(default="", max_length=64)
    signed_on_at: datetime = Field(sa_type=UtcMoment)
    signed_off_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    offline: bool = False


class Terminal(SQLModel, table=True):
    """A terminal that has been seen."""

    __tablename__ = "terminals"

    id: str = Field(primary_key=True, max_length=64)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    first_seen_at: datetime = Field(sa_type=UtcMoment)
