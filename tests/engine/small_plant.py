"""A plant small enough to check in the head, in a real SQLite file.

Item P is made of C (2 a piece, 3.00 each) on a routing of two operations: 10 at work center A (14.00 a minute: 10.00 direct,
20 %, overhead rate 2.00) and 20 at machine center M of work center B (1.00 a minute). Location MAIN has no bins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from sqlalchemy import Engine, event, insert, select

from backend_client.local import LocalClient
from backend_client.messages.base import Answer, Posted, Refused, Request
from backend_client.messages.postings import PostOutputRequest
from backend_client.messages.receipt import PostingReceipt
from backend_client.plant.building import build_plant
from backend_client.records.item import ItemUnit
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import (
    CapacityNeed,
    ProductionOrderComponent,
    ProductionOrderRoutingLine,
)
from backend_client.refusals import RefusalCode
from backend_client.store.database import Database, open_database
from backend_client.store.migrate import migrate
from backend_client.store.rows import Record, new_row, table_of
from backend_client.terms import CapacityType, FlushingMethod, RoutingStatus, TimeType

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MONDAY = date(2026, 3, 2)

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

ACCOUNTS = {
    "inventory_account": "2130",
    "inventory_account_interim": "2131",
    "wip_account": "2140",
}
SETTINGS = {
    "plant_code": "SMALL",
    "plant_name": "Small plant",
    "work_date": "2026-03-02",
    "default_location_code": "MAIN",
    "cost_incl_setup": "true",
    "show_capacity_in": "MINUTES",
    "automatic_cost_posting": "true",
}
GENERAL = {
    "inventory_adjmt_account": "7270",
    "direct_cost_applied_account": "7291",
    "overhead_applied_account": "7292",
    "purchase_variance_account": "7293",
    "cogs_account": "7290",
}

MASTER_DATA: dict[str, list[dict[str, Any]]] = {
    "units_of_measure": [{"code": "PCS"}, {"code": "BOX"}],
    "capacity_units_of_measure": [
        {"code": "MINUTES", "type": "minutes"},
        {"code": "HOURS", "type": "hours"},
    ],
    "work_center_groups": [{"code": "1", "name": "Production"}],
    "scrap_codes": [{"code": "DENT", "description": "Dented"}],
    "stop_codes": [{"code": "TOOL", "description": "Tool broken"}],
    "locations": [{"code": "MAIN", "name": "Main"}],
    "posting_groups": [
        {"type": "inventory", "code": "FINISHED"},
        {"type": "inventory", "code": "RAW MAT"},
        {"type": "gen_product", "code": "RETAIL"},
        {"type": "gen_product", "code": "RAW MAT"},
        {"type": "gen_product", "code": "MANUFACT"},
    ],
    "gl_accounts": [
        {"no": no, "name": f"Account {no}"} for no in sorted({*ACCOUNTS.values(), *GENERAL.values()})
    ],
    "posting_setup": [
        {"location_code": place, "inventory_posting_group": group, **ACCOUNTS}
        for place in ("", "MAIN")
        for group in ("FINISHED", "RAW MAT")
    ],
    "general_posting_setup": [
        {"gen_bus_posting_group": "", "gen_prod_posting_group": group, **GENERAL}
        for group in ("RETAIL", "RAW MAT", "MANUFACT")
    ],
    "work_centers": [
        {"no": "A", "name": "Assembly", "direct_unit_cost": 10, "indirect_cost_pct": 20, "overhead_rate": 2},
        {"no": "B", "name": "Packing"},
    ],
    "machine_centers": [{"no": "M", "name": "Packer", "work_center_no": "B", "direct_unit_cost": 1}],
    "items": [
        {"no": "P", "description": "Pump", "replenishment_system": "prod_order", "unit_cost": 25},
        {"no": "C", "description": "Casing", "unit_cost": 3},
    ],
    "item_units": [{"item_no": "P", "code": "BOX", "qty_per_unit_of_measure": 12}],
}


@dataclass(kw_only=True)
class SmallPlant:
    """The client, and the database to look into."""

    client: LocalClient
    database: Database

    @property
    def engine(self) -> Engine:
        """The database's engine."""
        return self.database.engine

    def post(self, request: Request[Any]) -> Any:
        """Post; answers the receipt, or what was refused."""
        outcome = self.client.post(request)
        return outcome.receipt if isinstance(outcome, Posted) else outcome

    def output(self, **fields: Any) -> PostingReceipt:
        """Post output on order O1 and expect it to be posted."""
        outcome = self.post(output_request(**fields))
        assert not isinstance(outcome, Refused), outcome
        receipt: PostingReceipt = outcome
        return receipt

    def refused(self, request: Request[Any]) -> RefusalCode:
        """Post, expect a refusal, and see that no register was written."""
        before = len(self.rows("registers"))
        outcome = self.client.post(request)
        assert isinstance(outcome, Refused), outcome
        assert len(self.rows("registers")) == before
        return outcome.code

    def rows(self, table: str, *columns: str) -> list[Any]:
        """Answer the rows of a table in the order of its key; one column as plain values."""
        found = next(
            mapped for mapped in table_of(ProductionOrder).metadata.tables.values() if mapped.name == table
        )
        wanted = [found.c[name] for name in columns] or list(found.c)
        with self.engine.connect() as connection:
            rows = connection.execute(select(*wanted).order_by(*found.primary_key)).all()
        return [row[0] for row in rows] if len(columns) == 1 else [tuple(row) for row in rows]

    def insert_unit(self, item_no: str, code: str, per_unit: int) -> None:
        """Let an item be counted in one more unit."""
        values = {"item_no": item_no, "code": code, "qty_per_unit_of_measure": Decimal(per_unit)}
        self.insert(ItemUnit, values)

    def insert(self, record: Record, *rows: Mapping[str, Any]) -> None:
        """Insert rows as they are."""
        with self.database.write() as connection:
            connection.execute(insert(table_of(record)), [new_row(record, **row) for row in rows])


def small_plant(folder: Path, changes: Rows | None = None, **settings: str) -> SmallPlant:
    """Make the plant in a folder; `changes` add rows to its tables or change those with the same key."""
    path = folder / "small.sqlite"
    path.write_bytes(_empty_database())
    database = open_database(f"sqlite:///{path}")
    tables = {name: [dict(row) for row in rows] for name, rows in MASTER_DATA.items()}
    for name, rows in (changes or {}).items():
        for row in rows:
            standing = tables.setdefault(name, [])
            same = [each for each in standing if all(each.get(k) == row.get(k) for k in _key(name))]
            same[0].update(row) if same else standing.append(dict(row))
    values = {**SETTINGS, **settings}
    tables["plant_setup"] = [{"key": key, "value": value} for key, value in values.items()]
    build_plant(database, tables, at=NOON)
    return SmallPlant(client=LocalClient(database, now=lambda: NOON), database=database)


@cache
def _empty_database() -> bytes:
    """Make a file with the schema and nothing in it, once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite"
        database = open_database(f"sqlite:///{path}")
        migrate(database)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        return path.read_bytes()


def _key(table: str) -> tuple[str, ...]:
    return {
        "posting_setup": ("location_code", "inventory_posting_group"),
        "general_posting_setup": ("gen_bus_posting_group", "gen_prod_posting_group"),
        "item_units": ("item_no", "code"),
        "items": ("no",),
        "work_centers": ("no",),
        "machine_centers": ("no",),
    }.get(table, ("code",))


def released_order(  # one order, everything about it by name
    plant: SmallPlant,
    no: str = "O1",
    *,
    quantity: int = 10,
    unit: str = "PCS",
    per_unit: int = 1,
    routing: bool = True,
    order: Mapping[str, Any] | None = None,
    line: Mapping[str, Any] | None = None,
    operations: Mapping[str, Mapping[str, Any]] | None = None,
    components: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Put a released order of item P in the database: operations 10 and 20, each needing 10 setup and 50 run.

    operations  changed columns by operation number; components: rows, of item C unless told otherwise
    """
    plant.insert(
        ProductionOrder, {"no": no, "source_no": "P", "quantity": Decimal(quantity), **(order or {})}
    )
    base = Decimal(quantity * per_unit)
    plant.insert(
        ProductionOrderLine,
        {
            "order_no": no,
            "line_no": 10000,
            "item_no": "P",
            "description": "Pump",
            "location_code": "MAIN",
            "quantity": Decimal(quantity),
            "quantity_base": base,
            "remaining_quantity": Decimal(quantity),
            "remaining_qty_base": base,
            "unit_of_measure_code": unit,
            "qty_per_unit_of_measure": Decimal(per_unit),
            "routing_no": "R" if routing else "",
            "routing_reference_no": 10000,
            "inventory_posting_group": "FINISHED",
            "due_date": MONDAY,
            **(line or {}),
        },
    )
    if routing:
        _insert_operations(plant, no, operations or {})
    for number, component in enumerate(components, start=1):
        _insert_component(plant, no, number * 10000, component)


def _insert_operations(plant: SmallPlant, order_no: str, changes: Mapping[str, Mapping[str, Any]]) -> None:
    machine = {"type": CapacityType.MACHINE_CENTER, "no": "M", "work_center_no": "B"}
    places: dict[str, dict[str, Any]] = {
        "10": {"no": "A", "work_center_no": "A", "next_operation_no": "20"},
        "20": {**machine, "previous_operation_no": "10"},
    }
    for number, place in places.items():
        reference = 10000
        operation = {"order_no": order_no, "routing_reference_no": reference, "operation_no": number}
        operation |= {"routing_no": "R", "work_center_group_code": "1", "description": f"Operation {number}"}
        operation |= {"routing_status": RoutingStatus.PLANNED, **place, **changes.get(number, {})}
        plant.insert(ProductionOrderRoutingLine, operation)
        for line_no, (kind, hour, needed) in enumerate(((TimeType.SETUP, 8, 10), (TimeType.RUN, 9, 50))):
            plant.insert(
                CapacityNeed,
                {
                    "order_no": order_no,
                    "routing_reference_no": operation["routing_reference_no"],
                    "operation_no": number,
                    "line_no": line_no + 1,
                    "type": operation.get("type", CapacityType.WORK_CENTER),
                    "no": operation["no"],
                    "work_center_no": operation["work_center_no"],
                    "work_center_group_code": "1",
                    "date": MONDAY,
                    "starting_time": time(hour),
                    "ending_time": time(hour + 1),
                    "time_type": kind,
                    "needed_time": Decimal(needed),
                    "allocated_time": Decimal(needed),
                },
            )


def _insert_component(plant: SmallPlant, order_no: str, line_no: int, changes: Mapping[str, Any]) -> None:
    per = Decimal(changes.get("quantity", 2))
    plant.insert(
        ProductionOrderComponent,
        {
            "order_no": order_no,
            "order_line_no": 10000,
            "line_no": line_no,
            "item_no": "C",
            "description": "Casing",
            "unit_of_measure_code": "PCS",
            "location_code": "MAIN",
            "unit_cost": Decimal(3),
            "expected_quantity": per * 10,
            "expected_qty_base": per * 10,
            "remaining_quantity": per * 10,
            "remaining_qty_base": per * 10,
            "quantity_per": per,
            "flushing_method": FlushingMethod.BACKWARD,
            **changes,
            "quantity": per,
        },
    )


_numbers = count(1)


def output_request(**fields: Any) -> PostOutputRequest:
    """Answer a request for output on order O1; whole numbers become decimals."""
    given = {
        name: Decimal(value)
        if name.endswith(("_quantity", "_time")) and isinstance(value, int | str)
        else value
        for name, value in fields.items()
    }
    return PostOutputRequest(**{"request_id": f"T-{next(_numbers)}", "order_no": "O1", **given})


def yes(*confirmations: Any) -> tuple[Answer, ...]:
    """Answer confirmations with yes."""
    return tuple(Answer(confirmation=each, yes=True) for each in confirmations)


class CountedStatements:
    """Counts the statements a block sends to the database."""

    def __init__(self, engine: Engine) -> None:
        """Listen to an engine."""
        self._engine = engine
        self.texts: list[str] = []

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            self.texts.append(statement)

    def __enter__(self) -> Self:
        """Begin to count."""
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop counting."""
        event.remove(self._engine, "before_cursor_execute", self._note)
