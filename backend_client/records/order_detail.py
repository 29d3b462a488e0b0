"""Components, operations and capacity need of production orders."""

from datetime import date as Date
from datetime import datetime
from datetime import time as Time
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import AMOUNT, FACTOR, QUANTITY, UNIT_COST, WALL_CLOCK, word
from backend_client.terms import (
    CalculationFormula,
    CapacityType,
    FlushingMethod,
    OrderStatus,
    RoutingStatus,
    TimeType,
)

_OPEN = text("routing_status <> 'finished'")
_WHERE_OPEN: dict[str, Any] = {"sqlite_where": _OPEN, "postgresql_where": _OPEN}


class ProductionOrderComponent(SQLModel, table=True):
    """A component of an order line; quantities in its own unit, `_base` in its item's."""

    __tablename__ = "production_order_components"

    order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    order_line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    quantity_per: Decimal = Field(default=Decimal(0), sa_type=FACTOR)
    quantity: Decimal = Field(default=Decimal(0), sa_type=FACTOR)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    qty_per_unit_of_measure: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    scrap_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    calculation_formula: CalculationFormula = Field(
        default=CalculationFormula.BLANK, sa_type=word(CalculationFormula)
    )
    length: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    width: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    depth: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    weight: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    expected_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    expected_qty_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    remaining_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    remaining_qty_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    actual_consumption_base: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    flushing_method: FlushingMethod = Field(default=FlushingMethod.MANUAL, sa_type=word(FlushingMethod))
    routing_link_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    unit_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    cost_amount: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    position: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    lead_time_offset_days: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    due_date: Date | None = None
    supplied_by_line_no: int = 0
    qty_picked: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    planning_level: int = 0


class ProductionOrderRoutingLine(SQLModel, table=True):
    """An operation of an order. Posted sums are in base units and the work center's unit of time and always equal the sums over its capacity ledger entries, stop entries left out."""

    __tablename__ = "production_order_routing_lines"
    __table_args__ = (
        Index("production_order_routing_lines_open", "type", "no", "starting_date_time", **_WHERE_OPEN),
        Index(
            "production_order_routing_lines_open_of_work_center",
            "work_center_no",
            "starting_date_time",
            **_WHERE_OPEN,
        ),
    )

    order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    routing_reference_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    operation_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    routing_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    routing_version_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    previous_operation_no: str = Field(default="", max_length=250)
    next_operation_no: str = Field(default="", max_length=250)
    sequence_no: int = 0
    type: CapacityType = Field(default=CapacityType.WORK_CENTER, sa_type=word(CapacityType))
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_group_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    standard_task_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    routing_link_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    setup_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    setup_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    run_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    run_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    wait_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    wait_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    move_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    move_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    lot_size: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    fixed_scrap_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    scrap_factor_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    accumulated_scrap_factor: Decimal = Field(default=Decimal(0), sa_type=FACTOR)
    accumulated_fixed_scrap: Decimal = Field(default=Decimal(0), sa_type=FACTOR)
    concurrent_capacities: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    send_ahead_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    input_quantity: Decimal = Field(default=Decimal(0), sa_type=FACTOR)
    unit_cost_per: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    flushing_method: FlushingMethod = Field(default=FlushingMethod.MANUAL, sa_type=word(FlushingMethod))
    routing_status: RoutingStatus = Field(default=RoutingStatus.BLANK, sa_type=word(RoutingStatus))
    schedule_manually: bool = False
    starting_date_time: datetime | None = Field(default=None, sa_type=WALL_CLOCK)
    ending_date_time: datetime | None = Field(default=None, sa_type=WALL_CLOCK)
    expected_operation_cost: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    expected_capacity_overhead: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    expected_capacity_need_ms: int = Field(default=0, sa_type=BigInteger)
    posted_setup_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    posted_run_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    posted_stop_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    posted_output_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    posted_scrap_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    posted_rework_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    open_shop_floor_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    to_production_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    from_production_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)


class CapacityNeed(SQLModel, table=True):
    """A span of setup or run time that an operation needs of a center on one day; times in the work center's unit."""

    __tablename__ = "capacity_needs"
    __table_args__ = (Index("capacity_needs_center_day", "type", "no", "date"),)

    order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    routing_reference_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    operation_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    status: OrderStatus = Field(default=OrderStatus.RELEASED, sa_type=word(OrderStatus))
    type: CapacityType = Field(default=CapacityType.WORK_CENTER, sa_type=word(CapacityType))
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    work_center_group_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    date: Date
    starting_time: Time
    ending_time: Time
    time_type: TimeType = Field(default=TimeType.RUN, sa_type=word(TimeType))
    needed_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    allocated_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    needed_time_ms: int = Field(default=0, sa_type=BigInteger)
    concurrent_capacities: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    efficiency: Decimal = Field(default=Decimal(100), sa_type=QUANTITY)
    lot_size: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    requested_only: bool = False
