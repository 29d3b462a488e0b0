"""The item ledger: what came into stock and what left it, and which of them belong together."""

from datetime import date as Date
from decimal import Decimal

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import QUANTITY, word
from backend_client.terms import ItemLedgerEntryType


class ItemLedgerEntry(SQLModel, table=True):
    """A movement of stock in the base unit, + into stock. `capacity_ledger_entry_no` is the entry of the work that made it or used it up by flushing, 0 where it was posted by itself. `valuation_date` is the day from which its cost counts: its posting date, or the later one of what its cost depends on. Remaining and invoiced quantity, the valuation date and the three flags may change; nothing else ever does."""

    __tablename__ = "item_ledger_entries"
    __table_args__ = (
        Index(
            "item_ledger_entries_open",
            "item_no",
            "location_code",
            "positive",  # what is owed is found among thousands of entries that are in stock
            sqlite_where=text("open"),
            postgresql_where=text("open"),
        ),
        Index("item_ledger_entries_order", "order_no", "order_line_no"),
        Index(
            "item_ledger_entries_valuation",
            "item_no",
            "valuation_date",
            sqlite_where=text(
                "item_no <> ''"
            ),  # all of them; a query that does not say so takes the index of open ones
            postgresql_where=text("item_no <> ''"),
        ),
    )

    entry_no: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    register_no: int = Field(default=0, sa_type=BigInteger)
    entry_type: ItemLedgerEntryType = Field(
        default=ItemLedgerEntryType.OUTPUT, sa_type=word(ItemLedgerEntryType)
    )
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    bin_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    posting_date: Date
    valuation_date: Date
    document_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    remaining_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    invoiced_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    open: bool = False
    positive: bool = False
    completely_invoiced: bool = False
    unit_of_measure_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    qty_per_unit_of_measure: Decimal = Field(default=Decimal(1), sa_type=QUANTITY)
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    order_line_no: int = 0
    component_line_no: int = 0
    capacity_ledger_entry_no: int = Field(default=0, sa_type=BigInteger)
    below_zero_allowed: bool = False  # by the plant, when it was posted
    applies_to_entry: int = Field(default=0, sa_type=BigInteger)
    applies_from_entry: int = Field(default=0, sa_type=BigInteger)
    lot_no: str = Field(default="", max_length=limits.TRACKING_NO_LENGTH_MAX)
    serial_no: str = Field(default="", max_length=limits.TRACKING_NO_LENGTH_MAX)
    expiration_date: Date | None = None
    flushed: bool = False
    reversal: bool = False


class ItemApplicationEntry(SQLModel, table=True):
    """Which inbound entry an entry belongs to: quantity negative where an outbound takes from an inbound, positive for a return at the outbound's cost and for an inbound entry itself."""

    __tablename__ = "item_application_entries"
    __table_args__ = (
        Index("item_application_entries_inbound", "inbound_item_entry_no", "outbound_item_entry_no"),
        Index("item_application_entries_outbound", "outbound_item_entry_no"),
    )

    entry_no: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    register_no: int = Field(default=0, sa_type=BigInteger)
    item_ledger_entry_no: int = Field(default=0, sa_type=BigInteger)
    inbound_item_entry_no: int = Field(default=0, sa_type=BigInteger)
    outbound_item_entry_no: int = Field(default=0, sa_type=BigInteger)
    quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    posting_date: Date
