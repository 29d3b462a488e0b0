"""A server with a streaming replica of its database: who answers what, and what happens when the replica is away."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from backend_client.client import BackendBroken, BackendUnreachable
from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.messages.order_costs import StatisticsQuestion
from backend_client.messages.order_line import OrderLineQuestion
from backend_client.server.replica import WithReplica
from backend_client.store.database import open_database
from tests.casebook.databases import NOON, Plants
from tests.casebook.running import Plant
from tests.postgresql import PostgreSQL, Replica
from tests.small_plant import output, small_plant

STATISTICS = StatisticsQuestion(order_no="O1")
PATIENCE = 60  # seconds; only a broken promise takes that long


@pytest.fixture
def replica(postgresql: PostgreSQL) -> Iterator[Replica]:
    """A replica in a folder of its own: it runs as another user, whom pytest's folders shut out."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-replica-"))
    with postgresql.replica(folder) as made:
        yield made
    shutil.rmtree(folder)


@pytest.fixture
def plant(postgresql_plants: Plants) -> Iterator[Plant]:
    """Order O1 of 10 P."""
    yield small_plant(postgresql_plants)
    postgresql_plants.close()


def test_statistics_come_from_the_replica_and_from_the_primary_while_it_is_away(
    plant: Plant, replica: Replica
) -> None:
    """What is posted arrives at the replica; a replica that is stopped costs nobody an answer."""
    name = plant.engine.url.database
    assert name is not None
    assert isinstance(plant.client, LocalClient)
    reading = LocalClient(open_database(replica.url(name)), now=lambda: NOON)
    client = WithReplica(plant.client, replica.url(name), lambda: NOON)
    assert isinstance(plant.client.post(output("r1", output_quantity=4)), Posted)
    told = plant.client.ask(STATISTICS)
    ended = time.monotonic() + PATIENCE
    while reading.ask(STATISTICS) != told:
        assert time.monotonic() < ended
    with pytest.raises((BackendBroken, BackendUnreachable)):  # it takes nothing
        reading.post(output("r2", output_quantity=1))
    asked_primary: list[str] = []
    event.listen(plant.engine, "before_cursor_execute", lambda *given: asked_primary.append(given[2]))
    assert client.ask(STATISTICS) == told
    assert asked_primary == []
    assert client.ask(OrderLineQuestion(order_no="O1")) == plant.client.ask(OrderLineQuestion(order_no="O1"))
    assert asked_primary
    reading.database.close()
    replica.stop()
    asked_primary.clear()
    assert client.ask(STATISTICS) == told
    assert asked_primary
    client.close()
