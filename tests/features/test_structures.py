"""BOMs and routings as orders use them: certified, in batches, with scrap, versions, phantoms and branches."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.orders import (
    RefreshProductionOrderRequest,
)
from backend_client.messages.planning import ChangeMasterDataRequest
from tests.casebook.databases import Plants
from tests.engine.planning_plant import PRODUCED
from tests.features.factory import Factory, refused

CERTIFIED = {"status": "certified"}


D = Decimal


def refresh(factory: Factory, **fields: Any) -> Any:
    """Refresh order O1."""
    return factory.post(RefreshProductionOrderRequest, order_no="O1", **fields)


@pytest.mark.parametrize(("table", "no"), [("production_boms", "PB"), ("routings", "R")])
def test_row_20_only_certified_structures_are_used(plants: Plants, table: str, no: str) -> None:
    """A BOM or routing under development stops the refresh with an error that names it, and nothing changes."""
    factory = Factory(plants)
    factory.order()
    factory.post(ChangeMasterDataRequest, table=table, key={"no": no}, values={"status": "under_development"})
    outcome = refresh(factory, quantity=5)
    assert (refused(outcome), outcome.facts["no"]) == ("not-certified", no)
    assert factory.rows("production_order_lines", "quantity") == [10]


def test_row_21_quantity_in_batch_units(each_plants: Plants) -> None:
    """A BOM for a batch of 100: 3 batches need 75, and 250 pieces need 62.5 at 25 a batch."""
    factory = Factory(
        each_plants,
        units_of_measure=[{"code": "BATCH"}],
        item_units=[{"item_no": "X", "code": "BATCH", "qty_per_unit_of_measure": 100}],
        production_boms=[{"no": "XB", "unit_of_measure_code": "BATCH"}],
        production_bom_lines=[{"production_bom_no": "XB", "no": "C", "quantity_per": 25}],
        items=[{"no": "X", "production_bom_no": "XB", **PRODUCED}],
    )
    factory.order(source_no="X", quantity=3, unit_of_measure_code="BATCH")
    factory.order("O2", source_no="X", quantity=250)
    needed = factory.rows("production_order_components", "quantity_per", "expected_quantity")
    assert needed == [(25, 75), (D("0.25"), D("62.5"))]


def test_row_65_planned_scrap_raises_what_is_expected(each_plants: Plants) -> None:
    """Scrap of component, item and routing and fixed scrap together: 1.5 x (40 x 1.05 x 1.02 x 1.1 + 4) = 76.686."""
    factory = Factory(
        each_plants,
        routings=[{"no": "R1"}],
        routing_lines=[
            {"routing_no": "R1", "operation_no": "10", "no": "A", "scrap_factor_pct": 2}
            | {"fixed_scrap_quantity": 4}
        ],
        production_boms=[{"no": "XB"}],
        production_bom_lines=[{"production_bom_no": "XB", "no": "C", "quantity_per": "1.5", "scrap_pct": 10}],
        items=[{"no": "X", "production_bom_no": "XB", "routing_no": "R1", "scrap_pct": 5, **PRODUCED}],
    )
    factory.order(source_no="X", quantity=40)
    assert factory.rows("production_order_components", "expected_quantity") == [D("76.686")]
    assert factory.rows("production_order_routing_lines", "input_quantity") == [D("46.84")]


def test_row_96_routings_are_copied_with_all_that_shapes_the_schedule(each_plants: Plants) -> None:
    """A parallel routing with setup, lots, concurrent machines, scrap and a link plans its branches side by side."""
    operations: list[dict[str, Any]] = [
        {"operation_no": "10", "no": "A", "setup_time": 30, "run_time": 6, "next_operation_no": "20|30"},
        {"operation_no": "20", "no": "A", "run_time": 10, "lot_size": 5, "next_operation_no": "40"},
        {"operation_no": "30", "no": "B", "run_time": 12, "next_operation_no": "40"},
        {"operation_no": "40", "no": "B", "run_time": 1, "scrap_factor_pct": 25, "routing_link_code": "L"},
    ]
    factory = Factory(
        each_plants,
        work_centers=[{"no": "B", "capacity": 2}],
        routings=[{"no": "PAR", "type": "parallel"}],
        routing_lines=[{"routing_no": "PAR", "concurrent_capacities": 1, **row} for row in operations],
        items=[{"no": "X", "routing_no": "PAR", **PRODUCED}],
    )
    factory.order(source_no="X", quantity=8, due_date=date(2026, 3, 9))
    columns = ("operation_no", "previous_operation_no", "next_operation_no", "input_quantity", "needed_time")
    assert factory.rows("production_order_routing_lines", *columns) == [
        ("10", "", "20|30", 10, 90),
        ("20", "10", "40", 10, 20),
        ("30", "10", "40", 10, 120),
        ("40", "20|30", "", 10, 10),
    ]
    starts = factory.rows("production_order_routing_lines", "starting_date_time")
    assert [f"{each:%H:%M}" for each in starts] == ["12:20", "15:30", "13:50", "15:50"]


def test_row_97_boms_are_exploded_with_formulas_phantoms_versions_scrap_and_links(
    each_plants: Plants,
) -> None:
    """A phantom in the version of the day is multiplied through; a formula measures; a fixed quantity stays."""
    factory = Factory(
        each_plants,
        production_boms=[{"no": "XB"}, {"no": "PH"}],
        production_bom_versions=[
            {"production_bom_no": "PH", "version_code": "V2", "starting_date": "2026-01-01"} | CERTIFIED,
            {"production_bom_no": "PH", "version_code": "V3", "starting_date": "2026-06-01"} | CERTIFIED,
        ],
        production_bom_lines=[
            {"production_bom_no": "XB", "type": "production_bom", "no": "PH", "quantity_per": 3}
            | {"scrap_pct": 10},
            {"production_bom_no": "XB", "no": "SHEET", "quantity_per": 70}
            | {"calculation_formula": "length_width", "length": "0.2", "width": "0.15"},
            {"production_bom_no": "XB", "no": "OIL", "quantity_per": 2}
            | {"calculation_formula": "fixed_quantity"},
            {"production_bom_no": "PH", "no": "OLD", "quantity_per": 1},
            {"production_bom_no": "PH", "version_code": "V2", "no": "C", "quantity_per": 2}
            | {"routing_link_code": "L"},
            {"production_bom_no": "PH", "version_code": "V3", "no": "NEW", "quantity_per": 1},
        ],
        items=[
            {"no": "SHEET"},
            {"no": "OIL"},
            {"no": "OLD"},
            {"no": "NEW"},
            {"no": "X", "production_bom_no": "XB", "routing_no": "R", **PRODUCED},
        ],
    )
    factory.order(source_no="X", quantity=10)
    columns = ("item_no", "quantity_per", "expected_quantity", "routing_link_code")
    assert factory.rows("production_order_components", *columns) == [
        ("C", D("6.6"), 66, "L"),
        ("SHEET", 70, 21, ""),
        ("OIL", 2, 2, ""),
    ]
