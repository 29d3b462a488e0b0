"""The description of the format and the tables of the database say the same."""

import pytest

from backend_client.plant.format import BY_NAME, TABLES
from backend_client.plant.format.columns import ColumnKind, Table
from backend_client.store.schema import METADATA

ELSEWHERE = {("people", "badge_token")}  # stored as a hash
WORKED_OUT = {
    "items": {
        "last_unit_cost_calc_date",
        *(
            f"rolled_up_{share}_cost"
            for share in ("material", "capacity", "subcontracted", "cap_overhead", "mfg_overhead")
        ),
    },
    "accounting_periods": {"closed", "closed_register_no"},
}
"""What the program finds or is told, and no file says."""
LATER = {"opening_inventory", "production_orders", "machine_centers", "people"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_column_has_its_place(table: Table) -> None:
    """Every column of a file is a column of the table of its name, with the same key."""
    stored = METADATA.tables[table.name]
    columns = {column.name for column in table.columns}
    missing = {(table.name, name) for name in columns - set(stored.columns.keys())}
    assert missing <= ELSEWHERE
    assert tuple(column.name for column in stored.primary_key) == table.key
    if table.name not in LATER:
        assert set(stored.columns.keys()) - WORKED_OUT.get(table.name, set()) == columns


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_references_name_keys(table: Table) -> None:
    """A reference has as many parts as the key it names, each a literal or a column of its own table."""
    names = {column.name for column in table.columns}
    for column in table.columns:
        for reference in column.references:
            assert len(reference.key) == len(BY_NAME[reference.table].key), (column.name, reference)
            assert all(part.startswith("=") or part in names for part in reference.key)
            assert reference.when is None or reference.when[0] in names


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_texts_fit_their_columns(table: Table) -> None:
    """What a file may hold, the database can."""
    stored = METADATA.tables[table.name].columns
    for column in table.columns:
        if column.kind in (ColumnKind.CODE, ColumnKind.TEXT) and (table.name, column.name) not in ELSEWHERE:
            assert column.length <= stored[column.name].type.length or column.name == "gtin"
