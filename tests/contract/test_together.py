"""Several threads and several clients at one database: nothing is lost, nothing is doubled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest

from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.store.database import open_database
from tests.casebook.databases import NOON, Plants
from tests.casebook.running import Plant
from tests.casebook.tables import TABLES
from tests.small_plant import output, small_plant

EACH = 6


def together(*works: Callable[[], Any]) -> list[Any]:
    """Start all works at the same moment, each in a thread; answers what they answer."""
    start = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def second_client(plant: Plant) -> LocalClient:
    """Answer a client with connections of its own, as another terminal's process has."""
    url = plant.engine.url.render_as_string(hide_password=False)
    return LocalClient(open_database(url), now=lambda: NOON)


@pytest.mark.parametrize("own_connections", [False, True], ids=["one client", "two clients"])
def test_two_at_one_order_line_lose_nothing(each_plants: Plants, own_connections: bool) -> None:
    """Two times six postings of 1 piece and 1 minute: 12 finished, entry numbers 1 to 12 in one row."""
    plant = small_plant(each_plants, components=1, quantity=20)
    other = second_client(plant)

    def post(client: Any, name: str) -> list[Any]:
        return [
            client.post(output(f"{name}{at}", output_quantity=1, run_time=1, setup_time=1))
            for at in range(EACH)
        ]

    outcomes = together(
        lambda: post(plant.client, "a"), lambda: post(other if own_connections else plant.client, "b")
    )
    assert all(isinstance(outcome, Posted) for part in outcomes for outcome in part)
    with plant.engine.connect() as connection:
        rows = {name: TABLES[name](connection) for name in TABLES}
    assert rows["production_order_lines"][0]["finished_quantity"] == 2 * EACH
    assert rows["production_order_components"][0]["remaining_quantity"] == 20 - 2 * EACH
    assert [row["entry_no"] for row in rows["capacity_ledger_entries"]] == list(range(1, 2 * EACH + 1))
    operation = rows["production_order_routing_lines"][1]
    assert (operation["posted_run"], operation["posted_output"]) == (Decimal(2 * EACH), Decimal(2 * EACH))
    component = next(row for row in rows["item_ledger_entries"] if row["item_no"] == "C1")
    assert component["remaining_quantity"] == 1000 - 2 * EACH
    other.database.close()


def test_the_same_request_twice_at_once_is_posted_once(each_plants: Plants) -> None:
    """A request that is sent again while the first is still on its way gets the first one's receipt."""
    plant = small_plant(each_plants)
    other = second_client(plant)
    request = output("r1", output_quantity=3)
    outcomes = together(lambda: plant.client.post(request), lambda: other.post(request))
    assert sorted(outcome.replayed for outcome in outcomes) == [False, True]
    assert outcomes[0].receipt == outcomes[1].receipt
    with plant.engine.connect() as connection:
        assert TABLES["production_order_lines"](connection)[0]["finished_quantity"] == 3
    other.database.close()
