"""The plant's setup, read once and kept until its revision changes: settings, units, centers, accounts, reasons.

Every posting reads the revision with its first statement, so a change of setup is seen by the next posting of
every process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, Row, select

from backend_client import limits
from backend_client.cost_terms import AutomaticCostAdjustment, AverageCostCalculationType, AverageCostPeriod
from backend_client.floor_terms import OperationSequence
from backend_client.records.calendar import AccountingPeriod
from backend_client.records.center import (
    CapacityUnitOfMeasure,
    MachineCenter,
    ScrapCode,
    StopCode,
    WorkCenter,
    WorkCenterGroup,
)
from backend_client.records.floor import CenterRule, PostingDateWindow, PostingPermission
from backend_client.records.location import Location
from backend_client.records.posting_setup import (
    GeneralPostingSetup,
    GLAccount,
    InventoryPostingSetup,
    PlantSetting,
)
from backend_client.store.rows import Record, table_of
from backend_client.terms import (
    CapacityType,
    CapacityUnitType,
    ConsumptionBasis,
    PresetOutputQuantity,
    Role,
    TrackingChoice,
)

AnyRow = Row[Any]
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The plant's settings, typed; what a plant leaves out has Business Central's default.

    work_date  a fixed day of today, for training and for worked examples; None = today by the plant's clock
    """

    plant_code: str
    plant_name: str
    currency_code: str
    time_zone: str
    work_date: date | None
    default_location_code: str
    normal_starting_time: time
    normal_ending_time: time
    default_due_days: int
    default_safety_lead_time_days: int
    cost_incl_setup: bool
    show_capacity_in: str
    automatic_cost_posting: bool
    expected_cost_posting_to_gl: bool
    automatic_cost_adjustment: AutomaticCostAdjustment
    average_cost_period: AverageCostPeriod
    average_cost_calculation_type: AverageCostCalculationType
    finish_order_without_output: bool
    finish_automatically: bool
    prevent_negative_inventory: bool
    undo_minutes: int
    location_mandatory: bool
    allow_posting_from: date | None
    allow_posting_to: date | None
    components_at_location: str
    copy_location_to_capacity_value_entries: bool
    scrap_code_mandatory: bool
    flushed_tracking: TrackingChoice
    preset_output_quantity: PresetOutputQuantity
    default_consumption_calculation: ConsumptionBasis
    over_output_tolerance_pct: Decimal | None
    over_output_supervisor_pct: Decimal | None
    under_output_tolerance_pct: Decimal | None
    under_output_supervisor_pct: Decimal | None
    operation_sequence: OperationSequence
    one_operation_per_person: bool
    presence_required: bool
    clock_hours_max: int
    others: Mapping[str, str]

    @property
    def follows_by_itself(self) -> bool:
        """Whether anything is posted by itself after a posting; most plants want nothing to be."""
        return self.finish_automatically or self.automatic_cost_adjustment is AutomaticCostAdjustment.ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """All that changes rarely and that postings need; rows carry the columns of their tables."""

    revision: int
    settings: Settings
    capacity_units: Mapping[str, CapacityUnitType]
    work_center_groups: Mapping[str, AnyRow]
    work_centers: Mapping[str, AnyRow]
    machine_centers: Mapping[str, AnyRow]
    scrap_codes: Mapping[str, str]
    stop_codes: Mapping[str, str]
    locations: Mapping[str, AnyRow]
    gl_accounts: Mapping[str, str]
    inventory_posting_setup: Mapping[tuple[str, str], AnyRow]
    general_posting_setup: Mapping[tuple[str, str], AnyRow]
    center_rules: Mapping[tuple[CapacityType, str], AnyRow]
    posting_permissions: tuple[AnyRow, ...]
    posting_date_windows: Mapping[Role, AnyRow]
    accounting_periods: tuple[AnyRow, ...]
    closed_up_to: date | None

    def local_time(self, moment: datetime) -> datetime:
        """Answer the plant's wall clock at an aware moment, naive."""
        try:
            zone = ZoneInfo(self.settings.time_zone) if self.settings.time_zone else None
        except (ZoneInfoNotFoundError, ValueError):
            zone = None
        return moment.astimezone(zone).replace(tzinfo=None)

    def today(self, moment: datetime) -> date:
        """Answer the plant's day: its fixed work date, or the day on its wall clock."""
        return self.settings.work_date or self.local_time(moment).date()


UNDO_MINUTES = 15  # how long a person may undo a posting of their own, unless the plant says otherwise


def load_setup(connection: Connection, revision: int) -> Setup:
    """Read the whole setup."""
    values = {row.key: row.value for row in _rows(connection, PlantSetting)}
    of_books = sorted(_rows(connection, AccountingPeriod), key=lambda row: row.starting_date)
    return Setup(
        revision=revision,
        settings=read_settings(values),
        capacity_units={row.code: row.type for row in _rows(connection, CapacityUnitOfMeasure)},
        work_center_groups={row.code: row for row in _rows(connection, WorkCenterGroup)},
        work_centers={row.no: row for row in _rows(connection, WorkCenter)},
        machine_centers={row.no: row for row in _rows(connection, MachineCenter)},
        scrap_codes={row.code: row.description for row in _rows(connection, ScrapCode)},
        stop_codes={row.code: row.description for row in _rows(connection, StopCode)},
        locations={row.code: row for row in _rows(connection, Location)},
        gl_accounts={row.no: row.name for row in _rows(connection, GLAccount)},
        inventory_posting_setup={
            (row.location_code, row.inventory_posting_group): row
            for row in _rows(connection, InventoryPostingSetup)
        },
        general_posting_setup={
            (row.gen_bus_posting_group, row.gen_prod_posting_group): row
            for row in _rows(connection, GeneralPostingSetup)
        },
        center_rules={(row.type, row.no): row for row in _rows(connection, CenterRule)},
        posting_permissions=tuple(_rows(connection, PostingPermission)),
        posting_date_windows={row.role: row for row in _rows(connection, PostingDateWindow)},
        accounting_periods=tuple(of_books),
        closed_up_to=_closed_up_to(of_books),
    )


def read_settings(values: Mapping[str, str]) -> Settings:
    """Turn the plant's settings into their types; values were checked when they were written."""

    def text(key: str, default: str = "") -> str:
        return values.get(key) or default

    def day(key: str) -> date | None:
        return date.fromisoformat(values[key]) if values.get(key) else None

    def percent(key: str) -> Decimal | None:
        return Decimal(values[key]) if values.get(key) else None

    def yes(key: str, default: str) -> bool:
        return text(key, default) == "true"

    return Settings(
        plant_code=text("plant_code"),
        plant_name=text("plant_name"),
        currency_code=text("currency_code"),
        time_zone=text("time_zone"),
        work_date=day("work_date"),
        default_location_code=text("default_location_code"),
        normal_starting_time=time.fromisoformat(text("normal_starting_time", "08:00:00")),
        normal_ending_time=time.fromisoformat(text("normal_ending_time", "23:00:00")),
        default_due_days=int(Decimal(text("default_due_days", "0"))),
        default_safety_lead_time_days=int(Decimal(text("default_safety_lead_time_days", "0"))),
        cost_incl_setup=yes("cost_incl_setup", "true"),
        show_capacity_in=text("show_capacity_in"),
        automatic_cost_posting=yes("automatic_cost_posting", "true"),
        expected_cost_posting_to_gl=yes("expected_cost_posting_to_gl", "false"),
        automatic_cost_adjustment=AutomaticCostAdjustment(text("automatic_cost_adjustment", "never")),
        average_cost_period=AverageCostPeriod(text("average_cost_period", "day")),
        average_cost_calculation_type=AverageCostCalculationType(
            text("average_cost_calculation_type", "item")
        ),
        finish_order_without_output=yes("finish_order_without_output", "false"),
        finish_automatically=yes("finish_automatically", "false"),
        prevent_negative_inventory=yes("prevent_negative_inventory", "false"),
        undo_minutes=int(text("undo_minutes", str(UNDO_MINUTES))),
        location_mandatory=yes("location_mandatory", "false"),
        allow_posting_from=day("allow_posting_from"),
        allow_posting_to=day("allow_posting_to"),
        components_at_location=text("components_at_location"),
        copy_location_to_capacity_value_entries=yes("copy_location_to_capacity_value_entries", "false"),
        scrap_code_mandatory=yes("scrap_code_mandatory", "false"),
        flushed_tracking=TrackingChoice(text("flushed_tracking")),
        preset_output_quantity=PresetOutputQuantity(text("preset_output_quantity", "expected_quantity")),
        default_consumption_calculation=ConsumptionBasis(
            text("default_consumption_calculation", "actual_output")
        ),
        over_output_tolerance_pct=percent("over_output_tolerance_pct"),
        over_output_supervisor_pct=percent("over_output_supervisor_pct"),
        under_output_tolerance_pct=percent("under_output_tolerance_pct"),
        under_output_supervisor_pct=percent("under_output_supervisor_pct"),
        operation_sequence=OperationSequence(text("operation_sequence", OperationSequence.FREE)),
        one_operation_per_person=yes("one_operation_per_person", "false"),
        presence_required=yes("presence_required", "false"),
        clock_hours_max=int(Decimal(text("clock_hours_max", str(limits.CLOCK_HOURS_MAX)))),
        others=dict(values),
    )


def _closed_up_to(periods: Sequence[AnyRow]) -> date | None:
    """Answer the last day of the last closed period: the one before the next period begins."""
    ends = [after.starting_date - A_DAY for each, after in pairwise(periods) if each.closed]
    return max(ends, default=None)


def _rows(connection: Connection, record: Record) -> list[AnyRow]:
    return list(connection.execute(select(table_of(record))))
