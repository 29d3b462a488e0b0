"""Goods on their way between bins: documents that say what to take and place, and the entries of what was moved.

Stock comes into a bin and leaves it with its item ledger entry; warehouse entries only move it between the bins of a
location, two rows for each movement. What a bin holds is the sum of both, and is kept by the database itself.
"""

from datetime import date as Date
from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import QUANTITY, UtcMoment, word
from backend_client.terms import WarehouseAction, WarehouseActivityType


class WarehouseActivity(SQLModel, table=True):
    """A put-away or a pick of one production order at one location."""

    __tablename__ = "warehouse_activities"
    __table_args__ = (Index("warehouse_activities_order", "order_no"),)

    no: str = Field(primary_key=True, max_length=limits.ACTIVITY_NO_LENGTH_MAX)
    type: WarehouseActivityType = Field(
        default=WarehouseActivityType.PUT_AWAY, sa_type=word(WarehouseActivityType)
    )
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    created_at: datetime = Field(sa_type=UtcMoment)
    completed: bool = False


class WarehouseActivityLine(SQLModel, table=True):
    """What is to be taken from a bin or placed in one; quantities in the item's base unit."""

    __tablename__ = "warehouse_activity_lines"
    __table_args__ = (Index("warehouse_activity_lines_entry", "item_ledger_entry_no"),)

    activity_no: str = Field(primary_key=True, max_length=limits.ACTIVITY_NO_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    action: WarehouseAction = Field(default=WarehouseAction.PLACE, sa_type=word(WarehouseAction))
    order_line_no: int = 0
    component_line_no: int = 0
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    lot_no: str = Field(default="", max_length=50)
    serial_no: str = Field(default="", max_length=50)
    quantity_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    qty_handled_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    item_ledger_entry_no: int = Field(default=0, sa_type=BigInteger)


class WarehouseEntry(SQLModel, table=True):
    """One side of a movement between two bins, + into the bin; base units. Only ever added."""

    __tablename__ = "warehouse_entries"
    __table_args__ = (
        Index("warehouse_entries_item", "item_no", "location_code"),
        Index("warehouse_entries_order", "order_no"),
    )

    entry_no: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    register_no: int = Field(default=0, sa_type=BigInteger)
    posting_date: Date
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    lot_no: str = Field(default="", max_length=50)
    serial_no: str = Field(default="", max_length=50)
    quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    activity_no: str = Field(default="", max_length=limits.ACTIVITY_NO_LENGTH_MAX)
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)


class BinContent(SQLModel, table=True):
    """What a bin holds of an item, a lot, a serial number; base units. Follows every entry that names a bin."""

    __tablename__ = "bin_contents"

    location_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    bin_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    item_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    lot_no: str = Field(primary_key=True, max_length=50)
    serial_no: str = Field(primary_key=True, max_length=50)
    quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
