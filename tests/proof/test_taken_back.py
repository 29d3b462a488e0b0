"""Post and reverse leaves cost, quantity and accounts as before, whatever happened until then."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.casebook.databases import Plants
from tests.proof.any_cost import Story, stories
from tests.proof.conftest import Proof
from tests.proof.reused_plant import template
from tests.proof.taken_back import Posting, TakingBack, difference, postings, state_of

SHARDS = 2


@pytest.mark.proof
@pytest.mark.parametrize("shard", range(SHARDS))
def test_post_and_reverse_leaves_everything_as_before(
    shard: int, sqlite_plants: Plants, tmp_path: Path, proof: Proof
) -> None:
    """Quantities, times, capacity, costs, work in process and accounts are as before."""
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
        before = state_of(plant)
        if plant.post_and_take_back(posting, adjusted=adjusted, whole=whole):
            plant.to_the_end()
            done.append(posting.kind.__name__)
            assert difference(before, state_of(plant)) == {}

    take_back()
    plant.database.close()
    assert len(done) > told / 3, "hardly anything was taken back: this proves nothing"
    proof.row(f"posted and taken back, part {shard + 1}", told, f"{len(done)} as before")
