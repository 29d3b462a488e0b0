"""Sales orders and quotes that production is asked to make, and what is bound to their lines already."""

from sqlalchemy import Connection, and_, case, func, select

from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.records.reservation import SalesReservation
from backend_client.records.trade import SalesOrder, SalesOrderLine
from backend_client.store.rows import Row, table_of
from backend_client.terms import OrderStatus

HEAD = table_of(SalesOrder)
LINE = table_of(SalesOrderLine)
RESERVATION = table_of(SalesReservation)
ORDER = table_of(ProductionOrder)
ORDER_LINE = table_of(ProductionOrderLine)


def sales_order(connection: Connection, no: str) -> Row | None:
    """Read the head of a sales order or quote."""
    found = connection.execute(select(HEAD).where(HEAD.c.no == no)).mappings().first()
    return dict(found) if found else None


def sales_lines(connection: Connection, no: str, *, order_no: str) -> list[Row]:
    """Read the lines of a sales order with what orders other than `order_no` make for them, or have made.

    A finished order counts with what it made, at most with what was bound.
    """
    fell_short = and_(
        ORDER.c.status == OrderStatus.FINISHED,
        ORDER_LINE.c.finished_qty_base < RESERVATION.c.quantity_base,
    )
    made = case((fell_short, ORDER_LINE.c.finished_qty_base), else_=RESERVATION.c.quantity_base)
    reserved = (
        select(func.sum(made))
        .select_from(RESERVATION)
        .join(ORDER, ORDER.c.no == RESERVATION.c.order_no)
        .join(
            ORDER_LINE,
            and_(
                ORDER_LINE.c.order_no == RESERVATION.c.order_no,
                ORDER_LINE.c.line_no == RESERVATION.c.order_line_no,
            ),
        )
        .where(
            RESERVATION.c.sales_order_no == LINE.c.sales_order_no,
            RESERVATION.c.sales_line_no == LINE.c.line_no,
            RESERVATION.c.order_no != order_no,
        )
        .scalar_subquery()
    )
    wanted = (
        select(LINE, reserved.label("reserved_base"))
        .where(LINE.c.sales_order_no == no)
        .order_by(LINE.c.line_no)
    )
    return [dict(row) for row in connection.execute(wanted).mappings()]


def reservations(connection: Connection, order_no: str) -> list[Row]:
    """Read which sales lines the lines of a production order are made for."""
    wanted = (
        select(RESERVATION)
        .where(RESERVATION.c.order_no == order_no)
        .order_by(RESERVATION.c.order_line_no, RESERVATION.c.sales_line_no)
    )
    return [dict(row) for row in connection.execute(wanted).mappings()]
