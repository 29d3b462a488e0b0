"""Several terminals that post on one order line at the same moment, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import TYPE_CHECKING

from backend_client.local import LocalClient
from backend_client.messages.base import Posted
from backend_client.plant.building import build_plant
from backend_client.store.database import open_database
from tests.engine.small_plant import MASTER_DATA, NOON, SETTINGS, SmallPlant, output_request, released_order

if TYPE_CHECKING:
    from tests.casebook.databases import Plants

TERMINALS, POSTINGS = 4, 10


def test_no_posting_is_lost_or_counted_twice(each_plants: "Plants") -> None:
    """4 terminals post 10 pieces each, one by one: 40 finished, 40 entries numbered without a gap."""
    database = each_plants.database()
    settings = [{"key": key, "value": value} for key, value in SETTINGS.items()]
    build_plant(database, {**MASTER_DATA, "plant_setup": settings}, at=NOON)
    plant = SmallPlant(client=LocalClient(database, now=lambda: NOON), database=database)
    released_order(plant, quantity=100)

    at_once = Barrier(TERMINALS)

    def terminal(number: int) -> bool:
        own = open_database(database.engine.url.render_as_string(hide_password=False))
        client = LocalClient(own, now=lambda: NOON)
        requests = [
            output_request(operation_no="20", run_time=1, output_quantity=1, request_id=f"{number}-{each}")
            for each in range(POSTINGS)
        ]
        at_once.wait()
        outcomes = [client.post(request) for request in requests]
        own.close()
        return all(isinstance(outcome, Posted) for outcome in outcomes)

    with ThreadPoolExecutor(TERMINALS) as pool:
        assert all(pool.map(terminal, range(TERMINALS)))
    made = TERMINALS * POSTINGS
    assert plant.rows("production_order_lines", "finished_quantity", "remaining_quantity") == [
        (made, 100 - made)
    ]
    assert plant.rows("item_ledger_entries", "entry_no") == list(range(1, made + 1))
    posted = plant.rows("production_order_routing_lines", "posted_output_quantity", "posted_run_time")
    assert posted[1] == (Decimal(made), Decimal(made))
