"""A plant for planning: whatever tables a test names, on the casebook's calendar and units.

Monday to Friday 08:00-16:00 in the first half of 2026; today is Monday 2026-03-02; items are in pieces.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import select

from backend_client.messages.base import Posted, Refused
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.records.calendar import CalendarEntry
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import (
    CapacityNeed,
    ProductionOrderComponent,
    ProductionOrderRoutingLine,
)
from backend_client.store.rows import Record, Row, table_of
from tests.casebook.databases import Plants
from tests.casebook.loading import read_json
from tests.casebook.plant import BASE_PLANT
from tests.casebook.running import Plant

ORDERS, LINES = ProductionOrder, ProductionOrderLine
COMPONENTS, OPERATIONS = ProductionOrderComponent, ProductionOrderRoutingLine
NEEDS, CALENDAR = CapacityNeed, CalendarEntry
PRODUCED = {"replenishment_system": "prod_order"}
_NUMBERS = count(1)


def planning_plant(
    plants: Plants, *, settings: Mapping[str, str] | None = None, **tables: list[dict[str, Any]]
) -> Plant:
    """Answer a fresh plant with these rows besides the base plant's; settings change the plant's."""
    base: dict[str, list[dict[str, Any]]] = read_json(BASE_PLANT)
    merged = {name: _with(base.get(name, []), tables.get(name, [])) for name in {*base, *tables}}
    values = {row["key"]: row["value"] for row in merged["plant_setup"]} | dict(settings or {})
    merged["plant_setup"] = [{"key": key, "value": value} for key, value in values.items()]
    return plants.fresh(merged)


def _with(standing: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add rows to those of the base plant; one with the same code takes its place."""
    codes = {row["code"] for row in rows if "code" in row}
    return [*(row for row in standing if row.get("code") not in codes), *rows]


def simple_plant(plants: Plants, *, run_time: int = 60, **more: Any) -> Plant:
    """Answer a plant where P is made by operation 10 at A, so many minutes a piece."""
    tables: dict[str, Any] = {
        "work_centers": [{"no": "A"}],
        "routings": [{"no": "R"}],
        "routing_lines": [{"routing_no": "R", "operation_no": "10", "no": "A", "run_time": run_time}],
        "items": [{"no": "P", "routing_no": "R", **PRODUCED}],
    }
    return planning_plant(plants, **(tables | more))


def create(plant: Plant, no: str = "O1", **values: Any) -> Any:
    """Create an order of P, 1 piece due Tuesday 2026-03-10 unless told otherwise; answers what the seam answers."""
    given = {"source_no": "P", "quantity": 1, "due_date": date(2026, 3, 10)} | values
    given["quantity"] = Decimal(str(given["quantity"]))
    request_id = f"create-{next(_NUMBERS)}"
    return plant.client.post(CreateProductionOrderRequest(request_id=request_id, order_no=no, **given))


def post(plant: Plant, kind: type[Any], **values: Any) -> Any:
    """Post a request of a kind under a new id."""
    return plant.client.post(kind(request_id=f"request-{next(_NUMBERS)}", **values))


def posted(outcome: Any) -> Any:
    """Answer the receipt of what must have been posted."""
    assert isinstance(outcome, Posted), outcome
    return outcome.receipt


def refused(outcome: Any) -> str:
    """Answer the code of what must have been refused."""
    assert isinstance(outcome, Refused), outcome
    return outcome.code.value


def rows(plant: Plant, record: Record, *order: str) -> list[Row]:
    """Read a table."""
    table = table_of(record)
    with plant.engine.connect() as connection:
        found = connection.execute(select(table).order_by(*(table.c[name] for name in order))).mappings()
        return [dict(row) for row in found]


def column(plant: Plant, record: Record, name: str, *order: str) -> list[Any]:
    """Read one column of a table."""
    return [row[name] for row in rows(plant, record, *order)]


def at(text: str) -> datetime:
    """Answer a wall-clock date-time of 2026, written 03-10 08:00."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the plant's wall clock


def span(row: Row) -> str:
    """Write when an order, line or operation happens: 03-10 15:00 - 03-10 16:00."""
    return f"{row['starting_date_time']:%m-%d %H:%M} - {row['ending_date_time']:%m-%d %H:%M}"
