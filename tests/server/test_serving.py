"""A server as a process: it stops in time with what is under way posted, and a kill costs nothing."""

import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Any

import httpx
import psutil
import pytest

from backend_client import limits
from backend_client.client import AddressWrong, BackendUnreachable, Sent, TerminalNotRecognised
from backend_client.messages.base import Posted
from backend_client.messages.people import PlantQuestion, SignOnRequest
from backend_client.refusals import RefusalCode
from backend_client.remote import RemoteClient
from backend_client.wire import status_of
from tests.casebook.running import Plant
from tests.casebook.tables import TABLES
from tests.features.factory import Factory
from tests.server.serving import TLS, TOKEN, serving
from tests.small_plant import output, small_plant

if TYPE_CHECKING:
    from tests.casebook.databases import Plants

POSTERS, KILLS, TERMINALS = 4, 3, 50
NO_MORE = ("over_output_tolerance_pct", "over_output_supervisor_pct")
FULL = os.environ.get("KIOSK_PROOF") == "full"


@pytest.fixture(params=["sqlite", "postgresql"])
def plant(request: pytest.FixtureRequest) -> Iterator[Plant]:
    """Order O1 of 1000 P, on each database."""
    plants: Plants = request.getfixturevalue(f"{request.param}_plants")
    yield small_plant(plants, quantity=1000)
    plants.close()


@pytest.fixture
def sqlite_plant(sqlite_plants: "Plants") -> Iterator[Plant]:
    """Order O1 of 1000 P."""
    yield small_plant(sqlite_plants, quantity=1000)
    sqlite_plants.close()


def url(plant: Plant) -> str:
    """The database's URL."""
    return plant.engine.url.render_as_string(hide_password=False)


def posted_requests(plant: Plant) -> list[str]:
    """The ids of all requests that the registers hold, but for the making of the plant."""
    with plant.engine.connect() as connection:
        rows = TABLES["capacity_ledger_entries"](connection)
    return sorted(str(row["document_no"]) for row in rows)


class Posters:
    """Terminals that post one piece after the other until they are stopped."""

    def __init__(self, client: RemoteClient) -> None:
        """Share one client."""
        self.client = client
        self.stopping = Event()
        self.acknowledged: list[str] = []

    def work(self, name: str) -> None:
        """Post until stopped; what is never answered is sent again, as an outbox would, until it is."""
        at = 0
        while not self.stopping.is_set():
            at += 1
            number = f"{name}-{at}"
            outcome = self.client.post(output(number, output_quantity=1, document_no=number))
            assert isinstance(outcome, Posted), outcome
            self.acknowledged.append(number)

    def wait_for(self, count: int) -> None:
        """Wait until so many more were acknowledged."""
        goal = len(self.acknowledged) + count
        while len(self.acknowledged) < goal:
            self.stopping.wait(0.01)


@pytest.mark.proof
def test_a_kill_of_a_worker_loses_and_doubles_nothing(plant, tmp_path):
    """Workers are killed in the middle of postings: all that was acknowledged stands there once, and nothing else."""
    with serving(tmp_path, url(plant), "workers = 2") as server, ThreadPoolExecutor(POSTERS) as pool:
        posters = Posters(server.client())
        works = [pool.submit(posters.work, f"T{at}") for at in range(POSTERS)]
        for _ in range(200 if FULL else KILLS):
            posters.wait_for(5)
            os.kill(server.workers()[0], signal.SIGKILL)
        posters.wait_for(5)
        posters.stopping.set()
        for work in works:
            work.result()
        posters.client.close()
    assert posted_requests(plant) == sorted(posters.acknowledged)


@pytest.mark.proof
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_fifty_terminals_at_one_operation_never_make_more_than_was_ordered(kind, request, tmp_path):
    """100 ordered, tolerance 0; 50 terminals post 3 pieces each through 4 processes: 100 made, 50 refused, no fault."""
    plants: Plants = request.getfixturevalue(f"{kind}_plants")
    factory = Factory(plants, settings=dict.fromkeys(NO_MORE, "0"))
    factory.order(quantity=100)
    with (
        serving(tmp_path, url(factory.plant), "workers = 4") as server,
        ThreadPoolExecutor(TERMINALS) as pool,
    ):
        clients = [server.client(patience=60) for _ in range(TERMINALS)]

        def work(at: int) -> list[Any]:
            return [clients[at].post(output(f"T{at}-{piece}", output_quantity=1)) for piece in range(3)]

        outcomes = [outcome for part in pool.map(work, range(TERMINALS)) for outcome in part]
        for client in clients:
            client.close()
    refused = [outcome.code for outcome in outcomes if not isinstance(outcome, Posted)]
    assert refused == [RefusalCode.OVER_OUTPUT] * 50
    with factory.plant.engine.connect() as connection:
        assert TABLES["production_order_lines"](connection)[0]["finished_quantity"] == 100
    assert {line["status"] for line in server.calls()} == {201, status_of(RefusalCode.OVER_OUTPUT)}
    plants.close()


def hear(http: httpx.Client, last: int, heard: Event) -> str:
    """Listen to the stream of events until it ends; tells once it has begun."""
    said = ""
    with http.stream("GET", "/api/v1/events", headers={"Last-Event-ID": str(last)}) as stream:
        for part in stream.iter_text():
            said += part
            heard.set()
    return said


def test_it_stops_within_five_seconds_and_finishes_what_is_under_way(plant, tmp_path):
    """With a stream open, a long poll waiting and four terminals posting: none of them holds it, nothing is half.

    `make proof` looks at the seconds; on a busy machine it is enough that it did not wait for the poll to end.
    """
    asked, heard = Event(), Event()
    with serving(tmp_path, url(plant), "workers = 2") as server, ThreadPoolExecutor(8) as pool:
        http = httpx.Client(base_url=server.address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60)
        last = http.get("/api/v1/changes").json()["next_since"] + 1_000_000
        http.event_hooks = {"request": [lambda _request: asked.set()]}
        waiting = pool.submit(
            http.get, f"/api/v1/changes?since={last}&wait={limits.CHANGES_WAIT_SECONDS_MAX}"
        )
        asked.wait()
        stream = pool.submit(hear, http, last, heard)
        heard.wait()
        posters = Posters(server.client(patience=60))
        works = [pool.submit(posters.work, f"T{at}") for at in range(POSTERS)]
        posters.wait_for(20)
        took = server.stop()
        assert took < (limits.STOP_SECONDS_MAX if FULL else limits.CHANGES_WAIT_SECONDS_MAX)
        assert waiting.result().json()["items"] == []
        assert stream.result().startswith("retry: ")
        posters.client.close()  # nobody waits for a server that is gone
        for work in works:
            with pytest.raises(BackendUnreachable):
                work.result()
        http.close()
    found = posted_requests(plant)
    assert len(found) == len(set(found))
    assert set(posters.acknowledged) <= set(found)
    assert server.process.returncode == 0


def test_nothing_is_left_of_a_supervisor_that_was_killed(sqlite_plant, tmp_path):
    """Its workers find their pipe closed and end; the port is free."""
    with serving(tmp_path, url(sqlite_plant), "workers = 2") as server:
        workers = [psutil.Process(pid) for pid in server.workers()]
        client = server.client()
        assert client.ask(PlantQuestion()).currency_code
        client.close()
        server.process.kill()
        server.process.communicate()
        _gone, alive = psutil.wait_procs(workers, timeout=60)
        assert alive == []
        client = server.client(patience=0.1)
        with pytest.raises(BackendUnreachable) as unreachable:
            client.ask(PlantQuestion())
        assert unreachable.value.sent is Sent.NOTHING
        client.close()
        socket.create_server(("127.0.0.1", int(server.address.rpartition(":")[2]))).close()


def test_no_token_badge_or_pin_stands_in_the_log_or_the_list_of_processes(sqlite_plant, tmp_path):
    """A sign-on is logged with its route, its status and its terminal; what it said is not."""
    with serving(tmp_path, url(sqlite_plant)) as server:
        client = server.client()
        client.post(SignOnRequest(request_id="s1", badge_token="badge-nobody-may-see", pin="pin-730519"))
        lines = [" ".join(psutil.Process(pid).cmdline()) for pid in (server.process.pid, *server.workers())]
        client.close()
    log = server.log.read_text("utf-8") + "".join(lines)
    assert "badge-nobody-may-see" not in log
    assert "730519" not in log
    assert TOKEN not in log
    (call,) = server.calls()
    assert (call["route"], call["terminal"]) == ("/api/v1/operator-sessions", "T7")


def test_tls_is_always_verified(sqlite_plant, tmp_path):
    """By the plant's own authority it is trusted; by the machine's alone, and under another name, it is not."""
    tls = (f'tls_certificate = "{TLS / "server.pem"}"', f'tls_key = "{TLS / "server.key"}"')
    with serving(tmp_path, url(sqlite_plant), *tls) as server:
        assert server.address.startswith("https://")
        trusting = server.client(ca_file=str(TLS / "ca.pem"))
        assert trusting.ask(PlantQuestion()).currency_code
        trusting.close()
        other_name = server.address.replace("127.0.0.1", "127.0.0.2")
        for address, ca_file in ((server.address, ""), (other_name, str(TLS / "ca.pem"))):
            client = RemoteClient(address, token=TOKEN, ca_file=ca_file, patience_milliseconds=300)
            with pytest.raises(BackendUnreachable) as unreachable:
                client.ask(PlantQuestion())
            assert unreachable.value.sent is Sent.NOTHING
            client.close()


def test_a_terminal_speaks_in_its_own_name_only(sqlite_plant, tmp_path):
    """The register gets the token's terminal; another name, and another token, are refused."""
    with serving(tmp_path, url(sqlite_plant)) as server:
        client = server.client()
        outcome = client.post(output("r1", output_quantity=1))
        assert isinstance(outcome, Posted)
        http = httpx.Client(base_url=server.address, headers={"Authorization": f"Bearer {TOKEN}"})
        assert http.get("/api/v1/postings/r1").json()["terminal_id"] == "T7"
        body = {"request_id": "r2", "terminal_id": "T8", "order_no": "O1"}
        other = http.post("/api/v1/postings/output", json=body, headers={"Idempotency-Key": "r2"})
        assert (other.status_code, other.json()["code"]) == (403, "not-allowed-here")
        stranger = RemoteClient(server.address, token="another-token-altogether")
        with pytest.raises(TerminalNotRecognised):
            stranger.ask(PlantQuestion())
        for each in (client, http, stranger):
            each.close()


@pytest.mark.parametrize("address", ["http://plant-server:8421", "ftp://x", "https://", "https://u:p@x", "x"])
def test_an_address_that_is_not_safe_is_refused(address):
    """Nothing is sent."""
    with pytest.raises(AddressWrong):
        RemoteClient(address)
