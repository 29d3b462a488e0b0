"""What cost adjustment still has to do, and what it has settled: small tables beside the ledgers.

The adjustment reads the value entries that are new since it last looked and notes here what their costs move: an
inbound entry whose cost the entries that took from it follow, an item whose average changes from a day on, an order
line of a finished order, an item card. Each note is worked off in a transaction of its own, so a run that is cut off
goes on where it stopped.
"""

from datetime import date as Date
from decimal import Decimal

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from backend_client import limits
from backend_client.records.columns import AMOUNT, QUANTITY, UNIT_COST


class CostAdjustmentHead(SQLModel, table=True):
    """The one row that knows the last value entry that adjustment has looked at, and how often costs came to rest."""

    __tablename__ = "cost_adjustment_head"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    value_entry_no: int = Field(default=0, sa_type=BigInteger)
    rests: int = Field(default=0, sa_type=BigInteger)


class InboundCostPoint(SQLModel, table=True):
    """An inbound entry whose cost has changed; those that took from it up to `after_entry_no` have followed it already, and took `taken_amount` of its cost."""

    __tablename__ = "inbound_cost_points"

    entry_no: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    after_entry_no: int = Field(default=0, sa_type=BigInteger)
    taken_amount: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)


class AverageCostPoint(SQLModel, table=True):
    """An item (at a place, where the plant averages by place) and the period up to which its average is worked out.

    due              the average is to be worked out again from `valuation_date` on, the first day of a period
    opening_known    quantity and cost of what counts from before that day are those kept here
    after_entry_no   up to this entry, what went out in the period is worked out; `gone_quantity` in all
    """

    __tablename__ = "average_cost_points"
    __table_args__ = (
        Index("average_cost_points_due", "item_no", sqlite_where=text("due"), postgresql_where=text("due")),
    )

    item_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    location_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    variant_code: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    valuation_date: Date
    due: bool = True
    opening_known: bool = False
    opening_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)
    opening_cost: Decimal = Field(default=Decimal(0), sa_type=AMOUNT)
    after_entry_no: int = Field(default=0, sa_type=BigInteger)
    gone_quantity: Decimal = Field(default=Decimal(0), sa_type=QUANTITY)


class ItemCardCostPoint(SQLModel, table=True):
    """An item whose card is to follow the cost of what is in stock."""

    __tablename__ = "item_card_cost_points"

    item_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)


class OrderLineCost(SQLModel, table=True):
    """The cost of a finished order line: whether it is to be settled, and the standard it was first settled at.

    level            0 for an order of bought components alone, 1 above those, ...: lower ones are settled first
    standard_*_cost  per base unit, frozen when the line is first settled; all 0 for an item of actual cost
    turns            times it got another cost since costs had come to rest `rests` times; see `limits.COST_TURNS_MAX`
    """

    __tablename__ = "order_line_costs"
    __table_args__ = (
        Index("order_line_costs_item", "item_no", "level"),
        Index(
            "order_line_costs_item_to_adjust",
            "item_no",
            sqlite_where=text("to_adjust"),
            postgresql_where=text("to_adjust"),
        ),
        Index(
            "order_line_costs_to_adjust",
            "level",
            sqlite_where=text("to_adjust"),
            postgresql_where=text("to_adjust"),
        ),
    )

    order_no: str = Field(primary_key=True, max_length=limits.CODE_LENGTH_MAX)
    line_no: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    item_no: str = Field(default="", max_length=limits.CODE_LENGTH_MAX)
    level: int = 0
    to_adjust: bool = True
    settled: bool = False
    at_standard: bool = False
    turns: int = 0
    rests: int = Field(default=0, sa_type=BigInteger)
    standard_material_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    standard_capacity_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    standard_subcontracted_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    standard_cap_overhead_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
    standard_mfg_overhead_cost: Decimal = Field(default=Decimal(0), sa_type=UNIT_COST)
