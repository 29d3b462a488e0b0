"""Which two accounts a value entry moves."""

from decimal import Decimal

import pytest

from backend_client.rules.account_pairs import GENERAL, AccountSource, account_pair, expected_to_post
from backend_client.terms import ItemLedgerEntryType, ValueEntryType, VarianceType

CAPACITY = ItemLedgerEntryType.BLANK
Source, Entry, Value = AccountSource, ItemLedgerEntryType, ValueEntryType


@pytest.mark.parametrize(
    ("entry_type", "item_entry", "pair"),
    [
        (Value.DIRECT_COST, Entry.PURCHASE, (Source.INVENTORY, Source.DIRECT_COST_APPLIED)),
        (Value.DIRECT_COST, Entry.SALE, (Source.INVENTORY, Source.COST_OF_GOODS_SOLD)),
        (Value.DIRECT_COST, Entry.POSITIVE_ADJUSTMENT, (Source.INVENTORY, Source.INVENTORY_ADJUSTMENT)),
        (Value.DIRECT_COST, Entry.NEGATIVE_ADJUSTMENT, (Source.INVENTORY, Source.INVENTORY_ADJUSTMENT)),
        (Value.DIRECT_COST, Entry.CONSUMPTION, (Source.INVENTORY, Source.WIP)),
        (Value.REVALUATION, Entry.CONSUMPTION, (Source.INVENTORY, Source.INVENTORY_ADJUSTMENT)),
        (Value.ROUNDING, Entry.CONSUMPTION, (Source.INVENTORY, Source.INVENTORY_ADJUSTMENT)),
        (Value.DIRECT_COST, CAPACITY, (Source.WIP, Source.DIRECT_COST_APPLIED)),
        (Value.INDIRECT_COST, CAPACITY, (Source.WIP, Source.OVERHEAD_APPLIED)),
        (Value.DIRECT_COST, Entry.OUTPUT, (Source.INVENTORY, Source.WIP)),
        (Value.INDIRECT_COST, Entry.OUTPUT, (Source.INVENTORY, Source.OVERHEAD_APPLIED)),
        (Value.REVALUATION, Entry.OUTPUT, (Source.INVENTORY, Source.INVENTORY_ADJUSTMENT)),
    ],
)
def test_each_row_of_the_published_table(
    entry_type: ValueEntryType, item_entry: ItemLedgerEntryType, pair: tuple[Source, Source]
) -> None:
    """Account and balancing account are those of the table."""
    assert account_pair(entry_type, item_entry) == pair


def test_expected_output_goes_to_the_interim_account() -> None:
    """Stock whose cost is not known yet stands on an account of its own."""
    pair = account_pair(Value.DIRECT_COST, Entry.OUTPUT, expected=True)
    assert pair == (Source.INVENTORY_INTERIM, Source.WIP)


def test_each_variance_has_its_own_account() -> None:
    """Material, capacity, subcontracted, the two overheads and purchase each have an account."""
    kinds = [each for each in VarianceType if each is not VarianceType.BLANK]
    pairs = [account_pair(Value.VARIANCE, Entry.OUTPUT, variance_type=each) for each in kinds]
    assert {pair.account for pair in pairs} == {Source.INVENTORY}
    assert len({pair.balancing_account for pair in pairs}) == len(kinds)


def test_the_accounts_come_from_two_setups() -> None:
    """What hangs on the business and product groups is told from what hangs on location and inventory group."""
    assert Source.WIP not in GENERAL
    assert Source.DIRECT_COST_APPLIED in GENERAL


@pytest.mark.parametrize(
    ("by_setting", "taken_back", "owed"),
    [(True, None, 100), (False, None, 0), (True, 0, 0), (False, 250, 100), (True, 250, 100)],
)
def test_expected_cost_is_new_by_setting_and_taken_back_by_what_was_posted(
    *, by_setting: bool, taken_back: int | None, owed: int
) -> None:
    """New expected cost asks the setting; what takes some back asks only whether that was posted."""
    given = None if taken_back is None else Decimal(taken_back)
    found = expected_to_post(Decimal(100), Decimal(0), by_setting=by_setting, taken_back=given)
    assert found == owed
