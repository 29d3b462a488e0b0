"""Sales orders and quotes that production is asked to make, and what is bound to their lines already."""

from sqlalchemy import Connection, func, select

from backend_client.records.reservation import SalesReservation
from backend_client.records.trade import SalesOrder, SalesOrderLine
from backend_client.store.rows import Row, table_of

HEAD = table_of(SalesOrder)
LINE = table_of(SalesOrderLine)
RESERVATION = table_of(SalesReservation)


def sales_order(connection: Connection, no: str) -> Row | None:
    """Read the head of a sales order or quote."""
    found = connection.execute(select(HEAD).where(HEAD.c.no == no)).mappings().first()
    return dict(found) if found else None


def sales_lines(connection: Connection, no: str, *, order_no: str) -> list[Row]:
    """Read the lines of a sales order with what orders other than `order_no` make for them."""
    reserved = (
        select(func.sum(RESERVATION.c.quantity_base))
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
