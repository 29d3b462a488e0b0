"""Durable postings a second through a real server process, over one connection and over 32.

    python benchmarks/ serving

The server is `kiosk serve` with one worker on an SQLite file (WAL, synchronous FULL); the posting is that of the
benchmark `posting`. Calls are written and read by this process, straight on sockets, on the same machine: what they
cost counts as well. Beside them stand the same postings by a client that has the database itself, in turns with them,
and a call that does nothing, which is what HTTP alone costs here.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, median, percentile
from benchmarks.paired import elapsed
from benchmarks.posting import fill, output

ROOT = Path(__file__).parents[1]
ROUNDS, EACH, WARM = 4, 320, 40
MANY = 32
TOKEN = "token-of-the-benchmark"
BOUNDS = {1: ((250, 400), (12, 8)), MANY: ((350, 600), (150, 80))}
CREATED = (200, 201)


def figures(rounds: int = ROUNDS, each: int = EACH) -> Iterator[Figure]:
    """Measure postings and empty calls over one connection and over many, in turns."""
    with tempfile.TemporaryDirectory(prefix="kiosk-serving-") as name:
        folder = Path(name)
        fill(folder / "plant.sqlite", 2 * rounds * each + WARM)
        fill(folder / "at-hand.sqlite", rounds * each)
        with serving(folder) as port, at_hand(folder / "at-hand.sqlite") as post:
            numbers, here = count(), count()
            asyncio.run(run(port, 1, [call_of(next(numbers)) for _ in range(WARM)]))
            took: dict[tuple[str, int], list[float]] = {}
            seconds: dict[tuple[str, int], float] = {}
            in_process: list[float] = []
            for _ in range(rounds):
                in_process += [elapsed(post, output(next(here))) for _ in range(each)]
                for connections in (1, MANY):
                    for what, make in (("posting", lambda: call_of(next(numbers))), ("empty", empty_call)):
                        key = (what, connections)
                        begun = time.perf_counter()
                        took.setdefault(key, []).extend(measure(port, connections, each, make))
                        seconds[key] = seconds.get(key, 0.0) + time.perf_counter() - begun
    yield Figure("the same postings, database at hand", len(in_process) / sum(in_process), "/s")
    for connections in (1, MANY):
        yield from compared(connections, took, seconds)


def compared(
    connections: int, took: dict[tuple[str, int], list[float]], seconds: dict[tuple[str, int], float]
) -> Iterator[Figure]:
    """Answer the figures of one number of connections."""
    rate, late = BOUNDS[connections]
    name = "1 connection" if connections == 1 else f"{connections} connections"
    posted, empty = took["posting", connections], took["empty", connections]
    a_second = len(posted) / seconds["posting", connections]
    yield Figure(
        f"postings over HTTP, {name}", a_second, "/s", must=rate[0], aim=rate[1], more_is_better=True
    )
    p99 = percentile(posted, 99) * 1000
    yield Figure(
        f"a posting over HTTP, p99, {name}",
        p99,
        "ms",
        must=late[0],
        aim=late[1],
        note=f"median {median(posted) * 1000:.1f}",
    )
    yield Figure(f"empty calls, {name}", len(empty) / seconds["empty", connections], "/s")


def measure(port: int, connections: int, each: int, make: Callable[[], bytes]) -> list[float]:
    """Make so many calls over so many connections at once; answers the seconds that each took."""
    return asyncio.run(run(port, connections, [make() for _ in range(each)]))


async def run(port: int, connections: int, calls: list[bytes]) -> list[float]:
    """Share the calls among the connections; each sends its next one when it has its answer."""
    waiting = iter(calls)
    took: list[float] = []

    async def work() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for call in waiting:
            begun = time.perf_counter()
            writer.write(call)
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next(int(line[15:]) for line in lines if line.startswith(b"content-length:"))
            await reader.readexactly(length)
            took.append(time.perf_counter() - begun)
            assert int(head.split(b" ", 2)[1]) in CREATED, head
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(work() for _ in range(connections)))
    return took


def call_of(number: int) -> bytes:
    """Write the call that posts the output of a number."""
    from backend_client.messages.codec import canonical

    request = output(number)
    body = canonical(request).encode()
    head = (
        "POST /api/v1/postings/output HTTP/1.1",
        "Host: localhost",
        f"Authorization: Bearer {TOKEN}",
        f"Idempotency-Key: {request.request_id}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join([*head, "", ""]).encode() + body


def empty_call() -> bytes:
    """Write a call that nothing is done for."""
    return b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"


@contextmanager
def at_hand(path: Path) -> Iterator[Callable[[Any], Any]]:
    """Open a client with a database of its own; answers its post."""
    from backend_client.connect import connect

    connected = connect(f"sqlite:///{path}")
    try:
        yield connected.client.post
    finally:
        connected.close()


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Run `kiosk serve` on the plant of a folder; answers its port."""
    settings = folder / "kiosk.toml"
    server = ["[server]", "port = 0", f'tokens = ["*={TOKEN}"]', "calls_per_second = 100000"]
    settings.write_text("\n".join([f'database = "{folder / "plant.sqlite"}"', *server]), "utf-8")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "--settings", str(settings), "serve"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"},
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
