"""Whatever a line does to postings between a terminal and its server, each counts once, and people know where they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_client import limits
from tests.faults.fleet import assert_each_once, fault_line, fleet, fleets_plant
from tests.faults.proxy import Fault
from tests.proof.conftest import Proof
from tests.server.serving import TOKEN, Serving, serving

SHARE = 0.5
TOLD_WITHIN_SECONDS = 3


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Orders of a plant in a file."""
    return fleets_plant(f"sqlite:///{tmp_path_factory.mktemp('line-faults') / 'plant.sqlite'}")


@pytest.fixture(scope="module")
def server(plant: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """`kiosk serve` on it."""
    with serving(tmp_path_factory.mktemp("server"), plant) as made:
        yield made


@pytest.mark.proof
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.PASS])
def test_a_line_that_breaks_loses_and_doubles_nothing(
    fault: Fault,
    plant: str,
    server: Serving,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    proof: Proof,
) -> None:
    """Half of all postings meet the fault, again whenever they are sent again; then the line is whole."""
    # so that a posting soon meets the line again: as long as a terminal leaves it alone nothing can go wrong
    monkeypatch.setattr(limits, "SENDING_PAUSE_FIRST_MILLISECONDS", 5)
    monkeypatch.setattr(limits, "SENDING_PAUSE_MAX_MILLISECONDS", 50)
    postings, terminals = proof.count(100, full=2_000), proof.count(4, full=16)
    name = fault.value
    with (
        fault_line(server.address, name) as line,
        fleet(line.address, TOKEN, tmp_path, terminals, name) as posting,
    ):
        line.plan(fault, SHARE)
        posting.post_each(postings // terminals)
        posting.settle(proof.count(0, full=60))
        faults = line.plan(Fault.PASS)
        posting.drained()
        told = posting.told()
        longest = posting.longest_seconds()
    assert faults > 0, "nothing was met: this proves nothing"
    assert_each_once(plant, name, told)
    if proof.is_full:
        assert longest < TOLD_WITHIN_SECONDS, "nobody may wait longer to know where a posting is"
    proof.row(
        f"postings on a line: {fault}",
        postings,
        f"{faults} met it, {len(told[1])} kept here first, told within {longest:.1f} s, 0 lost, 0 doubled",
    )
