"""Purchase orders of outside work, their receipts, and the prices agreed."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from backend_client import limits
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.order_detail import ProductionOrderRoutingLine
from backend_client.records.purchasing import PurchaseOrder, PurchaseOrderLine, PurchaseReceipt
from backend_client.records.trade import SubcontractorPrice
from backend_client.store.rows import Row, table_of
from backend_client.terms import OrderStatus, RoutingStatus

ORDER = table_of(PurchaseOrder)
LINE = table_of(PurchaseOrderLine)
RECEIPT = table_of(PurchaseReceipt)
PRICE = table_of(SubcontractorPrice)
PRODUCTION_ORDER = table_of(ProductionOrder)
PRODUCTION_LINE = table_of(ProductionOrderLine)
OPERATION = table_of(ProductionOrderRoutingLine)
OUTSTANDING = LINE.c.quantity_base > LINE.c.qty_received_base


def purchase_order(connection: Connection, no: str) -> Row | None:
    """Read the head of a purchase order."""
    found = connection.execute(select(ORDER).where(ORDER.c.no == no)).mappings().first()
    return dict(found) if found else None


def purchase_lines(
    connection: Connection, *, no: str = "", order_no: str = "", outstanding: bool = False
) -> list[Row]:
    """Read lines of purchase orders with their vendor, by number; at most limits.TASKS_MAX."""
    statement = select(LINE, ORDER.c.vendor_no).join(ORDER, ORDER.c.no == LINE.c.purchase_order_no)
    if no:
        statement = statement.where(LINE.c.purchase_order_no == no)
    if order_no:
        statement = statement.where(LINE.c.order_no == order_no)
    if outstanding:
        statement = statement.where(OUTSTANDING)
    return _rows(
        connection, statement.order_by(LINE.c.purchase_order_no, LINE.c.line_no).limit(limits.TASKS_MAX)
    )


def outstanding_subcontracting(connection: Connection, order_no: str) -> Row | None:
    """Read a purchase line of a production order that is not all received; None when there is none."""
    found = purchase_lines(connection, order_no=order_no, outstanding=True)
    return found[0] if found else None


def receipts_of(connection: Connection, no: str, line_no: int) -> list[Row]:
    """Read the receipts of a line, the oldest first, those that were undone too."""
    where = and_(RECEIPT.c.purchase_order_no == no, RECEIPT.c.line_no == line_no)
    return _rows(connection, select(RECEIPT).where(where).order_by(RECEIPT.c.receipt_no))


def on_order(connection: Connection, order_nos: Iterable[str]) -> dict[tuple[str, int, str], Decimal]:
    """Answer what is ordered and not received yet, by production order, routing reference and operation."""
    key = (LINE.c.order_no, LINE.c.routing_reference_no, LINE.c.operation_no)
    waiting = func.sum(LINE.c.quantity_base - LINE.c.qty_received_base, type_=LINE.c.quantity_base.type)
    statement = select(*key, waiting).where(LINE.c.order_no.in_(sorted(set(order_nos))), OUTSTANDING)
    return {(row[0], row[1], row[2]): row[3] for row in connection.execute(statement.group_by(*key))}


def prices(connection: Connection, vendor_nos: Iterable[str]) -> list[Row]:
    """Read the prices of some subcontractors."""
    return _rows(connection, select(PRICE).where(PRICE.c.vendor_no.in_(sorted(set(vendor_nos)))))


def operations_outside(
    connection: Connection, center_nos: Iterable[str], *, order_no: str, most: int
) -> list[Row]:
    """Read operations of released orders at some centers that are not finished, with their line, by start."""
    statement = (
        select(
            OPERATION,
            PRODUCTION_LINE.c.line_no.label("order_line_no"),
            PRODUCTION_LINE.c.item_no,
            PRODUCTION_LINE.c.unit_of_measure_code,
            PRODUCTION_LINE.c.qty_per_unit_of_measure,
        )
        .join(PRODUCTION_ORDER, PRODUCTION_ORDER.c.no == OPERATION.c.order_no)
        .join(
            PRODUCTION_LINE,
            and_(
                PRODUCTION_LINE.c.order_no == OPERATION.c.order_no,
                PRODUCTION_LINE.c.routing_reference_no == OPERATION.c.routing_reference_no,
            ),
        )
        .where(
            PRODUCTION_ORDER.c.status == OrderStatus.RELEASED,
            OPERATION.c.work_center_no.in_(sorted(set(center_nos))),
            OPERATION.c.routing_status != RoutingStatus.FINISHED,
        )
        .order_by(OPERATION.c.starting_date_time, OPERATION.c.order_no, OPERATION.c.operation_no)
        .limit(most)
    )
    if order_no:
        statement = statement.where(OPERATION.c.order_no == order_no)
    return _rows(connection, statement)


def _rows(connection: Connection, statement: Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(statement).mappings()]
