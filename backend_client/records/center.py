"""Work centers, machine centers, their groups, units and reasons."""

from decimal import Decimal

from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.figure_terms import StopType
from backend_client.records.columns import QUANTITY, UNIT_COST, word
from backend_client.terms import CapacityType, CapacityUnitType, FlushingMethod, UnitCostCalculation


class CapacityUnitOfMeasure(SQLModel, table=True):
    """A unit of time."""

    __tablename__ = "capacity_units_of_measure"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    type: CapacityUnitType = Field(default=CapacityUnitType.MINUTES, sa_type=word(CapacityUnitType))


class WorkCenterGroup(SQLModel, table=True):
    """A department."""

    __tablename__ = "work_center_groups"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    name: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class WorkCenter(SQLModel, table=True):
    """A place with capacity, calendar and cost; costs and times in its own unit.

    rated_quantity_per_hour  pieces that one unit of its capacity could make in an hour at best; 0 = not rated
    """

    __tablename__ = "work_centers"

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    name: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    work_center_group_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    unit_cost_calculation: UnitCostCalculation = Field(
        default=UnitCostCalculation.TIME, sa_type=word(UnitCostCalculation)
    )
    specific_unit_cost: bool = False
    direct_unit_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    indirect_cost_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    overhead_rate: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    unit_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    capacity: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    efficiency: Decimal = Field(default=Decimal(100), sa_type=QUANTITY)
    shop_calendar_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    calendar_rounding_precision: Decimal = Field(default=Decimal("0.00001"), sa_type=QUANTITY)
    flushing_method: FlushingMethod = Field(default=FlushingMethod.MANUAL, sa_type=word(FlushingMethod))
    queue_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    queue_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    gen_prod_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    subcontractor_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    open_shop_floor_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    to_production_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    from_production_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    blocked: bool = False
    consolidated_calendar: bool = False
    rated_quantity_per_hour: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)


class MachineCenter(SQLModel, table=True):
    """A machine or table within a work center; in the work center's unit, always costed by time.

    rated_quantity_per_hour  pieces that one unit of its capacity could make in an hour at best; 0 = not rated
    """

    __tablename__ = "machine_centers"

    no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    name: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    work_center_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    direct_unit_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    indirect_cost_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    overhead_rate: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    unit_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    capacity: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    efficiency: Decimal = Field(default=Decimal(100), sa_type=QUANTITY)
    flushing_method: FlushingMethod = Field(default=FlushingMethod.MANUAL, sa_type=word(FlushingMethod))
    queue_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    queue_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    setup_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    setup_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    run_time: Decimal | None = Field(default=None, sa_type=QUANTITY)
    run_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    wait_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    wait_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    move_time: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    move_time_unit: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    concurrent_capacities: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    send_ahead_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    fixed_scrap_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    scrap_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    gen_prod_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    blocked: bool = False
    open_shop_floor_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    to_production_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    from_production_bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    rated_quantity_per_hour: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)


class CapacityConstrainedResource(SQLModel, table=True):
    """A bottleneck that is loaded only up to a percentage a day."""

    __tablename__ = "capacity_constrained_resources"

    capacity_type: CapacityType = Field(primary_key=True, sa_type=word(CapacityType))
    capacity_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    critical_load_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    dampener_pct: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)


class ScrapCode(SQLModel, table=True):
    """Why pieces were lost."""

    __tablename__ = "scrap_codes"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)


class StopCode(SQLModel, table=True):
    """Why a center stood, and what that counts as."""

    __tablename__ = "stop_codes"

    code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    description: str = Field(default="", max_length=limits.DESCRIPTION_LENGTH_MAX)
    stop_type: StopType = Field(default=StopType.UNPLANNED, sa_type=word(StopType))
