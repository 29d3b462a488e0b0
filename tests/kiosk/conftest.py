"""Homes of the command line: the demo plant is imported once, and each test has a copy."""

import shutil
from pathlib import Path

import pytest

from tests.kiosk.running import PLANT, Home


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose database holds the demo plant."""
    home = Home(tmp_path_factory.mktemp("imported"))
    assert home.run("import", str(PLANT)).returncode == 0
    return home


@pytest.fixture
def home(imported: Home, tmp_path: Path) -> Home:
    """A home of one's own, with a copy of it."""
    home = Home(tmp_path)
    home.database.parent.mkdir(parents=True)
    shutil.copyfile(imported.database, home.database)
    return home
