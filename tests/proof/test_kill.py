"""What was shown as posted is posted once, whenever the process is killed."""

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from backend_client.connect import connect
from backend_client.manage import make_demo, verify
from backend_client.messages.base import Posted
from backend_client.records.register import Register
from backend_client.store.database import open_database
from backend_client.store.rows import table_of
from tests.faults.forked import Forked
from tests.proof.conftest import Proof
from tests.proof.poster import post_until_killed, request

ROOT = Path(__file__).parents[2]
LONGEST_SECONDS = 0.3
REGISTERS = table_of(Register)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("kill") / "plant.sqlite"
    now = datetime(2026, 11, 16, 6, tzinfo=UTC)
    make_demo(file, today=now.date(), at=now, person_no="TEST", terminal_id="TEST")
    return f"sqlite:///{file}"


def killed(url: str, prefix: str, seconds: float) -> list[str]:
    """Post in another process, kill it so long after it was ready; answers the ids that it acknowledged."""
    with Forked(post_until_killed, url, prefix) as poster:
        assert poster.heard() == "ready"
        time.sleep(seconds)
        return poster.kill()


def posted(url: str, prefix: str) -> list[str]:
    database = open_database(url)
    with database.read() as connection:
        found = connection.execute(
            select(REGISTERS.c.request_id)
            .where(REGISTERS.c.request_id.like(f"{prefix}-%"))
            .order_by(REGISTERS.c.no)
        ).scalars()
        ids = list(found)
    database.close()
    return ids


@pytest.mark.proof
def test_an_acknowledged_posting_is_there_once_after_kill_9(url: str, proof: Proof) -> None:
    """Every acknowledged posting exists once; besides them at most the one in flight, whole; sent again it is answered."""
    rounds = proof.count(20, full=200)
    acknowledged, in_flight = 0, 0
    for number in range(rounds):
        prefix = f"kill-{number}"
        shown = killed(url, prefix, random.Random(number).uniform(0, LONGEST_SECONDS))
        there = posted(url, prefix)
        assert there[: len(shown)] == shown, "an acknowledged posting is lost, doubled or out of order"
        assert len(there) - len(shown) in {0, 1}, "more than the one in flight was written"
        acknowledged += len(shown)
        in_flight += len(there) - len(shown)
        connected = connect(url)
        for again in sorted({1, len(shown) + 1}):
            outcome = connected.client.post(request(prefix, again))
            assert isinstance(outcome, Posted)
            assert outcome.replayed == (again <= len(there))
        connected.close()
        assert posted(url, prefix) == [f"{prefix}-{each}" for each in range(1, len(shown) + 2)]
    assert list(verify(url)) == []
    assert acknowledged > rounds // 10, "killed before anything could be posted: this proves nothing"
    proof.row(
        "kill -9 of a terminal on its own database",
        rounds,
        f"{acknowledged} acknowledged, 0 lost, 0 doubled, {in_flight} in flight",
    )
