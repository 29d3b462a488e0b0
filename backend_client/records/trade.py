"""Vendors and customers as far as production needs them; stored, acted on by later work."""

from datetime import date as Date
from decimal import Decimal

from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import QUANTITY, UNIT_COST, word
from backend_client.terms import SalesDocumentType


class Vendor(SQLModel, table=True):
    """A supplier or subcontractor."""

    __tablename__ = "vendors"

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    name: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    vendor_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    gen_bus_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)


class SubcontractorPrice(SQLModel, table=True):
    """The price of outside work."""

    __tablename__ = "subcontractor_prices"

    vendor_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    item_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    work_center_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    standard_task_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    unit_of_measure_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    minimum_quantity: Decimal = Field(default=Decimal(0), primary_key=True, sa_type=QUANTITY)
    starting_date: Date = Field(default=Date.min, primary_key=True)  # no date = always
    direct_unit_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    minimum_amount: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)


class SalesOrder(SQLModel, table=True):
    """Head of a sales order, or of a quote that simulated orders are made for."""

    __tablename__ = "sales_orders"

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    type: SalesDocumentType = Field(default=SalesDocumentType.ORDER, sa_type=word(SalesDocumentType))
    customer_name: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    order_date: Date | None = None
    shipment_date: Date | None = None


class SalesOrderLine(SQLModel, table=True):
    """Outstanding quantity of one item."""

    __tablename__ = "sales_order_lines"

    sales_order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    shipment_date: Date | None = None


class OpeningInventoryLine(SQLModel, table=True):
    """A line of stock at the plant date, and the item ledger entry it was posted as."""

    __tablename__ = "opening_inventory"

    document_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    posting_date: Date | None = None
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    unit_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    lot_no: str = Field(default="", max_length=50)
    serial_no: str = Field(default="", max_length=50)
    expiration_date: Date | None = None
    item_ledger_entry_no: int = 0
