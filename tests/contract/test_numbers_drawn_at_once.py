"""Lot numbers drawn by several people at once."""

from threading import Thread
from typing import Any

from backend_client.messages.base import Posted
from tests.casebook.databases import Plants
from tests.features.factory import Factory
from tests.small_plant import output

PEOPLE, POSTINGS = 4, 5
LOTS = {
    "item_tracking_codes": [{"code": "LOT", "description": "Lot", "lot_specific_tracking": True}],
    "number_series": [{"code": "LOTS", "description": "Lots", "starting_no": "L01"}],
    "items": [{"no": "P", "item_tracking_code": "LOT", "lot_nos": "LOTS"}],
}


def test_no_lot_number_is_drawn_twice(each_plants: Plants) -> None:
    """4 people post 5 outputs each on one line at the same time: 20 lots, L01 to L20, each once and none left out."""
    factory = Factory(each_plants, **LOTS)
    factory.order(quantity=100)
    outcomes: list[Any] = []

    def work(person: int) -> None:
        outcomes.extend(
            factory.client.post(output(f"{person}-{number}", output_quantity=1)) for number in range(POSTINGS)
        )

    people = [Thread(target=work, args=(person,)) for person in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert all(isinstance(outcome, Posted) for outcome in outcomes), outcomes
    lots = [line.lot_no for outcome in outcomes for line in outcome.receipt.item_entries]
    assert sorted(lots) == [f"L{number:02d}" for number in range(1, PEOPLE * POSTINGS + 1)]
