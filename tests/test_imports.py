"""Who may import whom: the contracts of pyproject.toml, and what a fresh Python really loads.

The contracts look at the text of the imports; a fresh Python shows what they cost. A terminal that shows its first
screen has loaded neither the database nor the server nor the heavy readers.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "fastapi", "httpx", "babel", "biip", "alembic", "pysqlite3")


def loaded_after(module: str) -> set[str]:
    """Answer which of the heavy packages a fresh Python has loaded after importing one module."""
    code = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr
    return set(result.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "screens",
        "screens.app",
        "screens.journey",
        "backend_client.client",
        "backend_client.messages.postings",
        "backend_client.messages.codec",
        "backend_client.catalogue",
        "backend_client.terms",
    ],
)
def test_a_terminal_loads_nothing_heavy(module: str) -> None:
    """What a screen needs of the seam is standard library only."""
    assert loaded_after(module) == set()


def test_a_terminal_of_a_server_loads_no_database() -> None:
    """HTTP is all it needs, with the screens beside it."""
    assert loaded_after("backend_client.remote, backend_client.connect, screens.app") == {"httpx"}


def test_the_look_finds_what_it_looks_for() -> None:
    """The tables do load the database's packages."""
    assert "sqlalchemy" in loaded_after("backend_client.records.item")


def test_import_contracts_are_kept() -> None:
    """The layers and prohibitions written in pyproject.toml hold."""
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
