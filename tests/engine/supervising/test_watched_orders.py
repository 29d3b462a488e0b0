"""Released orders that need looking after, on both databases where the statements differ; the day is 2 March 2026."""

from datetime import date, datetime
from typing import Any

from backend_client.floor_terms import OrderWatch
from backend_client.messages.orders import BlockOrderRequest
from backend_client.messages.postings import PostOutputRequest
from backend_client.messages.watched_orders import WatchedOrder, WatchedOrdersQuestion
from backend_client.terms import OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused


def watched(factory: Factory, watch: OrderWatch, **fields: Any) -> list[WatchedOrder]:
    """The orders that are watched for something."""
    return list(factory.ask(WatchedOrdersQuestion, watch=watch, **fields).orders)


def numbers(factory: Factory, watch: OrderWatch, **fields: Any) -> list[str]:
    """Their numbers."""
    return [each.order_no for each in watched(factory, watch, **fields)]


def test_each_watch_finds_its_orders(each_plants: Plants) -> None:
    """O1 was due on 27 February, O2 is blocked, O3 fits well; P is planned and never looked after."""
    factory = Factory(each_plants)
    factory.stock(200)
    factory.order("O1", due_date=date(2026, 2, 27))
    factory.order("O2", due_date=date(2026, 3, 20))
    factory.order("O3", due_date=date(2026, 3, 21))
    factory.order("P1", due_date=date(2026, 2, 27), status=OrderStatus.FIRM_PLANNED)
    factory.post(BlockOrderRequest, order_no="O2", blocked=True)
    assert numbers(factory, OrderWatch.ALL) == ["O1", "O2", "O3"]
    assert [(each.order_no, each.days_late) for each in watched(factory, OrderWatch.LATE)] == [("O1", 3)]
    assert numbers(factory, OrderWatch.BLOCKED) == ["O2"]
    assert numbers(factory, OrderWatch.SHORT) == []


def test_short_is_what_stock_does_not_hold(plants: Plants) -> None:
    """10 P need 20 C, and 19 are there: short of C. One more, and nothing is."""
    factory = Factory(plants)
    factory.stock(19)
    factory.order("O1")
    (order,) = watched(factory, OrderWatch.SHORT)
    assert order.short_items == ("C",)
    factory.stock(1)
    assert watched(factory, OrderWatch.SHORT) == []
    assert watched(factory, OrderWatch.ALL)[0].short_items == ()


def test_an_order_without_stock_of_anything_is_short(plants: Plants) -> None:
    """Nothing was ever in stock: short too."""
    factory = Factory(plants)
    factory.order("O1")
    assert numbers(factory, OrderWatch.SHORT) == ["O1"]


def test_two_parts_of_one_item_count_together(plants: Plants) -> None:
    """C stands twice in the bill, 20 and 10 for 10 pieces: 25 in stock are enough for either, not for both."""
    twice = {"production_bom_no": "PB", "line_no": 20000, "no": "C", "quantity_per": 1, "version_code": ""}
    factory = Factory(plants, production_bom_lines=[twice])
    factory.order("O1")
    factory.stock(25)
    assert numbers(factory, OrderWatch.SHORT) == ["O1"]
    factory.stock(5)
    assert numbers(factory, OrderWatch.SHORT) == []


def test_days_without_a_posting_are_counted_from_the_last_one(each_plants: Plants) -> None:
    """To be begun on 23 February, 7 days ago; posted on 26 February, 4 days ago: unposted for 4 days, not for 5."""
    factory = Factory(each_plants)
    factory.stock(200)
    factory.order("O1", starting_date_time=datetime(2026, 2, 23, 8), due_date=date(2026, 2, 24))
    factory.order("O2", due_date=date(2026, 3, 30))
    assert numbers(factory, OrderWatch.UNPOSTED, unposted_days=5) == ["O1"]
    posted = factory.post(
        PostOutputRequest,
        order_no="O1",
        operation_no="10",
        output_quantity=1,
        run_time=5,
        posting_date=date(2026, 2, 26),
    )
    assert posted.register_no
    assert numbers(factory, OrderWatch.UNPOSTED, unposted_days=4) == ["O1"]
    assert numbers(factory, OrderWatch.UNPOSTED, unposted_days=5) == []
    assert watched(factory, OrderWatch.LATE)[0].last_posted == date(2026, 2, 26)


def test_pages_follow_one_another(plants: Plants) -> None:
    """Three orders, one on a page; a page that nobody named and days that are none are refused."""
    factory = Factory(plants)
    for no in ("O1", "O2", "O3"):
        factory.order(no)
    found, page = [], ""
    for _turn in range(3):
        answer = factory.ask(WatchedOrdersQuestion, most=1, page=page)
        found += [each.order_no for each in answer.orders]
        page = answer.next_page
    assert (found, page) == (["O1", "O2", "O3"], "")
    assert refused(factory.ask(WatchedOrdersQuestion, page="x")) == "request-malformed"
    assert refused(factory.ask(WatchedOrdersQuestion, unposted_days=-1)) == "request-malformed"
