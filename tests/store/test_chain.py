"""A hash covers every column that never changes, and only those."""

from datetime import date
from decimal import Decimal

import pytest

from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.store.canonical import row_text
from backend_client.store.chain import MUTABLE
from backend_client.store.migrations.triggers_0001 import MUTABLE_COLUMNS
from backend_client.store.posting import Posting, entry
from backend_client.store.rows import Row, table_of

ENTRY = entry(
    ItemLedgerEntry,
    posting_date=date(2026, 3, 2),
    valuation_date=date(2026, 3, 2),
    item_no="P",
    quantity=Decimal(10),
    register_no=1,
)
OTHER = {
    str: "something else",
    Decimal: Decimal("0.00001"),
    int: 77,
    bool: True,
    date: date(2027, 1, 1),
    type(None): date(2027, 1, 1),
}


def text(row: Row) -> str:
    return row_text(table_of(ItemLedgerEntry), MUTABLE["item"], row)


@pytest.mark.parametrize("column", sorted(set(ENTRY) - MUTABLE["item"]))
def test_a_change_of_an_unchanging_column_changes_the_text(column: str) -> None:
    """Whatever such column differs, the text differs."""
    value = ENTRY[column]
    other = OTHER.get(type(value), "something else")
    assert text({**ENTRY, column: other}) != text(ENTRY)


@pytest.mark.parametrize("column", sorted(MUTABLE["item"]))
def test_a_column_that_may_change_is_left_out(column: str) -> None:
    """Later applications do not break the chain."""
    assert text({**ENTRY, column: Decimal(1)}) == text(ENTRY)


def test_triggers_and_hash_agree_on_what_may_change() -> None:
    """The columns left out of the hash are exactly those that the database lets change."""
    for name, record, _ in Posting(posting_date=date(2026, 3, 2)).ledgers():
        assert MUTABLE[name] == frozenset(MUTABLE_COLUMNS[record.__tablename__])
