"""What a terminal said to be posted is posted, and what it said to be kept is posted once, whenever it is killed."""

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend_client.connect import connect
from backend_client.manage import make_demo, verify
from backend_client.outbox import OutboxClient
from backend_client.outbox.file import OutboxFile
from tests.casebook.databases import NOON
from tests.faults.forked import Forked
from tests.kept_plants import TERMINAL
from tests.proof.conftest import Proof
from tests.proof.outbox_poster import post_until_killed
from tests.proof.test_kill import posted

LONGEST_SECONDS = 0.5


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("outbox-kill") / "plant.sqlite"
    now = datetime(2026, 11, 16, 6, tzinfo=UTC)
    make_demo(file, today=now.date(), at=now, person_no="TEST", terminal_id="TEST")
    return f"sqlite:///{file}"


def killed(url: str, outbox: Path, prefix: str, seconds: float) -> list[tuple[str, str]]:
    """Post in another process, kill it so long after it was ready; answers what its screen said."""
    with Forked(post_until_killed, url, outbox, prefix) as poster:
        assert poster.heard() == ("ready", "")
        time.sleep(seconds)
        return poster.kill()


@pytest.mark.proof
def test_a_killed_terminal_loses_and_doubles_nothing(url: str, tmp_path: Path, proof: Proof) -> None:
    """On a line that breaks before and after the commit: posted is there, kept is posted once, in its order.

    What one leaves behind is sent by the next, which may be killed over it.
    """
    rounds = proof.count(20, full=200)
    outbox = tmp_path / "outbox.sqlite"
    told = []
    for number in range(rounds):
        prefix = f"kept-{number}"
        said = killed(url, outbox, prefix, random.Random(number).uniform(0, LONGEST_SECONDS))
        there = posted(url, prefix)
        assert {request_id for word, request_id in said if word == "posted"} <= set(there), "said, and not so"
        told.append((prefix, said))
    connected = connect(url)
    client = OutboxClient(connected.client, OutboxFile(outbox, TERMINAL), lambda: NOON, background=False)
    client.send_all()
    assert client.kept_here().count == 0
    client.close()
    connected.close()
    in_flight = 0
    for prefix, said in told:
        there = posted(url, prefix)
        expected = [f"{prefix}-{each}" for each in range(1, len(said) + 1)]
        assert there[: len(said)] == expected, "lost, doubled or out of order"
        assert len(there) - len(said) in {0, 1}, "more than the one in flight"
        in_flight += len(there) - len(said)
    assert list(verify(url)) == []
    words = [word for _prefix, said in told for word, _request_id in said]
    assert min(words.count("posted"), words.count("kept")) > rounds // 2, (
        "too little of either proves nothing"
    )
    proof.row(
        "kill -9 of a terminal on a line that breaks",
        rounds,
        f"{words.count('posted')} posted, {words.count('kept')} kept, 0 lost, 0 doubled, {in_flight} in flight",
    )
