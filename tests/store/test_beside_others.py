"""Postings beside each other on PostgreSQL: who waits for whom, and what is decided again."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.store.database import open_database
from backend_client.store.migrations.locking_0001 import PLANT
from tests.casebook.databases import NOON, Plants
from tests.casebook.running import Plant
from tests.casebook.tables import TABLES
from tests.small_plant import dump_of, output, small_plant

LOCK_ORDER = f"SELECT pg_advisory_xact_lock(hashtextextended('order ' || %s, {PLANT}))"
LOCK_HEAD = "SELECT * FROM ledger_head FOR UPDATE"
WAITING = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE NOT granted AND datname = %s"
WAITING_FOR_HEAD = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock' "
    "AND query LIKE '%%FROM ledger_head FOR UPDATE'"
)
PATIENCE = 60  # seconds; only a broken promise takes that long


@pytest.fixture
def plant(postgresql_plants: Plants) -> Iterator[Plant]:
    """Orders O1 and O2 of P, which flush nothing."""
    yield small_plant(postgresql_plants, orders=2, quantity=50)
    postgresql_plants.close()


@pytest.fixture
def other(plant: Plant) -> Iterator[psycopg.Connection[Any]]:
    """A connection of somebody else."""
    with psycopg.connect(url_of(plant)) as connection:
        yield connection


def url_of(plant: Plant) -> str:
    """Answer the database's URL."""
    return plant.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


def until(plant: Plant, question: str, done: "Future[Any]") -> None:
    """Wait until the question counts somebody."""
    name, ended = plant.engine.url.database, time.monotonic() + PATIENCE
    with psycopg.connect(url_of(plant), autocommit=True) as looking:
        while not looking.execute(question, [name]).fetchone()[0]:  # type: ignore[index]
            assert not done.done(), done.result()
            assert time.monotonic() < ended
            time.sleep(0.01)


def registers(plant: Plant) -> list[str]:
    """Answer the ids of requests that were posted, in the order of their registers."""
    with plant.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT request_id FROM registers ORDER BY no")
        return [row[0] for row in found if row[0].startswith("r")]


def entries(plant: Plant) -> list[int]:
    """Answer the numbers of capacity ledger entries."""
    with plant.engine.connect() as connection:
        return [row["entry_no"] for row in TABLES["capacity_ledger_entries"](connection)]


def test_an_order_that_is_held_keeps_no_other_waiting(plant: Plant, other: psycopg.Connection[Any]) -> None:
    """While O1 is held, O2 is posted; O1 is posted as soon as it is let go."""
    other.execute(LOCK_ORDER, ["O1"])
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(plant.client.post, output("r1", order_no="O1", operation_no="10", run_time=1))
        until(plant, WAITING, first)
        second = plant.client.post(output("r2", order_no="O2", operation_no="10", run_time=1))
        assert isinstance(second, Posted)
        assert not first.done()
        other.rollback()
        assert isinstance(first.result(PATIENCE), Posted)
    assert registers(plant) == ["r2", "r1"]
    assert entries(plant) == [1, 2]


def test_a_deadlock_is_decided_again_and_posted_once(plant: Plant, other: psycopg.Connection[Any]) -> None:
    """Somebody holds the ledgers' head and wants the order that the posting holds: PostgreSQL stops the posting."""
    client = plant.client
    assert isinstance(client, LocalClient)
    other.execute("SET deadlock_timeout = '10s'")  # so that it is the posting that finds out, and is stopped
    other.commit()
    with ThreadPoolExecutor(1) as pool:
        other.execute(LOCK_HEAD)
        posting = pool.submit(client.post, output("r1", order_no="O1", operation_no="10", run_time=1))
        until(plant, WAITING_FOR_HEAD, posting)
        other.execute(LOCK_ORDER, ["O1"])
        other.commit()
        assert isinstance(posting.result(PATIENCE), Posted)
    assert client.decided_again == 1
    assert registers(plant) == ["r1"]
    assert entries(plant) == [1]


def test_a_failure_to_serialise_is_decided_again_and_posted_once(
    plant: Plant, other: psycopg.Connection[Any]
) -> None:
    """Where a database is set to REPEATABLE READ, the head that somebody changed meanwhile makes the posting start anew."""
    name = plant.engine.url.database
    other.execute(f"ALTER DATABASE \"{name}\" SET default_transaction_isolation = 'repeatable read'")
    other.commit()
    database = open_database(url_of(plant))
    client = LocalClient(database, now=lambda: NOON)
    with ThreadPoolExecutor(1) as pool:
        other.execute(LOCK_HEAD)
        posting = pool.submit(client.post, output("r1", order_no="O1", operation_no="10", run_time=1))
        until(plant, WAITING_FOR_HEAD, posting)
        other.execute("UPDATE ledger_head SET setup_revision = setup_revision + 1")
        other.commit()
        assert isinstance(posting.result(PATIENCE), Posted)
    assert client.decided_again == 1
    assert registers(plant) == ["r1"]
    assert entries(plant) == [1]
    database.close()


def test_a_connection_that_was_cut_while_idle_is_replaced(
    plant: Plant, other: psycopg.Connection[Any]
) -> None:
    """Every connection of the client is cut by the server; the next posting takes a new one, and is posted once."""
    assert isinstance(plant.client.post(output("r1", operation_no="10", run_time=1)), Posted)
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
    other.execute(cut, [plant.engine.url.database])
    assert isinstance(plant.client.post(output("r2", operation_no="10", run_time=1)), Posted)
    assert registers(plant) == ["r1", "r2"]
    assert entries(plant) == [1, 2]


def test_what_was_rolled_back_hinders_no_later_posting(plant: Plant) -> None:
    """A preview and a refusal roll back, and with them what the connection had prepared; postings go on."""
    from dataclasses import replace

    for number in range(1, 9):
        request = output(f"r{number}", operation_no="10", run_time=1)
        assert isinstance(plant.client.post(replace(request, request_id=f"p{number}", preview=True)), Posted)
        assert not isinstance(plant.client.post(output(f"n{number}", order_no="NONE")), Posted)
        assert isinstance(plant.client.post(request), Posted)
    assert entries(plant) == list(range(1, 9))


def test_a_text_with_a_nul_is_no_text_of_a_row(plant: Plant) -> None:
    """PostgreSQL's own texts end at a NUL: what stands behind it must not be lost in silence."""
    from backend_client.store.batch import Batch

    with plant.engine.connect() as connection, pytest.raises(psycopg.DataError):
        Batch(connection).add("SELECT %(a)s", ["a"], [["before\0behind"]])


WAITING_FOR_ANOTHER = (
    "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
    "WHERE NOT granted AND locktype = 'advisory' AND datname = %s"
)


@pytest.mark.parametrize("order_no", ["O1", "O2"])
def test_what_is_foreseen_is_what_the_posting_before_left(postgresql_plants: Plants, order_no: str) -> None:
    """600 pieces use 600 of 1000 parts; 600 more, of the same order or another one, are asked for before those are committed.

    Whatever becomes of them, it is what becomes of them one after the other, to the last row.
    """
    first = output("r1", order_no="O1", operation_no="20", output_quantity=600)
    second = output("r2", order_no=order_no, operation_no="20", output_quantity=600)
    plant, twin = (small_plant(postgresql_plants, components=1, orders=2, quantity=2000) for _ in range(2))
    with psycopg.connect(url_of(plant)) as other, ThreadPoolExecutor(2) as pool:
        other.execute(LOCK_HEAD)
        ahead = pool.submit(plant.client.post, first)
        until(plant, WAITING_FOR_HEAD, ahead)
        behind = pool.submit(plant.client.post, second)
        until(plant, WAITING_FOR_ANOTHER, behind)
        other.rollback()
        at_once = [ahead.result(PATIENCE), behind.result(PATIENCE)]
    assert at_once == [twin.client.post(first), twin.client.post(second)]
    assert isinstance(at_once[0], Posted)
    assert dump_of(plant) == dump_of(twin)
    postgresql_plants.close()
