"""Production orders and their lines. A number stays with its order through every status."""

from datetime import date as Date
from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import QUANTITY, UNIT_COST, WALL_CLOCK, UtcMoment, word
from backend_client.terms import OrderSourceType, OrderStatus


class ProductionOrder(SQLModel, table=True):
    """An order; schedule date-times are plant-local wall clock."""

    __tablename__ = "production_orders"
    __table_args__ = (Index("production_orders_status", "status"),)

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    status: OrderStatus = Field(default=OrderStatus.RELEASED, sa_type=word(OrderStatus))
    source_type: OrderSourceType = Field(default=OrderSourceType.ITEM, sa_type=word(OrderSourceType))
    source_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    production_bom_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    routing_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    without_production_bom: bool = False  # told so when it was created: refreshing adds none
    without_routing: bool = False
    starting_date_time: datetime | None = Field(default=None, sa_type=WALL_CLOCK)
    ending_date_time: datetime | None = Field(default=None, sa_type=WALL_CLOCK)
    due_date: Date | None = None
    inventory_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    gen_prod_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    blocked: bool = False
    reopened: bool = False
    finished_date: Date | None = None
    finished_register_no: int = Field(default=0, sa_type=BigInteger)
    created_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class ProductionOrderLine(SQLModel, table=True):
    """What an order makes; quantities in the line's unit, `_base` in the item's. Lines of a family share routing reference 0."""

    __tablename__ = "production_order_lines"
    __table_args__ = (Index("production_order_lines_item", "item_no"),)

    order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    quantity_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    finished_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    finished_qty_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    remaining_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    remaining_qty_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    qty_per_unit_of_measure: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    scrap_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    production_bom_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    production_bom_version_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    routing_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    routing_version_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    routing_reference_no: int = 0
    unit_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    indirect_cost_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    overhead_rate: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    inventory_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    gen_prod_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    planning_level: int = 0
    wip_written_off: bool = False  # finished without output: its work in process went to inventory adjustment
    due_date: Date | None = None
    starting_date_time: datetime | None = Field(default=None, sa_type=WALL_CLOCK)
    ending_date_time: datetime | None = Field(default=None, sa_type=WALL_CLOCK)
