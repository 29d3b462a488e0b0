"""The contract's suite runs on every client there is: on a database of its own, through a server, through an outbox."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.casebook.databases import Plants


CLIENTS = [
    "sqlite",
    "postgresql",
    "served_sqlite",
    "served_postgresql",
    "kept_sqlite",
    "kept_served_postgresql",
]


@pytest.fixture(params=CLIENTS)
def each_plants(request: pytest.FixtureRequest) -> Iterator["Plants"]:
    """Fresh databases, at hand, behind a server, and behind an outbox; closed after each test."""
    made: Plants = request.getfixturevalue(f"{request.param}_plants")
    yield made
    made.close()
