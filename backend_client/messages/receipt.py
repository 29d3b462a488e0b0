"""What a posting wrote, entry by entry: the same shape for a preview and for the posting itself."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend_client.terms import CapacityType, ItemLedgerEntryType, RoutingStatus, ValueEntryType


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityEntryLine:
    """One capacity ledger entry; times in the work center's unit, quantities in the item's base unit."""

    entry_no: int
    type: CapacityType
    no: str
    name: str
    operation_no: str
    quantity: Decimal
    setup_time: Decimal
    run_time: Decimal
    stop_time: Decimal
    output_quantity: Decimal
    scrap_quantity: Decimal
    scrap_code: str
    stop_code: str
    unit_of_measure_code: str
    order_no: str = ""
    rework_quantity: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntryLine:
    """One item ledger entry; quantity in the base unit, + into stock."""

    entry_no: int
    entry_type: ItemLedgerEntryType
    item_no: str
    description: str
    quantity: Decimal
    unit_of_measure_code: str
    location_code: str
    bin_code: str
    lot_no: str
    serial_no: str
    flushed: bool
    order_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueEntryLine:
    """One value entry; amounts in local currency."""

    entry_no: int
    entry_type: ValueEntryType
    item_ledger_entry_no: int
    capacity_ledger_entry_no: int
    item_no: str
    no: str
    cost_amount_actual: Decimal
    cost_amount_expected: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GLEntryLine:
    """One general ledger entry; + debit, - credit."""

    entry_no: int
    account_no: str
    account_name: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationAfter:
    """An operation as it stands after the posting, in the item's base unit and the work center's time unit."""

    operation_no: str
    routing_status: RoutingStatus
    output_quantity: Decimal
    scrap_quantity: Decimal
    allocated_time: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingReceipt:
    """The receipt of anything that writes ledger entries.

    register_no  0 in a preview
    """

    register_no: int
    posted_at: datetime
    posting_date: date
    document_no: str
    order_no: str
    order_line_no: int
    operation_no: str
    capacity_entries: tuple[CapacityEntryLine, ...] = ()
    item_entries: tuple[ItemEntryLine, ...] = ()
    value_entries: tuple[ValueEntryLine, ...] = ()
    gl_entries: tuple[GLEntryLine, ...] = ()
    operation_after: OperationAfter | None = None
    finished_quantity: Decimal = Decimal(0)
    remaining_quantity: Decimal = Decimal(0)
