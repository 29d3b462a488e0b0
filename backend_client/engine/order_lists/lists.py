"""Lists of production orders, page by page, by due date and number; orders without due date come first.

A list is the same whoever pages through it: the next page begins behind the last order of this one.
"""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal, or_, select

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.costs.pages import page_behind, place_of, texts
from backend_client.messages.base import Refused
from backend_client.messages.order_lists import ListedOrder, OrderList, ProductionOrdersQuestion
from backend_client.records.order import ProductionOrder, ProductionOrderLine
from backend_client.store.rows import Row, table_of
from backend_client.terms import OrderStatus

ORDER = table_of(ProductionOrder)
LINE = table_of(ProductionOrderLine)
DUE: Any = func.coalesce(ORDER.c.due_date, literal(date.min, ORDER.c.due_date.type))

COPIED = (
    "status",
    "source_type",
    "source_no",
    "description",
    "quantity",
    "unit_of_measure_code",
    "location_code",
    "due_date",
    "starting_date_time",
    "ending_date_time",
    "finished_date",
    "blocked",
)


class Page(NamedTuple):
    """Rows of orders, and where those that follow begin."""

    rows: list[Row]
    next_page: str


def production_orders(context: Context, question: ProductionOrdersQuestion) -> OrderList | Refused:
    """Answer a page of orders; one statement. Refuses with `request-malformed` (a page that no answer named)."""
    page = page_of(context, _conditions(context, question), question.page, question.most)
    if isinstance(page, Refused):
        return page
    return OrderList(orders=tuple(listed(row, context.today) for row in page.rows), next_page=page.next_page)


def page_of(context: Context, conditions: list[ColumnElement[bool]], page: str, most: int) -> Page | Refused:
    """Read a page of the orders that fit, by due date and number; one statement."""
    after = place_of(page, _place)
    if isinstance(after, Refused):
        return after
    most = min(most if most > 0 else limits.ORDERS_MAX, limits.ORDERS_MAX)
    if after is not None:
        day, no = after
        conditions = [*conditions, or_(day < DUE, and_(day == DUE, ORDER.c.no > no))]
    wanted = select(ORDER).where(*conditions).order_by(DUE, ORDER.c.no).limit(most + 1)
    found = [dict(row) for row in context.connection.execute(wanted).mappings()]
    next_page = ""
    if len(found) > most:
        last = found[most - 1]
        next_page = page_behind((last["due_date"] or date.min).isoformat(), last["no"])
    return Page(found[:most], next_page)


def listed(row: Row, today: date) -> ListedOrder:
    """Answer an order as a list shows it."""
    due_date = row["due_date"]
    late = due_date is not None and due_date < today and row["status"] is not OrderStatus.FINISHED
    return ListedOrder(
        order_no=row["no"],
        late=late,
        takes_postings=row["status"] is OrderStatus.RELEASED and not row["blocked"],
        **{name: row[name] for name in COPIED},
    )


def _conditions(context: Context, question: ProductionOrdersQuestion) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if question.status is not None:
        conditions.append(ORDER.c.status == question.status)
    if question.item_no:
        makes = select(LINE.c.order_no).where(LINE.c.item_no == question.item_no)
        conditions.append(ORDER.c.no.in_(makes))
    if question.due_from is not None:
        conditions.append(ORDER.c.due_date >= question.due_from)
    if question.due_to is not None:
        conditions.append(ORDER.c.due_date <= question.due_to)
    if question.late_only:
        conditions += [ORDER.c.due_date < context.today, ORDER.c.status != OrderStatus.FINISHED]
    return conditions


def _place(value: Any) -> tuple[date, str]:
    day, no = texts(2)(value)
    return date.fromisoformat(day), no
