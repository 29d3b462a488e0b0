"""The contract's suite runs on every client there is: on a database of its own, and through a server process."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.casebook.databases import Plants


@pytest.fixture(params=["sqlite", "postgresql", "served_sqlite", "served_postgresql"])
def each_plants(request: pytest.FixtureRequest) -> Iterator["Plants"]:
    """Fresh databases, on SQLite and on PostgreSQL, each at hand and behind a server; closed after each test."""
    made: Plants = request.getfixturevalue(f"{request.param}_plants")
    yield made
    made.close()
