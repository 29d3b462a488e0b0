"""A clock that is moved is told to the audit trail, once, beside the first posting after it."""

import json
from datetime import timedelta

from backend_client import limits
from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from tests.casebook.databases import Plants
from tests.engine.people.signed_plant import signed_plant


def test_a_clock_that_is_moved_is_told_once(each_plants: Plants) -> None:
    """Ten minutes by both clocks: nothing. An hour back, a day ahead: told, each once, by how much; a preview tells nothing."""
    plant = signed_plant(each_plants.database())
    wall, steady = [plant.now], [0]
    client = LocalClient(plant.database, now=lambda: wall[0], steady=lambda: steady[0] * 1_000_000_000)

    def post(*, preview: bool = False) -> None:
        assert isinstance(client.post(plant.output({}, preview=preview)), Posted)

    def passes(*, by_wall: int, by_steady: int) -> None:
        wall[0] += timedelta(seconds=by_wall)
        steady[0] += by_steady

    post()
    passes(by_wall=600, by_steady=600)
    post()
    passes(by_wall=limits.CLOCK_JUMP_SECONDS, by_steady=0)
    post()
    assert plant.events() == []
    passes(by_wall=-3600, by_steady=0)
    post(preview=True)
    assert plant.events() == []
    post()
    post()
    passes(by_wall=86_400, by_steady=60)
    post()
    told = [
        json.loads(after)["seconds"]
        for event, after in plant.rows("audit_entries", "event", "after")
        if event == "clock-moved"
    ]
    assert told == [str(limits.CLOCK_JUMP_SECONDS - 3600), "86340"]
