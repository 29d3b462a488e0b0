"""Finished orders: nothing is posted on them any more, and nothing of them stays in process.

20.00 of material and 15.00 of work went into an order, 30.00 came out as expected; finished and adjusted, 5.00 of variance
came out too: 20 + 15 - 35 = 0.00 in process. An order that is not adjusted since its last cost is not asked yet.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, case, exists, func, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.columns import AMOUNT
from backend_client.records.cost import CostAdjustmentHead, OrderLineCost
from backend_client.records.general_ledger import GLEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.posting_setup import InventoryPostingSetup
from backend_client.store.queries.cost_parts import CONDITIONS, INTO_WIP, IS_WORK, VALUE
from backend_client.store.rollup import ZERO
from backend_client.store.rows import table_of
from backend_client.store.verifying.finding import Finding, FindingCode, found_by
from backend_client.terms import CostPart, OrderStatus

ORDER = table_of(ProductionOrder)
LINE = table_of(ProductionOrderLine)
COST = table_of(OrderLineCost)
GL = table_of(GLEntry)
ACCOUNTS = table_of(InventoryPostingSetup)
SEEN = select(table_of(CostAdjustmentHead).c.value_entry_no).scalar_subquery()
POSTED = case((IS_WORK, VALUE.c.cost_posted_to_gl), else_=-VALUE.c.cost_posted_to_gl)


def finished_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each entry of a finished order that came later, and each line that has something left in process."""
    for table in (table_of(CapacityLedgerEntry), table_of(ItemLedgerEntry)):
        later = (
            select(table.c.order_no, table.c.entry_no, table.c.register_no, ORDER.c.finished_register_no)
            .join_from(table, ORDER, ORDER.c.no == table.c.order_no)
            .where(
                ORDER.c.status == OrderStatus.FINISHED,
                ORDER.c.finished_register_no != 0,
                table.c.register_no > ORDER.c.finished_register_no,
            )
        )
        yield from found_by(connection, FindingCode.POSTED_AFTER_FINISHING, later)
    yield from _in_process(connection)
    yield from _written_off(connection)


def _in_process(connection: Connection) -> Iterator[Finding]:
    of_line = and_(VALUE.c.order_no == LINE.c.order_no, VALUE.c.order_line_no == LINE.c.line_no)
    left = func.sum(INTO_WIP, type_=AMOUNT)
    statement = (
        select(LINE.c.order_no, LINE.c.line_no, left.label("in_process"))
        .join_from(LINE, COST, and_(COST.c.order_no == LINE.c.order_no, COST.c.line_no == LINE.c.line_no))
        .join(ORDER, ORDER.c.no == LINE.c.order_no)
        .join(VALUE, of_line)
        .where(
            ORDER.c.status == OrderStatus.FINISHED,
            COST.c.settled,
            COST.c.to_adjust.is_(False),
            LINE.c.wip_written_off.is_(False),
            CONDITIONS[CostPart.WIP],
        )
        .group_by(LINE.c.order_no, LINE.c.line_no)
        .having(left != ZERO, func.max(VALUE.c.entry_no) <= SEEN)
    )
    yield from found_by(connection, FindingCode.WORK_IN_PROCESS_LEFT, statement)


def _written_off(connection: Connection) -> Iterator[Finding]:
    """Lines finished without output: what reached the account of work in process was taken off it again."""
    of_line = and_(VALUE.c.order_no == LINE.c.order_no, VALUE.c.order_line_no == LINE.c.line_no)
    on_account = exists().where(ACCOUNTS.c.wip_account == GL.c.account_no)
    taken_off = (
        select(GL.c.order_no, func.sum(GL.c.amount).label("amount"))
        .where(GL.c.write_off, on_account)
        .group_by(GL.c.order_no)
        .subquery("taken_off")
    )
    posted = (
        select(LINE.c.order_no, func.sum(POSTED, type_=AMOUNT).label("amount"))
        .join_from(LINE, VALUE, of_line)
        .where(LINE.c.wip_written_off, CONDITIONS[CostPart.WIP])
        .group_by(LINE.c.order_no)
        .subquery("posted")
    )
    left = posted.c.amount + func.coalesce(taken_off.c.amount, ZERO)
    statement = (
        select(posted.c.order_no, left.label("in_process"))
        .outerjoin_from(posted, taken_off, taken_off.c.order_no == posted.c.order_no)
        .where(left != ZERO)
    )
    yield from found_by(connection, FindingCode.WORK_IN_PROCESS_LEFT, statement)
