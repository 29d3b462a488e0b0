"""The plant of stories of costs: seven orders, released, and nothing in stock.

C is bought; P is made of 2 C, Q of 1 P, T of 1 Q: three levels. P's last operation flushes half an F a piece. The family
FAM makes P and Q by one routing. U is made of 1 C, its last operation by a
subcontractor. S is bought by serial number, each of specific cost, and used up in any order. Goods lie at two locations.
"""

from typing import Any

from backend_client.messages.subcontracting import CreateSubcontractingOrderRequest
from backend_client.terms import OrderSourceType
from tests.casebook.databases import Plants
from tests.casebook.loading import read_json
from tests.casebook.plant import BASE_PLANT
from tests.engine.planning_plant import PRODUCED
from tests.features.factory import Factory

OUTSIDE, FAMILY = "O6", "O7"
ORDERS = {"O1": "P", "O2": "P", "O3": "Q", "O4": "Q", "O5": "T", OUTSIDE: "U", FAMILY: "FAM"}
LINES = (10000, 20000)
"""Lines of the family's order."""
PURCHASE_ORDER = "SUB1"


def cost_plant(plants: Plants) -> Factory:
    """Make it."""
    factory = Factory(plants, settings=SETTINGS, **_tables())
    for no, source_no in ORDERS.items():
        kind = OrderSourceType.FAMILY if no == FAMILY else OrderSourceType.ITEM
        factory.order(no, 6, source_no, source_type=kind, request_id=f"make-{no}")
    fields = {"no": PURCHASE_ORDER, "order_no": OUTSIDE, "operation_no": "20", "direct_unit_cost": "1.37"}
    factory.post(CreateSubcontractingOrderRequest, request_id="order-outside", **fields)
    return factory


SETTINGS = {
    "finish_order_without_output": "true",
    "expected_cost_posting_to_gl": "true",
    "calendar_from": "2026-02-23",
    "calendar_to": "2026-03-13",
}
CENTERS: list[dict[str, Any]] = [
    {"no": "B", "direct_unit_cost": 1, "indirect_cost_pct": 10, "overhead_rate": "0.5"},
    {"no": "SUB", "subcontractor_no": "V1", "unit_cost_calculation": "units"},
]
BOMS = {"PB": ("F", "0.5"), "QB": ("P", 1), "TB": ("Q", 1), "UB": ("C", 1)}
ITEMS: list[dict[str, Any]] = [
    {"no": "C", "standard_cost": "2.12345"},
    {"no": "F", "unit_cost": "0.35", "flushing_method": "backward", "rounding_precision": "0.01"},
    {"no": "S", "unit_cost": 2, "costing_method": "specific", "item_tracking_code": "SN"},
    {"no": "P", "standard_cost": "11.11111", "indirect_cost_pct": 7, "overhead_rate": "0.3"},
    {
        "no": "Q",
        "production_bom_no": "QB",
        "routing_no": "R",
        "unit_cost": 30,
        "standard_cost": "31.71",
        "single_level_material_cost": 11,
        "single_level_capacity_cost": 20,
        **PRODUCED,
    },
    {
        "no": "T",
        "production_bom_no": "TB",
        "routing_no": "R",
        "unit_cost": 45,
        "standard_cost": "44.99",
        "single_level_material_cost": "31.71",
        "single_level_capacity_cost": 13,
        **PRODUCED,
    },
    {
        "no": "U",
        "production_bom_no": "UB",
        "routing_no": "RU",
        "unit_cost": 5,
        "standard_cost": "4.87",
        "single_level_material_cost": "2.12",
        "single_level_subcontracted_cost": "1.37",
        "single_level_capacity_cost": "1.38",
        **PRODUCED,
    },
]


def _tables() -> dict[str, list[dict[str, Any]]]:
    base: list[dict[str, Any]] = read_json(BASE_PLANT)["posting_setup"]
    flushed = {"routing_link_code": "L"}
    return {
        "people": [{"no": "SUP", "role": "supervisor"}],
        "work_centers": CENTERS,
        "locations": [{"code": "EAST", "name": "East"}],
        "posting_setup": [row | {"location_code": "EAST"} for row in base if not row["location_code"]],
        "item_tracking_codes": [{"code": "SN", "sn_specific_tracking": True}],
        "routings": [{"no": "RU"}],
        "routing_lines": [
            {"routing_no": "R", "operation_no": "20", **flushed},
            {"routing_no": "RU", "operation_no": "10", "no": "A", "run_time": 5},
            {"routing_no": "RU", "operation_no": "20", "no": "SUB", "run_time": 1},
        ],
        "production_boms": [{"no": no} for no in BOMS],
        "production_bom_lines": [
            {"production_bom_no": bom, "no": no, "quantity_per": quantity} | (flushed if no == "F" else {})
            for bom, (no, quantity) in BOMS.items()
        ],
        "items": ITEMS,
        "families": [{"no": "FAM", "routing_no": "R"}],
        "family_lines": [
            {"family_no": "FAM", "line_no": line_no, "item_no": item_no, "quantity": 1}
            for line_no, item_no in zip(LINES, ("P", "Q"), strict=True)
        ],
    }
