"""The first hundred of ten thousand operations that wait at one center, beside the query alone.

    python benchmarks/ worklist

The raw figure is the same rows, in the same order, by one plain sqlite3 statement on the same file, with no rule,
no message and no join for names: what the disk and the index cost.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from benchmarks.figures import Figure
from benchmarks.load import timed

OPEN, FINISHED = 10_000, 30_000
ITEMS = 50
MONDAY = date(2026, 3, 2)
PLACE = {"no": "A", "work_center_no": "A", "work_center_group_code": "G", "routing_reference_no": 1}
RAW = (
    "SELECT * FROM production_order_routing_lines WHERE type = 'work_center' AND no = 'A' "
    "AND routing_status <> 'finished' ORDER BY starting_date_time LIMIT ?"
)


def figures(waiting: int = OPEN, finished: int = FINISHED) -> Iterator[Figure]:
    """Measure the first page, and every page to the end of the list."""
    from backend_client.local import LocalClient
    from backend_client.messages.load import TaskListQuestion
    from backend_client.store.database import open_database

    with tempfile.TemporaryDirectory(prefix="kiosk-worklist-") as folder:
        database = open_database(f"sqlite:///{folder}/plant.sqlite")
        fill(database, waiting, finished)
        client = LocalClient(database, now=lambda: datetime(2026, 3, 2, 12, tzinfo=UTC))

        def page() -> None:
            assert len(client.ask(TaskListQuestion(no="A", most=100)).tasks) == 100

        def ready() -> None:
            tasks = client.ask(TaskListQuestion(no="A", most=100, with_parts=True)).tasks
            assert all(task.parts_short == 3 for task in tasks), (
                "their bins hold them, their location has no entries"
            )

        def whole() -> None:
            seen, after = 0, ""
            while seen == 0 or after:
                answer = client.ask(TaskListQuestion(no="A", page=after))
                seen, after = seen + len(answer.tasks), answer.next_page
            assert seen == waiting

        first = timed(f"dispatch list, first 100 of {waiting:,} open", page, 5, 2)
        with_parts = timed("the same with the readiness of their parts", ready, 10, 5)
        with database.engine.connect() as connection:

            def plain(most: int) -> Any:
                return connection.exec_driver_sql(RAW, (most,)).all()

            raw = timed("the same rows, one plain statement", lambda: plain(100))
            everything = timed(f"dispatch list, all {waiting:,} by pages", whole, 400, 150, rounds=8)
            raw_everything = timed("all of them, one plain statement", lambda: plain(waiting), rounds=8)
        yield first
        yield with_parts
        yield raw
        yield Figure("first 100 / plain statement", first.value / raw.value, "x", must=10, aim=4)
        yield everything
        yield raw_everything
        ratio = everything.value / raw_everything.value
        yield Figure("all by pages / plain statement", ratio, "x", must=10, aim=4)
        database.close()


def fill(database: Any, waiting: int, finished: int) -> None:
    """Write one center and its operations: orders of one operation each, every one with an hour of setup and run."""
    from sqlalchemy import insert

    from backend_client.records.center import CapacityUnitOfMeasure, WorkCenter, WorkCenterGroup
    from backend_client.store.migrate import migrate
    from backend_client.store.rows import new_row, table_of

    migrate(database)
    center = {"no": "A", "name": "A", "work_center_group_code": "G", "unit_of_measure_code": "MINUTES"}
    with database.write() as connection:
        for record, row in (
            (CapacityUnitOfMeasure, {"code": "MINUTES"}),
            (WorkCenterGroup, {"code": "G"}),
            (WorkCenter, center),
        ):
            connection.execute(insert(table_of(record)), [new_row(record, **row)])
        for record, rows in (*order_rows(waiting, finished), *component_rows(waiting, finished)):
            connection.execute(insert(table_of(record)), [new_row(record, **row) for row in rows])


def order_rows(waiting: int, finished: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Answer the rows of the orders, table by table; the finished ones are the older numbers."""
    from backend_client.records.order import ProductionOrder, ProductionOrderLine
    from backend_client.records.order_detail import CapacityNeed, ProductionOrderRoutingLine
    from backend_client.terms import OrderStatus, RoutingStatus, TimeType

    numbers = [(f"O{number:06d}", number < finished) for number in range(waiting + finished)]
    status = {True: OrderStatus.FINISHED, False: OrderStatus.RELEASED}
    routing = {True: RoutingStatus.FINISHED, False: RoutingStatus.PLANNED}
    line = {"line_no": 10000, "item_no": "P", "description": "Product", "routing_reference_no": 1}
    need = {
        "starting_time": time(8),
        "ending_time": time(9),
        "needed_time": Decimal(60),
        "allocated_time": Decimal(60),
    }
    yield ProductionOrder, [{"no": no, "status": status[done]} for no, done in numbers]
    yield ProductionOrderLine, [{"order_no": no, **line} for no, _ in numbers]
    yield (
        ProductionOrderRoutingLine,
        [
            {
                "order_no": no,
                "operation_no": "10",
                "routing_status": routing[done],
                "input_quantity": Decimal(10),
                "starting_date_time": datetime.combine(MONDAY, time(8))
                + timedelta(minutes=place * 7919 % 100_000),
                **PLACE,
            }
            for place, (no, done) in enumerate(numbers)
        ],
    )
    kinds = tuple(enumerate((TimeType.SETUP, TimeType.RUN), start=1))
    yield (
        CapacityNeed,
        [
            {
                "order_no": no,
                "operation_no": "10",
                "line_no": number,
                "time_type": kind,
                "date": MONDAY,
                **need,
                **PLACE,
            }
            for no, done in numbers
            if not done
            for number, kind in kinds
        ],
    )


def component_rows(waiting: int, finished: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Answer three components of each open order, of fifty items in a bin each; of the last one every other order lacks some."""
    from backend_client.records.order_detail import ProductionOrderComponent
    from backend_client.records.warehouse import BinContent

    place = {"location_code": "L", "bin_code": "S-01"}
    whole = {"variant_code": "", "lot_no": "", "serial_no": "", **place}
    yield (
        BinContent,
        [
            {"item_no": f"C{number}", "quantity": Decimal(5 if number == ITEMS else 1_000), **whole}
            for number in range(1, ITEMS + 1)
        ],
    )
    yield (
        ProductionOrderComponent,
        [
            {
                "order_no": f"O{number:06d}",
                "order_line_no": 10000,
                "line_no": 10000 * at,
                "item_no": f"C{ITEMS if at == 3 and number % 2 else number % (ITEMS - 3) + at}",
                "remaining_qty_base": Decimal(10),
                **place,
            }
            for number in range(finished, finished + waiting)
            for at in (1, 2, 3)
        ],
    )
