"""The capacity ledger: what was done at work and machine centers."""

from datetime import date as Date
from datetime import time as Time
from decimal import Decimal

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import QUANTITY, word
from backend_client.terms import CapacityType


class CapacityLedgerEntry(SQLModel, table=True):
    """Work done at a center: times in the work center's unit, output and scrap in the item's base unit. A stop entry carries its stop time alone."""

    __tablename__ = "capacity_ledger_entries"
    __table_args__ = (Index("capacity_ledger_entries_order", "order_no", "operation_no"),)

    entry_no: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    register_no: int = Field(default=0, sa_type=BigInteger)
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    order_line_no: int = 0
    routing_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    routing_reference_no: int = 0
    operation_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    type: CapacityType = Field(default=CapacityType.WORK_CENTER, sa_type=word(CapacityType))
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_group_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    posting_date: Date
    document_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    invoiced_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    setup_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    run_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    stop_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    output_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    scrap_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    scrap_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    stop_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    concurrent_capacity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    starting_time: Time | None = None
    ending_time: Time | None = None
    work_shift_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    last_output_line: bool = False
    subcontracting: bool = False
    flushed: bool = False
    reversed: bool = False
    reversed_entry_no: int = Field(default=0, sa_type=BigInteger)
    reversed_by_entry_no: int = Field(default=0, sa_type=BigInteger)
