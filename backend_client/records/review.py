"""Odd entries that a supervisor has looked at. Rows are only ever added."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import UtcMoment


class EntryReview(SQLModel, table=True):
    """A supervisor found an entry of the capacity ledger right as it is, though it is odd."""

    __tablename__ = "entry_reviews"

    entry_no: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    person_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    terminal_id: str = Field(default="", max_length=64)
    reviewed_at: datetime = Field(sa_type=UtcMoment)
    comment: str = Field(default="", max_length=limits.COMMENT_LENGTH_MAX)
