"""Goods that go out are taken from an entry of the same place."""

from backend_client.messages.postings import PostItemEntryRequest
from backend_client.terms import ItemLedgerEntryType
from tests.casebook.databases import Plants
from tests.casebook.loading import read_json
from tests.casebook.plant import BASE_PLANT
from tests.features.factory import Factory, refused


def test_a_sale_takes_from_no_entry_of_another_location(plants: Plants) -> None:
    """10 lie in MAIN; a sale in EAST that names their entry is refused, and in MAIN it is posted."""
    setup = [row for row in read_json(BASE_PLANT)["posting_setup"] if not row["location_code"]]
    factory = Factory(
        plants,
        locations=[{"code": "EAST", "name": "East"}],
        posting_setup=[row | {"location_code": "EAST"} for row in setup],
    )
    factory.stock(10)
    sale = {"entry_type": ItemLedgerEntryType.SALE, "item_no": "C", "quantity": 1, "applies_to_entry": 1}
    elsewhere = factory.post(PostItemEntryRequest, location_code="EAST", **sale)
    assert refused(elsewhere) == "application-exceeds-remaining"
    factory.post(PostItemEntryRequest, location_code="MAIN", **sale)
    assert factory.rows("item_ledger_entries", "remaining_quantity") == [9, 0]
