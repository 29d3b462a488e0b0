"""Whole orders in hand: read with few statements, changed in place by every line that is posted on them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from backend_client.engine.books import Books
from backend_client.engine.context import Context
from backend_client.engine.operation import OutputLine, add_output
from backend_client.engine.orders_in_hand import OrdersInHand
from backend_client.rules.output import OutputQuantities
from backend_client.store.setup import load_setup
from tests.engine.small_plant import MONDAY, NOON, CountedStatements, SmallPlant, released_order

LINK = {"20": {"routing_link_code": "L"}}
STATEMENTS = 6


def context(plant: SmallPlant, connection: Any) -> Context:
    """Answer what an engine function would be given."""
    return Context(
        connection=connection,
        setup=load_setup(connection, 1),
        now=NOON,
        local_now=datetime(2026, 3, 2, 13, 0),
        today=MONDAY,
    )


def test_the_second_line_sees_what_the_first_one_did(plant: SmallPlant) -> None:
    """6 of 10 finished, then 4 more: nothing remains, and each change of a row is noted once, as it is at the end."""
    released_order(plant, operations=LINK, components=[{"routing_link_code": "L"}])
    with plant.client.database.read() as connection:
        surroundings = context(plant, connection)
        hand = OrdersInHand.read(surroundings, ["O1"])
        order = hand.order("O1")
        assert order is not None
        books = Books.opened(surroundings, MONDAY, "O1")
        books.read_open_entries(hand.item_nos_moving())
        for quantity in (6, 4):
            work = hand.work(order, order.lines[0], "20")
            assert work is not None
            output = OutputLine(quantities=OutputQuantities(output_quantity=Decimal(quantity)))
            assert add_output(books, work, output) is None
    assert order.lines[0]["remaining_quantity"] == 0
    assert order.components[0]["remaining_quantity"] == 0
    assert [entry["quantity"] for entry in books.posting.item_entries] == [-12, 6, -8, 4]
    changed = {update.record.__tablename__: update.rows for update in books.closed().updates}
    assert [row["finished_quantity"] for row in changed["production_order_lines"]] == [10]


def test_ten_orders_are_read_with_the_statements_of_one(plant: SmallPlant) -> None:
    """Six statements, and an order or operation that does not exist is not in hand."""
    for number in range(10):
        released_order(plant, f"P{number}")
    with plant.client.database.read() as connection:
        surroundings = context(plant, connection)
        with CountedStatements(plant.engine) as counted:
            hand = OrdersInHand.read(surroundings, [f"P{number}" for number in range(12)], ["C"])
        assert len(counted.texts) == STATEMENTS
    order = hand.order("P9")
    assert order is not None
    assert hand.work(order, order.lines[0], "99") is None
    assert (hand.order("P10"), hand.card("NONE")) == (None, None)
    assert hand.item_nos_moving() == {"P", "C"}
