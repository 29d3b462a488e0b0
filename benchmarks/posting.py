"""Durable postings a second with all of their logic, beside plain sqlite3 statements that write the same rows.

    python benchmarks/ posting

A posting here is output of a last operation, with setup and run time and a component that is flushed from
stock: capacity, stock, applications, values and general ledger, the order's own rows, the register. Every posting is
one transaction that is on the disk (WAL, synchronous FULL) before it is answered.

Three equal files are written side by side. On one the product posts and is timed. On the second it posts the same,
not timed, and every statement is noted. On the third those statements alone are executed, with the driver and
nothing else: the order is read, then its rows are written, without a rule, a receipt or a hash being worked out.
Rounds alternate, so whatever the machine does meanwhile falls on both.
"""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, median, percentile
from benchmarks.paired import NOON, copies, elapsed, rows_of

ROUNDS, POSTINGS = 12, 60
COMPONENTS = 1
MONDAY = date(2026, 3, 2)


def figures(rounds: int = ROUNDS, postings: int = POSTINGS) -> Iterator[Figure]:
    """Measure rate, median and slow end against the raw driver, and count statements."""
    with tempfile.TemporaryDirectory(prefix="kiosk-posting-") as name:
        path = Path(name) / "timed.sqlite"
        fill(path, rounds * postings + 10)
        timed, noted, raw = copies(path)
        timed.post(output(0))
        raw.execute(noted.noted(output(0)))
        product_times: list[float] = []
        raw_times: list[float] = []
        statements = rows = 0
        for number in range(rounds):
            block = range(1 + number * postings, 1 + (number + 1) * postings)
            written = [noted.noted(output(each)) for each in block]
            statements, rows = len(written[-1]), rows_of(written[-1])
            for order in (("product", "raw"), ("raw", "product"))[number % 2]:
                if order == "product":
                    product_times += [elapsed(timed.post, output(each)) for each in block]
                else:
                    raw_times += [elapsed(raw.execute, each) for each in written]
        yield from compared(product_times, raw_times, rows)
        plain = len(timed.noted(output(0, "30")))
        yield Figure("statements a posting, components flushed", statements, "", must=14, aim=14)
        yield Figure("statements a posting, nothing flushed", plain, "", must=14, aim=11)


def output(number: int, operation_no: str = "20") -> Any:
    """Answer the output that is posted on the order of that number."""
    from backend_client.messages.postings import PostOutputRequest

    return PostOutputRequest(
        request_id=f"{operation_no}-{number}",
        order_no=f"O{number:06d}",
        operation_no=operation_no,
        setup_time=Decimal(10),
        run_time=Decimal(50),
        output_quantity=Decimal(4),
        scrap_quantity=Decimal(1),
        scrap_code="DENT",
    )


def compared(product: Sequence[float], raw: Sequence[float], rows: int) -> Iterator[Figure]:
    """Answer the figures of two series of times in seconds."""
    rate, raw_rate = 1 / median(product), 1 / median(raw)
    yield Figure(f"durable postings of {rows} rows", rate, "/s", note="350 and 550 where plain is 1,200")
    yield Figure("the same rows, plain statements", raw_rate, "/s")
    yield Figure(
        "postings / plain statements", rate / raw_rate, "x", must=0.30, aim=0.45, more_is_better=True
    )
    p50, p99 = median(product) * 1000, percentile(product, 99) * 1000
    raw_p99 = percentile(raw, 99) * 1000
    yield Figure("a posting, median", p50, "ms")
    yield Figure(f"a posting, p99 (plain {raw_p99:.1f})", p99, "ms", must=raw_p99 + 6, aim=raw_p99 * 2)


def fill(path: Path, orders: int) -> None:
    """Make a plant in a file, with that many released orders."""
    fill_url(f"sqlite:///{path}", orders)


def fill_url(url: str, orders: int, products: int = 1) -> None:
    """Make a plant with that many released orders: 20 flushes, 30 does not; both are last operations.

    products  the orders make one after the other, each of a component of its own
    """
    from sqlalchemy import insert

    from backend_client.plant.building import build_plant
    from backend_client.store.database import open_database
    from backend_client.store.migrate import migrate
    from backend_client.store.rows import new_row, table_of

    database = open_database(url)
    migrate(database)
    build_plant(database, plant(products), at=NOON)
    with database.write() as connection:
        for record, rows in order_rows(orders, products):
            connection.execute(insert(table_of(record)), [new_row(record, **row) for row in rows])
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def product_of(number: int, products: int) -> str:
    """Answer the item that an order makes: P, or P0, P1, ... in turns."""
    return "P" if products == 1 else f"P{number % products}"


def plant(products: int = 1) -> dict[str, list[dict[str, Any]]]:
    """Answer the plant: one center, one item made of three, stock for all of them."""
    setup = {
        "plant_code": "BENCH",
        "plant_name": "Bench",
        "work_date": MONDAY.isoformat(),
        "default_location_code": "MAIN",
        "automatic_cost_posting": "true",
    }
    made = [product_of(number, products) for number in range(products)]
    components = [f"C{number}" for number in range(COMPONENTS * products)]
    stock = {"quantity": 1_000_000, "unit_of_measure_code": "PCS", "unit_cost": 3, "location_code": "MAIN"}
    stock |= {"document_no": "START", "posting_date": MONDAY.isoformat()}
    return {
        "plant_setup": [{"key": key, "value": value} for key, value in setup.items()],
        "units_of_measure": [{"code": "PCS"}],
        "capacity_units_of_measure": [{"code": "MINUTES", "type": "minutes"}],
        "work_center_groups": [{"code": "1"}],
        "locations": [{"code": "MAIN"}],
        "scrap_codes": [{"code": "DENT"}],
        "work_centers": [{"no": "A", "direct_unit_cost": 10, "indirect_cost_pct": 20, "overhead_rate": 2}],
        "items": [
            *({"no": no, "replenishment_system": "prod_order", "unit_cost": 25} for no in made),
            *({"no": no, "unit_cost": 3} for no in components),
        ],
        "opening_inventory": [
            {"line_no": number, "item_no": no, **stock} for number, no in enumerate(components, start=1)
        ],
        **accounts(),
    }


def accounts() -> dict[str, list[dict[str, Any]]]:
    """Answer the accounts and posting groups of the plant."""
    inventory = {
        "inventory_account": "2130",
        "inventory_account_interim": "2131",
        "wip_account": "2140",
    }
    general = {
        "inventory_adjmt_account": "7270",
        "direct_cost_applied_account": "7291",
        "overhead_applied_account": "7292",
    }
    stocked, posted = ("FINISHED", "RAW MAT"), ("RETAIL", "RAW MAT", "MANUFACT")
    return {
        "gl_accounts": [{"no": no} for no in (*inventory.values(), *general.values())],
        "posting_groups": [
            *({"type": "inventory", "code": group} for group in stocked),
            *({"type": "gen_product", "code": group} for group in posted),
        ],
        "posting_setup": [
            {"location_code": place, "inventory_posting_group": group, **inventory}
            for place in ("", "MAIN")
            for group in stocked
        ],
        "general_posting_setup": [
            {"gen_bus_posting_group": "", "gen_prod_posting_group": group, **general} for group in posted
        ],
    }


AT_A = {"routing_reference_no": 1, "no": "A", "work_center_no": "A", "work_center_group_code": "1"}
LINKS = {"20": "L", "30": ""}
TEN, TWENTY, HUNDRED = Decimal(10), Decimal(20), Decimal(100)


def order_rows(orders: int, products: int = 1) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Answer the rows of the orders, table by table."""
    from backend_client.records.order import ProductionOrder, ProductionOrderLine
    from backend_client.records.order_detail import (
        CapacityNeed,
        ProductionOrderComponent,
        ProductionOrderRoutingLine,
    )

    numbers = [f"O{number:06d}" for number in range(orders)]
    quantities = {"quantity": TEN, "quantity_base": TEN, "remaining_quantity": TEN, "remaining_qty_base": TEN}
    making = [(no, product_of(number, products)) for number, no in enumerate(numbers)]
    line = {
        "line_no": 1,
        "location_code": "MAIN",
        "unit_of_measure_code": "PCS",
        **quantities,
    }
    line |= {"routing_no": "R", "routing_reference_no": 1, "inventory_posting_group": "FINISHED"}
    yield ProductionOrder, [{"no": no, "source_no": item, "quantity": TEN} for no, item in making]
    yield ProductionOrderLine, [{"order_no": no, "item_no": item, **line} for no, item in making]
    yield ProductionOrderRoutingLine, [row for no in numbers for row in operation_rows(no)]
    yield CapacityNeed, [row for no in numbers for row in need_rows(no)]
    yield (
        ProductionOrderComponent,
        [row for number, no in enumerate(numbers) for row in component_rows(no, number % products)],
    )


def operation_rows(order_no: str) -> Iterator[dict[str, Any]]:
    """Answer the operations of one order."""
    from backend_client.terms import RoutingStatus

    for operation, link in LINKS.items():
        yield {
            "order_no": order_no,
            "operation_no": operation,
            "routing_link_code": link,
            "routing_status": RoutingStatus.PLANNED,
            "input_quantity": TEN,
            **AT_A,
        }


def need_rows(order_no: str) -> Iterator[dict[str, Any]]:
    """Answer the capacity needs of one order: an hour of setup and one of run for each operation."""
    from datetime import time as clock

    from backend_client.terms import TimeType

    for operation in LINKS:
        for number, kind in enumerate((TimeType.SETUP, TimeType.RUN), start=1):
            yield {
                "order_no": order_no,
                "operation_no": operation,
                "line_no": number,
                "date": MONDAY,
                "starting_time": clock(8 + number),
                "ending_time": clock(9 + number),
                "time_type": kind,
                "needed_time": HUNDRED,
                "allocated_time": HUNDRED,
                **AT_A,
            }


def component_rows(order_no: str, product: int = 0) -> Iterator[dict[str, Any]]:
    """Answer the components of one order: two of each for one piece, flushed with the linked operation."""
    from backend_client.terms import FlushingMethod

    expected = {"expected_quantity": TWENTY, "expected_qty_base": TWENTY, "remaining_quantity": TWENTY}
    expected |= {"remaining_qty_base": TWENTY, "quantity": Decimal(2), "quantity_per": Decimal(2)}
    for number in range(COMPONENTS):
        yield {
            "order_no": order_no,
            "order_line_no": 1,
            "line_no": number,
            "item_no": f"C{product * COMPONENTS + number}",
            "unit_of_measure_code": "PCS",
            "location_code": "MAIN",
            "flushing_method": FlushingMethod.BACKWARD,
            "routing_link_code": "L",
            "unit_cost": Decimal(3),
            **expected,
        }
