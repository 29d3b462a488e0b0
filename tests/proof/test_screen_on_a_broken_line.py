"""Whatever a line does, the screen goes on: what waits for the line waits in another thread, and never for long."""

import asyncio
import threading
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from backend_client.client import BackendClient, BackendUnreachable, OutboxDesk
from backend_client.connect import Connected, Keeping, connect
from backend_client.local import utc_now
from backend_client.manage import make_demo
from backend_client.messages.people import PlantQuestion
from tests.faults.fleet import fault_line
from tests.faults.proxy import Fault
from tests.proof.conftest import Proof
from tests.screens.operator import STATION, Operator, at_kiosk
from tests.server.serving import TOKEN, serving

TERMINAL_ID = "T7"
JOB = "101002/10000/10"
BEAT_SECONDS = (
    0.02  # seldom enough for the process to be idle in between: that is what pressing a key waits for
)
WAITED_SECONDS_MAX = 3


class Watched:
    """A terminal's client that notes in which threads it is called; and the screen's own beat."""

    def __init__(self) -> None:
        """Begin with nothing noted."""
        self.connected: Connected | None = None
        self.threads: set[int] = set()
        self.calls = 0
        self.longest_gap = 0.0
        self.waited: list[float] = []
        """The seconds of each call since the last action of the person began."""
        self.longest_wait = 0.0

    def open(self, address: str, folder: Path) -> BackendClient:
        """Connect as the program does; called by the program in the thread that it calls all else in."""
        keeping = Keeping(folder=folder, terminal_id=TERMINAL_ID, now=utc_now)
        self.connected = connect(address, token=TOKEN, keeping=keeping)
        while not self._knows_the_plant():
            pass
        return self

    def _knows_the_plant(self) -> bool:
        """Ask, as often as a busy machine's server needs to be asked at first."""
        assert self.connected is not None
        try:
            return bool(self.connected.client.ask(PlantQuestion()))
        except BackendUnreachable:
            return False

    def desk(self) -> OutboxDesk | None:
        """Answer the outbox."""
        return self.connected.desk if self.connected else None

    def post(self, request: Any) -> Any:
        """Post."""
        return self._noted("post", request)

    def ask(self, question: Any) -> Any:
        """Ask."""
        return self._noted("ask", question)

    def _noted(self, name: str, message: Any) -> Any:
        assert self.connected is not None
        self.threads.add(threading.get_ident())
        self.calls += 1
        begun = time.monotonic()
        try:
            return getattr(self.connected.client, name)(message)
        finally:
            self.waited.append(time.monotonic() - begun)

    def acted(self) -> None:
        """An action is over: whatever was asked for it, the person waited for all of it."""
        self.longest_wait = max(self.longest_wait, sum(self.waited))
        self.waited = []

    async def beat(self) -> None:
        """Note the longest time for which the screen's loop did nothing else than one thing.

        What this process waited for a processor that other programs had is not counted.
        """
        while True:
            begun, without = time.monotonic(), without_processor()
            await asyncio.sleep(BEAT_SECONDS)
            took = time.monotonic() - begun - (without_processor() - without)
            self.longest_gap = max(self.longest_gap, took - BEAT_SECONDS)


def without_processor() -> float:
    """Answer the seconds for which this process's threads could have run and had no processor."""
    told = (each.read_text().split() for each in Path("/proc/self/task").glob("*/schedstat"))
    return sum(int(waited) for _ran, waited, _slices in told) / 1e9


@pytest.mark.proof
def test_the_screen_never_waits_for_the_line(tmp_path: Path, proof: Proof) -> None:
    """A person posts while postings meet every fault in turn: the client is never called in the screen's thread.

    At last nothing at all is answered: still nobody waits for longer than one call may take, however much a screen
    asks.
    """
    database, now = tmp_path / "plant.sqlite", datetime(2026, 11, 16, 6, tzinfo=UTC)
    make_demo(database, today=now.date(), at=now, person_no="TEST", terminal_id=TERMINAL_ID)
    each = proof.count(1, full=10)
    station = replace(STATION, terminal_id=TERMINAL_ID)
    watched, kept = Watched(), []
    faults = [fault for fault in Fault if fault is not Fault.PASS]

    with (
        serving(tmp_path, f"sqlite:///{database}") as server,
        fault_line(server.address, "screen") as line,
    ):

        async def story(operator: Operator) -> None:
            mine = threading.get_ident()
            beat = asyncio.create_task(watched.beat())
            for fault in faults:
                line.plan(fault, 1.0)
                for _ in range(each):
                    await operator.enter(JOB)
                    watched.acted()
                    await operator.enter("1")
                    await operator.press("f10")
                    kept.append(operator.message[0])
                    watched.acted()
                    await operator.press("f3", "f3")
                    watched.acted()
            beat.cancel()
            with suppress(asyncio.CancelledError):
                await beat
            assert mine not in watched.threads

        at_kiosk(
            lambda: watched.open(line.address, tmp_path / TERMINAL_ID),
            story,
            station=station,
            desk=watched.desk,
        )
        assert watched.connected is not None
        watched.connected.close()
    assert watched.calls > len(faults) * each
    assert sum("Kept here" in each for each in kept) > 0, kept
    if proof.is_full:
        assert watched.longest_wait < WAITED_SECONDS_MAX, (
            "all that one action asks for, on a line that is dead"
        )
    proof.row(
        "postings at a screen on a broken line",
        len(kept),
        f"longest gap of the screen {watched.longest_gap * 1000:.0f} ms, "
        f"longest wait of a person {watched.longest_wait:.1f} s",
    )
