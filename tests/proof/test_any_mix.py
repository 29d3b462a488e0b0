"""Whatever two operators and a supervisor do, in whatever order, nothing is lost, doubled or out of balance."""

from pathlib import Path

import pytest

from tests.casebook.databases import Plants
from tests.proof.any_mix import AnyMix, ReusedPlant, tell
from tests.proof.conftest import Proof

SHARDS = 8
STEPS = 12


@pytest.mark.proof
@pytest.mark.parametrize("shard", range(SHARDS))
def test_any_mix_keeps_the_invariants(
    shard: int, sqlite_plants: Plants, tmp_path: Path, proof: Proof
) -> None:
    """Stock, order sums, allocated time, accounts and links of reversals agree at the end of every history."""
    histories = proof.count(200, full=100_000) // SHARDS
    machine = type(
        f"AnyMix{shard}", (AnyMix,), {"plant": ReusedPlant(sqlite_plants, tmp_path), "outcomes": {}}
    )
    posted = tell(machine, histories, STEPS)
    proof.row(f"any mix of postings, part {shard + 1}", histories, f"{posted}, invariants kept")
