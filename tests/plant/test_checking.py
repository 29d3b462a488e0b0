"""Each fault of sense once: spoiled in the demo plant, and named with its file, row and column."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from backend_client.plant.importing import checked_folder
from backend_client.plant.report import PlantErrorCode as Code
from tests.plant.folders import (
    add,
    change,
    drop,
    errors_of,
    line_of,
    places,
    rewrite,
    table,
)


class Spoiled(NamedTuple):
    """One row found by some of its cells, what is changed in it, and the error that must come."""

    file: str
    row: Mapping[str, str]
    change: Mapping[str, str]
    code: Code
    column: str


ONE_CELL = [
    # references, single and composed
    Spoiled("items.csv", {"no": "SP-BOM1101"}, {"vendor_no": "99"}, Code.UNKNOWN_REFERENCE, "vendor_no"),
    Spoiled("items.csv", {"no": "SP-BOM1101"}, {"gen_prod_posting_group": "FINISHED"}, Code.UNKNOWN_REFERENCE, "gen_prod_posting_group"),
    Spoiled("opening_inventory.csv", {"line_no": "10000"}, {"bin_code": "FG-99"}, Code.UNKNOWN_REFERENCE, "bin_code"),
    Spoiled("opening_inventory.csv", {"line_no": "10000"}, {"unit_of_measure_code": "PALLET"}, Code.UNKNOWN_REFERENCE, "unit_of_measure_code"),
    Spoiled("production_orders.csv", {"no": "101006"}, {"variant_code": "BLUE"}, Code.UNKNOWN_REFERENCE, "variant_code"),
    Spoiled("production_orders.csv", {"no": "101001"}, {"source_no": "NOTHING"}, Code.UNKNOWN_REFERENCE, "source_no"),
    Spoiled("production_bom_lines.csv", {"production_bom_no": "SP-BOM2000", "line_no": "10000"}, {"unit_of_measure_code": "KG"}, Code.UNKNOWN_REFERENCE, "unit_of_measure_code"),
    Spoiled("production_bom_lines.csv", {"production_bom_no": "SP-BOM2000", "line_no": "10000"}, {"version_code": "V9"}, Code.UNKNOWN_REFERENCE, "version_code"),
    Spoiled("routing_tools.csv", {"routing_no": "SP-BOM2000", "operation_no": "20"}, {"operation_no": "25"}, Code.UNKNOWN_REFERENCE, "operation_no"),
    Spoiled("work_centers.csv", {"no": "200"}, {"from_production_bin_code": "FG-77"}, Code.UNKNOWN_REFERENCE, "from_production_bin_code"),
    Spoiled("capacity_constrained_resources.csv", {"capacity_no": "420"}, {"capacity_type": "work_center"}, Code.UNKNOWN_REFERENCE, "capacity_no"),
    # settings
    Spoiled("plant_setup.csv", {"key": "cost_incl_setup"}, {"value": "yes"}, Code.SETTING_WRONG, "value"),
    Spoiled("plant_setup.csv", {"key": "plant_date"}, {"value": "16.11.2026"}, Code.SETTING_WRONG, "value"),
    Spoiled("plant_setup.csv", {"key": "default_location_code"}, {"value": "NOWHERE"}, Code.UNKNOWN_REFERENCE, "value"),
    # items
    Spoiled("items.csv", {"no": "SP-BOM1101"}, {"base_unit_of_measure": "HOUR"}, Code.BASE_UNIT_MISSING, "base_unit_of_measure"),
    Spoiled("item_units.csv", {"item_no": "SP-BOM1101", "code": "PCS"}, {"qty_per_unit_of_measure": "2"}, Code.BASE_UNIT_MISSING, "qty_per_unit_of_measure"),
    Spoiled("items.csv", {"no": "SP-BOM1101"}, {"inventory_posting_group": ""}, Code.POSTING_GROUP_MISSING, "inventory_posting_group"),
    Spoiled("items.csv", {"no": "SP-BOM1101"}, {"type": "service"}, Code.POSTING_GROUP_NOT_EXPECTED, "inventory_posting_group"),
    Spoiled("items.csv", {"no": "SP-SCM1009"}, {"production_bom_no": ""}, Code.BOM_MISSING, "production_bom_no"),
    Spoiled("items.csv", {"no": "SP-SCM1009"}, {"standard_cost": ""}, Code.STANDARD_COST_MISSING, "standard_cost"),
    Spoiled("items.csv", {"no": "SP-BOM1101"}, {"costing_method": "specific"}, Code.TRACKING_MISSING, "item_tracking_code"),
    Spoiled("items.csv", {"no": "SP-SCM1009"}, {"gtin": "12345"}, Code.GTIN_WRONG, "gtin"),
    Spoiled("items.csv", {"no": "SP-BOM1101"}, {"scrap_pct": "100"}, Code.SCRAP_TOO_HIGH, "scrap_pct"),
    Spoiled("item_categories.csv", {"code": "CM"}, {"parent_category": "CM_CONSUM"}, Code.CATEGORY_CIRCULAR, "parent_category"),
    # production BOMs
    Spoiled("production_bom_lines.csv", {"production_bom_no": "SP-BOM2000", "line_no": "10000"}, {"scrap_pct": "100"}, Code.SCRAP_TOO_HIGH, "scrap_pct"),
    Spoiled("production_bom_lines.csv", {"production_bom_no": "SP-BOM2000", "line_no": "10000"}, {"starting_date": "2026-12-01", "ending_date": "2026-11-01"}, Code.ENDS_BEFORE_START, "ending_date"),
    Spoiled("production_bom_lines.csv", {"production_bom_no": "SP-BOM2000", "line_no": "10000"}, {"no": "SP-BOM2000"}, Code.BOM_CIRCULAR, "no"),
    Spoiled("production_bom_lines.csv", {"production_bom_no": "SP-BOM2000", "line_no": "10000"}, {"type": "production_bom", "no": "SP-BOM2000"}, Code.BOM_CIRCULAR, "no"),
    Spoiled("production_boms.csv", {"no": "SP-BOM2000"}, {"no": "OTHER"}, Code.NO_LINES, "no"),
    # routings
    Spoiled("routing_lines.csv", {"routing_no": "SP-SCM1004", "operation_no": "20"}, {"work_center_no": "200"}, Code.CENTER_MISMATCH, "work_center_no"),
    Spoiled("routing_lines.csv", {"routing_no": "SP-SCM1004", "operation_no": "20"}, {"scrap_factor_pct": "100"}, Code.SCRAP_TOO_HIGH, "scrap_factor_pct"),
    Spoiled("routing_lines.csv", {"routing_no": "SP-SCM1004", "operation_no": "20"}, {"next_operation_no": "40"}, Code.OPERATION_UNKNOWN, "next_operation_no"),
    Spoiled("routing_lines.csv", {"routing_no": "SP-SCM1004", "operation_no": "20"}, {"previous_operation_no": ""}, Code.OPERATIONS_DISAGREE, "previous_operation_no"),
    Spoiled("routing_lines.csv", {"routing_no": "SP-SCM1004", "operation_no": "20"}, {"previous_operation_no": ""}, Code.OPERATIONS_ENDS, "previous_operation_no"),
    Spoiled("routing_lines.csv", {"routing_no": "SP-SCM1004", "operation_no": "10"}, {"next_operation_no": "20|30"}, Code.OPERATIONS_BRANCH, "next_operation_no"),
    Spoiled("routings.csv", {"no": "SP-SCM1004"}, {"no": "OTHER"}, Code.NO_LINES, "no"),
    Spoiled("routing_quality_measures.csv", {"routing_no": "SP-BOM2000"}, {"max_value": "-1"}, Code.LIMITS_REVERSED, "max_value"),
    Spoiled("items.csv", {"no": "SP-SCM1004"}, {"routing_no": "SP-BOM2000"}, Code.ROUTING_LINK_UNUSED, "routing_no"),
    Spoiled("machine_centers.csv", {"no": "110"}, {"unit_of_measure_code": "HOURS"}, Code.UNIT_DIFFERS, "unit_of_measure_code"),
    # calendars
    Spoiled("shop_calendar_working_days.csv", {"shop_calendar_code": "ONE SHIFT", "day": "monday"}, {"ending_time": "08:00:00"}, Code.ENDS_BEFORE_START, "ending_time"),
    Spoiled("shop_calendar_holidays.csv", {"shop_calendar_code": "ONE SHIFT", "date": "2026-11-26"}, {"ending_time": "11:00:00"}, Code.ENDS_BEFORE_START, "ending_time"),
    # posting setup
    Spoiled("posting_setup.csv", {"location_code": "MAIN", "inventory_posting_group": "FINISHED"}, {"wip_account": ""}, Code.ACCOUNT_MISSING, "wip_account"),
    Spoiled("posting_setup.csv", {"location_code": "MAIN", "inventory_posting_group": "FINISHED"}, {"capacity_variance_account": ""}, Code.ACCOUNT_MISSING, "capacity_variance_account"),
    Spoiled("general_posting_setup.csv", {"gen_bus_posting_group": "", "gen_prod_posting_group": "MANUFACT"}, {"overhead_applied_account": ""}, Code.ACCOUNT_MISSING, "overhead_applied_account"),
    Spoiled("general_posting_setup.csv", {"gen_bus_posting_group": "", "gen_prod_posting_group": "RETAIL"}, {"inventory_adjmt_account": ""}, Code.ACCOUNT_MISSING, "inventory_adjmt_account"),
    # opening stock
    Spoiled("opening_inventory.csv", {"line_no": "220000"}, {"serial_no": ""}, Code.SERIAL_NUMBER, "serial_no"),
    Spoiled("opening_inventory.csv", {"line_no": "220000"}, {"quantity": "2"}, Code.SERIAL_NUMBER, "quantity"),
    Spoiled("opening_inventory.csv", {"line_no": "10000"}, {"lot_no": "L1"}, Code.LOT_NUMBER, "lot_no"),
    Spoiled("opening_inventory.csv", {"line_no": "230000"}, {"serial_no": "IOT-2600001"}, Code.SERIAL_TWICE, "serial_no"),
    Spoiled("opening_inventory.csv", {"line_no": "10000"}, {"bin_code": ""}, Code.BIN_MISSING, "bin_code"),
    Spoiled("opening_inventory.csv", {"line_no": "370000"}, {"bin_code": "FG-01"}, Code.BIN_NOT_EXPECTED, "bin_code"),
    Spoiled("opening_inventory.csv", {"line_no": "10000"}, {"posting_date": "2026-11-17"}, Code.DATE_LATE, "posting_date"),
    # production orders
    Spoiled("production_orders.csv", {"no": "101001"}, {"ending_date_time": "2026-11-15T08:00:00"}, Code.DATES_OUT_OF_ORDER, "ending_date_time"),
    Spoiled("production_orders.csv", {"no": "101001"}, {"due_date": "2026-11-16"}, Code.DATES_OUT_OF_ORDER, "due_date"),
    Spoiled("production_orders.csv", {"no": "101001"}, {"source_no": "SP-BOM1101"}, Code.NOT_MADE_HERE, "source_no"),
    Spoiled("production_orders.csv", {"no": "101001"}, {"gen_prod_posting_group": "RETAIL"}, Code.DIFFERS_FROM_ITEM, "gen_prod_posting_group"),
    Spoiled("production_orders.csv", {"no": "101001"}, {"bin_code": ""}, Code.BIN_MISSING, "bin_code"),
    Spoiled("production_orders.csv", {"no": "101001"}, {"production_bom_no": ""}, Code.BOM_MISSING, "production_bom_no"),
    Spoiled("production_orders.csv", {"no": "101005"}, {"quantity": "4.5"}, Code.PART_OF_A_PIECE, "quantity"),
    # people
    Spoiled("people.csv", {"no": "OP01"}, {"badge_token": "OP01"}, Code.BADGE_WRONG, "badge_token"),
    Spoiled("people.csv", {"no": "OP02"}, {"badge_token": "7K3RV9TR2D"}, Code.BADGE_TWICE, "badge_token"),
]  # fmt: skip


@pytest.mark.parametrize(
    "spoiled", ONE_CELL, ids=lambda spoiled: f"{spoiled.code}-{spoiled.file}-{spoiled.column}"
)
def test_one_spoiled_cell_is_named(spoiled: Spoiled, folder: Path) -> None:
    """The error names the file, the row and the column that was spoiled."""
    line = line_of(folder, spoiled.file, **spoiled.row) if len(spoiled.row) > 1 else _first(folder, spoiled)
    change(folder, spoiled.file, line, **spoiled.change)
    assert (spoiled.code, spoiled.file, line, spoiled.column) in places(errors_of(folder))


def _first(folder: Path, spoiled: Spoiled) -> int:
    head, *rows = table(folder, spoiled.file)
    ((column, value),) = spoiled.row.items()
    return next(line for line, row in enumerate(rows, start=2) if row[head.index(column)] == value)


def _twice(folder: Path) -> None:
    add(folder, "scrap_codes.csv", {"code": "MATERIAL", "description": "again"})


def _setting_gone(folder: Path) -> None:
    drop(folder, "plant_setup.csv", line_of(folder, "plant_setup.csv", key="show_capacity_in"))


def _gtin_twice(folder: Path) -> None:
    gtin = table(folder, "items.csv")[1][-1]
    change(folder, "items.csv", 4, gtin=gtin)


def _overlap(folder: Path) -> None:
    add(
        folder,
        "shop_calendar_working_days.csv",
        {
            "shop_calendar_code": "ONE SHIFT",
            "day": "monday",
            "starting_time": "15:00:00",
            "ending_time": "17:00:00",
            "work_shift_code": "2",
        },
    )


def _empty_calendar(folder: Path) -> None:
    add(folder, "shop_calendars.csv", {"code": "NIGHT", "description": "nobody works"})


def _setup_gone(folder: Path) -> None:
    drop(
        folder,
        "posting_setup.csv",
        line_of(folder, "posting_setup.csv", location_code="S82000", inventory_posting_group="RAW MAT"),
    )


def _heading(folder: Path) -> None:
    change(folder, "gl_accounts.csv", line_of(folder, "gl_accounts.csv", no="7170"), account_type="heading")


def _not_certified(folder: Path) -> None:
    change(
        folder, "production_boms.csv", line_of(folder, "production_boms.csv", no="SP-BOM2000"), status="new"
    )


def _routing_closed(folder: Path) -> None:
    change(folder, "routings.csv", line_of(folder, "routings.csv", no="1099"), status="closed")


def _no_stock_kept(folder: Path) -> None:
    line = line_of(folder, "items.csv", no="SP-BOM1101")
    change(folder, "items.csv", line, type="non_inventory", inventory_posting_group="")


def _operations_in_a_circle(folder: Path) -> None:
    for operation_no, before, after in (("10", "30", "20"), ("30", "20", "10")):
        line = line_of(folder, "routing_lines.csv", routing_no="SP-SCM1004", operation_no=operation_no)
        change(folder, "routing_lines.csv", line, previous_operation_no=before, next_operation_no=after)


def _fifty_one_levels(folder: Path) -> None:
    head = {"description": "nested", "unit_of_measure_code": "PCS", "status": "certified"}
    add(folder, "production_boms.csv", *({"no": f"N{at}", **head} for at in range(51)))
    below = [("production_bom", f"N{at + 1}") for at in range(50)] + [("item", "SP-BOM1101")]
    line = {"line_no": "10000", "quantity_per": "1", "unit_of_measure_code": "PCS", "scrap_pct": "0"}
    add(
        folder,
        "production_bom_lines.csv",
        *(
            {"production_bom_no": f"N{at}", "type": kind, "no": no, **line}
            for at, (kind, no) in enumerate(below)
        ),
    )


def _phantom_unit(folder: Path) -> None:
    line = next(
        line
        for line, row in enumerate(table(folder, "production_bom_lines.csv"), start=1)
        if row[3] == "production_bom"
    )
    change(folder, "production_bom_lines.csv", line, unit_of_measure_code="SET")


@pytest.mark.parametrize(
    ("spoil", "code", "file", "column"),
    [
        (_twice, Code.KEY_TWICE, "scrap_codes.csv", "code"),
        (_setting_gone, Code.SETTING_MISSING, "plant_setup.csv", "key"),
        (_gtin_twice, Code.GTIN_TWICE, "items.csv", "gtin"),
        (_overlap, Code.CALENDAR_OVERLAP, "shop_calendar_working_days.csv", "starting_time"),
        (_empty_calendar, Code.CALENDAR_EMPTY, "shop_calendars.csv", "code"),
        (_setup_gone, Code.POSTING_SETUP_MISSING, "opening_inventory.csv", "item_no"),
        (_heading, Code.ACCOUNT_NOT_POSTING, "general_posting_setup.csv", "inventory_adjmt_account"),
        (_not_certified, Code.NOT_CERTIFIED, "production_orders.csv", "production_bom_no"),
        (_routing_closed, Code.NOT_CERTIFIED, "production_orders.csv", "routing_no"),
        (_no_stock_kept, Code.NOT_IN_STOCK_KEEPING, "opening_inventory.csv", "item_no"),
        (_operations_in_a_circle, Code.OPERATIONS_CIRCULAR, "routing_lines.csv", "next_operation_no"),
        (_fifty_one_levels, Code.BOM_TOO_DEEP, "production_boms.csv", "no"),
        (_phantom_unit, Code.UNIT_DIFFERS, "production_bom_lines.csv", "unit_of_measure_code"),
    ],
)  # fmt: skip
def test_what_takes_more_than_a_cell_is_named_too(
    spoil: Callable[[Path], None], code: Code, file: str, column: str, folder: Path
) -> None:
    """Faults between rows are named at one of them."""
    spoil(folder)
    assert (code, file, column) in {(error.code, error.file, error.column) for error in errors_of(folder)}


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("time_zone", "Mars/Olympus", "Europe/Oslo"),
        ("time_zone", "../../etc/passwd", "Europe/Oslo"),
        ("calendar_to", "2026-01-01", ">= 2026-06-01"),
        ("default_due_days", "4000", "<= 3700"),
        (
            "preset_output_quantity",
            "half",
            "expected_quantity | zero_on_all_operations | zero_on_last_operation",
        ),
        ("allow_posting_from", "soon", "YYYY-MM-DD"),
    ],
)
def test_a_setting_is_checked_by_what_its_key_asks_for(
    folder: Path, key: str, value: str, expected: str
) -> None:
    """The error says what would be right."""
    add(
        folder,
        "plant_setup.csv",
        {"key": "calendar_from", "value": "2026-06-01"},
        {"key": key, "value": value},
    )
    (error,) = errors_of(folder)
    assert (error.code, error.row, error.column, error.expected) == (
        Code.SETTING_WRONG,
        18,
        "value",
        expected,
    )


def test_a_setting_that_nobody_knows_is_kept(folder: Path) -> None:
    """Another program's settings are no fault of the plant."""
    add(folder, "plant_setup.csv", {"key": "coffee_break", "value": "09:30"})
    assert errors_of(folder) == ()


def test_a_circle_is_shown_step_by_step(folder: Path) -> None:
    """The error of a circle says which BOMs it goes through, at the line that closes it."""
    line = line_of(folder, "production_bom_lines.csv", production_bom_no="SP-BOM2000", line_no="10000")
    change(folder, "production_bom_lines.csv", line, no="SP-SCM1009")
    (error,) = (error for error in errors_of(folder) if error.code is Code.BOM_CIRCULAR)
    assert set(error.found.split(" > ")) == {"SP-BOM2000", "SP-SCM1009"}


def test_errors_in_several_files_are_all_reported(folder: Path) -> None:
    """Five files spoiled, five files named."""
    for file, cells in {
        "items.csv": {"vendor_no": "99"},
        "machine_centers.csv": {"capacity": "0"},
        "people.csv": {"role": "boss"},
        "production_orders.csv": {"quantity": "many"},
        "shop_calendar_holidays.csv": {"date": "2026-13-01"},
    }.items():
        change(folder, file, 5, **cells)
    assert {error.file for error in errors_of(folder)} == {
        "items.csv",
        "machine_centers.csv",
        "people.csv",
        "production_orders.csv",
        "shop_calendar_holidays.csv",
    }


def test_a_wrong_check_digit_is_a_warning(folder: Path) -> None:
    """A bar code with a wrong last digit is said and imported: labels that exist can't be wished away."""
    change(folder, "items.csv", 2, gtin="2002600000014")
    _, faults = checked_folder(folder)
    assert faults.errors() == ()
    (warning,) = faults.warnings()
    assert (warning.code, warning.column, warning.expected) == (Code.GTIN_WRONG, "gtin", "2002600000013")


def test_a_number_with_the_shape_of_our_own_bar_code_is_a_warning(folder: Path) -> None:
    """Nobody could ever scan the scrap code S.110.42: the scanner would hear scrap code 110."""
    add(folder, "scrap_codes.csv", {"code": "S.110.42", "description": "odd"})
    _, faults = checked_folder(folder)
    assert faults.errors() == ()
    (warning,) = faults.warnings()
    assert (warning.code, warning.file, warning.row) == (Code.LOOKS_LIKE_BARCODE, "scrap_codes.csv", 5)


def test_what_released_orders_lack_is_a_warning(folder: Path) -> None:
    """Stock covers the released orders of the demo plant just so; one order more and it is said."""
    change(
        folder, "production_orders.csv", line_of(folder, "production_orders.csv", no="101002"), quantity="20"
    )
    _, faults = checked_folder(folder)
    assert faults.errors() == ()
    assert {warning.code for warning in faults.warnings()} == {Code.STOCK_SHORT}


def test_an_empty_order_file_is_a_plant_without_orders(folder: Path) -> None:
    """A plant needs no orders and no stock."""
    for file in ("production_orders.csv", "opening_inventory.csv"):
        rewrite(folder, file, table(folder, file)[:1])
    assert errors_of(folder) == ()


def test_what_is_said_of_stock_is_of_a_lot_or_of_a_serial_number(folder: Path) -> None:
    """Of neither, and of both: each row is named, with the column that is too many or missing."""
    cells = ["item_no", "variant_code", "lot_no", "serial_no", "description", "test_quality"]
    rest = ["certificate_number", "blocked"]
    rows = [[*cells, *rest]]
    rows += [
        ["SP-BOM1207", "", *numbers, "", "", "", "true"] for numbers in (("", ""), ("L", "S"), ("", "S"))
    ]
    rewrite(folder, "item_tracking_information.csv", rows)
    assert places(errors_of(folder)) == [
        (Code.LOT_NUMBER, "item_tracking_information.csv", 2, "lot_no"),
        (Code.SERIAL_NUMBER, "item_tracking_information.csv", 3, "serial_no"),
    ]
