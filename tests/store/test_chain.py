"""A hash covers every column that never changes, and only those."""

from datetime import date
from decimal import Decimal

import pytest

from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.store.chain import MUTABLE, row_text
from backend_client.store.migrations.triggers_0001 import MUTABLE_COLUMNS
from backend_client.store.posting import Posting, entry

ENTRY = entry(
    ItemLedgerEntry,
    posting_date=date(2026, 3, 2),
    valuation_date=date(2026, 3, 2),
    item_no="P",
    quantity=Decimal(10),
    register_no=1,
)


@pytest.mark.parametrize("column", sorted(set(ENTRY) - MUTABLE["item"]))
def test_a_change_of_an_unchanging_column_changes_the_text(column: str) -> None:
    """Whatever such column differs, the text differs."""
    assert row_text("item", {**ENTRY, column: "something else"}) != row_text("item", ENTRY)


@pytest.mark.parametrize("column", sorted(MUTABLE["item"]))
def test_a_column_that_may_change_is_left_out(column: str) -> None:
    """Later applications do not break the chain."""
    assert row_text("item", {**ENTRY, column: Decimal(1)}) == row_text("item", ENTRY)


def test_a_number_has_one_text_whatever_its_zeros() -> None:
    """10 and 10.00000, as the database answers it, hash alike."""
    assert row_text("item", {**ENTRY, "quantity": Decimal("10.00000")}) == row_text("item", ENTRY)


def test_a_value_can_not_pretend_to_be_two_columns() -> None:
    """The sign between columns is doubled inside a value."""
    one = row_text("item", {**ENTRY, "document_no": "A|entry_no=5"})
    assert "A||entry_no=5" in one


def test_triggers_and_hash_agree_on_what_may_change() -> None:
    """The columns left out of the hash are exactly those that the database lets change."""
    for name, record, _ in Posting(posting_date=date(2026, 3, 2)).ledgers():
        assert MUTABLE[name] == frozenset(MUTABLE_COLUMNS[record.__tablename__])
