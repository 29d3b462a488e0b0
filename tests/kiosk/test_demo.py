"""The demo: made once a week, kept while it is played with, made anew where its file holds nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend_client.manage import database_facts
from backend_client.store.database import open_database
from kiosk.demo import demo_file, open_demo
from kiosk.settings import read_settings

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def plant_code_of_demo() -> str:
    return database_facts(open_demo(read_settings({}), now=NOW)).plant_code


def test_the_demo_is_made_where_there_is_none() -> None:
    """The first call leaves a file of this week that holds the plant."""
    assert plant_code_of_demo() == "CONTOSO-COFFEE"
    assert demo_file(NOW.date()).name == "demo-2026-W47.sqlite"


def test_an_empty_file_of_that_name_is_no_demo() -> None:
    """A database that was only opened under the demo's name is replaced by the demo."""
    file = demo_file(NOW.date())
    file.parent.mkdir(parents=True)
    open_database(f"sqlite:///{file}").close()
    assert plant_code_of_demo() == "CONTOSO-COFFEE"


def test_the_demo_is_kept_while_it_lasts() -> None:
    """A second call opens the same file, whatever was posted in it."""
    open_demo(read_settings({}), now=NOW)
    before = demo_file(NOW.date()).stat()
    open_demo(read_settings({}), now=NOW)
    assert demo_file(NOW.date()).stat().st_ino == before.st_ino
    open_demo(read_settings({}), now=NOW, fresh=True)
    after = demo_file(NOW.date()).stat()
    assert (after.st_ino, after.st_ctime_ns) != (before.st_ino, before.st_ctime_ns)
