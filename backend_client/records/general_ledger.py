"""The general ledger: debit +, credit -, each document in balance."""

from datetime import date as Date
from decimal import Decimal

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import AMOUNT


class GLEntry(SQLModel, table=True):
    """One side of a posting to the general ledger."""

    __tablename__ = "gl_entries"
    __table_args__ = (
        Index("gl_entries_account", "account_no", "posting_date", "amount"),  # sums are read from it alone
        Index("gl_entries_order", "order_no"),
        Index(
            "gl_entries_write_off",
            "order_no",
            sqlite_where=text("write_off"),
            postgresql_where=text("write_off"),
        ),
    )

    entry_no: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    register_no: int = Field(default=0, sa_type=BigInteger)
    account_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    amount: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    posting_date: Date
    document_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    value_entry_no: int = Field(default=0, sa_type=BigInteger)
    write_off: bool = False  # work in process of an order that was finished without output
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
