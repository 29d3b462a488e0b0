"""What a posting costs the database: a fixed number of statements, and no mapped object."""

import pytest
from sqlalchemy import event
from sqlmodel import SQLModel

from backend_client.messages.base import Posted
from tests.casebook.databases import Plants
from tests.small_plant import output, small_plant
from tests.statements import STATEMENTS_MAX, statements

REGISTERED = "INSERT INTO registers"


@pytest.fixture(params=["sqlite_plants", "postgresql_plants"])
def plants(request: pytest.FixtureRequest) -> Plants:
    """Plants whose database this process talks to itself, so that what is said to it is heard here."""
    found: Plants = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("components", [0, 1, 20, 100])
def test_a_posting_takes_few_statements(plants: Plants, components: int) -> None:
    """At most 14, whatever the number of components that are flushed; among them its register."""
    plant = small_plant(plants, components=components)
    plant.client.post(output("warm", operation_no="10", run_time=1))
    with statements(plant.engine) as seen:
        outcome = plant.client.post(
            output("r1", output_quantity=2, scrap_quantity=1, setup_time=5, run_time=10, stop_time=3)
        )
    assert isinstance(outcome, Posted), outcome
    flushed = [entry for entry in outcome.receipt.item_entries if entry.flushed]
    assert len(flushed) == components
    assert any(REGISTERED in statement for statement in seen)
    assert len(seen) <= STATEMENTS_MAX, "\n".join(seen)


def test_a_posting_makes_no_mapped_object(sqlite_plants: Plants) -> None:
    """Rows stay rows: neither made nor loaded as objects of the mapper."""
    plant = small_plant(sqlite_plants, components=3)
    made: list[str] = []
    noted = lambda target, *_others: made.append(type(target).__name__)  # noqa: E731
    for happening in ("init", "load"):
        event.listen(SQLModel, happening, noted, propagate=True)
    try:
        outcome = plant.client.post(output("r1", output_quantity=2, run_time=10))
    finally:
        for happening in ("init", "load"):
            event.remove(SQLModel, happening, noted)
    assert isinstance(outcome, Posted), outcome
    assert made == []
