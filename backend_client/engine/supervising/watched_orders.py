"""Released orders that need looking after: late, short of material, blocked, or without postings for days.

Each page is read by due date and looked into afterwards: what is short of what, when something was last posted.
"""

from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import ColumnElement

from backend_client import limits
from backend_client.engine.context import Context
from backend_client.engine.order_lists.lists import ORDER, listed, page_of
from backend_client.floor_terms import OrderWatch
from backend_client.messages.base import Refused
from backend_client.messages.watched_orders import WatchedOrder, WatchedOrders, WatchedOrdersQuestion
from backend_client.refusals import RefusalCode
from backend_client.store.queries.watched_orders import IS_SHORT, last_posted, short_items, unposted_since
from backend_client.terms import OrderStatus


def watched_orders(context: Context, question: WatchedOrdersQuestion) -> WatchedOrders | Refused:
    """Answer a page. Refuses with `request-malformed` (a page that no answer named, days out of range)."""
    if not 0 <= question.unposted_days <= limits.POSTING_DAYS_MAX:
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts={"field": "unposted_days"})
    page = page_of(context, _conditions(context, question), question.page, question.most)
    if isinstance(page, Refused):
        return page
    nos = [row["no"] for row in page.rows]
    short, posted = short_items(context.connection, nos), last_posted(context.connection, nos)
    today = context.today
    return WatchedOrders(
        orders=tuple(
            WatchedOrder(
                **asdict(listed(row, today)),
                days_late=max((today - row["due_date"]).days, 0) if row["due_date"] else 0,
                short_items=short.get(row["no"], ()),
                last_posted=posted.get(row["no"]),
            )
            for row in page.rows
        ),
        next_page=page.next_page,
    )


def _conditions(context: Context, question: WatchedOrdersQuestion) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [ORDER.c.status == OrderStatus.RELEASED]
    match question.watch:
        case OrderWatch.LATE:
            conditions.append(ORDER.c.due_date < context.today)
        case OrderWatch.SHORT:
            conditions.append(IS_SHORT)
        case OrderWatch.BLOCKED:
            conditions.append(ORDER.c.blocked.is_(True))
        case OrderWatch.UNPOSTED:
            conditions.append(unposted_since(context.today - timedelta(days=question.unposted_days)))
        case OrderWatch.ALL:
            pass
    return conditions
