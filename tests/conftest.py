"""Options and the databases that tests share.

    --cases DIR        the casebook's folder (default: our own cases)
    --database NAME    where the casebook runs: sqlite (default), postgresql, or either behind a server process:
                       served_sqlite, served_postgresql, or behind an outbox before it: kept_sqlite,
                       kept_served_postgresql
    --inputs FILE      another file of bad inputs (default: our own)
    --server-root DIR  release of the program that servers are started of (default: this one)
    --update-snapshots write the pictures of the screens anew instead of comparing them
    --pictures DIR     draw each screen in each language, as SVG, into a folder

A test that takes `plants` gets fresh databases of the kind asked for; one that takes `each_plants` runs on SQLite
and on PostgreSQL. Each xdist worker has its own folder and its own server.

Property tests draw the same examples in every run, so that a failure is there again when it is looked for, and may take
as long as the machine needs.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.casebook.databases import Plants
    from tests.postgresql import PostgreSQL
    from tests.served_plants import ServerProcess

DATABASES = (
    "sqlite",
    "postgresql",
    "served_sqlite",
    "served_postgresql",
    "kept_sqlite",
    "kept_served_postgresql",
)
settings.register_profile("same every time", derandomize=True, database=None, deadline=None)
settings.load_profile("same every time")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options above."""
    parser.addoption("--cases", metavar="DIR", help="folder of case files for tests/test_casebook.py")
    parser.addoption("--database", choices=DATABASES, default="sqlite", help="where cases run")
    parser.addoption("--inputs", metavar="FILE", help="file of bad inputs for the badinputs tests")
    parser.addoption(
        "--server-root", metavar="DIR", help="release of the program that servers are started of"
    )
    parser.addoption("--pictures", metavar="DIR", help="draw the screens into this folder")
    parser.addoption("--update-snapshots", action="store_true", help="write the screens' pictures anew")


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Leave the terminal speaking English, whoever signed on in the test."""
    yield
    spoken = sys.modules.get("screens.language.text")
    if spoken is not None:
        spoken.TRANSLATOR.speak("en")


@pytest.fixture(scope="session")
def postgresql() -> Iterator["PostgreSQL"]:
    """A real PostgreSQL server, in a folder of its own: it runs as another user, whom pytest's folders shut out."""
    from tests.postgresql import PostgreSQL

    with tempfile.TemporaryDirectory(prefix="kiosk-postgresql-", ignore_cleanup_errors=True) as folder:
        server = PostgreSQL(Path(folder))
        yield server
        server.stop()


@pytest.fixture(scope="session")
def sqlite_plants(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Plants"]:
    """Fresh SQLite databases."""
    from tests.casebook.databases import Plants, SQLiteCopies

    made = Plants(SQLiteCopies(tmp_path_factory.mktemp("plants")))
    yield made
    made.close()


@pytest.fixture(scope="session")
def postgresql_plants(postgresql: "PostgreSQL") -> Iterator["Plants"]:
    """Fresh PostgreSQL databases."""
    from tests.casebook.databases import Plants, PostgreSQLCopies

    made = Plants(PostgreSQLCopies(postgresql))
    yield made
    made.close()


@pytest.fixture(scope="session")
def server_process(request: pytest.FixtureRequest) -> Iterator["ServerProcess"]:
    """A real server process that serves whatever database a test makes."""
    from tests.served_plants import ROOT, server_process

    with server_process(Path(request.config.getoption("--server-root") or ROOT)) as process:
        yield process


@pytest.fixture(scope="session")
def served_sqlite_plants(
    server_process: "ServerProcess", tmp_path_factory: pytest.TempPathFactory
) -> Iterator["Plants"]:
    """Fresh SQLite databases behind a server."""
    from tests.casebook.databases import SQLiteCopies
    from tests.served_plants import ServedPlants

    made = ServedPlants(SQLiteCopies(tmp_path_factory.mktemp("served")), server_process)
    yield made
    made.close()


@pytest.fixture(scope="session")
def served_postgresql_plants(server_process: "ServerProcess", postgresql: "PostgreSQL") -> Iterator["Plants"]:
    """Fresh PostgreSQL databases behind a server."""
    from tests.casebook.databases import PostgreSQLCopies
    from tests.served_plants import ServedPlants

    made = ServedPlants(PostgreSQLCopies(postgresql), server_process)
    yield made
    made.close()


@pytest.fixture(scope="session")
def kept_sqlite_plants(sqlite_plants: "Plants", tmp_path_factory: pytest.TempPathFactory) -> "Plants":
    """Fresh SQLite databases behind an outbox."""
    from tests.kept_plants import KeptPlants

    return KeptPlants(sqlite_plants, tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="session")
def kept_served_postgresql_plants(
    served_postgresql_plants: "Plants", tmp_path_factory: pytest.TempPathFactory
) -> "Plants":
    """Fresh PostgreSQL databases behind an outbox and a server."""
    from tests.kept_plants import KeptPlants

    return KeptPlants(served_postgresql_plants, tmp_path_factory.mktemp("kept"))


@pytest.fixture
def plants(request: pytest.FixtureRequest) -> Iterator["Plants"]:
    """Fresh databases of the kind that --database names; closed after each test."""
    made: Plants = request.getfixturevalue(f"{request.config.getoption('--database')}_plants")
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def each_plants(request: pytest.FixtureRequest) -> Iterator["Plants"]:
    """Fresh databases, on SQLite and on PostgreSQL; closed after each test."""
    made: Plants = request.getfixturevalue(f"{request.param}_plants")
    yield made
    made.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the groups of bad inputs that no screen takes yet, when bad inputs were run."""
    from tests.badinputs.cases import OUR_FILE, groups_not_run

    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    if any("test_badinputs" in report.nodeid for report in reports):
        file = Path(terminalreporter.config.getoption("--inputs") or OUR_FILE)
        for group, count in groups_not_run(file):
            terminalreporter.write_line(
                f"bad inputs not run, no screen takes them yet: {group} ({count} cases)"
            )
