"""What does adjusting costs take, and do postings wait for it?

    python benchmarks/ cost_adjustment

A thousand finished orders on three levels, each level made of the one below: components of FIFO cost into subassemblies
of FIFO cost, these into assemblies of average cost, these into products of standard cost. Everything is adjusted at
once, then a late charge on every lot of components goes the whole way up. The adjustment runs in a process of its own,
as `kiosk post adjust-cost` does, so its memory is its own.

Then postings of eight terminals, each a process of its own, are timed alone, and beside an adjustment that has 100,000 value entries before it: the entries of the
first orders, copied under new numbers.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.at_once import Terminals
from benchmarks.figures import Figure, median, percentile
from benchmarks.paired import NOON, Product
from benchmarks.posting import order_rows, output
from benchmarks.whole_order import DUE
from benchmarks.whole_order import plant as plant_with_calendar

ORDERS, LOTS, BEHIND, POSTINGS = 1_000, 20, 100_000, 600
LEVELS = (("SUB", "RAW"), ("MID", "SUB"), ("TOP", "MID"))
METHODS = {"SUB": "fifo", "MID": "average", "TOP": "standard"}
TERMINALS, STEPS_A_RUN = 8, 1_000_000


class Run(NamedTuple):
    """An adjustment until nothing was left: value entries posted, steps, seconds, MiB at most, seconds of each step."""

    entries: int
    steps: int
    seconds: float
    mebibytes: float
    slowest: float


def figures(orders: int = ORDERS, behind: int = BEHIND, postings: int = POSTINGS) -> Iterator[Figure]:
    """Measure both."""
    with tempfile.TemporaryDirectory(prefix="kiosk-costs-") as name:
        path = Path(name) / "orders.sqlite"
        fill(path, orders, 0)
        for what, run in (("first", adjusted(path)), ("late charges", charged(path))):
            rate, note = run.entries / run.seconds, f"{run.entries:,} entries, {run.steps} steps"
            yield Figure(f"{orders:,} orders, 3 levels, {what}", rate, "/s", more_is_better=True, note=note)
            slowest = f"slowest step {run.slowest * 1000:.1f} ms"
            yield Figure("memory of the process at most", run.mebibytes, "MiB", note=slowest)
        yield from beside(Path(name) / "beside.sqlite", behind, postings)


def beside(path: Path, behind: int, postings: int) -> Iterator[Figure]:
    """Time postings alone and beside an adjustment that goes on all the while."""
    fill(path, 240, postings * 2 + 20)
    entries = multiply(path, behind)
    context = multiprocessing.get_context("spawn")
    stop, running = context.Event(), context.Event()
    adjusting = context.Process(target=_adjust_until, args=(str(path), stop, running))
    with Terminals(TERMINALS, f"sqlite:///{path}") as at_once:
        at_once.post(shared(range(TERMINALS)))
        alone = at_once.post(shared(range(10, postings + 10))).each
        adjusting.start()
        running.wait(30)
        together = at_once.post(shared(range(postings + 10, postings * 2 + 10))).each
        still = adjusting.is_alive()
        stop.set()
    adjusting.join(30)
    assert still, "the adjustment ended before the postings did"
    for what, taken in (("alone", alone), ("beside an adjustment", together)):
        note = f"p99 {percentile(taken, 99) * 1000:.1f} ms"
        yield Figure(f"a posting of {TERMINALS} terminals, {what}", median(taken) * 1000, "ms", note=note)
    ratio = percentile(together, 99) / percentile(alone, 99)
    note = f"{entries:,} value entries to look at"
    yield Figure("p99 of a posting beside adjustment / alone", ratio, "x", must=2.0, aim=1.3, note=note)


def shared(numbers: range) -> list[list[Any]]:
    """Share postings among the terminals."""
    return [[output(number) for number in numbers[terminal::TERMINALS]] for terminal in range(TERMINALS)]


def adjusted(path: Path) -> Run:
    """Adjust in a process of its own."""
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_adjust_all, args=(str(path), sending))
    process.start()
    run: Run = receiving.recv()
    process.join()
    return run


def charged(path: Path) -> Run:
    """Put a late charge on every lot of components, and adjust again."""
    from backend_client.messages.item_costs import PostItemChargeRequest

    product = Product(path)
    for number in range(1, LOTS + 1):
        request = PostItemChargeRequest(
            request_id=f"charge-{number}", entry_no=number, amount=Decimal("12.34")
        )
        product.post(request)
    product.database.close()
    return adjusted(path)


def _adjust_all(path: str, sending: Any) -> None:
    product = Product(Path(path))
    entries, slowest, start = 0, 0.0, time.perf_counter()
    for step in range(STEPS_A_RUN):
        before = time.perf_counter()
        receipt = product.post(_request(f"{start}-{step}"))
        slowest = max(slowest, time.perf_counter() - before)
        entries += receipt.value_entries
        if not receipt.left:
            break
    peak = _peak_mebibytes()
    sending.send(Run(entries, step + 1, time.perf_counter() - start, peak, slowest))
    product.database.close()


def _peak_mebibytes() -> float:
    """Answer the most memory of this process; what its parent had before it is not counted."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _adjust_until(path: str, stop: Any, running: Any) -> None:
    from kiosk.messages.steps import go_on

    product = Product(Path(path))
    client = _Stoppable(product.client, stop, running)
    request = _request("beside")
    go_on(client, request, client.post(request))
    product.database.close()


class _Stoppable:
    """A client that says when it has begun, and has nothing left when it is to stop."""

    def __init__(self, client: Any, stop: Any, running: Any) -> None:
        self.client, self.stop, self.running = client, stop, running

    def post(self, request: Any) -> Any:
        """Post, or refuse to go on."""
        if self.stop.is_set():
            raise SystemExit(0)
        outcome = self.client.post(request)
        self.running.set()
        return outcome


def _request(name: str) -> Any:
    from backend_client.messages.cost_adjustment import AdjustCostRequest

    return AdjustCostRequest(request_id=f"adjust-{name}")


def fill(path: Path, chained: int, posted_on: int) -> None:
    """Make the plant, finish that many orders of the three levels, and release others to post on."""
    from sqlalchemy import insert

    from backend_client.plant.building import build_plant
    from backend_client.store.database import open_database
    from backend_client.store.migrate import migrate
    from backend_client.store.rows import new_row, table_of

    database = open_database(f"sqlite:///{path}")
    migrate(database)
    build_plant(database, plant(), at=NOON)
    with database.write() as connection:
        for record, rows in order_rows(posted_on) if posted_on else ():
            connection.execute(insert(table_of(record)), [new_row(record, **row) for row in rows])
    database.close()
    product = Product(path)
    for number in range(chained):
        for request in chain_requests(number, LEVELS[min(number * 3 // chained, 2)][0]):
            product.post(request)
    with product.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    product.database.close()


def chain_requests(number: int, item_no: str) -> list[Any]:
    """Answer the requests that make ten of an item: its component is flushed when the order is finished."""
    from backend_client.messages.base import Answer
    from backend_client.messages.orders import ChangeOrderStatusRequest, CreateProductionOrderRequest
    from backend_client.messages.postings import PostOutputRequest
    from backend_client.terms import Confirmation, OrderStatus

    no = f"X{number:06d}"
    quantity = Decimal(10)
    yes = tuple(Answer(confirmation=each, yes=True) for each in (Confirmation.CONSUMPTION_MISSING,))
    return [
        CreateProductionOrderRequest(
            request_id=f"{no}-create", order_no=no, source_no=item_no, quantity=quantity, due_date=DUE
        ),
        PostOutputRequest(
            request_id=f"{no}-output",
            order_no=no,
            operation_no="10",
            setup_time=Decimal(7),
            run_time=Decimal(31 + number % 17),
            output_quantity=quantity,
        ),
        ChangeOrderStatusRequest(
            request_id=f"{no}-finish", order_no=no, to=OrderStatus.FINISHED, answers=yes
        ),
    ]


def plant() -> dict[str, list[dict[str, Any]]]:
    """Answer the plant of whole_order.py with three more items that are made of each other."""
    base = plant_with_calendar()
    lot = base["opening_inventory"][0]
    step = next(row for row in base["routing_lines"] if row["routing_no"] == "WIDE")
    variances = ("material", "capacity", "subcontracted", "cap_overhead", "mfg_overhead")
    accounts = {f"{kind}_variance_account": f"789{place}" for place, kind in enumerate(variances)}
    made = {"replenishment_system": "prod_order", "flushing_method": "backward", "routing_no": "ONE"}
    return base | {
        "gl_accounts": [*base["gl_accounts"], *({"no": no} for no in accounts.values())],
        "posting_setup": [row | accounts for row in base["posting_setup"]],
        "routings": [*base["routings"], {"no": "ONE"}],
        "routing_lines": [*base["routing_lines"], {**step, "routing_no": "ONE", "operation_no": "10"}],
        "production_boms": [*base["production_boms"], *({"no": item} for item, _ in LEVELS)],
        "production_bom_lines": [
            *base["production_bom_lines"],
            *(
                {
                    "production_bom_no": item,
                    "line_no": 10000,
                    "type": "item",
                    "no": component,
                    "quantity_per": 2 if component == "RAW" else 1,
                }
                for item, component in LEVELS
            ),
        ],
        "items": [
            *base["items"],
            {"no": "RAW", "unit_cost": "3.33333", "flushing_method": "backward"},
            *(
                {
                    "no": item,
                    "costing_method": METHODS[item],
                    "unit_cost": 60,
                    "standard_cost": 60,
                    "production_bom_no": item,
                    **made,
                }
                for item, _ in LEVELS
            ),
        ],
        "opening_inventory": [
            *(
                lot
                | {
                    "line_no": 1000 + number,
                    "item_no": "RAW",
                    "quantity": 700,
                    "unit_cost": f"3.{number:02d}",
                }
                for number in range(LOTS)
            ),
            *base["opening_inventory"],
        ],
    }


LEDGER_OF = {
    "item_ledger_entry_no": "item_ledger_entries",
    "inbound_item_entry_no": "item_ledger_entries",
    "outbound_item_entry_no": "item_ledger_entries",
    "applies_to_entry": "item_ledger_entries",
    "applies_from_entry": "item_ledger_entries",
    "capacity_ledger_entry_no": "capacity_ledger_entries",
    "value_entry_no": "value_entries",
}
HEAD = {
    "item_entry_no": "item_ledger_entries",
    "application_entry_no": "item_application_entries",
    "capacity_entry_no": "capacity_ledger_entries",
    "value_entry_no": "value_entries",
}
COPIED = (*HEAD.values(), "production_orders", "production_order_lines", "order_line_costs")


def multiply(path: Path, wanted: int) -> int:
    """Copy what was posted until there are that many value entries; answers how many there are."""
    from backend_client.store.database import open_database

    database = open_database(f"sqlite:///{path}")
    with database.write() as connection:
        run = connection.exec_driver_sql
        triggers = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for trigger, _ in triggers:
            run(f"DROP TRIGGER {trigger}")
        sizes = {table: run(f"SELECT max(entry_no) FROM {table}").scalar() for table in HEAD.values()}
        times = wanted // sizes["value_entries"]
        for table in COPIED:
            run(_copying(connection, table, sizes), (times,))
        for column, table in HEAD.items():
            run(f"UPDATE ledger_head SET {column} = (SELECT max(entry_no) FROM {table})")
        for _, text in triggers:
            run(text)
    database.close()
    return int(sizes["value_entries"] * (times + 1))


def _copying(connection: Any, table: str, sizes: dict[str, int]) -> str:
    """Answer the statement that copies a table: numbers and what they name go on, orders get another name."""
    names = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
    order = "no" if table == "production_orders" else "order_no"
    values = {name: f"t.{name}" for name in names}
    for name in names:
        size = sizes.get(table if name == "entry_no" else LEDGER_OF.get(name, ""))
        if size:
            values[name] = f"CASE WHEN t.{name} = 0 THEN 0 ELSE t.{name} + n * {size} END"
    values |= (
        {order: f"CASE WHEN t.{order} LIKE 'X%' THEN t.{order} || '-' || n ELSE t.{order} END"}
        if order in names
        else {}
    )
    chained = f" WHERE t.{order} LIKE 'X%'" if table in COPIED[4:] else ""
    return (
        "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < ?) "
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values.values())} FROM {table} t, copies{chained}"
    )
