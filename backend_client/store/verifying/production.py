"""Orders against the entries that were posted on them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select, type_coerce

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.columns import QUANTITY
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.order import ProductionOrderLine
from backend_client.records.order_detail import ProductionOrderComponent, ProductionOrderRoutingLine
from backend_client.store.rollup import ZERO
from backend_client.store.rows import table_of
from backend_client.store.verifying.finding import Finding, FindingCode, found_by
from backend_client.terms import ItemLedgerEntryType

LINE = table_of(ProductionOrderLine)
OPERATION = table_of(ProductionOrderRoutingLine)
COMPONENT = table_of(ProductionOrderComponent)
CAPACITY = table_of(CapacityLedgerEntry)
ITEM_ENTRY = table_of(ItemLedgerEntry)

POSTED_SUMS = {
    "posted_setup_time": "setup_time",
    "posted_run_time": "run_time",
    "posted_stop_time": "stop_time",
    "posted_output_quantity": "output_quantity",
    "posted_scrap_quantity": "scrap_quantity",
    "posted_rework_quantity": "rework_quantity",
}
"""The sums that an operation keeps, and the column of its capacity ledger entries that each of them sums."""


def production_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each operation, line and component whose figures are not those of its entries."""
    yield from _operations(connection)
    yield from _lines(connection)
    yield from _components(connection)
    yield from _posted_together(connection)


def _operations(connection: Connection) -> Iterator[Finding]:
    operation = ("order_no", "routing_reference_no", "operation_no")
    sums = (
        select(
            *(CAPACITY.c[name] for name in operation),
            *(func.sum(CAPACITY.c[column]).label(column) for column in POSTED_SUMS.values()),
        )
        .group_by(*(CAPACITY.c[name] for name in operation))
        .subquery("sums")
    )
    for kept, column in POSTED_SUMS.items():
        posted: Any = func.coalesce(sums.c[column], ZERO)
        statement = (
            select(*(OPERATION.c[name] for name in operation), OPERATION.c[kept], posted.label("entries"))
            .outerjoin_from(OPERATION, sums, and_(*(sums.c[name] == OPERATION.c[name] for name in operation)))
            .where(OPERATION.c[kept] != posted)
        )
        yield from found_by(connection, FindingCode.POSTED_SUMS_DIFFER, statement)


def _lines(connection: Connection) -> Iterator[Finding]:
    output = (
        select(
            ITEM_ENTRY.c.order_no,
            ITEM_ENTRY.c.order_line_no,
            func.sum(ITEM_ENTRY.c.quantity).label("quantity"),
        )
        .where(ITEM_ENTRY.c.entry_type == ItemLedgerEntryType.OUTPUT, ITEM_ENTRY.c.order_no != "")
        .group_by(ITEM_ENTRY.c.order_no, ITEM_ENTRY.c.order_line_no)
        .subquery("output")
    )
    posted: Any = func.coalesce(output.c.quantity, ZERO)
    finished = (
        select(LINE.c.order_no, LINE.c.line_no, LINE.c.finished_qty_base, posted.label("entries"))
        .outerjoin_from(
            LINE,
            output,
            and_(output.c.order_no == LINE.c.order_no, output.c.order_line_no == LINE.c.line_no),
        )
        .where(LINE.c.finished_qty_base != posted)
    )
    yield from found_by(connection, FindingCode.FINISHED_QUANTITY_DIFFERS, finished)
    left = _floored(LINE.c.quantity - LINE.c.finished_quantity)
    left_base = _floored(LINE.c.quantity_base - LINE.c.finished_qty_base)
    remaining = select(
        LINE.c.order_no, LINE.c.line_no, LINE.c.remaining_quantity, left.label("expected")
    ).where(or_(LINE.c.remaining_quantity != left, LINE.c.remaining_qty_base != left_base))
    yield from found_by(connection, FindingCode.REMAINING_QUANTITY_DIFFERS, remaining)


def _components(connection: Connection) -> Iterator[Finding]:
    component = ("order_no", "order_line_no", "component_line_no")
    consumed = (
        select(
            *(ITEM_ENTRY.c[name] for name in component), func.sum(-ITEM_ENTRY.c.quantity).label("quantity")
        )
        .where(
            ITEM_ENTRY.c.entry_type == ItemLedgerEntryType.CONSUMPTION, ITEM_ENTRY.c.component_line_no != 0
        )
        .group_by(*(ITEM_ENTRY.c[name] for name in component))
        .subquery("consumed")
    )
    posted: Any = func.coalesce(consumed.c.quantity, ZERO)
    statement = (
        select(
            COMPONENT.c.order_no,
            COMPONENT.c.order_line_no,
            COMPONENT.c.line_no,
            COMPONENT.c.actual_consumption_base,
            posted.label("entries"),
        )
        .outerjoin_from(
            COMPONENT,
            consumed,
            and_(
                consumed.c.order_no == COMPONENT.c.order_no,
                consumed.c.order_line_no == COMPONENT.c.order_line_no,
                consumed.c.component_line_no == COMPONENT.c.line_no,
            ),
        )
        .where(COMPONENT.c.actual_consumption_base != posted)
    )
    yield from found_by(connection, FindingCode.CONSUMPTION_DIFFERS, statement)


def _posted_together(connection: Connection) -> Iterator[Finding]:
    """Stop and scrap entries, output and flushed consumption name work of their own posting on the same order."""
    work = CAPACITY.alias("work")
    for table, named in (
        (CAPACITY, CAPACITY.c.belongs_to_entry_no),
        (ITEM_ENTRY, ITEM_ENTRY.c.capacity_ledger_entry_no),
    ):
        statement = (
            select(table.c.entry_no, table.c.register_no, named)
            .outerjoin_from(table, work, work.c.entry_no == named)
            .where(
                named != 0,
                or_(
                    work.c.entry_no.is_(None),
                    work.c.order_no != table.c.order_no,
                    work.c.register_no != table.c.register_no,
                    work.c.belongs_to_entry_no != 0,
                ),
            )
        )
        yield from found_by(connection, FindingCode.WORK_UNFOUNDED, statement)


def _floored(quantity: Any) -> Any:
    return type_coerce(case((quantity > ZERO, quantity), else_=ZERO), QUANTITY)
