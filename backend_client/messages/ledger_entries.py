"""The entries behind a figure: a report's line carries the question that lists what it is the sum of.

    WIP of order O1 on 31 March     150.00     entries: ledger=value order_no=O1 part=wip last_day=2026-03-31

A page holds a bounded number of entries by number; the page that follows begins behind the last one. Sums over all
that the question fits stand on the first page, so that a figure and what it is made of can be laid side by side.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.base import Question
from backend_client.terms import (
    CostPart,
    ItemLedgerEntryType,
    ReportedLedger,
    ValueEntryType,
    VarianceType,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLedgerLine:
    """A movement of stock; quantities in the item's base unit, + into stock."""

    entry_no: int
    register_no: int
    entry_type: ItemLedgerEntryType
    item_no: str
    variant_code: str
    location_code: str
    bin_code: str
    posting_date: date
    valuation_date: date
    document_no: str
    quantity: Decimal
    remaining_quantity: Decimal
    invoiced_quantity: Decimal
    order_no: str
    order_line_no: int
    component_line_no: int
    lot_no: str
    serial_no: str
    reversal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityLedgerLine:
    """Work done; times in the work center's unit, output and scrap in the item's base unit."""

    entry_no: int
    register_no: int
    posting_date: date
    document_no: str
    order_no: str
    order_line_no: int
    operation_no: str
    no: str
    work_center_no: str
    item_no: str
    quantity: Decimal
    setup_time: Decimal
    run_time: Decimal
    stop_time: Decimal
    output_quantity: Decimal
    scrap_quantity: Decimal
    unit_of_measure_code: str
    subcontracting: bool
    reversed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """A cost; with the sign of the stock it values, + for capacity."""

    entry_no: int
    register_no: int
    entry_type: ValueEntryType
    variance_type: VarianceType
    item_ledger_entry_type: ItemLedgerEntryType
    item_ledger_entry_no: int
    capacity_ledger_entry_no: int
    item_no: str
    no: str
    location_code: str
    posting_date: date
    valuation_date: date
    document_no: str
    order_no: str
    order_line_no: int
    valued_quantity: Decimal
    cost_per_unit: Decimal
    cost_amount_actual: Decimal
    cost_amount_expected: Decimal
    cost_posted_to_gl: Decimal
    expected_cost_posted_to_gl: Decimal
    adjustment: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationLine:
    """Which inbound entry an entry belongs to; negative where an outbound entry takes from it."""

    entry_no: int
    register_no: int
    item_ledger_entry_no: int
    inbound_item_entry_no: int
    outbound_item_entry_no: int
    quantity: Decimal
    posting_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GLLine:
    """One side of a posting to the general ledger; debit +, credit -."""

    entry_no: int
    register_no: int
    posting_date: date
    document_no: str
    account_no: str
    account_name: str
    amount: Decimal
    value_entry_no: int
    order_no: str
    write_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseLine:
    """One side of a movement between two bins; base units, + into the bin."""

    entry_no: int
    posting_date: date
    location_code: str
    bin_code: str
    item_no: str
    variant_code: str
    lot_no: str
    serial_no: str
    quantity: Decimal
    activity_no: str
    order_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationComment:
    """What the routing says beside an operation of the order."""

    operation_no: str
    line_no: int
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTotal:
    """Sums over all entries of one ledger that the question fits, whatever the page shows of them.

    quantity  of movements, applications and bins in base units; of work in the centers' units of time
    amount    actual cost, or what stands on the accounts; expected_amount is expected cost
    """

    ledger: ReportedLedger
    entries: int
    quantity: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    expected_amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntries:
    """Entries by number, of one ledger or of all.

    next_page  where the entries of the one ledger asked for go on; "" where they end
    totals     on the first page only, one for each ledger shown
    comments   of an order's operations, where all ledgers of an order are asked for
    """

    item_entries: tuple[ItemLedgerLine, ...] = ()
    capacity_entries: tuple[CapacityLedgerLine, ...] = ()
    value_entries: tuple[ValueLine, ...] = ()
    application_entries: tuple[ApplicationLine, ...] = ()
    gl_entries: tuple[GLLine, ...] = ()
    warehouse_entries: tuple[WarehouseLine, ...] = ()
    comments: tuple[OperationComment, ...] = ()
    totals: tuple[LedgerTotal, ...] = ()
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntriesQuestion(Question[LedgerEntries]):
    """Which entries is this figure made of? With an order alone: everything that was posted on it.

    ledger               None = the first page of each; needs `order_no`
    order_no, item_no, account_no   "" = any; a ledger without that column is not narrowed by it
    lot_no, serial_no    likewise
    order_line_no        0 = all lines
    supplying_lines      False = without lines that only supply another line of the order
    location_code        None = any; "" is the blank location
    first_day, last_day  posting dates, both included; None = no bound
    part                 of value entries: those that make up this part of the cost
    page                 `next_page` of the answer before; "" = from the first entry
    most                 entries in one answer; 0 and whatever is above it = limits.ENTRIES_SHOWN_MAX
    """

    ledger: ReportedLedger | None = None
    order_no: str = ""
    order_line_no: int = 0
    supplying_lines: bool = True
    item_no: str = ""
    location_code: str | None = None
    account_no: str = ""
    part: CostPart | None = None
    first_day: date | None = None
    last_day: date | None = None
    page: str = ""
    most: int = 0
    lot_no: str = ""
    serial_no: str = ""
