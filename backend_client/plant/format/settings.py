"""The plant's settings: each key of plant_setup with the kind of its value.

A key that is not listed here is kept with the plant and named in the import's report: nothing acts on it.
"""

from dataclasses import dataclass

from backend_client.cost_terms import AutomaticCostAdjustment, AverageCostCalculationType, AverageCostPeriod
from backend_client.floor_terms import OperationSequence
from backend_client.plant.format.columns import (
    Column,
    ColumnKind,
    Least,
    clock,
    code,
    day,
    decimal,
    integer,
    text,
    true_false,
    word,
)
from backend_client.plant.format.orders import SETTING_LENGTH_MAX
from backend_client.terms import ConsumptionBasis, PresetOutputQuantity, TrackingChoice


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its value as a column would have it, and whether a plant folder must make it."""

    value: Column
    required: bool = False


SETTINGS: dict[str, Setting] = {
    setting.value.name: setting
    for setting in (
        Setting(code("plant_code"), required=True),
        Setting(text("plant_name")),
        Setting(day("plant_date"), required=True),
        Setting(day("work_date")),
        Setting(code("currency_code")),
        Setting(text("time_zone")),
        Setting(code("default_location_code", "locations"), required=True),
        Setting(code("components_at_location", "locations")),
        Setting(code("show_capacity_in", "capacity_units_of_measure"), required=True),
        Setting(day("calendar_from")),
        Setting(day("calendar_to")),
        Setting(clock("normal_starting_time")),
        Setting(clock("normal_ending_time")),
        Setting(code("production_order_nos", "number_series")),
        Setting(decimal("default_due_days")),
        Setting(decimal("default_safety_lead_time_days")),
        Setting(true_false("cost_incl_setup")),
        Setting(true_false("doc_no_is_prod_order_no")),
        Setting(true_false("dynamic_low_level_code")),
        Setting(word("preset_output_quantity", PresetOutputQuantity)),
        Setting(word("default_consumption_calculation", ConsumptionBasis)),
        Setting(true_false("finish_order_without_output")),
        Setting(true_false("finish_automatically")),
        Setting(true_false("automatic_cost_posting")),
        Setting(true_false("expected_cost_posting_to_gl")),
        Setting(word("automatic_cost_adjustment", AutomaticCostAdjustment)),
        Setting(word("average_cost_period", AverageCostPeriod)),
        Setting(word("average_cost_calculation_type", AverageCostCalculationType)),
        Setting(true_false("prevent_negative_inventory")),
        Setting(true_false("copy_location_to_capacity_value_entries")),
        Setting(true_false("scrap_code_mandatory")),
        Setting(integer("undo_minutes")),
        Setting(decimal("over_output_tolerance_pct")),
        Setting(decimal("over_output_supervisor_pct")),
        Setting(decimal("under_output_tolerance_pct")),
        Setting(decimal("under_output_supervisor_pct")),
        Setting(word("operation_sequence", OperationSequence)),
        Setting(true_false("one_operation_per_person")),
        Setting(true_false("presence_required")),
        Setting(true_false("worker_efficiency")),
        Setting(integer("clock_hours_max")),
        Setting(true_false("sign_on_required")),
        Setting(true_false("pin_required")),
        Setting(integer("pin_length_min")),
        Setting(integer("session_idle_minutes")),
        Setting(integer("sign_off_idle_minutes")),
        Setting(integer("session_hours_max")),
        Setting(integer("personal_data_months")),
        Setting(true_false("one_terminal_per_person")),
        Setting(true_false("approval_pin_required")),
        Setting(true_false("signature_required")),
        Setting(word("flushed_tracking", TrackingChoice)),
        Setting(true_false("location_mandatory")),
        Setting(day("allow_posting_from")),
        Setting(day("allow_posting_to")),
        Setting(decimal("amount_rounding_precision", least=Least.ABOVE_ZERO)),
        Setting(decimal("unit_amount_rounding_precision", least=Least.ABOVE_ZERO)),
    )
}

ANY_TEXT = Column(name="value", kind=ColumnKind.TEXT, length=SETTING_LENGTH_MAX)
