"""Postings that wait for the one writer of a file together: one commit, and each is answered as if it were alone."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from backend_client.client import BackendBroken
from backend_client.local import LocalClient
from backend_client.messages.base import Posted, Refused, Request
from backend_client.refusals import RefusalCode
from backend_client.server.together import Together
from tests.casebook.databases import Plants
from tests.casebook.running import Plant
from tests.small_plant import output, small_plant


@pytest.fixture
def plant(sqlite_plants: Plants) -> Iterator[Plant]:
    """Order O1 of 1000 P."""
    yield small_plant(sqlite_plants, quantity=1000)
    sqlite_plants.close()


def piece(name: str, **values: Any) -> Request[Any]:
    """One piece of O1, under a document of its own."""
    return output(name, output_quantity=1, document_no=name, **values)


def posted_behind(plant: Plant, requests: list[Request[Any]]) -> tuple[list[Any], int]:
    """Post while somebody else holds the file, so that all but the first wait; answers outcomes, and commits made."""
    client = plant.client
    assert isinstance(client, LocalClient)
    together = Together(client)

    async def posting() -> list[Any]:
        first, *others = requests
        with held(plant):
            waiting = [asyncio.ensure_future(together.post(first))]
            await asyncio.sleep(0)
            while together._waiting:  # noqa: ASYNC110 -- the thread takes the first, then waits for the file
                await asyncio.sleep(0.001)
            waiting += [asyncio.ensure_future(together.post(request)) for request in others]
            await asyncio.sleep(0)
        return await asyncio.gather(*waiting, return_exceptions=True)

    with commits(plant) as made:
        outcomes = asyncio.run(posting())
        together.close()
    return outcomes, len(made)


@contextmanager
def held(plant: Plant) -> Iterator[None]:
    """Nobody else can write meanwhile."""
    with plant.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN IMMEDIATE")
        yield
        driver.execute("ROLLBACK")


@contextmanager
def commits(plant: Plant) -> Iterator[list[None]]:
    """Count the commits of transactions that write."""
    seen: list[None] = []

    def note(connection: Any) -> None:
        if connection.get_execution_options().get("kiosk_write"):
            seen.append(None)

    client = plant.client
    assert isinstance(client, LocalClient)
    event.listen(client.database.engine, "commit", note)
    yield seen
    event.remove(client.database.engine, "commit", note)


def registers(plant: Plant) -> list[tuple[int, str]]:
    """Number and document of each register of a posting of this test."""
    with plant.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT no, document_no FROM registers ORDER BY no")
        return [(no, document) for no, document in found if document.startswith("D")]


def without_gaps(plant: Plant) -> list[str]:
    """The documents in the order of registers, whose numbers follow each other."""
    found = registers(plant)
    first = found[0][0]
    assert [no for no, _ in found] == list(range(first, first + len(found)))
    return [document for _, document in found]


def test_those_that_wait_are_posted_with_one_commit_in_their_order(plant: Plant) -> None:
    """D0 holds the thread; D1 to D5 wait: two commits, six registers without a gap, each answered with its own."""
    names = [f"D{at}" for at in range(6)]
    outcomes, made = posted_behind(plant, [piece(name) for name in names])
    assert [outcome.receipt.document_no for outcome in outcomes] == names
    assert without_gaps(plant) == names
    assert made == 2


def test_a_refusal_among_them_keeps_none_of_the_others_from_being_posted(plant: Plant) -> None:
    """D2 names no order that there is, D3 an impossible quantity: D1 and D4 are posted, with one commit."""
    requests = [piece("D0"), piece("D1"), piece("D2", order_no="NONE"), piece("D3", scrap_quantity="1E+30")]
    outcomes, made = posted_behind(plant, [*requests, piece("D4")])
    assert [type(outcome) for outcome in outcomes] == [Posted, Posted, Refused, Refused, Posted]
    assert outcomes[2].code is RefusalCode.RELEASED_ORDER_NOT_FOUND
    assert without_gaps(plant) == ["D0", "D1", "D4"]
    assert made == 2


def test_the_same_request_twice_among_them_is_posted_once(plant: Plant) -> None:
    """D1 is sent again while it waits: the second is answered with the first one's receipt."""
    outcomes, made = posted_behind(plant, [piece("D0"), piece("D1"), piece("D1"), piece("D2")])
    assert [outcome.replayed for outcome in outcomes] == [False, False, True, False]
    assert outcomes[1].receipt == outcomes[2].receipt
    assert without_gaps(plant) == ["D0", "D1", "D2"]
    assert made == 2


def test_a_fault_of_one_of_them_is_its_own_alone(plant: Plant) -> None:
    """The database takes nothing of D2: whoever posted it is told, and D1 and D3 are posted one by one."""
    with plant.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no_d2 BEFORE INSERT ON registers WHEN NEW.document_no = 'D2' "
            "BEGIN SELECT RAISE(ABORT, 'not D2'); END"
        )
    outcomes, _ = posted_behind(plant, [piece("D0"), piece("D1"), piece("D2"), piece("D3")])
    assert [type(outcome) for outcome in outcomes] == [Posted, Posted, BackendBroken, Posted]
    assert without_gaps(plant) == ["D0", "D1", "D3"]
    assert [
        outcome.receipt.document_no for outcome in outcomes if isinstance(outcome, Posted)
    ] == without_gaps(plant)


def test_what_may_not_wait_with_others_is_posted_all_the_same(plant: Plant) -> None:
    """A preview among them shows its receipt and writes nothing."""
    outcomes, _ = posted_behind(plant, [piece("D0"), piece("D1", preview=True), piece("D2")])
    assert [type(outcome) for outcome in outcomes] == [Posted] * 3
    assert outcomes[1].receipt.register_no == 0
    assert without_gaps(plant) == ["D0", "D2"]
