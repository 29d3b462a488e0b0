"""Value entries: the cost of every movement of stock and every hour of a center."""

from datetime import date as Date
from decimal import Decimal

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import AMOUNT, QUANTITY, UNIT_COST, word
from backend_client.terms import ItemLedgerEntryType, ValueEntryType, VarianceType

OWED = "cost_amount_actual <> cost_posted_to_gl"
EXPECTED_OWED = "cost_amount_expected <> expected_cost_posted_to_gl"
EXPECTED_POSTED = "expected_cost_posted_to_gl <> 0"
"""What the general ledger has not been told yet, and whether it was ever told of expected cost: found without reading the others."""


class ValueEntry(SQLModel, table=True):
    """A cost; with the sign of the stock it values, + for capacity. The two amounts posted to the general ledger may grow later; nothing else changes."""

    __tablename__ = "value_entries"
    __table_args__ = (
        Index("value_entries_order", "order_no"),
        Index("value_entries_item_entry", "item_ledger_entry_no"),
        Index("value_entries_item", "item_no", "posting_date"),
        Index("value_entries_owed", "entry_no", sqlite_where=text(OWED), postgresql_where=text(OWED)),
        Index(
            "value_entries_expected_owed",
            "entry_no",
            sqlite_where=text(EXPECTED_OWED),
            postgresql_where=text(EXPECTED_OWED),
        ),
        Index(
            "value_entries_expected_posted",
            "entry_no",
            sqlite_where=text(EXPECTED_POSTED),
            postgresql_where=text(EXPECTED_POSTED),
        ),
    )

    entry_no: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    register_no: int = Field(default=0, sa_type=BigInteger)
    entry_type: ValueEntryType = Field(default=ValueEntryType.DIRECT_COST, sa_type=word(ValueEntryType))
    variance_type: VarianceType = Field(default=VarianceType.BLANK, sa_type=word(VarianceType))
    item_ledger_entry_type: ItemLedgerEntryType = Field(
        default=ItemLedgerEntryType.BLANK, sa_type=word(ItemLedgerEntryType)
    )
    item_ledger_entry_no: int = Field(default=0, sa_type=BigInteger)
    capacity_ledger_entry_no: int = Field(default=0, sa_type=BigInteger)
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    type: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    posting_date: Date
    valuation_date: Date
    document_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    location_code: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    valued_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    invoiced_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    cost_per_unit: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    cost_amount_actual: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    cost_amount_expected: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    expected_cost: bool = False
    adjustment: bool = False
    order_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    order_line_no: int = 0
    inventory_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    gen_bus_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    gen_prod_posting_group: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    cost_posted_to_gl: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    expected_cost_posted_to_gl: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
