"""The demo plant imported once, and copied for each test that writes on it."""

import shutil
from pathlib import Path

import pytest

from backend_client.plant.demo import FOLDER
from backend_client.plant.importing import import_plant
from backend_client.store.database import open_database
from tests.plant.folders import AT, demo_copy


@pytest.fixture(scope="session")
def imported_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that the demo plant was imported into, closed and whole in one file."""
    file = tmp_path_factory.mktemp("imported") / "plant.sqlite"
    report = import_plant(FOLDER, f"sqlite:///{file}", at=AT)
    assert report.errors == ()
    database = open_database(f"sqlite:///{file}")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return file


@pytest.fixture
def url(imported_file: Path, tmp_path: Path) -> str:
    """A copy of the imported database of its own."""
    copy = tmp_path / "plant.sqlite"
    shutil.copyfile(imported_file, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demo plant's folder of its own."""
    return demo_copy(tmp_path)
