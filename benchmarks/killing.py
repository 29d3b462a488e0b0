"""Is anything lost or doubled when the process that posts is killed?

    python benchmarks/ killing

A process posts without end on a demo plant and is killed (kill -9) at a random moment, again and again. What it had
been told is posted must stand in the registers, once and in order, and the ledgers must balance. `make proof` does the
same 200 times, and to terminals, servers and databases besides.
"""

import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure

KILLS, LONGEST_SECONDS = 20, 0.3


def figures(kills: int = KILLS) -> Iterator[Figure]:
    """Kill so many times, and count."""
    from backend_client.manage import make_demo, verify
    from tests.proof.test_kill import killed, posted

    with tempfile.TemporaryDirectory(prefix="kiosk-killing-") as folder:
        file = Path(folder) / "plant.sqlite"
        now = datetime(2026, 11, 16, 6, tzinfo=UTC)
        make_demo(file, today=now.date(), at=now, person_no="BENCH", terminal_id="BENCH")
        url = f"sqlite:///{file}"
        acknowledged = lost = doubled = 0
        for number in range(kills):
            told = killed(url, f"kill-{number}", random.Random(number).uniform(0, LONGEST_SECONDS))
            there = posted(url, f"kill-{number}")
            acknowledged += len(told)
            lost += len(set(told) - set(there))
            doubled += len(there) - len(set(there))
        findings = len(list(verify(url)))
    yield Figure(f"lost in {kills} kills", lost, "", must=0, aim=0, note=f"{acknowledged} acknowledged")
    yield Figure("doubled", doubled, "", must=0, aim=0)
    yield Figure("findings of verify afterwards", findings, "", must=0, aim=0)
