"""What a posting costs the database: a fixed number of statements, and no mapped object."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import SQLModel

from backend_client.messages.base import Posted
from backend_client.store.batch import Batch
from tests.casebook.databases import Plants
from tests.small_plant import output, small_plant

STATEMENTS_MAX = 14
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK")
REGISTERED = "INSERT INTO registers"
LOCK_OF_HEAD = "FROM ledger_head FOR UPDATE"  # PostgreSQL's, where SQLite has BEGIN IMMEDIATE


@pytest.fixture(params=["sqlite_plants", "postgresql_plants"])
def plants(request: pytest.FixtureRequest) -> Plants:
    """Plants whose database this process talks to itself, so that what is said to it is heard here."""
    found: Plants = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], list[str]]:
    """Collects the statements that reach a database; one for many rows counts once, BEGIN and COMMIT not at all."""
    send = Batch._sent

    def collect(engine: Engine) -> list[str]:
        seen: list[str] = []

        def count(statement: str) -> None:
            if not statement.startswith(TRANSACTION) and not statement.rstrip().endswith(LOCK_OF_HEAD):
                seen.append(statement)

        def sent(batch: Batch, driver: Any, all_of_them: list[tuple[str, Any]]) -> list[Any]:
            for statement in dict.fromkeys(text for text, _values in all_of_them):
                count(statement)
            return send(batch, driver, all_of_them)

        event.listen(engine, "before_cursor_execute", lambda *given: count(given[2]))
        monkeypatch.setattr(Batch, "_sent", sent)
        return seen

    return collect


@pytest.mark.parametrize("components", [0, 1, 20, 100])
def test_a_posting_takes_few_statements(
    plants: Plants, statements: Callable[[Engine], list[str]], components: int
) -> None:
    """At most 14, whatever the number of components that are flushed; among them its register."""
    plant = small_plant(plants, components=components)
    plant.client.post(output("warm", operation_no="10", run_time=1))
    seen = statements(plant.engine)
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
