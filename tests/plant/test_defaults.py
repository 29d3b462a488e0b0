"""Rows that leave columns out mean what the format says."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from backend_client.plant.building import PlantRowsWrong, build_plant
from backend_client.plant.defaults import filled
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow
from tests.casebook.databases import Plants

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
SETUP = [{"key": "work_date", "value": "2026-03-02"}, {"key": "default_location_code", "value": "MAIN"}]


def row(table: str, *key: Any, **tables: Any) -> PlantRow:
    """Answer one row of a plant of these tables."""
    plant, errors = filled({"plant_setup": SETUP, **tables})
    assert errors == []
    found = plant.find(table, *key)
    assert found is not None
    return found


def test_a_bought_item_is_raw_material_in_pieces() -> None:
    """Only a number is needed."""
    item = row("items", "C", items=[{"no": "C"}])
    assert (item.text("inventory_posting_group"), item.text("gen_prod_posting_group")) == (
        "RAW MAT",
        "RAW MAT",
    )
    assert (item.text("base_unit_of_measure"), item.text("costing_method")) == ("PCS", "fifo")
    assert item.number("rounding_precision") == Decimal("0.00001")
    unit = row("item_units", "C", "PCS", items=[{"no": "C"}])
    assert unit.number("qty_per_unit_of_measure") == 1


def test_a_made_item_is_a_finished_good() -> None:
    """Replenished by production: FINISHED and RETAIL."""
    item = row("items", "P", items=[{"no": "P", "replenishment_system": "prod_order"}])
    assert (item.text("inventory_posting_group"), item.text("gen_prod_posting_group")) == (
        "FINISHED",
        "RETAIL",
    )


def test_a_standard_item_costs_its_standard_and_counts_it_as_material() -> None:
    """Where no share is given all of it is material; where one is, nothing is made up."""
    item = row("items", "S", items=[{"no": "S", "costing_method": "standard", "standard_cost": "1.20"}])
    assert item.number("unit_cost") == item.number("single_level_material_cost") == Decimal("1.20")
    shared = {
        "no": "S",
        "costing_method": "standard",
        "standard_cost": 5,
        "single_level_subcontracted_cost": "4.25",
    }
    assert row("items", "S", items=[shared]).number("single_level_material_cost") == 0


def test_a_center_costs_direct_and_indirect_and_overhead() -> None:
    """10.00 with 20 % and a rate of 2.00 is 14.00; a given unit cost is left."""
    center = {"no": "A", "direct_unit_cost": 10, "indirect_cost_pct": 20, "overhead_rate": 2}
    assert row("work_centers", "A", work_centers=[center]).number("unit_cost") == 14
    assert row("work_centers", "A", work_centers=[{**center, "unit_cost": 9}]).number("unit_cost") == 9


def test_a_machine_and_its_operations_are_in_the_unit_of_the_work_center() -> None:
    """Hours at the work center are hours at its machine and on the routing line."""
    tables = {
        "work_centers": [{"no": "A", "unit_of_measure_code": "HOURS"}],
        "machine_centers": [{"no": "M", "work_center_no": "A"}],
        "routing_lines": [{"routing_no": "R", "operation_no": "10", "type": "machine_center", "no": "M"}],
    }
    assert row("machine_centers", "M", **tables).text("queue_time_unit") == "HOURS"
    line = row("routing_lines", "R", "", "10", **tables)
    assert (line.text("work_center_no"), line.text("run_time_unit")) == ("A", "HOURS")
    assert (line.number("lot_size"), line.number("concurrent_capacities")) == (1, 1)


def test_operations_without_named_order_follow_their_numbers() -> None:
    """A serial routing needs no next operations; of a parallel one the previous follow from the next."""
    serial = [{"routing_no": "R", "operation_no": no, "no": "A"} for no in ("20", "10", "30")]
    lines = {"routings": [{"no": "R"}], "routing_lines": serial}
    middle = row("routing_lines", "R", "", "20", **lines)
    assert (middle.text("previous_operation_no"), middle.text("next_operation_no")) == ("10", "30")
    branching = {
        "routings": [{"no": "R", "type": "parallel"}],
        "routing_lines": [
            {"routing_no": "R", "operation_no": no, "next_operation_no": after}
            for no, after in (("10", "20|30"), ("20", "40"), ("30", "40"), ("40", ""))
        ],
    }
    assert row("routing_lines", "R", "", "40", **branching).text("previous_operation_no") == "20|30"


def test_lines_are_numbered_by_ten_thousands_under_their_parent() -> None:
    """Two BOMs of two lines: 10000 and 20000 in each."""
    plant, _ = filled(
        {
            "production_boms": [{"no": "B1"}, {"no": "B2"}],
            "production_bom_lines": [
                {"production_bom_no": bom, "no": no} for bom in ("B1", "B2") for no in "CD"
            ],
        }
    )
    numbers = [
        (line.text("production_bom_no"), line.values["line_no"]) for line in plant.of("production_bom_lines")
    ]
    assert numbers == [("B1", 10000), ("B1", 20000), ("B2", 10000), ("B2", 20000)]


def test_bom_lines_are_in_the_unit_of_their_item_or_phantom() -> None:
    """A component in its item's base unit, a phantom in its BOM's unit."""
    tables = {
        "items": [{"no": "C", "base_unit_of_measure": "KG"}],
        "production_boms": [{"no": "B"}, {"no": "PH", "unit_of_measure_code": "M"}],
        "production_bom_lines": [
            {"production_bom_no": "B", "no": "C"},
            {"production_bom_no": "B", "type": "production_bom", "no": "PH"},
        ],
    }
    assert row("production_bom_lines", "B", "", 10000, **tables).text("unit_of_measure_code") == "KG"
    assert row("production_bom_lines", "B", "", 20000, **tables).text("unit_of_measure_code") == "M"


def test_opening_stock_lies_at_the_work_date_and_default_location() -> None:
    """Document START, base unit, the plant's own date and place."""
    stock = {"items": [{"no": "C"}], "opening_inventory": [{"item_no": "C", "quantity": 100}]}
    line = row("opening_inventory", "START", 10000, **stock)
    assert line.day("posting_date") == date(2026, 3, 2)
    assert (line.text("location_code"), line.text("unit_of_measure_code")) == ("MAIN", "PCS")


def test_typed_values_and_texts_mean_the_same() -> None:
    """True and "true", a Decimal and its text, a date and its text."""
    typed = {"no": "C", "blocked": True, "scrap_pct": Decimal("2.5")}
    texts = {"no": "C", "blocked": "true", "scrap_pct": "2.50"}
    assert row("items", "C", items=[typed]).values == row("items", "C", items=[texts]).values


def test_rows_that_are_not_of_the_format_are_named(plants: Plants) -> None:
    """An unknown table, an unknown column, a wrong value and a wrong setting, all at once."""
    wrong: dict[str, list[dict[str, Any]]] = {
        "itmes": [{"no": "C"}],
        "items": [{"no": "C"}, {"no": "D", "colour": "red", "scrap_pct": "much"}],
        "plant_setup": [{"key": "cost_incl_setup", "value": "perhaps"}],
    }
    with pytest.raises(PlantRowsWrong) as raised:
        build_plant(plants.database(), wrong, at=AT)
    found = {(error.code, error.file, error.row, error.column) for error in raised.value.errors}
    assert found == {
        (PlantErrorCode.FILE_UNKNOWN, "itmes", 0, ""),
        (PlantErrorCode.COLUMN_UNKNOWN, "items.csv", 2, "colour"),
        (PlantErrorCode.NOT_A_DECIMAL, "items.csv", 2, "scrap_pct"),
        (PlantErrorCode.SETTING_WRONG, "plant_setup.csv", 0, "value"),
    }
