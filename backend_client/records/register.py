"""The register: one row for each accepted request, chained to the row before it; and the audit trail, chained alike."""

from datetime import date as Date
from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import UtcMoment


class Register(SQLModel, table=True):
    """One accepted request: who, where, when, what, what it wrote, and the hash of the register before it. It was decided by the clock at `decided_at`; `posted_at` is never before the register before."""

    __tablename__ = "registers"
    __table_args__ = (Index("registers_person", "person_no", "posted_at", "no"),)

    no: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    previous_hash: str = Field(default="", max_length=64)
    hash: str = Field(default="", max_length=64)
    entries_hash: str = Field(default="", max_length=64)
    request_kind: str = Field(default="", max_length=64)
    request_id: str = Field(max_length=64, unique=True)
    body_hash: str = Field(default="", max_length=64)
    body: str = Field(default="", sa_type=Text)
    receipt: str = Field(default="", sa_type=Text)
    person_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    session_id: str = Field(default="", max_length=64)
    terminal_id: str = Field(default="", max_length=64)
    recorded_at: datetime = Field(sa_type=UtcMoment)
    decided_at: datetime = Field(sa_type=UtcMoment)
    posted_at: datetime = Field(sa_type=UtcMoment)
    posting_date: Date
    document_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    item_entry_no: int = Field(default=0, sa_type=BigInteger)
    application_entry_no: int = Field(default=0, sa_type=BigInteger)
    capacity_entry_no: int = Field(default=0, sa_type=BigInteger)
    value_entry_no: int = Field(default=0, sa_type=BigInteger)
    gl_entry_no: int = Field(default=0, sa_type=BigInteger)
    warehouse_entry_no: int = Field(default=0, sa_type=BigInteger)


class Revision(SQLModel, table=True):
    """How often people have changed one thing since it came into the plant, and who did so last; 1 is as it came. It stays when the thing goes, so that no number comes twice."""

    __tablename__ = "revisions"

    table_name: str = Field(primary_key=True, max_length=64)
    row_key: str = Field(primary_key=True, max_length=250)
    revision: int = 1
    changed_by: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    changed_at: datetime = Field(sa_type=UtcMoment)


class LedgerHead(SQLModel, table=True):
    """The one row that knows the last number of each ledger, the last hash of both chains, the revision of the plant's setup, and when the last register was posted: none after it is posted earlier, though a clock be set back."""

    __tablename__ = "ledger_head"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    register_no: int = Field(default=0, sa_type=BigInteger)
    register_hash: str = Field(default="", max_length=64)
    item_entry_no: int = Field(default=0, sa_type=BigInteger)
    application_entry_no: int = Field(default=0, sa_type=BigInteger)
    capacity_entry_no: int = Field(default=0, sa_type=BigInteger)
    value_entry_no: int = Field(default=0, sa_type=BigInteger)
    gl_entry_no: int = Field(default=0, sa_type=BigInteger)
    warehouse_entry_no: int = Field(default=0, sa_type=BigInteger)
    audit_entry_no: int = Field(default=0, sa_type=BigInteger)
    audit_hash: str = Field(default="", max_length=64)
    setup_revision: int = Field(default=0, sa_type=BigInteger)
    posted_at: datetime = Field(sa_type=UtcMoment)


class AuditEntry(SQLModel, table=True):
    """What happened beside the registers: a changed row of master data with before and after, a refused sign-on. Only ever added, each with the hash of the one before, and the revision of the setup then."""

    __tablename__ = "audit_entries"

    id: int = Field(
        default=0, primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    previous_hash: str = Field(default="", max_length=64)
    hash: str = Field(default="", max_length=64)
    setup_revision: int = Field(default=0, sa_type=BigInteger)
    at: datetime = Field(sa_type=UtcMoment)
    person_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    terminal_id: str = Field(default="", max_length=64)
    register_no: int = Field(default=0, sa_type=BigInteger)
    event: str = Field(default="", max_length=64)
    table_name: str = Field(default="", max_length=64)
    row_key: str = Field(default="", max_length=250)
    before: str = Field(default="", sa_type=Text)
    after: str = Field(default="", sa_type=Text)
