"""A plant small enough to work out in the head, for tests that post.

P  made on routing R: operation 10 at A, operation 20 at B; unit cost 25.00
   A costs 14.00 a minute: direct 10.00, 20 % indirect cost, overhead rate 2.00;  B costs nothing
   of `components` bought items C1, C2, ... (1 piece each, backward flushed at operation 20, 1000 in stock)
"""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from backend_client.client import BackendClient
from backend_client.messages.base import Posted
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.store.schema import METADATA
from tests.casebook.databases import Plants
from tests.casebook.loading import read_json
from tests.casebook.plant import BASE_PLANT
from tests.casebook.running import Plant

DUE = date(2026, 3, 16)


def small_plant(
    plants: Plants, *, components: int = 0, orders: int = 1, quantity: int = 10, days_pass: bool = False
) -> Plant:
    """Answer a fresh plant with released orders O1, O2, ... of so many P; its day is always the same unless `days_pass`."""
    items = [f"C{at}" for at in range(1, components + 1)]
    tables: dict[str, list[dict[str, Any]]] = read_json(BASE_PLANT) | {
        "work_centers": [
            {"no": "A", "direct_unit_cost": 10, "indirect_cost_pct": 20, "overhead_rate": 2},
            {"no": "B"},
        ],
        "routing_links": [{"code": "LAST"}],
        "routings": [{"no": "R"}],
        "routing_lines": [
            {"routing_no": "R", "operation_no": "10", "no": "A", "setup_time": 10, "run_time": 5},
            {"routing_no": "R", "operation_no": "20", "no": "B", "run_time": 2, "routing_link_code": "LAST"},
        ],
        "items": [
            {
                "no": "P",
                "replenishment_system": "prod_order",
                "unit_cost": 25,
                "routing_no": "R",
                "production_bom_no": "BOM" if components else "",
            },
            *({"no": no, "unit_cost": 3, "flushing_method": "backward"} for no in items),
        ],
    }
    if days_pass:
        tables["plant_setup"] = [row for row in tables["plant_setup"] if row["key"] != "work_date"]
    if components:
        tables["production_boms"] = [{"no": "BOM"}]
        tables["production_bom_lines"] = [
            {"production_bom_no": "BOM", "no": no, "routing_link_code": "LAST"} for no in items
        ]
        tables["opening_inventory"] = [{"item_no": no, "quantity": 1000, "unit_cost": 3} for no in items]
    plant = plants.fresh(tables)
    for at in range(1, orders + 1):
        outcome = plant.client.post(order(f"O{at}", quantity))
        assert isinstance(outcome, Posted), outcome
    return plant


def order(no: str, quantity: int = 10) -> CreateProductionOrderRequest:
    """A request that makes a released order of P."""
    return CreateProductionOrderRequest(
        request_id=f"create-{no}", order_no=no, source_no="P", quantity=Decimal(quantity), due_date=DUE
    )


def output(request_id: str, **values: Any) -> PostOutputRequest:
    """A request that posts output of O1; numbers are given as they come."""
    given = {"order_no": "O1", "operation_no": "20"} | values
    numbers = {name: Decimal(given[name]) for name in given if name.endswith(("_quantity", "_time"))}
    return PostOutputRequest(request_id=request_id, **(given | numbers))


def post_all(client: BackendClient, *requests: PostOutputRequest) -> list[Any]:
    """Post one after the other; answers the outcomes."""
    return [client.post(request) for request in requests]


def dump(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Answer every row of every table, sorted by its key: what two databases must agree on.

    Sorted here, since databases differ in how they sort texts.
    """
    found = {}
    for table in METADATA.sorted_tables:
        rows = connection.execute(select(table)).mappings().all()
        keys = [column.name for column in table.primary_key]
        rows = sorted(rows, key=lambda row: tuple(row[key] for key in keys))
        found[table.name] = [tuple(row.values()) for row in rows]
    return found


def dump_of(plant: Plant) -> dict[str, list[tuple[Any, ...]]]:
    """Answer every row of every table of a plant."""
    with plant.engine.connect() as connection:
        return dump(connection)
