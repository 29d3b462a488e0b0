"""Is a million ledger rows verified before anybody stops waiting?

    python benchmarks/ verifying

A plant's file with a million rows in its ledgers, a register for every five of them, each hashed and chained as the
postings would have done it. Verified whole (full), and as each start does it (fast). The history is a copy of one
posting (see growth.py), so that it may be made in a minute; what is derived from it does not fit, and the number of
findings is bounded: every row is read and hashed and every sum is made all the same.
"""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from benchmarks import growth
from benchmarks.figures import Figure
from benchmarks.paired import Product
from benchmarks.posting import fill, output

ROWS = 1_000_000
LEDGERS = 5


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
    from backend_client.manage import FindingCode, Level, verify

    process = psutil.Process()
    before = process.memory_info().rss
    for level, must, aim in ((Level.FULL, 60, 20), (Level.FAST, 1, 0.5)):
        start = time.perf_counter()
        found = {each.code for each in verify(f"sqlite:///{file}", level=level)}
        taken = time.perf_counter() - start
        chained = not found & {
            FindingCode.ENTRIES_CHANGED,
            FindingCode.REGISTER_CHANGED,
            FindingCode.CHAIN_BROKEN,
        }
        assert chained, found
        yield Figure(f"verify, {level}, {rows:,} ledger rows", taken, "s", must=must, aim=aim)
    grown = (process.memory_info().rss - before) / 1_000_000
    yield Figure("memory that it took more", grown, "MB", must=300, aim=150)


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
        sets = []
        for column, table in growth.HEAD.items():
            if table != "registers":
                first = run(f"SELECT max(entry_no) FROM {table}").scalar_one() - copies
                run(f"UPDATE {table} SET register_no = {last} + entry_no - {first} WHERE entry_no > {first}")
                sets.append(f"{column} = {first} + no - {last}")
        run(f"UPDATE registers SET {', '.join(sets)} WHERE no > {last}")
        _hash(connection, last)
        for _, text in triggers:
            run(text)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


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
