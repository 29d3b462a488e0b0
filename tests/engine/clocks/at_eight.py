"""The plant of clocks at eight o'clock."""

import pytest

from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import ClockedPlant, clocked_plant


@pytest.fixture
def plant(plants: Plants) -> ClockedPlant:
    """The plant at eight o'clock."""
    return clocked_plant(plants.database())


@pytest.fixture
def each_plant(each_plants: Plants) -> ClockedPlant:
    """The same, on each database."""
    return clocked_plant(each_plants.database())
