"""What a terminal said to be posted is posted, and what it said to be kept is posted once, whenever it is killed."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend_client.connect import connect
from backend_client.manage import make_demo, verify
from backend_client.outbox import OutboxClient
from backend_client.outbox.file import OutboxFile
from tests.casebook.databases import NOON
from tests.kept_plants import TERMINAL
from tests.proof.conftest import Proof
from tests.proof.test_kill import posted

ROOT = Path(__file__).parents[2]
LONGEST_SECONDS = 0.8


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("outbox-kill") / "plant.sqlite"
    now = datetime(2026, 11, 16, 6, tzinfo=UTC)
    make_demo(file, today=now.date(), at=now, person_no="TEST", terminal_id="TEST")
    return f"sqlite:///{file}"


def killed(url: str, outbox: Path, prefix: str, seconds: float) -> list[tuple[str, str]]:
    """Post in another process, kill it so long after it was ready; answers what its screen said."""
    command = [sys.executable, "-m", "tests.proof.outbox_poster", url, str(outbox), prefix]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as poster:
        assert poster.stdout is not None
        assert poster.stdout.readline() == "ready\n"
        time.sleep(seconds)
        os.kill(poster.pid, signal.SIGKILL)
        lines = poster.stdout.read().splitlines(keepends=True)
    assert poster.returncode == -signal.SIGKILL
    said = [line.split() for line in lines if line.endswith("\n")]
    return [(words[0], words[1]) for words in said]


@pytest.mark.proof
def test_a_killed_terminal_loses_and_doubles_nothing(url: str, tmp_path: Path, proof: Proof) -> None:
    """On a line that breaks before and after the commit: posted is there, kept is posted once, in its order."""
    rounds = proof.count(10, full=200)
    told = {"posted": 0, "kept": 0}
    outbox = tmp_path / "outbox.sqlite"
    for number in range(rounds):
        prefix = f"kept-{number}"
        said = killed(url, outbox, prefix, random.Random(number).uniform(0, LONGEST_SECONDS))
        there = posted(url, prefix)
        assert {request_id for word, request_id in said if word == "posted"} <= set(there), "said, and not so"
        connected = connect(url)
        client = OutboxClient(connected.client, OutboxFile(outbox, TERMINAL), lambda: NOON, background=False)
        client.send_all()
        assert client.kept_here().count == 0
        client.close()
        connected.close()
        there = posted(url, prefix)
        expected = [f"{prefix}-{each}" for each in range(1, len(said) + 1)]
        assert there[: len(said)] == expected, "lost, doubled or out of order"
        assert len(there) - len(said) in {0, 1}, "more than the one in flight"
        for word, _ in said:
            told[word] += 1
    assert list(verify(url)) == []
    assert min(told.values()) > rounds // 2, f"too little of either proves nothing: {told}"
    proof.row(
        "kill -9 of a terminal on a line that breaks",
        rounds,
        f"{told['posted']} posted, {told['kept']} kept, 0 lost, 0 doubled",
    )
