"""New entries get true numbers, and whatever names them follows."""

from datetime import date
from decimal import Decimal

import pytest

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.general_ledger import GLEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.trade import OpeningInventoryLine
from backend_client.records.value_entry import ValueEntry
from backend_client.store.posting import Insert, LedgerNumbers, Posting, entry, numbered
from backend_client.store.rows import new_row

DAY = date(2026, 3, 2)


def posting_of_two_items() -> Posting:
    """Two item entries; a value entry of the second; a G/L entry of that value entry."""
    posting = Posting(posting_date=DAY)
    posting.add_item_entry(entry(ItemLedgerEntry, posting_date=DAY, valuation_date=DAY, item_no="A"))
    second = posting.add_item_entry(entry(ItemLedgerEntry, posting_date=DAY, valuation_date=DAY, item_no="B"))
    value = posting.add_value_entry(
        entry(ValueEntry, posting_date=DAY, valuation_date=DAY, item_ledger_entry_no=second)
    )
    posting.add_gl_entry(entry(GLEntry, posting_date=DAY, value_entry_no=value, amount=Decimal(5)))
    return posting


def test_entries_follow_the_last_number() -> None:
    """After entry 7 come 8 and 9."""
    posting = posting_of_two_items()
    last = numbered(posting, LedgerNumbers(register=3, item=7, value=20, gl=40))
    assert [row["entry_no"] for row in posting.item_entries] == [8, 9]
    assert last == LedgerNumbers(register=4, item=9, value=21, gl=41)


def test_references_name_the_true_numbers() -> None:
    """What named the second new item entry names 9."""
    posting = posting_of_two_items()
    numbered(posting, LedgerNumbers(item=7, value=20))
    assert posting.value_entries[0]["item_ledger_entry_no"] == 9
    assert posting.gl_entries[0]["value_entry_no"] == 21


def test_a_reference_to_an_old_entry_stays() -> None:
    """An entry that names entry 2 of before still names 2."""
    posting = Posting(posting_date=DAY)
    posting.add_item_entry(entry(ItemLedgerEntry, posting_date=DAY, valuation_date=DAY, applies_to_entry=2))
    numbered(posting, LedgerNumbers(item=7))
    assert posting.item_entries[0]["applies_to_entry"] == 2


def test_other_rows_may_name_a_new_entry() -> None:
    """A row of any table that names a new entry gets its number."""
    posting = Posting(posting_date=DAY)
    number = posting.add_item_entry(entry(ItemLedgerEntry, posting_date=DAY, valuation_date=DAY))
    line = new_row(OpeningInventoryLine, document_no="START", line_no=10000, item_ledger_entry_no=number)
    posting.inserts.append(Insert(OpeningInventoryLine, [line]))
    numbered(posting, LedgerNumbers(item=7))
    assert line["item_ledger_entry_no"] == 8


def test_every_entry_names_its_register() -> None:
    """All entries of one posting stand under one register."""
    posting = posting_of_two_items()
    numbered(posting, LedgerNumbers(register=11))
    rows = [row for _, _, rows in posting.ledgers() for row in rows]
    assert {row["register_no"] for row in rows} == {12}


def test_an_unknown_column_is_our_own_mistake() -> None:
    """A misspelt column stops the posting instead of being dropped."""
    with pytest.raises(AssertionError, match="CapacityLedgerEntry"):
        entry(CapacityLedgerEntry, posting_date=DAY, setuptime=1)
