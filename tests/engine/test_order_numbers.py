"""The number of a new order, drawn from the plant's series."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.base import Posted
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.terms import OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused


def factory_with(plants: Plants, setting: str = "PROD", **series: Any) -> Factory:
    """A plant whose production orders take their numbers from a series that starts with PO-01."""
    return Factory(
        plants,
        number_series=[{"code": "PROD", "starting_no": "PO-01"} | series],
        plant_setup=[{"key": "production_order_nos", "value": setting}],
    )


def create(factory: Factory, request_id: str, **fields: Any) -> Any:
    """Create a planned order without naming a number."""
    given = {"source_no": "P", "quantity": Decimal(1), "status": OrderStatus.PLANNED} | fields
    return factory.client.post(CreateProductionOrderRequest(request_id=request_id, **given))


def test_orders_created_at_once_get_numbers_without_gaps(each_plants: Plants) -> None:
    """Two people at two terminals: 12 orders have the first 12 numbers, each once."""
    factory = factory_with(each_plants)

    def several(person: str) -> list[str]:
        made = [create(factory, f"{person}-{number}") for number in range(6)]
        return [outcome.receipt.order_no for outcome in made if isinstance(outcome, Posted)]

    with ThreadPoolExecutor(2) as people:
        numbers = [no for nos in people.map(several, ("A", "B")) for no in nos]
    assert sorted(numbers) == [f"PO-{number:02d}" for number in range(1, 13)]


def test_sent_again_it_is_the_same_order(plants: Plants) -> None:
    """A repeated request answers the first number and draws none."""
    factory = factory_with(plants)
    first, again = create(factory, "A"), create(factory, "A")
    assert (first.receipt, again.replayed) == (again.receipt, True)
    assert create(factory, "B").receipt.order_no == "PO-02"


def test_numbers_given_by_hand_are_passed_over(plants: Plants) -> None:
    """However many of the next numbers are taken, the first free one is drawn."""
    factory = factory_with(plants, increment_by_no=2)
    for number in range(1, 48, 2):
        assert isinstance(create(factory, f"hand-{number}", order_no=f"PO-{number:02d}"), Posted)
    assert create(factory, "drawn").receipt.order_no == "PO-49"
    assert refused(create(factory, "taken", order_no="PO-49")) == "order-already-exists"


def test_a_series_that_the_plant_has_not_is_named(plants: Plants) -> None:
    """The setting names a series that is not there: no order, and the code says which."""
    factory = factory_with(plants)
    setting = {"table": "plant_setup", "key": {"key": "production_order_nos"}, "values": {"value": "OTHER"}}
    factory.post(ChangeMasterDataRequest, **setting)
    outcome = create(factory, "A")
    assert (refused(outcome), outcome.facts) == ("number-series-not-found", {"number_series": "OTHER"})


@pytest.mark.parametrize(
    ("setting", "series", "code"),
    [
        ("", {}, "request-malformed"),
        ("PROD", {"blocked": True}, "number-series-ended"),
        ("PROD", {"starting_no": "NODIGITS", "last_no_used": "NODIGITS"}, "number-series-ended"),
        ("PROD", {"ending_no": "PO-09", "last_no_used": "PO-09"}, "number-series-ended"),
        ("PROD", {"last_no_used": "9" * 20}, "number-series-ended"),
    ],
)
def test_without_a_number_to_draw_there_is_no_order(
    plants: Plants, setting: str, series: dict[str, Any], code: str
) -> None:
    """No series, a blocked one, one without digits, and one that is used up."""
    factory = factory_with(plants, setting, **series)
    assert refused(create(factory, "A")) == code
    assert factory.rows("production_orders", "no") == []
