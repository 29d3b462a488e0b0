"""Does a posting on years of history cost what the first one cost?

    python benchmarks/ growth

Two files of the same plant: one with its orders only, one with a million older rows in every ledger besides, of the
same items (the worst case: a plant whose orders share their components). The history is copied from one real posting,
entry by entry, under new numbers and order numbers; what it made is used up, as old stock is, but for one entry in a
hundred: 10,000 of them are in stock still. Rounds alternate.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, median, percentile
from benchmarks.paired import Product, elapsed
from benchmarks.posting import fill, output

HISTORY, ROUNDS, POSTINGS = 1_000_000, 8, 60
LEDGERS = {
    "item_ledger_entries": "entry_no",
    "item_application_entries": "entry_no",
    "capacity_ledger_entries": "entry_no",
    "value_entries": "entry_no",
    "gl_entries": "entry_no",
    "registers": "no",
}
HEAD = {
    "item_entry_no": "item_ledger_entries",
    "application_entry_no": "item_application_entries",
    "capacity_entry_no": "capacity_ledger_entries",
    "value_entry_no": "value_entries",
    "gl_entry_no": "gl_entries",
    "register_no": "registers",
}
COPIED = {
    "order_no": "printf('H%07d', n / 4)",
    "document_no": "printf('H%07d', n / 4)",
    "request_id": "printf('history-%d', n)",
    "hash": "printf('%064d', n)",
    "open": "n % 100 = 0",
    "remaining_quantity": "CASE n % 100 WHEN 0 THEN t.quantity ELSE 0 END",
}
"""What differs from row to row of the history, beside its number."""


def figures(history: int = HISTORY, rounds: int = ROUNDS, postings: int = POSTINGS) -> Iterator[Figure]:
    """Measure the same postings on both files."""
    with tempfile.TemporaryDirectory(prefix="kiosk-growth-") as name:
        young, old = Path(name) / "young.sqlite", Path(name) / "old.sqlite"
        fill(young, rounds * postings + 10)
        product = Product(young)
        product.post(output(0))
        product.database.close()
        shutil.copyfile(young, old)
        add_history(old, history)
        plants = {"young": Product(young), "old": Product(old)}
        taken: dict[str, list[float]] = {"young": [], "old": []}
        for number in range(rounds):
            block = range(1 + number * postings, 1 + (number + 1) * postings)
            for age in (("young", "old"), ("old", "young"))[number % 2]:
                taken[age] += [elapsed(plants[age].post, output(each)) for each in block]
        for age, rows in (("young", "no history"), ("old", f"{history:,} rows a ledger behind it")):
            p99 = f"p99 {percentile(taken[age], 99) * 1000:.1f} ms"
            yield Figure(f"a posting, {rows}", median(taken[age]) * 1000, "ms", note=p99)
        ratio = median(taken["young"]) / median(taken["old"])
        yield Figure("rate with history / without", ratio, "x", must=0.80, aim=0.90, more_is_better=True)
        slow = percentile(taken["young"], 99) / percentile(taken["old"], 99)
        yield Figure("the same at p99", slow, "x", more_is_better=True)


def add_history(path: Path, rows: int) -> None:
    """Copy a row of each ledger `rows` times, of items the one that was made; triggers rest meanwhile, for the copies change nothing else."""
    from backend_client.store.database import open_database

    database = open_database(f"sqlite:///{path}")
    with database.write() as connection:
        run = connection.exec_driver_sql
        triggers = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for trigger, _ in triggers:
            run(f"DROP TRIGGER {trigger}")
        for table, key in LEDGERS.items():
            run(copying(connection, table, key), (rows,))
        for column, table in HEAD.items():
            run(f"UPDATE ledger_head SET {column} = (SELECT max({LEDGERS[table]}) FROM {table})")
        for _, text in triggers:
            run(text)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def copying(connection: Any, table: str, key: str) -> str:
    """Answer the statement that copies a ledger's row; numbers go on from the last one."""
    names = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
    values = {name: COPIED.get(name, f"t.{name}") for name in names} | {key: f"last.{key} + n"}
    copied = "WHERE entry_type = 'output'" if table == "item_ledger_entries" else ""
    return (
        "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < ?), "
        f"t AS MATERIALIZED (SELECT * FROM {table} {copied} ORDER BY {key} DESC LIMIT 1), "
        f"last AS MATERIALIZED (SELECT max({key}) AS {key} FROM {table}) "
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values.values())} FROM t, last, copies"
    )
