"""Which two accounts a value entry moves: the published table, row for row.

An amount A goes to the account as +A and to the balancing account as -A (+ is debit). Consumption carries a
negative amount, so it takes from inventory and adds to work in process.

| value entry                                  | account             | balancing account       |
| purchase, direct cost                        | inventory           | direct cost applied     |
| sale, direct cost                            | inventory           | cost of goods sold      |
| adjustment, direct cost                      | inventory           | inventory adjustment    |
| consumption, direct cost                     | inventory           | work in process         |
| capacity, direct cost                        | work in process     | direct cost applied     |
| capacity, indirect cost                      | work in process     | overhead applied        |
| output, direct cost, expected                | inventory (interim) | work in process         |
| output, direct cost, actual                  | inventory           | work in process         |
| output, indirect cost                        | inventory           | overhead applied        |
| output, variance                             | inventory           | that variance's account |
| purchase, variance                           | inventory           | purchase variance       |
| revaluation and rounding                     | inventory           | inventory adjustment    |

Inventory accounts come from location and inventory posting group, the others from the general posting groups;
work in process is that of the item that is made.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from backend_client.rules.rounding import ZERO
from backend_client.terms import ItemLedgerEntryType, ValueEntryType, VarianceType


class AccountSource(StrEnum):
    """An account by its column in the two posting setups."""

    INVENTORY = "inventory_account"
    INVENTORY_INTERIM = "inventory_account_interim"
    WIP = "wip_account"
    MATERIAL_VARIANCE = "material_variance_account"
    CAPACITY_VARIANCE = "capacity_variance_account"
    SUBCONTRACTED_VARIANCE = "subcontracted_variance_account"
    CAP_OVERHEAD_VARIANCE = "cap_overhead_variance_account"
    MFG_OVERHEAD_VARIANCE = "mfg_overhead_variance_account"
    INVENTORY_ADJUSTMENT = "inventory_adjmt_account"
    DIRECT_COST_APPLIED = "direct_cost_applied_account"
    OVERHEAD_APPLIED = "overhead_applied_account"
    PURCHASE_VARIANCE = "purchase_variance_account"
    COST_OF_GOODS_SOLD = "cogs_account"


GENERAL = frozenset(
    {
        AccountSource.INVENTORY_ADJUSTMENT,
        AccountSource.DIRECT_COST_APPLIED,
        AccountSource.OVERHEAD_APPLIED,
        AccountSource.PURCHASE_VARIANCE,
        AccountSource.COST_OF_GOODS_SOLD,
    }
)
"""Accounts of the general posting setup; the others are of the inventory posting setup."""


class AccountPair(NamedTuple):
    """The account that gets the amount, and the one that gets its opposite."""

    account: AccountSource
    balancing_account: AccountSource


_Source = AccountSource
_Kind = ItemLedgerEntryType

DIRECT: dict[ItemLedgerEntryType, AccountPair] = {
    _Kind.PURCHASE: AccountPair(_Source.INVENTORY, _Source.DIRECT_COST_APPLIED),
    _Kind.SALE: AccountPair(_Source.INVENTORY, _Source.COST_OF_GOODS_SOLD),
    _Kind.POSITIVE_ADJUSTMENT: AccountPair(_Source.INVENTORY, _Source.INVENTORY_ADJUSTMENT),
    _Kind.NEGATIVE_ADJUSTMENT: AccountPair(_Source.INVENTORY, _Source.INVENTORY_ADJUSTMENT),
    _Kind.CONSUMPTION: AccountPair(_Source.INVENTORY, _Source.WIP),
    _Kind.OUTPUT: AccountPair(_Source.INVENTORY, _Source.WIP),
    _Kind.BLANK: AccountPair(_Source.WIP, _Source.DIRECT_COST_APPLIED),
}

INDIRECT: dict[ItemLedgerEntryType, AccountPair] = {
    _Kind.OUTPUT: AccountPair(_Source.INVENTORY, _Source.OVERHEAD_APPLIED),
    _Kind.PURCHASE: AccountPair(_Source.INVENTORY, _Source.OVERHEAD_APPLIED),
    _Kind.BLANK: AccountPair(_Source.WIP, _Source.OVERHEAD_APPLIED),
}

VARIANCE: dict[VarianceType, AccountSource] = {
    VarianceType.PURCHASE: _Source.PURCHASE_VARIANCE,
    VarianceType.MATERIAL: _Source.MATERIAL_VARIANCE,
    VarianceType.CAPACITY: _Source.CAPACITY_VARIANCE,
    VarianceType.SUBCONTRACTED: _Source.SUBCONTRACTED_VARIANCE,
    VarianceType.CAPACITY_OVERHEAD: _Source.CAP_OVERHEAD_VARIANCE,
    VarianceType.MANUFACTURING_OVERHEAD: _Source.MFG_OVERHEAD_VARIANCE,
}

EXPECTED = AccountPair(_Source.INVENTORY_INTERIM, _Source.WIP)
ADJUSTED = AccountPair(_Source.INVENTORY, _Source.INVENTORY_ADJUSTMENT)


def account_pair(
    entry_type: ValueEntryType,
    item_ledger_entry_type: ItemLedgerEntryType,
    *,
    variance_type: VarianceType = VarianceType.BLANK,
    expected: bool = False,
) -> AccountPair:
    """Answer the row of the table that a value entry falls under; capacity has a blank entry type."""
    if expected:
        assert item_ledger_entry_type is _Kind.OUTPUT, f"{item_ledger_entry_type} has no expected cost"
        return EXPECTED
    if entry_type is ValueEntryType.VARIANCE:
        return AccountPair(_Source.INVENTORY, VARIANCE[variance_type])
    if entry_type is ValueEntryType.DIRECT_COST:
        return DIRECT[item_ledger_entry_type]
    if entry_type is ValueEntryType.INDIRECT_COST:
        return INDIRECT[item_ledger_entry_type]
    return ADJUSTED


def to_post(amount: Decimal, posted: Decimal) -> Decimal:
    """Answer what the general ledger has not been told of an actual cost."""
    return amount - posted


def expected_to_post(
    amount: Decimal, posted: Decimal, *, by_setting: bool, taken_back: Decimal | None
) -> Decimal:
    """Answer what the general ledger has not been told of an expected cost, or of taking one back.

    by_setting  the plant posts expected cost; it decides on new expected cost only
    taken_back  what the general ledger holds of the expected cost that this one takes back; None = it is new

    Expected 100.00, posted while the setting was on, is taken back with - 100.00 though it is off by then; what was
    never posted is never taken back.
    """
    wanted = by_setting if taken_back is None else bool(taken_back)
    return amount - posted if wanted else ZERO
