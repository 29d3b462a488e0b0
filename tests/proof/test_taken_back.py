"""Post and reverse leaves cost, quantity and accounts as before, whatever happened until then."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.casebook.databases import Plants
from tests.proof.any_cost import Story, stories
from tests.proof.conftest import Proof
from tests.proof.reused_plant import template
from tests.proof.taken_back import Posting, TakingBack, check_as_before, postings, state_of

SHARDS = 2


@pytest.mark.proof
@pytest.mark.parametrize("shard", range(SHARDS))
def test_post_and_reverse_leaves_everything_as_before(
    shard: int, sqlite_plants: Plants, tmp_path: Path, proof: Proof
) -> None:
    """Quantities, times, capacity, costs, work in process and accounts are as before, but for two things.

    An entry that was used up stays rounded off: what comes back is an entry of its own. -0.01 on stock, 0.01 on the
    account of inventory adjustment, for good. And while stock was below zero, what comes back covers what went out
    before it was there, as anything that comes in does: that then costs what covers it. Both are what Business Central
    does with a reversal that is an entry of its own; quantities, times and capacity are as before in any case.
    """
    told, done = proof.count(40, full=4_000) // SHARDS, []
    plant = TakingBack(template(sqlite_plants, tmp_path), tmp_path / "plant.sqlite")

    @seed(shard)
    @settings(
        max_examples=told,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(stories, postings, st.booleans(), st.booleans())
    def take_back(story: Story, posting: Posting, adjusted: bool, whole: bool) -> None:
        plant.begin(story)
        plant.tell(story, adjusting=True, ending=False)
        before, last = state_of(plant), plant.last_entry()
        if plant.post_and_take_back(posting, adjusted=adjusted, whole=whole):
            plant.to_the_end()
            done.append(posting.kind.__name__)
            check_as_before(before, state_of(plant), covers=plant.covers(last))

    take_back()
    plant.database.close()
    assert len(done) > told / 3, "hardly anything was taken back: this proves nothing"
    proof.row(f"posted and taken back, part {shard + 1}", told, f"{len(done)} as before")
