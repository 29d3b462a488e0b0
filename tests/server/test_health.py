"""A process says that it can post only when it can."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from sqlalchemy import text

from backend_client import limits
from backend_client.server.app import Server
from backend_client.server.health import checks
from backend_client.server.options import ServerOptions
from backend_client.server.worker import uvicorn_of
from backend_client.store.database import Database, open_database
from tests.casebook.databases import NOON
from tests.server.calling import calling, problem
from tests.small_plant import small_plant

if TYPE_CHECKING:
    from tests.casebook.databases import Plants


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A plant in which something was posted at NOON."""
    plants: Plants = request.getfixturevalue(f"{request.param}_plants")
    opened = open_database(small_plant(plants).engine.url.render_as_string(hide_password=False))
    yield opened
    opened.close()
    plants.close()


def test_another_revision_is_not_ready(database):
    """The database of another version of this program."""
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'another'"))
    assert checks(database, lambda: NOON) == {"database": "good", "migrations": "another revision"}


def test_a_clock_that_went_back_is_not_ready(database):
    """A second is nothing; an hour before the last posting is."""
    assert checks(database, lambda: NOON - timedelta(hours=1))["clock"] == "behind the last posting"
    if database.is_sqlite:
        assert checks(database, lambda: NOON - timedelta(seconds=1))["clock"] == "good"
    else:  # whose own clock says that it is later than NOON of that day
        assert checks(database, lambda: NOON)["clock"] == "away from the database's"


def test_a_disk_that_is_nearly_full_is_not_ready(database, monkeypatch):
    """Of a database in a file; what PostgreSQL's own machine has is its own matter."""
    assert checks(database, lambda: NOON).get("disk", "good") == "good"
    monkeypatch.setattr(limits, "DISK_BYTES_MIN", 2**80)
    assert checks(database, lambda: NOON).get("disk") == ("nearly full" if database.is_sqlite else None)


def test_a_database_that_is_gone_is_not_ready(postgresql_plants):
    """It says what kind of trouble, and no more."""
    database = postgresql_plants.database()
    postgresql_plants.close()
    assert checks(database, lambda: NOON) == {"database": "OperationalError"}


def test_who_is_not_ready_says_so_by_its_status(served_sqlite_plants):
    """503 with nothing else for a stranger; the process itself is alive."""
    with calling(served_sqlite_plants) as caller:
        with caller.plant.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'another'"))
        answer = caller.http.get("/readyz", headers={"Authorization": ""})
        assert (answer.status_code, answer.json()) == (503, {"ready": False})
        assert caller.http.get("/livez").status_code == 200


def test_a_connection_that_never_says_what_it_wants_is_cut(sqlite_plants, monkeypatch):
    """Headers that stop half way, at once or after a whole call: closed when their time is over."""
    monkeypatch.setattr(limits, "HEADER_SECONDS_MAX", 0.1)
    server = Server(sqlite_plants.database(), ServerOptions(database=""))
    listening = socket.create_server(("127.0.0.1", 0))
    whole, half = b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /livez HTTP/1.1\r\nHo"

    async def read_to_the_end(sent: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(sent)
        read = await reader.read()
        writer.close()
        return read

    async def run() -> tuple[bytes, bytes]:
        uvicorn = uvicorn_of(server, ServerOptions(database=""))
        serving = asyncio.create_task(uvicorn._serve([listening]))
        answers = await read_to_the_end(half), await read_to_the_end(whole + half)
        uvicorn.should_exit = True
        await serving
        return answers

    nothing, one = asyncio.run(run())
    assert nothing == b""
    assert one.startswith(b"HTTP/1.1 200")
    assert one.endswith(b'{"alive":true}')
    server.close()
    sqlite_plants.close()


def test_a_call_whose_token_cannot_be_looked_up_is_asked_to_come_back(postgresql_plants):
    """The database is gone: 503 for a token that only it knows, nothing else is told; the process lives."""
    database = postgresql_plants.database()
    server = Server(database, ServerOptions(database=""))
    postgresql_plants.close()

    async def run() -> tuple[httpx.Response, httpx.Response]:
        transport = httpx.ASGITransport(server.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            token = {"Authorization": "Bearer kt1.T7.abc"}
            return await client.get("/api/v1/meta", headers=token), await client.get("/livez")

    answer, alive = asyncio.run(run())
    assert problem(answer)[:2] == (503, "database-busy")
    assert answer.headers["retry-after"] == "1"
    assert alive.status_code == 200
    server.close()
