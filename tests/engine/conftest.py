"""A small plant for each test, in a file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.small_plant import SmallPlant, small_plant


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[SmallPlant]:
    """The small plant as it stands in small_plant.py."""
    made = small_plant(tmp_path)
    yield made
    made.database.close()
