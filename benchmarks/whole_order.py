"""Whole production orders from creation to finished, beside plain sqlite3 statements that write the same rows.

    python benchmarks/ whole_order

An order here is created and planned (lines, routing, components, schedule, capacity needs), released, posted on at
each of its four operations, the last bringing ten pieces into stock, and finished: seven requests, seven durable
transactions. Its five components are flushed backward with the operations they are linked to. The plain side is made
as in posting.py: every statement that the product sent, its reads too, by the driver alone.

Refreshing is timed by itself on orders of ten operations and fifty components.
"""

import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, median
from benchmarks.paired import NOON, Product, Raw, copies, elapsed, rows_of
from benchmarks.posting import plant as one_center

ORDERS, REFRESHES, ROUNDS = 60, 30, 3
OPERATIONS = ("10", "20", "30", "40")
LINKED = ("10", "20", "20", "30", "40")
"""The operation that each component is linked to."""
WIDE_OPERATIONS, WIDE_COMPONENTS = 10, 50
DUE = date(2026, 4, 20)


def figures(orders: int = ORDERS, refreshes: int = REFRESHES) -> Iterator[Figure]:
    """Measure whole orders and refreshes against the raw driver."""
    with tempfile.TemporaryDirectory(prefix="kiosk-order-") as name:
        path = Path(name) / "timed.sqlite"
        fill(path)
        timed, noted, raw = copies(path)
        yield from whole_orders(timed, noted, raw, orders)
        yield from refreshed(timed, noted, raw, refreshes)
        for product in (timed, noted):
            product.database.close()


def whole_orders(timed: Product, noted: Product, raw: Raw, orders: int) -> Iterator[Figure]:
    """Take orders from creation to finished."""
    product_times: list[float] = []
    raw_times: list[float] = []
    rows = statements = requests = 0
    for number in range(orders + 1):
        sent = order_requests(f"W{number:05d}")
        written = [noted.noted(request) for request in sent]
        taken = sum(elapsed(timed.post, request) for request in sent)
        plain = sum(elapsed(raw.execute, each) for each in written)
        if number:  # the first one loads modules and prepares statements
            product_times.append(taken)
            raw_times.append(plain)
        rows, requests = sum(map(rows_of, written)), len(sent)
        statements = max(len(each) for each in written)
    rate, raw_rate = 1 / median(product_times), 1 / median(raw_times)
    note = f"{requests} transactions, {rows} rows"
    yield Figure(
        "whole orders, 4 operations, 5 components", rate, "/s", 40, 80, more_is_better=True, note=note
    )
    yield Figure("the same rows, plain statements", raw_rate, "/s")
    yield Figure("whole orders / plain statements", rate / raw_rate, "x", more_is_better=True)
    yield Figure("most statements of one request of it", statements, "")


def refreshed(timed: Product, noted: Product, raw: Raw, refreshes: int) -> Iterator[Figure]:
    """Refresh one order of ten operations and fifty components, again and again."""
    from backend_client.messages.orders import RefreshProductionOrderRequest

    creation = create("WIDE", "WIDE")
    raw.execute(noted.noted(creation))
    timed.post(creation)
    product_times: list[float] = []
    raw_times: list[float] = []
    written: Any = ()
    for number in range(refreshes):
        request = RefreshProductionOrderRequest(
            request_id=f"refresh-{number}", order_no="WIDE", quantity=Decimal(10 + number)
        )
        written = noted.noted(request)
        product_times.append(elapsed(timed.post, request))
        raw_times.append(elapsed(raw.execute, written))
    name = f"refresh, {WIDE_OPERATIONS} operations, {WIDE_COMPONENTS} components"
    yield Figure(name, median(product_times) * 1000, "ms", note=f"{len(written)} statements")
    yield Figure("the same rows, plain statements", median(raw_times) * 1000, "ms")
    ratio = median(raw_times) / median(product_times)
    yield Figure("refresh / plain statements", ratio, "x", more_is_better=True)


def order_requests(no: str) -> list[Any]:
    """Answer the requests that take one order from creation to finished."""
    from backend_client.messages.orders import ChangeOrderStatusRequest
    from backend_client.messages.postings import PostOutputRequest
    from backend_client.terms import OrderStatus

    outputs = [
        PostOutputRequest(
            request_id=f"{no}-{operation}",
            order_no=no,
            operation_no=operation,
            setup_time=Decimal(10),
            run_time=Decimal(50),
            output_quantity=Decimal(10),
        )
        for operation in OPERATIONS
    ]
    statuses = [
        ChangeOrderStatusRequest(request_id=f"{no}-{status.value}", order_no=no, to=status)
        for status in (OrderStatus.RELEASED, OrderStatus.FINISHED)
    ]
    return [create(no, "P"), statuses[0], *outputs, statuses[1]]


def create(no: str, source_no: str) -> Any:
    """Answer the request that creates and plans an order of ten."""
    from backend_client.messages.orders import CreateProductionOrderRequest
    from backend_client.terms import OrderStatus

    return CreateProductionOrderRequest(
        request_id=f"create-{no}",
        order_no=no,
        source_no=source_no,
        quantity=Decimal(10),
        due_date=DUE,
        status=OrderStatus.FIRM_PLANNED,
    )


def fill(path: Path) -> None:
    """Make the plant."""
    from backend_client.plant.building import build_plant
    from backend_client.store.database import open_database
    from backend_client.store.migrate import migrate

    database = open_database(f"sqlite:///{path}")
    migrate(database)
    build_plant(database, plant(), at=NOON)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def plant() -> dict[str, list[dict[str, Any]]]:
    """Answer the plant of posting.py with a calendar, and two items that are made: P, and WIDE."""
    base = one_center()
    wide_steps = [str(number * 10) for number in range(1, WIDE_OPERATIONS + 1)]
    parts = [f"C{number}" for number in range(WIDE_COMPONENTS)]
    flushed = {"flushing_method": "backward", "unit_cost": 3}
    stock = base["opening_inventory"][0]
    weekdays = ("monday", "tuesday", "wednesday", "thursday", "friday")
    hours = {"starting_time": "08:00:00", "ending_time": "16:00:00", "work_shift_code": "1"}
    made = {"replenishment_system": "prod_order", "unit_cost": 25}
    return base | {
        "work_shifts": [{"code": "1"}],
        "shop_calendars": [{"code": "ONE"}],
        "shop_calendar_working_days": [
            {"shop_calendar_code": "ONE", "day": day, **hours} for day in weekdays
        ],
        "work_centers": [base["work_centers"][0] | {"shop_calendar_code": "ONE"}],
        "routing_links": [{"code": step} for step in OPERATIONS],
        "routings": [{"no": "R"}, {"no": "WIDE"}],
        "routing_lines": [
            *(
                {"routing_no": "R", "operation_no": step, "no": "A", "routing_link_code": step, **TIMES}
                for step in OPERATIONS
            ),
            *({"routing_no": "WIDE", "operation_no": step, "no": "A", **TIMES} for step in wide_steps),
        ],
        "production_boms": [{"no": "B"}, {"no": "WIDE"}],
        "production_bom_lines": [
            *(
                {**bom_line("B", number, part), "routing_link_code": step}
                for number, (part, step) in enumerate(zip(parts, LINKED, strict=False))
            ),
            *(bom_line("WIDE", number, part) for number, part in enumerate(parts)),
        ],
        "items": [
            {"no": "P", "production_bom_no": "B", "routing_no": "R", **made},
            {"no": "WIDE", "production_bom_no": "WIDE", "routing_no": "WIDE", **made},
            *({"no": part, **flushed} for part in parts),
        ],
        "opening_inventory": [
            stock | {"line_no": number, "item_no": part} for number, part in enumerate(parts, start=1)
        ],
    }


TIMES = {"setup_time": 10, "run_time": 5, "setup_time_unit": "MINUTES", "run_time_unit": "MINUTES"}


def bom_line(bom_no: str, number: int, item_no: str) -> dict[str, Any]:
    """Answer a line of a BOM: two of an item for one piece."""
    return {
        "production_bom_no": bom_no,
        "line_no": (number + 1) * 10000,
        "type": "item",
        "no": item_no,
        "quantity_per": 2,
    }
