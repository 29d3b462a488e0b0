"""The same plant on SQLite and on PostgreSQL."""

from decimal import Decimal

from sqlalchemy import func, select

from backend_client.plant.demo import FOLDER
from backend_client.plant.importing import checked_folder
from backend_client.plant.writing import write_plant
from backend_client.store.schema import METADATA
from tests.casebook.databases import Plants
from tests.plant.folders import AT


def test_a_plant_is_imported_once_on_either_database(each_plants: Plants) -> None:
    """Stock, orders and calendars are written; a second import leaves every row."""
    plant, faults = checked_folder(FOLDER)
    database = each_plants.database()
    first = write_plant(database, plant, at=AT, faults=faults)
    assert first.errors == ()
    assert sum(count.added for count in first.counts) > 5000
    again = write_plant(database, plant, at=AT)
    assert again.errors == ()
    assert {(count.added, count.changed, count.removed) for count in again.counts} == {(0, 0, 0)}
    items = METADATA.tables["items"]
    entries = METADATA.tables["item_ledger_entries"]
    with database.read() as connection:
        cost = select(items.c.unit_cost).where(items.c.no == "SP-BOM2000")
        assert connection.execute(cost).scalar_one() == Decimal("87.756")
        stock = select(func.count()).select_from(entries).where(entries.c.order_no == "")
        assert connection.execute(stock).scalar_one() == 38
