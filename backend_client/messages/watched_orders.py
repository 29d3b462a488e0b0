"""Released orders that need looking after, and why.

101005   4 days late    short: SP-BOM2001   blocked   last posted 9 days ago
"""

from dataclasses import dataclass
from datetime import date

from backend_client.floor_terms import OrderWatch
from backend_client.messages.base import Question
from backend_client.messages.order_lists import ListedOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedOrder(ListedOrder):
    """An order as a list shows it, and what is the matter with it.

    days_late    days after its due date, 0 = not late
    short_items  components of which less is in stock, at their location, than this order still needs
    last_posted  day of its last posting of work, output or consumption; None = nothing is posted yet
    """

    days_late: int
    short_items: tuple[str, ...]
    last_posted: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedOrders:
    """Orders by due date, then number; `next_page` is "" on the last page."""

    orders: tuple[WatchedOrder, ...]
    next_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedOrdersQuestion(Question[WatchedOrders]):
    """Which released orders need looking after?

    watch          what is looked for; `all` = every released order
    unposted_days  with `unposted`: nothing was posted on it for so many days, though it was to be begun by then
    page, most     as of a list of orders
    Short is what stock says now: what other orders need of it, and what is on its way, is left out.
    """

    watch: OrderWatch = OrderWatch.ALL
    unposted_days: int = 3
    page: str = ""
    most: int = 0
