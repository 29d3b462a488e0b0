"""What is still open at the end of an accounting period: stock below zero, costs not yet adjusted."""

from datetime import date

from sqlalchemy import Connection, select

from backend_client.records.cost import AverageCostPoint, CostAdjustmentHead, InboundCostPoint, OrderLineCost
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.store.queries.average_costs import TO_ADJUST
from backend_client.store.rows import table_of

ENTRY = table_of(ItemLedgerEntry)
VALUE = table_of(ValueEntry)
HEAD = table_of(CostAdjustmentHead)
INBOUND = table_of(InboundCostPoint)
AVERAGE = table_of(AverageCostPoint)
LINE_COST = table_of(OrderLineCost)


def uncovered_entry(connection: Connection, last_day: date) -> int | None:
    """Read the first item ledger entry up to a day that took more than there was, and still does."""
    statement = (
        select(ENTRY.c.entry_no)
        .where(ENTRY.c.open, ENTRY.c.remaining_quantity < 0, ENTRY.c.posting_date <= last_day)
        .order_by(ENTRY.c.entry_no)
        .limit(1)
    )
    found: int | None = connection.execute(statement).scalar()
    return found


def is_adjusted(connection: Connection, last_day: date) -> bool:
    """Answer whether adjustment has looked at every entry up to a day and followed every cost of them."""
    unseen = (
        select(VALUE.c.entry_no)
        .where(
            VALUE.c.entry_no > select(HEAD.c.value_entry_no).scalar_subquery(),
            VALUE.c.posting_date <= last_day,
        )
        .limit(1)
    )
    inbound = (
        select(INBOUND.c.entry_no)
        .join(ENTRY, ENTRY.c.entry_no == INBOUND.c.entry_no)
        .where(ENTRY.c.posting_date <= last_day)
        .limit(1)
    )
    average = select(AVERAGE.c.item_no).where(AVERAGE.c.valuation_date <= last_day).limit(1)
    orders = (
        select(LINE_COST.c.order_no)
        .join(
            VALUE,
            (VALUE.c.order_no == LINE_COST.c.order_no) & (VALUE.c.order_line_no == LINE_COST.c.line_no),
        )
        .where(TO_ADJUST, VALUE.c.posting_date <= last_day)
        .limit(1)
    )
    return all(connection.execute(each).first() is None for each in (unseen, inbound, average, orders))
