"""Is a million ledger rows verified before anybody stops waiting?

    python benchmarks/ verifying

A plant's file with a million rows in its ledgers, a register for every five of them, each hashed and chained as the
postings would have done it. Verified whole (full), and as each start does it (fast). The history is copied from one
posting (see growth.py) and then made to fit: every second movement takes what the one before it brought, with its
value, its work and its application. A check that finds a thousand faults ends there, and would be timed too short: so
hardly any may be found.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import growth
from benchmarks.figures import Figure
from benchmarks.paired import Product
from benchmarks.posting import fill, output

ROWS = 1_000_000
LEDGERS = 5
ROOT = Path(__file__).parent.parent
ALONE = """
import re, sys, time
from pathlib import Path
from backend_client.manage import Level, verify
start = time.perf_counter()
findings = len(list(verify(sys.argv[1], level=Level(sys.argv[2]))))
taken = time.perf_counter() - start
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())  # ru_maxrss would be the parent's
print(taken, findings, int(most[1]) / 1000)
"""
FAULTS_OF_FILL = 20  # who filled the file signed on nowhere


def figures(rows: int = ROWS) -> Iterator[Figure]:
    """Make the file, verify it in both levels."""
    with tempfile.TemporaryDirectory(prefix="kiosk-verifying-") as name:
        file = Path(name) / "plant.sqlite"
        fill(file, 10)
        product = Product(file)
        product.post(output(0))
        product.database.close()
        growth.add_history(file, rows // LEDGERS)
        chain(file, rows // LEDGERS)
        yield from _measured(file, rows)
        shutil.rmtree(name, ignore_errors=True)


def _measured(file: Path, rows: int) -> Iterator[Figure]:
    for level, must, aim in (("full", 60, 20), ("fast", 1, 0.5)):
        command = [sys.executable, "-c", ALONE, f"sqlite:///{file}", level]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        taken, findings, megabytes = map(float, done.stdout.split())
        assert findings <= FAULTS_OF_FILL, findings
        yield Figure(f"verify, {level}, {rows:,} ledger rows", taken, "s", must=must, aim=aim)
        if level == "full":
            yield Figure("memory of that process", megabytes, "MB", must=400, aim=250)


def chain(file: Path, copies: int) -> None:
    """Give each copied register the entries with its number, and make all hashes anew."""
    from backend_client.store.database import open_database

    database = open_database(f"sqlite:///{file}")
    with database.write() as connection:
        run = connection.exec_driver_sql
        triggers = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for trigger, _ in triggers:
            run(f"DROP TRIGGER {trigger}")
        last = run("SELECT max(no) FROM registers").scalar_one() - copies
        sets, firsts = [], {}
        for column, table in growth.HEAD.items():
            if table != "registers":
                first = run(f"SELECT max(entry_no) FROM {table}").scalar_one() - copies
                run(f"UPDATE {table} SET register_no = {last} + entry_no - {first} WHERE entry_no > {first}")
                sets.append(f"{column} = {first} + no - {last}")
                firsts[table] = first
        run(
            f"UPDATE registers SET person_no = 'P1', terminal_id = 'T1', session_id = '', {', '.join(sets)} WHERE no > {last}"
        )
        for table, columns in fitting(firsts).items():
            run(f"UPDATE {table} SET {columns} WHERE entry_no > {firsts[table]}")
        _hash(connection, last)
        for _, text in triggers:
            run(text)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def fitting(firsts: dict[str, int]) -> dict[str, str]:
    """Answer what makes copies fit each other: 1 brings a piece, 2 takes it, 3 brings one, 4 takes it ...

    firsts  the last entry of each ledger before the copies
    """
    item, application, capacity = (
        firsts[f"{name}_entries"] for name in ("item_ledger", "item_application", "capacity_ledger")
    )
    outbound = "(entry_no - {0}) % 2 = 0"
    goods, applied = outbound.format(item), outbound.format(application)
    own = f"{item} + entry_no - {application}"
    value = firsts["value_entries"]
    piece = "100000 * iif({0}, -1, 1)"
    return {
        "item_ledger_entries": f"entry_type = iif({goods}, 'negative_adjustment', 'positive_adjustment'), "
        f"quantity = {piece.format(goods)}, invoiced_quantity = {piece.format(goods)}, positive = NOT ({goods}), "
        "completely_invoiced = 1, valuation_date = posting_date, component_line_no = 0, applies_to_entry = 0, "
        f"applies_from_entry = 0, capacity_ledger_entry_no = {capacity} + entry_no - {item}",
        "item_application_entries": f"item_ledger_entry_no = {own}, quantity = {piece.format(applied)}, "
        f"inbound_item_entry_no = {own} - ({applied}), outbound_item_entry_no = iif({applied}, {own}, 0)",
        "capacity_ledger_entries": "invoiced_quantity = quantity, belongs_to_entry_no = 0, reversed = 0",
        "value_entries": f"item_ledger_entry_no = {item} + entry_no - {value}, capacity_ledger_entry_no = 0, "
        f"invoiced_quantity = {piece.format(outbound.format(value))}, valuation_date = posting_date, "
        "cost_posted_to_gl = 0, expected_cost_posted_to_gl = 0",
        "gl_entries": f"amount = 0, value_entry_no = {value} + entry_no - {firsts['gl_entries']}",
    }


def _hash(connection: Any, last: int) -> None:
    """Hash entries register by register, as postings do it, and then the registers one after the other."""
    from sqlalchemy import bindparam, select, update

    from backend_client.store.canonical import row_bytes
    from backend_client.store.chain import MUTABLE, register_hash
    from backend_client.store.rows import table_of
    from backend_client.store.verifying.chain import HEAD, LEDGERS, REGISTERS

    streams = []
    for name, record in LEDGERS:
        table = table_of(record)
        if table.name not in growth.LEDGERS:
            continue
        text = row_bytes(table, MUTABLE[name], "sqlite")
        of_copies = select(text).where(table.c.register_no > last).order_by(table.c.entry_no)
        streams.append((f"{name}:".encode(), connection.execute(of_copies.execution_options(yield_per=2000))))
    previous = connection.execute(select(REGISTERS.c.hash).where(REGISTERS.c.no == last)).scalar_one()
    change = update(REGISTERS).where(REGISTERS.c.no == bindparam("of"))
    change = change.values(
        {name: bindparam(f"new_{name}") for name in ("previous_hash", "hash", "entries_hash")}
    )
    made: list[dict[str, Any]] = []
    after = select(REGISTERS).where(REGISTERS.c.no > last).order_by(REGISTERS.c.no)
    for row in connection.execute(after).mappings().all():
        digest = hashlib.sha256()
        for prefix, stream in streams:
            digest.update(prefix + next(stream)[0] + b"\n")
        values = {"previous_hash": previous, "entries_hash": digest.hexdigest()}
        previous = register_hash({**row, **values})
        made.append(
            {"of": row["no"], "new_hash": previous, **{f"new_{name}": each for name, each in values.items()}}
        )
    connection.execute(change, made)
    connection.execute(update(HEAD).values(register_hash=previous))
