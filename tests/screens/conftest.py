"""The demo plant in a database file, imported once and copied for each test."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from backend_client.client import BackendClient
from backend_client.local import LocalClient
from backend_client.plant.demo import import_demo
from tests.screens.operator import client_on


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the demo plant; nobody writes to it."""
    path = tmp_path_factory.mktemp("demo") / "plant.sqlite"
    import_demo(f"sqlite:///{path}", today=date(2026, 11, 16), at=datetime(2026, 11, 16, tzinfo=UTC))
    return path


@pytest.fixture
def database(demo_database: Path, tmp_path: Path) -> Path:
    """A copy for one test."""
    path = tmp_path / "plant.sqlite"
    shutil.copy(demo_database, path)
    return path


@pytest.fixture
def open_client(database: Path) -> Callable[[], BackendClient]:
    """What the app opens its client with."""
    return client_on(database)


@pytest.fixture
def client(database: Path) -> LocalClient:
    """A second client on the same database, to look at what was posted."""
    return client_on(database)()
