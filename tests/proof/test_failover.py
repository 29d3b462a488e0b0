"""A primary that loses its power under load: another node takes over with all that was ever acknowledged.

Needs what a plant needs for it: Debian's postgresql, patroni, etcd-server and haproxy. `make proof` says what is missing.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.cluster import Cluster, missing_programs
from tests.faults.fleet import assert_each_once, fleet, fleets_plant
from tests.faults.killable import killable_server, until
from tests.proof.conftest import Proof
from tests.server.serving import TOKEN

TERMINALS = 4
FAIL_OVERS = 3
LOADED_SECONDS = 3


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """Three nodes in a folder that their own user may reach."""
    missing = missing_programs()
    assert not missing, f"apt install --no-install-recommends {' '.join(missing)}"
    with tempfile.TemporaryDirectory(prefix="kiosk-cluster-", ignore_cleanup_errors=True) as folder:
        made = Cluster(Path(folder))
        try:
            fleets_plant(made.url)
            yield made
        finally:
            made.stop()


@pytest.mark.cluster
@pytest.mark.timeout(900)
def test_a_fail_over_loses_and_doubles_nothing(cluster: Cluster, tmp_path: Path, proof: Proof) -> None:
    """Terminals post all the while; what was said to be posted or kept stands there once, on whichever node."""
    away = []
    with (
        killable_server(tmp_path, cluster.url) as server,
        fleet(server.address, TOKEN, tmp_path, TERMINALS, "failover") as posting,
    ):
        works = posting.post_until_stopped(0.05)
        for _ in range(FAIL_OVERS):
            time.sleep(LOADED_SECONDS)
            until(lambda: cluster.synchronous_standbys() > 0)
            killed = cluster.primary()
            assert killed is not None
            begun = time.monotonic()
            cluster.kill(killed)
            until(lambda killed=killed: cluster.primary() not in {None, killed})
            until(server.is_ready)
            away.append(time.monotonic() - begun)
            cluster.start(killed)
        posting.stop()
        for work in works:
            work.result()
        posting.drained()
        told, longest = posting.told(), posting.longest_seconds()
    assert_each_once(cluster.url, "failover", told)
    assert min(map(len, told)) > 0, "nothing posted, or nothing kept: this proves nothing"
    posted, kept = map(len, told)
    proof.row(
        "power cut of the primary",
        FAIL_OVERS,
        f"{posted} posted, {kept} kept here first, 0 lost, 0 doubled; another in {max(away):.1f} s, told in {longest:.1f} s",
    )
