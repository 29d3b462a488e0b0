"""Work and machine centers, their units of time, calendars and reasons."""

from decimal import Decimal

from backend_client.figure_terms import StopType
from backend_client.plant.format.columns import (
    Column,
    Least,
    Reference,
    Table,
    clock,
    code,
    day,
    decimal,
    text,
    true_false,
    word,
)
from backend_client.plant.format.items import SMALLEST_STEP
from backend_client.terms import (
    CapacityType,
    CapacityUnitType,
    FlushingMethod,
    UnitCostCalculation,
    Weekday,
)

CENTER_FLUSHING = (FlushingMethod.MANUAL, FlushingMethod.FORWARD, FlushingMethod.BACKWARD)
PRODUCT_GROUP = Reference("posting_groups", ("=gen_product", "gen_prod_posting_group"))
BIN_COLUMNS = ("open_shop_floor_bin_code", "to_production_bin_code", "from_production_bin_code")

CAPACITY_UNITS_OF_MEASURE = Table(
    "capacity_units_of_measure",
    ("code",),
    (
        code("code", required=True),
        text("description", required=True),
        word("type", CapacityUnitType, default=CapacityUnitType.MINUTES),
    ),
)

WORK_CENTER_GROUPS = Table(
    "work_center_groups", ("code",), (code("code", required=True), text("name", required=True))
)


def _time(name: str, *, required: bool = True) -> tuple[Column, Column]:
    """A time and the capacity unit it is in."""
    return (
        decimal(name, required=required, empty=Decimal(0) if required else None),
        code(f"{name}_unit", "capacity_units_of_measure", required=required),
    )


_COSTS = (
    decimal("direct_unit_cost"),
    decimal("indirect_cost_pct"),
    decimal("overhead_rate"),
    decimal("unit_cost"),
    decimal("capacity", least=Least.ABOVE_ZERO, default=Decimal(1)),
    decimal("efficiency", least=Least.ABOVE_ZERO, default=Decimal(100)),
)

WORK_CENTERS = Table(
    "work_centers",
    ("no",),
    (
        code("no", required=True),
        text("name", required=True),
        code("work_center_group_code", "work_center_groups", required=True, default="1"),
        code("unit_of_measure_code", "capacity_units_of_measure", required=True, default="MINUTES"),
        word("unit_cost_calculation", UnitCostCalculation, default=UnitCostCalculation.TIME),
        true_false("specific_unit_cost"),
        *_COSTS,
        code("shop_calendar_code", "shop_calendars", required=True, default="ONE SHIFT"),
        decimal("calendar_rounding_precision", least=Least.ABOVE_ZERO, default=SMALLEST_STEP),
        word("flushing_method", CENTER_FLUSHING, default=FlushingMethod.MANUAL),
        *_time("queue_time"),
        code("gen_prod_posting_group", PRODUCT_GROUP, required=True, default="MANUFACT"),
        code("subcontractor_no", "vendors"),
        code("location_code", "locations"),
        *(code(name, Reference("bins", ("location_code", name))) for name in BIN_COLUMNS),
        true_false("blocked", extension=True),
        true_false("consolidated_calendar", extension=True),
        decimal("rated_quantity_per_hour", required=False, empty=Decimal(0), extension=True),
    ),
)

MACHINE_CENTERS = Table(
    "machine_centers",
    ("no",),
    (
        code("no", required=True),
        text("name", required=True),
        code("work_center_no", "work_centers", required=True),
        code("unit_of_measure_code", "capacity_units_of_measure", required=True),
        *_COSTS,
        word("flushing_method", CENTER_FLUSHING, default=FlushingMethod.MANUAL),
        *_time("queue_time"),
        *_time("setup_time"),
        *_time("run_time", required=False),
        *_time("wait_time"),
        *_time("move_time"),
        decimal("concurrent_capacities", default=Decimal(1)),
        decimal("send_ahead_quantity"),
        decimal("fixed_scrap_quantity"),
        decimal("scrap_pct"),
        code("gen_prod_posting_group", PRODUCT_GROUP, required=True, default="MANUFACT"),
        true_false("blocked", extension=True),
        decimal("rated_quantity_per_hour", required=False, empty=Decimal(0), extension=True),
    ),
)

CAPACITY_CONSTRAINED_RESOURCES = Table(
    "capacity_constrained_resources",
    ("capacity_type", "capacity_no"),
    (
        word("capacity_type", CapacityType, default=CapacityType.WORK_CENTER),
        code(
            "capacity_no",
            Reference("work_centers", ("capacity_no",), when=("capacity_type", CapacityType.WORK_CENTER)),
            Reference(
                "machine_centers", ("capacity_no",), when=("capacity_type", CapacityType.MACHINE_CENTER)
            ),
            required=True,
        ),
        decimal("critical_load_pct", least=Least.ABOVE_ZERO),
        decimal("dampener_pct"),
    ),
    optional=True,
)

WORK_SHIFTS = Table(
    "work_shifts", ("code",), (code("code", required=True), text("description", required=True))
)
SHOP_CALENDARS = Table(
    "shop_calendars", ("code",), (code("code", required=True), text("description", required=True))
)

SHOP_CALENDAR_WORKING_DAYS = Table(
    "shop_calendar_working_days",
    ("shop_calendar_code", "day", "starting_time", "work_shift_code"),
    (
        code("shop_calendar_code", "shop_calendars", required=True, default="ONE SHIFT"),
        word("day", Weekday, default=Weekday.MONDAY),
        clock("starting_time"),
        clock("ending_time"),
        code("work_shift_code", "work_shifts", required=True, default="1"),
    ),
)

SHOP_CALENDAR_HOLIDAYS = Table(
    "shop_calendar_holidays",
    ("shop_calendar_code", "date", "starting_time"),
    (
        code("shop_calendar_code", "shop_calendars", required=True, default="ONE SHIFT"),
        day("date", required=True),
        clock("starting_time"),
        clock("ending_time"),
        text("description", required=True),
    ),
)

ACCOUNTING_PERIODS = Table(
    "accounting_periods",
    ("starting_date",),
    (day("starting_date", required=True), text("name")),
    optional=True,
)

SCRAP_CODES = Table(
    "scrap_codes", ("code",), (code("code", required=True), text("description", required=True))
)
STOP_CODES = Table(
    "stop_codes",
    ("code",),
    (
        code("code", required=True),
        text("description", required=True),
        word("stop_type", StopType, default=StopType.UNPLANNED, extension=True),
    ),
)

TABLES = (
    CAPACITY_UNITS_OF_MEASURE,
    WORK_CENTER_GROUPS,
    WORK_CENTERS,
    MACHINE_CENTERS,
    CAPACITY_CONSTRAINED_RESOURCES,
    WORK_SHIFTS,
    SHOP_CALENDARS,
    SHOP_CALENDAR_WORKING_DAYS,
    SHOP_CALENDAR_HOLIDAYS,
    ACCOUNTING_PERIODS,
    SCRAP_CODES,
    STOP_CODES,
)
