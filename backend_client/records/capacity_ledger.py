"""The capacity ledger: what was done at work and machine centers.

One journal line makes one entry with its output, and beside it an entry of its own for its stop time and for each
further reason of scrap. These name the first by `belongs_to_entry_no`, as the output and the consumption that it
flushed do in the item ledger by `capacity_ledger_entry_no`: what was posted together can be found and reversed
together. 7 good, 2 dented and 1 scratched pieces with 5 minutes of standing still:

    entry  output  scrap  scrap code  stop time  belongs to
      1      0       0                    5          2
      2      7       2     DENT           0          0
      3      0       1     SCRATCH        0          2

So every sum over entries is right as it stands, by operation as well as by reason.
"""

from datetime import date as Date
from datetime import time as Time
from decimal import Decimal

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import QUANTITY, word
from backend_client.terms import CapacityType


class CapacityLedgerEntry(SQLModel, table=True):
    """Work done at a center: times in the work center's unit, output, scrap and rework in the item's base unit. A stop entry carries its stop time alone.

    serial_no       the piece that was scrapped or is to be done again, if it was named; a good one's is in the item ledger
    most_output     with it the operation might have made so many good pieces in all without a supervisor; None = any
    most_passed_on  so many, good or scrap, had been passed on to it by operations before; None = any
    """

    __tablename__ = "capacity_ledger_entries"
    __table_args__ = (
        Index("capacity_ledger_entries_order", "order_no", "operation_no"),
        Index("capacity_ledger_entries_center", "work_center_no", "entry_no"),
        Index("capacity_ledger_entries_day", "posting_date"),
    )

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
    rework_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    scrap_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    stop_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    serial_no: str = Field(default="", max_length=limits.TRACKING_NO_LENGTH_MAX)
    concurrent_capacity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    starting_time: Time | None = None
    ending_time: Time | None = None
    work_shift_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    last_output_line: bool = False
    subcontracting: bool = False
    flushed: bool = False
    most_output: Decimal | None = Field(default=None, sa_type=QUANTITY)
    most_passed_on: Decimal | None = Field(default=None, sa_type=QUANTITY)
    belongs_to_entry_no: int = Field(default=0, sa_type=BigInteger)
    reversed: bool = False
    reversed_entry_no: int = Field(default=0, sa_type=BigInteger)
    reversed_by_entry_no: int = Field(default=0, sa_type=BigInteger)
