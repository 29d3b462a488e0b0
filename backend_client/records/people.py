"""People, their sessions and attempts to sign on, and the terminals they do so at."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.people_terms import AttemptOutcome
from backend_client.records.columns import AutoNumber, UtcMoment, word
from backend_client.terms import Role


class Person(SQLModel, table=True):
    """Who may sign on; a badge is known by the hash of its token only, a PIN by a slow, peppered one."""

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
    pin_hash: str = Field(default="", max_length=255)
    pin_set_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class SignOnSession(SQLModel, table=True):
    """One person at one terminal, from sign-on to sign-off.

    last_used_at  when it last posted, to the minute; None = not yet
    """

    __tablename__ = "sign_on_sessions"

    id: str = Field(primary_key=True, max_length=64)
    person_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    terminal_id: str = Field(default="", max_length=64)
    signed_on_at: datetime = Field(sa_type=UtcMoment)
    signed_off_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    offline: bool = False


class SignOnAttempt(SQLModel, table=True):
    """One PIN that was compared, whatever for, or an unlocking: what guessing is slowed down by.

    subject  whose PIN it was meant to be: a person's number, or the hash of a badge or number that nobody has
    """

    __tablename__ = "sign_on_attempts"
    __table_args__ = (
        Index("sign_on_attempts_subject", "subject", "id"),
        Index("sign_on_attempts_terminal", "terminal_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=AutoNumber)
    at: datetime = Field(sa_type=UtcMoment)
    subject: str = Field(default="", max_length=64)
    terminal_id: str = Field(default="", max_length=64)
    outcome: AttemptOutcome = Field(sa_type=word(AttemptOutcome))


class Terminal(SQLModel, table=True):
    """A terminal that has been seen or enrolled; its token is known by its hash only, "" = it has none."""

    __tablename__ = "terminals"
    __table_args__ = (Index("terminals_token", "token_hash"),)

    id: str = Field(primary_key=True, max_length=64)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    first_seen_at: datetime = Field(sa_type=UtcMoment)
    token_hash: str = Field(default="", max_length=64)
    enrolled_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class HeardTerminal(SQLModel, table=True):
    """When a terminal last called its server, and what it said of itself; written once a minute at most.

    client_version  "" = it says none
    kept_count      postings that it keeps because no server has answered them; as it last said
    kept_oldest_at  when the oldest of them was kept, by the terminal's clock
    refused_count   those of them that wait for a supervisor's decision
    """

    __tablename__ = "heard_terminals"

    terminal_id: str = Field(primary_key=True, max_length=64)
    first_heard_at: datetime = Field(sa_type=UtcMoment)
    last_heard_at: datetime = Field(sa_type=UtcMoment)
    client_version: str = Field(default="", max_length=limits.CLIENT_VERSION_LENGTH_MAX)
    kept_count: int = 0
    kept_oldest_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    refused_count: int = 0


class TerminalInvitation(SQLModel, table=True):
    """A code by which one terminal may enrol, once and soon; known by its hash only."""

    __tablename__ = "terminal_invitations"

    terminal_id: str = Field(primary_key=True, max_length=64)
    code_hash: str = Field(default="", max_length=64)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    expires_at: datetime = Field(sa_type=UtcMoment)
    wrong_codes: int = 0
    invited_by: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
