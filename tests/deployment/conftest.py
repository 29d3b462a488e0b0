"""The machine of these tests, one for each worker of pytest."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend_client.manage import make_demo
from backend_client.plant.progress import untold
from tests.deployment.plant_machine import PlantMachine, plant_machine

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_plant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plant's database."""
    file = tmp_path_factory.mktemp("plant") / "plant.sqlite"
    make_demo(file, today=NOW.date(), at=NOW, person_no="me", terminal_id="T0", progress=untold)
    return file


@pytest.fixture(scope="session")
def machine(demo_plant: Path) -> Iterator[PlantMachine]:
    """A machine with sshd, on which files were planted in both homes that no terminal could put there itself."""
    with plant_machine(demo_plant) as made:
        yield made
