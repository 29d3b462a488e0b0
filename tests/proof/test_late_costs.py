"""Whenever cost reaches the general ledger, at once or later, with expected cost or without, the accounts agree in the end."""

from pathlib import Path

import pytest

from tests.casebook.databases import Plants
from tests.proof.any_mix import ReusedPlant, tell
from tests.proof.conftest import Proof
from tests.proof.late_costs import LateCosts

SHARDS = 2
STEPS = 14


@pytest.mark.proof
@pytest.mark.parametrize("shard", range(SHARDS))
def test_accounts_agree_whenever_cost_is_posted(
    shard: int, sqlite_plants: Plants, tmp_path: Path, proof: Proof
) -> None:
    """Debit equals credit, inventory accounts are the value of stock, finished orders have nothing in process."""
    histories = proof.count(60, full=20_000) // SHARDS
    machine = type(
        f"LateCosts{shard}", (LateCosts,), {"plant": ReusedPlant(sqlite_plants, tmp_path), "outcomes": {}}
    )
    posted = tell(machine, histories, STEPS)
    proof.row(f"cost posted at once or later, part {shard + 1}", histories, f"{posted}, accounts agree")
