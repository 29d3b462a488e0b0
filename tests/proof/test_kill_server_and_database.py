"""A server or a database that is killed while terminals post costs nobody a posting, and nobody more than some seconds."""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.fleet import assert_each_once, fleet, fleets_plant
from tests.faults.killable import KillablePostgreSQL, KillableServer, killable_server, until
from tests.proof.conftest import Proof
from tests.server.serving import TOKEN

TERMINALS = 4
PAUSE_SECONDS = 0.05
LONGEST_SECONDS = 0.4
BACK_WITHIN_SECONDS = 5
TOLD_WITHIN_SECONDS = 3


@pytest.fixture(scope="module")
def postgresql_killed() -> Iterator[KillablePostgreSQL]:
    """A PostgreSQL of its own with a plant, in a folder of its own: it runs as another user, whom pytest's shut out."""
    with tempfile.TemporaryDirectory(prefix="kiosk-killed-", ignore_cleanup_errors=True) as folder:
        made = KillablePostgreSQL(Path(folder))
        try:
            fleets_plant(made.url)
            yield made
        finally:
            made.stop()


def killed_again_and_again(
    name: str,
    database_url: str,
    folder: Path,
    kills: Callable[[KillableServer, random.Random], None],
    rounds: int,
    proof: Proof,
) -> None:
    """Kill something so often while a fleet posts; afterwards everything that was told counts once."""
    chance = random.Random(name)
    back = []
    with (
        killable_server(folder, database_url) as server,
        fleet(server.address, TOKEN, folder, TERMINALS, name) as posting,
    ):
        works = posting.post_until_stopped(PAUSE_SECONDS)
        for _ in range(rounds):
            time.sleep(chance.uniform(0, LONGEST_SECONDS))
            begun = time.monotonic()
            kills(server, chance)
            until(server.is_ready)
            back.append(time.monotonic() - begun)
            posting.until_posted()
        posting.stop()
        for work in works:
            work.result()
        posting.drained()
        told, longest = posting.told(), posting.longest_seconds()
    assert_each_once(database_url, name, told)
    assert min(map(len, told)) > 0, "nothing posted, or nothing kept: this proves nothing"
    if proof.is_full:
        assert max(back) < BACK_WITHIN_SECONDS
        assert longest < TOLD_WITHIN_SECONDS
    posted, kept = map(len, told)
    proof.row(
        f"kill -9 of {name}",
        rounds,
        f"{posted} posted, {kept} kept here first, 0 lost, 0 doubled; back in {max(back):.1f} s, told in {longest:.1f} s",
    )


def server_killed(server: KillableServer, chance: random.Random) -> None:
    """Kill one of its processes or all; what minds services starts it again, if it is gone as a whole."""
    if chance.random() < 0.5:
        server.kill()
        server.start()
        return
    before = server.serving.workers()
    server.kill_worker()
    until(lambda: server.serving.workers() != before)


@pytest.mark.proof
def test_a_killed_server_loses_and_doubles_nothing(tmp_path: Path, proof: Proof) -> None:
    """The whole server at a random moment, or its worker alone; posting goes on all the while."""
    url = fleets_plant(f"sqlite:///{tmp_path / 'plant.sqlite'}")
    killed_again_and_again("the server", url, tmp_path, server_killed, proof.count(2, full=200), proof)


@pytest.mark.proof
def test_a_killed_database_loses_and_doubles_nothing(
    postgresql_killed: KillablePostgreSQL, tmp_path: Path, proof: Proof
) -> None:
    """PostgreSQL as a whole, started again as by systemd, or one of its processes, whereupon it recovers by itself."""

    def database_killed(_server: KillableServer, chance: random.Random) -> None:
        if chance.random() < 0.5:
            postgresql_killed.kill()
            postgresql_killed.start()
        else:
            postgresql_killed.kill_one()

    rounds = proof.count(3, full=200)
    killed_again_and_again("the database", postgresql_killed.url, tmp_path, database_killed, rounds, proof)
