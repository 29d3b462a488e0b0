"""What was posted is told to whoever waits for it, in its order, nothing left out."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.server.calling import Caller, calling

if TYPE_CHECKING:
    from tests.casebook.databases import Plants


@pytest.mark.parametrize("kind", ["served_sqlite", "served_postgresql"])
def test_who_waits_is_told_as_soon_as_something_is_posted(kind, request):
    """A long poll that would last 25 seconds answers with the register that is posted meanwhile."""
    plants: Plants = request.getfixturevalue(f"{kind}_plants")
    with calling(plants) as caller, ThreadPoolExecutor(1) as pool:
        start = caller.get("/api/v1/changes").json()
        assert start["items"] == []
        waiting = pool.submit(caller.get, f"/api/v1/changes?since={start['next_since']}&wait=25")
        receipt = caller.output("r1").json()["receipt"]
        told = waiting.result().json()
    assert [change["request_id"] for change in told["items"]] == ["r1"]
    assert told["next_since"] == told["last_register_no"] == receipt["register_no"]


def test_an_event_stream_goes_on_where_it_broke(served_sqlite_plants):
    """Ten postings, read four and then, from the last id, the other six: each once and in order."""
    with calling(served_sqlite_plants, quantity=20) as caller:
        last = caller.get("/api/v1/changes").json()["next_since"]
        for at in range(10):
            assert caller.output(f"r{at}").status_code == 201
        first, last = events(caller, last, 4)
        second, _ = events(caller, last, 6)
    assert first + second == [f"r{at}" for at in range(10)]


def events(caller: Caller, since: int, count: int) -> tuple[list[str], int]:
    """Read so many events; answers their requests and the last id."""
    found: list[str] = []
    with caller.http.stream("GET", "/api/v1/events", headers={"Last-Event-ID": str(since)}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            if line.startswith("id: "):
                since = int(line[4:])
            if line.startswith("data: "):
                found.append(json.loads(line[6:])["request_id"])
            if len(found) == count:
                break
    return found, since
