"""Postings on PostgreSQL: one terminal, eight on orders of their own, eight on one component, eight on one order line.

    python benchmarks/ postgresql

A real server that waits for its disk at each commit (fsync, synchronous_commit on), terminals in processes of their
own, all on this machine. The posting is that of the benchmark `posting`. In turns with the terminals, the very
statements that they execute, locks included, are sent by as many plain connections, each transaction in one pipeline
and without any logic: what the database alone could do here.

On one order line the pieces are counted afterwards: none lost, none doubled, on both databases.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.at_once import Terminals, Took
from benchmarks.figures import Figure, percentile
from benchmarks.paired import Product
from benchmarks.posting import fill_url, output

TERMINALS, ROUNDS, EACH = 8, 4, 40
SINGLE = 100
MUST_P99, AIM_P99 = 80, 40
ONE_LINE = 30
LARGE = Decimal(1_000_000)
QUANTITY_COLUMNS = ["quantity", "quantity_base", "remaining_quantity", "remaining_qty_base"]


def figures(rounds: int = ROUNDS, each: int = EACH, single: int = SINGLE) -> Iterator[Figure]:
    """Measure all of them on one server."""
    from tests.postgresql import PostgreSQL

    with tempfile.TemporaryDirectory(prefix="kiosk-postgresql-") as name:
        server = PostgreSQL(Path(name), durable=True)
        try:
            one = yield from beside_plain(server, "1 terminal", 1, rounds=rounds, each=single, products=1)
            many = yield from beside_plain(
                server,
                f"{TERMINALS} terminals, orders of their own",
                TERMINALS,
                rounds=rounds,
                each=each,
                products=TERMINALS,
            )
            yield Figure("8 terminals / 1 terminal", many / one, "x", more_is_better=True)
            yield from one_component(server, rounds, each)
            yield from one_line(server, many, Path(name))
        finally:
            server.stop()


def beside_plain(
    server: Any, name: str, terminals: int, *, rounds: int, each: int, products: int
) -> Iterator[Figure]:
    """Yield the figures of so many terminals beside plain connections; answers postings a second."""
    count = terminals * each
    posted, noted, raw = plants(server, (rounds + 1) * count, products)
    product = Product(noted)
    took: list[Took] = []
    plain: list[Took] = []
    with Terminals(terminals, posted, raw) as at_once:
        for number in range(rounds + 1):
            numbers = [
                [number * count + terminal + place * terminals for place in range(each)]
                for terminal in range(terminals)
            ]
            requests = [[output(one) for one in own] for own in numbers]
            statements = [[product.noted(request) for request in own] for own in requests]
            for what in (("post", "execute"), ("execute", "post"))[number % 2]:
                done = at_once.post(requests) if what == "post" else at_once.execute(statements)
                if number:  # the first round warms up
                    (took if what == "post" else plain).append(done)
    product.database.close()
    return (yield from compared(name, took, plain, alone=terminals == 1))


def compared(name: str, took: list[Took], plain: list[Took], *, alone: bool) -> Iterator[Figure]:
    """Yield rate, ratio to plain statements, slow end, refusals and repeated decisions; answers the rate."""
    postings = [one for block in took for one in block.each]
    rate = len(postings) / sum(block.seconds for block in took)
    raw = sum(len(block.each) for block in plain) / sum(block.seconds for block in plain)
    bounds = (150, 300) if alone else (250, 500)
    ratios = (0.45, 0.9) if alone else (0.5, 0.9)
    yield Figure(f"postings, {name}", rate, "/s", must=bounds[0], aim=bounds[1], more_is_better=True)
    yield Figure("the same statements pipelined, no logic", raw, "/s")
    yield Figure("postings / plain", rate / raw, "x", must=ratios[0], aim=ratios[1], more_is_better=True)
    p50, p99 = percentile(postings, 50) * 1000, percentile(postings, 99) * 1000
    must, aim = (None, None) if alone else (MUST_P99, AIM_P99)
    yield Figure(f"a posting, p99, {name}", p99, "ms", must=must, aim=aim, note=f"median {p50:.1f}")
    if not alone:
        yield Figure("refused", sum(block.refused for block in took), "", must=0, aim=0)
        again = sum(block.again for block in took) / len(postings) * 100
        yield Figure("decided again", again, "%", must=1, aim=0)
    return rate


def one_component(server: Any, rounds: int, each: int) -> Iterator[Figure]:
    """Measure terminals whose orders all draw on one component: its stock is decided about one after the other."""
    (url,) = plants(server, rounds * TERMINALS * each, 1, copies=1)
    with Terminals(TERMINALS, url) as at_once:
        took = []
        for number in range(rounds):
            first = number * TERMINALS * each
            requests = [
                [output(first + terminal * each + place) for place in range(each)]
                for terminal in range(TERMINALS)
            ]
            took.append(at_once.post(requests))
    rate = sum(len(block.each) for block in took) / sum(block.seconds for block in took)
    late = percentile([one for block in took for one in block.each], 99) * 1000
    yield Figure(f"postings, {TERMINALS} terminals, one component", rate, "/s", note=f"p99 {late:.1f} ms")


def one_line(server: Any, different: float, folder: Path) -> Iterator[Figure]:
    """Measure terminals that report on one order line, and count what came of it."""
    (on_server,) = plants(server, 1, 1, copies=1)
    file = f"sqlite:///{folder / 'line.sqlite'}"
    fill_url(file, 1)
    for kind, url in (("PostgreSQL", on_server), ("SQLite", file)):
        enlarge(url)
        with Terminals(TERMINALS, url) as at_once:
            took = at_once.post(
                [
                    [replace(output(0), request_id=f"line-{terminal}-{place}") for place in range(ONE_LINE)]
                    for terminal in range(TERMINALS)
                ]
            )
        rate = len(took.each) / took.seconds
        wrong = abs(pieces(url) - 4 * TERMINALS * ONE_LINE) + took.refused
        yield Figure(f"one order line, {TERMINALS} terminals, {kind}", rate, "/s")
        yield Figure(f"pieces lost or doubled, {kind}", float(wrong), "", must=0, aim=0)
        if kind == "PostgreSQL":
            yield Figure(
                "one order line / orders of their own",
                rate / different,
                "x",
                must=0.5,
                aim=0.8,
                more_is_better=True,
            )


def plants(server: Any, orders: int, products: int, copies: int = 3) -> list[str]:
    """Answer the URLs of so many equal databases."""
    first = server.create()
    fill_url(server.url(first), orders, products)
    return [server.url(name) for name in (first, *(server.create(first) for _ in range(copies - 1)))]


def enlarge(url: str) -> None:
    """Make the one order large enough for all pieces."""
    from sqlalchemy import update

    from backend_client.records.order import ProductionOrderLine
    from backend_client.store.database import open_database
    from backend_client.store.rows import table_of

    database = open_database(url)
    with database.write() as connection:
        connection.execute(
            update(table_of(ProductionOrderLine)).values(dict.fromkeys(QUANTITY_COLUMNS, LARGE))
        )
    database.close()


def pieces(url: str) -> float:
    """Answer the finished pieces of the one order line, where line, operation and ledger agree; else -1."""
    from sqlalchemy import func, select

    from backend_client.records.item_ledger import ItemLedgerEntry
    from backend_client.records.order import ProductionOrderLine
    from backend_client.store.database import open_database
    from backend_client.store.rows import table_of
    from backend_client.terms import ItemLedgerEntryType

    line, entry = table_of(ProductionOrderLine), table_of(ItemLedgerEntry)
    database = open_database(url)
    with database.read() as connection:
        finished = connection.execute(select(line.c.finished_quantity)).scalar_one()
        made = connection.execute(
            select(func.sum(entry.c.quantity, type_=entry.c.quantity.type)).where(
                entry.c.entry_type == ItemLedgerEntryType.OUTPUT
            )
        ).scalar_one()
    database.close()
    return float(finished) if finished == made else -1.0
