"""Long stories of costs leave the very same rows in both databases."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.casebook.databases import Plants
from tests.proof.any_cost import Story, Teller, long_stories
from tests.proof.conftest import Proof
from tests.proof.cost_plant import cost_plant
from tests.small_plant import dump_of


def dump_at_end(plants: Plants, story: Story) -> dict[str, Any]:
    """Tell a story in a fresh plant; answers every row of every table."""
    plant = cost_plant(plants).plant
    teller = Teller(plant.client.database)  # type: ignore[attr-defined]
    teller.begin(story)
    teller.tell(story, adjusting=True)
    found = dump_of(plant)
    plants.close()
    return found


@pytest.mark.proof
def test_long_stories_end_in_identical_dumps(
    sqlite_plants: Plants, postgresql_plants: Plants, proof: Proof
) -> None:
    """Shared components, partial output, reversals, work outside, late costs, adjusted in between and again: row for row."""
    told = proof.count(1, full=50)

    @settings(
        max_examples=told,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(long_stories)
    def tell(story: Story) -> None:
        dumps = [dump_at_end(plants, story) for plants in (sqlite_plants, postgresql_plants)]
        assert dumps[0] == dumps[1]

    tell()
    proof.row("long stories on both databases", told, "identical dumps")
