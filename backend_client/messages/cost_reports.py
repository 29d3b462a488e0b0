"""What stock and work in process are worth, and what the accounts say of it: each figure with what lists its entries.

Lists come page by page: `page` is the `next_page` of the answer before. Sums over all pages stand on the first one.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.base import Question
from backend_client.messages.ledger_entries import ItemLedgerLine, LedgerEntriesQuestion
from backend_client.terms import CostingMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class StockAtLocation:
    """What is in stock at one location; base units, local currency."""

    location_code: str
    quantity: Decimal
    cost_amount_actual: Decimal
    cost_amount_expected: Decimal
    entries: LedgerEntriesQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageOfPeriod:
    """What was in stock at the end of a period in which something moved, and its average cost; 0 without stock."""

    first_day: date
    last_day: date
    quantity: Decimal
    cost: Decimal
    average_cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCost:
    """The costs of an item, per base unit, and what is in stock of it; the newest entries first."""

    item_no: str
    description: str
    base_unit_of_measure: str
    costing_method: CostingMethod
    unit_cost: Decimal
    standard_cost: Decimal
    single_level_material_cost: Decimal
    single_level_capacity_cost: Decimal
    single_level_subcontracted_cost: Decimal
    single_level_cap_overhead_cost: Decimal
    single_level_mfg_overhead_cost: Decimal
    rolled_up_material_cost: Decimal
    rolled_up_capacity_cost: Decimal
    rolled_up_subcontracted_cost: Decimal
    rolled_up_cap_overhead_cost: Decimal
    rolled_up_mfg_overhead_cost: Decimal
    last_unit_cost_calc_date: date | None
    stock: tuple[StockAtLocation, ...]
    averages: tuple[AverageOfPeriod, ...]
    last_entries: tuple[ItemLedgerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCostQuestion(Question[ItemCost]):
    """What does this item cost, what is in stock of it, and how did its average cost move?

    first_day, last_day  of the average costs, by the plant's average cost period; None = the last year up to today
    """

    item_no: str
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountBalance:
    """One account: debit, credit and net between two days, balance up to the last one; + is debit."""

    account_no: str
    name: str
    opening: Decimal
    debit: Decimal
    credit: Decimal
    net: Decimal
    balance: Decimal
    entries: LedgerEntriesQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBalance:
    """The production accounts by number; `total` on the first page only."""

    lines: tuple[AccountBalance, ...]
    total: AccountBalance | None = None
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBalanceQuestion(Question[TrialBalance]):
    """What stands on the accounts that production posts to?

    first_day, last_day  posting dates, both included; None = from the beginning, up to the last entry
    """

    first_day: date | None = None
    last_day: date | None = None
    page: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StockValue:
    """What an item at a location was worth on a day, and what of it stands in the general ledger by now."""

    item_no: str
    description: str
    location_code: str
    quantity: Decimal
    unit_of_measure_code: str
    cost_amount_actual: Decimal
    cost_amount_expected: Decimal
    cost_posted_to_gl: Decimal
    expected_cost_posted_to_gl: Decimal
    entries: LedgerEntriesQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class StockValueTotal:
    """The value of all stock beside the balance of the accounts that it is kept on."""

    cost_amount_actual: Decimal
    cost_amount_expected: Decimal
    inventory_accounts: Decimal
    interim_accounts: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryValuation:
    """The stock of a day by item and location; `total` on the first page of a question for all items."""

    last_day: date
    lines: tuple[StockValue, ...]
    total: StockValueTotal | None = None
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryValuationQuestion(Question[InventoryValuation]):
    """What was the stock worth at the end of a day? None = today."""

    last_day: date | None = None
    item_no: str = ""
    location_code: str | None = None
    page: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WipOfOrder:
    """Work in process of an order: opening + consumption + capacity + overhead - output - write-off = closing.

    closing            actual cost, whatever stands in the general ledger
    expected_output    expected cost of output that is not settled yet; takes it out of the account where the plant
                       posts expected cost
    wip_accounts       what the order has on the work in process accounts
    entries            the value entries up to the last day; write-offs stand in the general ledger alone
    """

    order_no: str
    opening: Decimal
    consumption: Decimal
    capacity: Decimal
    capacity_overhead: Decimal
    output: Decimal
    write_off: Decimal
    closing: Decimal
    expected_output: Decimal
    wip_accounts: Decimal
    entries: LedgerEntriesQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkInProcess:
    """Orders that had work in process or moved it, by number; `total` on the first page only."""

    first_day: date | None
    last_day: date
    lines: tuple[WipOfOrder, ...]
    total: WipOfOrder | None = None
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkInProcessQuestion(Question[WorkInProcess]):
    """What was in process at the end of a day, and what went in and out since another?

    first_day  None = from the beginning; last_day  None = today
    """

    first_day: date | None = None
    last_day: date | None = None
    order_no: str = ""
    page: str = ""
    most: int = 0
