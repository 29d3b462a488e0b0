"""Durable postings a second through a real server process, over one connection and over 32.

    python benchmarks/ serving

The server is `kiosk serve` on an SQLite file with one worker (WAL, synchronous FULL), then on a PostgreSQL server that
waits for its disk, with two; the posting is that of the benchmark `posting`. Calls are made by wrk, on the same
machine. Beside them, in turns: an endpoint that does nothing, which is what HTTP alone costs here; the same postings
by a client that has the database itself; and the same statements by the driver alone.

Every posting that was answered has to stand in the registers afterwards, once.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks import wrk
from benchmarks.figures import Figure
from benchmarks.paired import copies, elapsed
from benchmarks.posting import fill, fill_url, output

ROOT = Path(__file__).parents[1]
ROUNDS, SECONDS, ORDERS = 3, 3.0, 16_000
MANY, PRODUCTS, AT_HAND, WARM = 32, 32, 150, 100
TOKEN = "token-of-the-benchmark"
BOUNDS = {("SQLite", 1): ((250, 400), (12, 8)), ("SQLite", MANY): ((350, 600), (150, 80))}
"""A second, and milliseconds: what must be and what is aimed at. On PostgreSQL, whose own processes share two cores with
the server and wrk here, the benchmark `postgresql` holds postings to what the same statements cost on it."""


class Measured(NamedTuple):
    """What each kind of call came to over some connections."""

    postings: list[wrk.Run]
    empty: list[wrk.Run]


def figures(rounds: int = ROUNDS, seconds: float = SECONDS) -> Iterator[Figure]:
    """Measure both databases."""
    if not wrk.installed():
        yield Figure(f"not measured: {wrk.NEEDED}", 0, "")
        return
    with tempfile.TemporaryDirectory(prefix="kiosk-serving-") as name:
        folder = Path(name)
        fill(folder / "plant.sqlite", ORDERS)
        fill(folder / "at-hand.sqlite", rounds * AT_HAND + 1)
        url = f"sqlite:///{folder / 'plant.sqlite'}"
        beside = AtHand(folder / "at-hand.sqlite")
        yield from served("SQLite", url, 1, folder=folder, rounds=rounds, seconds=seconds, beside=beside)
        yield from beside.figures()
        yield from on_postgresql(folder, rounds, seconds)


def on_postgresql(folder: Path, rounds: int, seconds: float) -> Iterator[Figure]:
    """Measure a server with two workers on PostgreSQL; the orders make 32 products in turns."""
    from tests.postgresql import PostgreSQL

    with tempfile.TemporaryDirectory(prefix="kiosk-serving-postgresql-") as name:
        server = PostgreSQL(Path(name), durable=True)
        try:
            url = server.url(server.create())
            fill_url(url, ORDERS, PRODUCTS)
            yield from served("PostgreSQL", url, 2, folder=folder, rounds=rounds, seconds=seconds)
        finally:
            server.stop()


def served(
    kind: str,
    url: str,
    workers: int,
    *,
    folder: Path,
    rounds: int,
    seconds: float,
    beside: "AtHand | None" = None,
) -> Iterator[Figure]:
    """Measure one server."""
    measured = {1: Measured([], []), MANY: Measured([], [])}
    answered = first = failed = 0
    with serving(folder, url, workers) as port:
        while answered < WARM:  # workers start, and load what they need with the first calls
            run = wrk.run(folder, port, MANY, seconds=1, token=TOKEN, first=first)
            answered += run.answered - run.bad
            first = max(first, run.last) + MANY + 1
        for _ in range(rounds):
            for connections, kept in measured.items():
                run = wrk.run(folder, port, connections, seconds=seconds, token=TOKEN, first=first)
                answered += run.answered - run.bad
                first = max(first, run.last) + connections + 1
                kept.postings.append(run)
                failed += run.bad + run.failed
                kept.empty.append(wrk.run(folder, port, connections, seconds=1, token=TOKEN, first=None))
            if beside is not None:
                beside.measure()
    for connections, kept in measured.items():
        yield from compared(kind, connections, kept)
    yield Figure(f"not answered, or not with 201, {kind}", failed, "", must=0, aim=0)
    lost = max(0, answered - registered(url))
    yield Figure(f"answered and not in the registers, {kind}", lost, "", must=0, aim=0)


def compared(kind: str, connections: int, kept: Measured) -> Iterator[Figure]:
    """Answer the figures of one number of connections."""
    rate, late = BOUNDS.get((kind, connections), ((None, None), (None, None)))
    name = f"{kind}, {connections} connection{'s' if connections > 1 else ''}"
    posted, empty = kept.postings, kept.empty
    a_second = sum(run.answered for run in posted) / sum(run.seconds for run in posted)
    yield Figure(f"postings, {name}", a_second, "/s", must=rate[0], aim=rate[1], more_is_better=True)
    p99, p50 = max(run.p99 for run in posted), max(run.p50 for run in posted)
    yield Figure(f"p99, {name}", p99, "ms", must=late[0], aim=late[1], note=f"median {p50:.1f}")
    nothing = sum(run.answered for run in empty) / sum(run.seconds for run in empty)
    yield Figure(f"empty calls, {name}", nothing, "/s")


class AtHand:
    """The same postings without HTTP, and their statements without any logic."""

    def __init__(self, path: Path) -> None:
        """Open a client of its own, and the driver alone."""
        self._posting, self._noted, self._raw = copies(path)
        self._posted = 0
        self._with_logic: list[float] = []
        self._plain: list[float] = []

    def measure(self) -> None:
        """Post and execute some."""
        numbers = range(self._posted, self._posted + AT_HAND)
        self._posted += AT_HAND
        statements = [self._noted.noted(output(number)) for number in numbers]
        self._with_logic += [elapsed(self._posting.post, output(number)) for number in numbers]
        self._plain += [elapsed(self._raw.execute, each) for each in statements]

    def figures(self) -> Iterator[Figure]:
        """Yield both rates."""
        yield Figure("the same postings, SQLite at hand", len(self._with_logic) / sum(self._with_logic), "/s")
        yield Figure("the same statements, driver alone", len(self._plain) / sum(self._plain), "/s")


def registered(url: str) -> int:
    """Answer how many postings of wrk stand in the registers."""
    from sqlalchemy import func, select

    from backend_client.records.register import Register
    from backend_client.store.database import open_database
    from backend_client.store.rows import table_of

    registers = table_of(Register)
    database = open_database(url)
    with database.read() as connection:
        asked = select(func.count()).select_from(registers).where(registers.c.request_id.like("wrk-%"))
        count: int = connection.execute(asked).scalar_one()
    database.close()
    return count


@contextmanager
def serving(folder: Path, url: str, workers: int) -> Iterator[int]:
    """Run `kiosk serve` on a database; answers its port."""
    settings = folder / "kiosk.toml"
    server = [
        "[server]",
        "port = 0",
        f"workers = {workers}",
        f'tokens = ["*={TOKEN}"]',
        "calls_per_second = 100000",
    ]
    settings.write_text("\n".join([f'database = "{url}"', *server]), "utf-8")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "--settings", str(settings), "serve"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(folder),
                "LANG": "C.UTF-8",
            },
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline().rpartition(":")[2])
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
