"""Work bought from subcontractors: an order line for each operation, its receipts, and what was invoiced of them."""

from datetime import date as Date
from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import QUANTITY, UNIT_COST, UtcMoment


class PurchaseOrder(SQLModel, table=True):
    """An order to a subcontractor."""

    __tablename__ = "purchase_orders"

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    vendor_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    created_at: datetime = Field(sa_type=UtcMoment)


class PurchaseOrderLine(SQLModel, table=True):
    """One operation of a production order, done outside; quantities and cost in the order line's unit, `_base` in the item's."""

    __tablename__ = "purchase_order_lines"
    __table_args__ = (Index("purchase_order_lines_operation", "order_no", "operation_no"),)

    purchase_order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    order_line_no: int = 0
    routing_reference_no: int = 0
    operation_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    qty_per_unit_of_measure: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    quantity_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    qty_received_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    qty_invoiced_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    direct_unit_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    expected_receipt_date: Date | None = None


class PurchaseReceipt(SQLModel, table=True):
    """What came back from a subcontractor at one time, with the entries that it was posted as; base units."""

    __tablename__ = "purchase_receipts"

    purchase_order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    receipt_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    posting_date: Date
    quantity_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    qty_invoiced_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    capacity_ledger_entry_no: int = Field(default=0, sa_type=BigInteger)
    undone: bool = False
