"""A server or a database that is killed while terminals post costs nobody a posting, and nobody more than some seconds.

With the counts of `make test` the server is forked, without its supervisor, so that a kill costs a fork instead of a
start of the program; once it is `kiosk serve` as a whole, and in `make proof` always. That is started again after the
second that its unit lets pass.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import cycle
from pathlib import Path
from typing import TypeVar

import pytest

from tests.faults.fleet import assert_each_once, fleet, fleets_plant
from tests.faults.killable import (
    Killable,
    KillablePostgreSQL,
    KillableServer,
    forked_server,
    killable_server,
    until,
)
from tests.proof.conftest import Proof
from tests.server.serving import TOKEN

TERMINALS = 3
PAUSE_SECONDS = 0.1
LONGEST_SECONDS = 0.4
AWAY_SECONDS = 0.6
RESTART_SECONDS = 1
BACK_WITHIN_SECONDS = 5
TOLD_WITHIN_SECONDS = 3
KilledT = TypeVar("KilledT", bound=Killable)


@pytest.fixture
def postgresql_killed(proof: Proof) -> Iterator[KillablePostgreSQL]:
    """A PostgreSQL of its own with a plant, in a folder of its own: it runs as another user, whom pytest's shut out."""
    with tempfile.TemporaryDirectory(prefix="kiosk-killed-", ignore_cleanup_errors=True) as folder:
        made = KillablePostgreSQL(Path(folder), durable=proof.is_full)
        try:
            fleets_plant(made.url)
            yield made
        finally:
            made.stop()


def killed_again_and_again(
    name: str,
    database_url: str,
    serving: AbstractContextManager[KilledT],
    kills: Callable[[KilledT, random.Random], None],
    rounds: int,
    folder: Path,
    proof: Proof,
) -> None:
    """Kill something so often while a fleet posts; afterwards everything that was told counts once."""
    chance = random.Random(name)
    back = []
    with serving as server, fleet(server.address, TOKEN, folder, TERMINALS, name) as posting:
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


def killed_and_started(server: Killable, chance: random.Random) -> None:
    """Kill all of a server; it is away for so short that nobody notices, or for so long that postings are kept."""
    server.kill()
    time.sleep(chance.uniform(0, AWAY_SECONDS))
    server.start()


@pytest.mark.proof
def test_a_killed_server_loses_and_doubles_nothing(tmp_path: Path, proof: Proof) -> None:
    """At a random moment while terminals post, and again as soon as one of them was told that something is posted."""
    url = fleets_plant(f"sqlite:///{tmp_path / 'plant.sqlite'}")
    rounds = proof.count(20, full=200)
    killed_again_and_again("a server", url, forked_server(url), killed_and_started, rounds, tmp_path, proof)


@pytest.mark.proof
def test_a_killed_service_loses_and_doubles_nothing(tmp_path: Path, proof: Proof) -> None:
    """`kiosk serve` as a whole, then one of its workers alone, in turns."""
    url = fleets_plant(f"sqlite:///{tmp_path / 'plant.sqlite'}")
    whole = cycle([True, False])

    def killed(service: KillableServer, _chance: random.Random) -> None:
        if next(whole):
            service.kill()
            time.sleep(RESTART_SECONDS)
            service.start()
            return
        before = service.serving.workers()
        service.kill_worker()
        until(lambda: service.serving.workers() != before)

    rounds, serving = proof.count(1, full=200), killable_server(tmp_path, url)
    killed_again_and_again("kiosk serve", url, serving, killed, rounds, tmp_path, proof)


@pytest.mark.proof
def test_a_killed_database_loses_and_doubles_nothing(
    postgresql_killed: KillablePostgreSQL, tmp_path: Path, proof: Proof
) -> None:
    """PostgreSQL as a whole, started again as by systemd, or one of its processes, whereupon it recovers by itself."""
    url = postgresql_killed.url

    def killed(_server: Killable, chance: random.Random) -> None:
        if chance.random() < 0.5:
            postgresql_killed.kill()
            postgresql_killed.start()
        else:
            postgresql_killed.kill_one()

    rounds = proof.count(20, full=200)
    killed_again_and_again("the database", url, forked_server(url), killed, rounds, tmp_path, proof)
