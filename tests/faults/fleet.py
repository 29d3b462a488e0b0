"""Terminals as the program makes them, each with an outbox, posting at once; and the line that they are on.

What a terminal's screen says of a posting is noted under its request's id. When all trouble is over, what was said to
be posted or kept has to stand in the register exactly once, and the ledger's pieces have to be as many.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from threading import Event

from sqlalchemy import func, select

from backend_client.client import BackendError
from backend_client.connect import Connected, Keeping, connect
from backend_client.local import utc_now
from backend_client.messages.base import Posted, Queued
from backend_client.messages.people import PlantQuestion
from backend_client.messages.postings import PostOutputRequest
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.register import Register
from backend_client.store.database import open_database
from backend_client.store.rows import table_of
from benchmarks.posting import fill_url
from tests.faults.proxy import Fault

ROOT = Path(__file__).parents[2]
PIECE = Decimal("0.001")
OPERATION = "30"
KEPT_MOST = 10
REGISTERS, CAPACITY = table_of(Register), table_of(CapacityLedgerEntry)


class FaultLine:
    """The process of tests/faults/proxy.py."""

    def __init__(self, server_address: str, seed: str) -> None:
        """Start it before a server."""
        port = server_address.rpartition(":")[2]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.proxy", port, seed],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.address = f"http://127.0.0.1:{self._told()}"

    def plan(self, fault: Fault, share: float = 0.0) -> int:
        """Let a share of postings meet a fault; answers how many met one before."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{fault} {share}\n")
        self._process.stdin.flush()
        return self._told()

    def stop(self) -> None:
        """End the process."""
        self._process.communicate(timeout=30)

    def _told(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


class FleetTerminal:
    """One terminal, which posts at an order of its own and at one that it shares with its neighbour."""

    def __init__(self, number: int, connected: Connected) -> None:
        """Take its client."""
        self.number = number
        self.connected = connected
        self.posted: list[str] = []
        self.kept: list[str] = []
        self.longest_seconds = 0.0

    def post(self, name: str) -> None:
        """Post a piece and note what the screen says."""
        order = self.number if hash_of(name) % 4 else self.number // 2
        begun = time.monotonic()
        outcome = self.connected.client.post(piece(name, order))
        self.longest_seconds = max(self.longest_seconds, time.monotonic() - begun)
        assert isinstance(outcome, Posted | Queued), outcome
        (self.posted if isinstance(outcome, Posted) else self.kept).append(name)

    def kept_now(self) -> int:
        """Answer how many postings are kept."""
        assert self.connected.desk is not None
        return self.connected.desk.kept_here().count

    def drained(self) -> None:
        """Wait until nothing is kept; a question now and then, as a screen asks, shows that the line is back."""
        desk = self.connected.desk
        assert desk is not None
        while (kept := desk.kept_here()).count:
            assert not kept.refused, desk.kept_postings()[0]
            with suppress(BackendError):
                self.connected.client.ask(PlantQuestion())
            Event().wait(0.1)


class Fleet:
    """Some terminals of one plant."""

    def __init__(self, address: str, token: str, folder: Path, count: int, name: str) -> None:
        """Switch them on; `name` begins the ids of their postings."""
        self._name = name
        self._stopping = Event()
        self._pool = ThreadPoolExecutor(count)
        self.terminals = [
            FleetTerminal(
                number,
                connect(
                    address,
                    token=token,
                    keeping=Keeping(folder=folder / f"{name}-{number}", terminal_id="T7", now=utc_now),
                ),
            )
            for number in range(count)
        ]

    def post_each(self, count: int) -> None:
        """Post so many at each terminal, all terminals at once."""

        def work(terminal: FleetTerminal) -> None:
            for at in range(count):
                terminal.post(f"{self._name}-{terminal.number}-{at}")

        list(self._pool.map(work, self.terminals))

    def post_until_stopped(self, pause: float) -> list[Future[None]]:
        """Begin to post on and on at all terminals, with a pause between postings."""

        def work(terminal: FleetTerminal) -> None:
            at = 0
            while not self._stopping.wait(pause):
                if terminal.kept_now() >= KEPT_MOST:
                    continue  # or a busy machine would post ever later, and nobody ever at once
                terminal.post(f"{self._name}-{terminal.number}-{at}")
                at += 1

        return [self._pool.submit(work, terminal) for terminal in self.terminals]

    def until_posted(self) -> None:
        """Wait until somebody is told that a posting is posted; meanwhile all ask, as screens do."""
        before = len(self.told()[0])
        while len(self.told()[0]) == before:
            for terminal in self.terminals:
                with suppress(BackendError):
                    terminal.connected.client.ask(PlantQuestion())
            Event().wait(0.05)

    def stop(self) -> None:
        """Post no more."""
        self._stopping.set()

    def settle(self, seconds: float) -> None:
        """Let what is kept be sent for so long, or until nothing is, on the line as it is."""
        latest = time.monotonic() + seconds
        while time.monotonic() < latest and any(each.kept_now() for each in self.terminals):
            Event().wait(0.1)

    def drained(self) -> None:
        """Wait until no terminal keeps anything."""
        list(self._pool.map(FleetTerminal.drained, self.terminals))

    def told(self) -> tuple[list[str], list[str]]:
        """Answer what was said to be posted, and what to be kept."""
        return (
            [name for terminal in self.terminals for name in terminal.posted],
            [name for terminal in self.terminals for name in terminal.kept],
        )

    def longest_seconds(self) -> float:
        """Answer the longest that anybody waited to be told."""
        return max(terminal.longest_seconds for terminal in self.terminals)

    def close(self) -> None:
        """Switch them off."""
        for terminal in self.terminals:
            terminal.connected.close()
        self._pool.shutdown()


@contextmanager
def fleet(address: str, token: str, folder: Path, count: int, name: str) -> Iterator[Fleet]:
    """A fleet that is switched off at the end."""
    made = Fleet(address, token, folder, count, name)
    try:
        yield made
    finally:
        made.stop()
        made.close()


@contextmanager
def fault_line(server_address: str, seed: str) -> Iterator[FaultLine]:
    """A line that is gone at the end."""
    made = FaultLine(server_address, seed)
    try:
        yield made
    finally:
        made.stop()


def fleets_plant(url: str) -> str:
    """Make a plant for fleets in an empty database; answers the URL."""
    fill_url(url, 32)
    return url


def piece(name: str, order: int) -> PostOutputRequest:
    """Answer a posting of a small piece."""
    return PostOutputRequest(
        request_id=name, order_no=f"O{order:06d}", operation_no=OPERATION, output_quantity=PIECE
    )


def hash_of(name: str) -> int:
    """Answer a number of a name, the same in every run."""
    return sum(name.encode())


def assert_each_once(url: str, name: str, told: tuple[list[str], list[str]]) -> None:
    """All that was told under a name stands in the register once, and in the ledger with its pieces."""
    posted, kept = told
    database = open_database(url)
    with database.read() as connection:
        mine = REGISTERS.c.request_id.like(f"{name}-%")
        found = sorted(connection.execute(select(REGISTERS.c.request_id).where(mine)).scalars())
        made = connection.execute(
            select(func.count(), func.sum(CAPACITY.c.output_quantity))
            .join_from(CAPACITY, REGISTERS, CAPACITY.c.register_no == REGISTERS.c.no)
            .where(mine)
        ).one()
    database.close()
    assert found == sorted([*posted, *kept]), "lost, doubled, or posted without a word"
    assert made[0] == len(found)
    assert Decimal(made[1]) == PIECE * len(found)
