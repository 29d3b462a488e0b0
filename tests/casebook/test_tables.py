"""The tables of an expectation: every column is offered, and what is worked out agrees with the ledgers by hand."""

from decimal import Decimal

import pytest

from tests.casebook.columns import MASTER_DATA_TABLES, TABLE_COLUMNS, master_data_kind
from tests.casebook.databases import Plants
from tests.casebook.tables import TABLES
from tests.casebook.values import canonical
from tests.casebook.vocabulary import PLANT_COLUMNS
from tests.small_plant import output, small_plant


def test_every_table_has_a_reader() -> None:
    """No table of the format is left out."""
    assert set(TABLES) == {*TABLE_COLUMNS, *MASTER_DATA_TABLES}


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_offered(plants: Plants, table: str) -> None:
    """Each row holds each column of the format, in a form that can be compared."""
    plant = small_plant(plants, components=1)
    plant.client.post(
        output("r1", operation_no="10", setup_time=5, run_time=10, stop_time=1, stop_code="TOOL")
    )
    plant.client.post(output("r2", output_quantity=2, scrap_quantity=1, scrap_code="DENT"))
    with plant.engine.connect() as connection:
        rows = TABLES[table](connection)
    kinds = TABLE_COLUMNS.get(table) or {column: master_data_kind(column) for column in PLANT_COLUMNS[table]}
    assert rows or table == "machine_centers"
    for row in rows:
        for column, kind in kinds.items():
            canonical(row[column], kind)


def test_sums_are_those_of_the_ledgers(plants: Plants) -> None:
    """15 minutes at 14.00 and three pieces of 3.00 each: 210.00 + 9.00 in process, 997 left of the component."""
    plant = small_plant(plants, components=1)
    plant.client.post(output("r1", operation_no="10", setup_time=5, run_time=10))
    plant.client.post(output("r2", output_quantity=2, scrap_quantity=1))
    with plant.engine.connect() as connection:
        rows = {table: reader(connection) for table, reader in TABLES.items()}
    assert rows["wip"] == [{"order_no": "O1", "amount": Decimal(219)}]
    stock = {row["item_no"]: (row["quantity"], row["cost_amount_actual"]) for row in rows["inventory"]}
    assert stock == {"C1": (Decimal(997), Decimal(2991)), "P": (Decimal(2), Decimal(0))}
    operations = {row["operation_no"]: row for row in rows["production_order_routing_lines"]}
    assert operations["10"]["needed_time"] == 10 + 10 * 5
    assert operations["10"]["allocated_time"] == operations["10"]["needed_time"] - 15
    costs = {
        row["entry_type"]: row["cost_amount_actual"]
        for row in rows["cost_totals"]
        if not row["item_ledger_entry_type"]
    }
    assert costs == {"direct_cost": Decimal(150), "indirect_cost": Decimal(60)}
    assert sum(row["balance"] for row in rows["gl_balances"]) == 0
