"""What if orders were moved: the load before and after, with nothing written."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.messages.load import LoadQuestion
from backend_client.messages.what_if import Move, WhatIfQuestion
from backend_client.terms import LoadPeriod, OrderStatus, SchedulingDirection
from tests.casebook.databases import Plants
from tests.casebook.tables import TABLES as READERS
from tests.features.factory import Factory, refused

FORWARD = SchedulingDirection.FORWARD
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 3, day) for day in (9, 10, 11, 12))
TABLES = (
    "production_orders",
    "production_order_lines",
    "production_order_components",
    "production_order_routing_lines",
    "capacity_needs",
)


def plant(plants: Plants, minutes: int = 60, *, setup: int = 0, **more: Any) -> Factory:
    """Make a plant where S is made by operation 10 at A, so many minutes a piece."""
    line = {"routing_no": "S", "operation_no": "10", "no": "A", "run_time": minutes, "setup_time": setup}
    tables: dict[str, Any] = {
        "routings": [{"no": "S"}],
        "routing_lines": [line],
        "items": [{"no": "S", "replenishment_system": "prod_order", "routing_no": "S"}],
    }
    return Factory(plants, **(tables | more))


def what_if(factory: Factory, *moves: Move, **fields: Any) -> Any:
    """Ask for the load at A from Monday to Thursday after some moves."""
    given = {"no": "A", "first_day": MONDAY, "last_day": THURSDAY} | fields
    return factory.ask(WhatIfQuestion, moves=moves, **given)


def allocated(board: Any) -> list[Decimal]:
    """Read the allocated time of the first row, cell by cell."""
    return [cell.allocated_time for cell in board.rows[0].cells]


def everything(factory: Factory) -> list[Any]:
    """Read all that belongs to orders."""
    with factory.plant.engine.connect() as connection:
        return [READERS[name](connection) for name in TABLES]


def test_a_move_shows_the_load_before_and_after(plants: Plants) -> None:
    """300 minutes move from Tuesday to Monday: 0 and 300 become 300 and 0, two cells change, nothing is written."""
    factory = plant(plants)
    factory.order("O1", 5, "S", due_date=TUESDAY)
    before = everything(factory)
    answer = what_if(factory, Move(order_no="O1", due_date=MONDAY))
    assert allocated(answer.before) == [0, 300, 0, 0]
    assert allocated(answer.after) == [300, 0, 0, 0]
    assert [
        (each.period_start, each.allocated_before, each.allocated_after, each.load_pct_after)
        for each in answer.changed
    ] == [(MONDAY, 0, 300, Decimal("62.5")), (TUESDAY, 300, 0, 0)]
    (moved,) = answer.orders
    assert moved.starting_before == datetime.combine(TUESDAY, time(11))
    assert (moved.starting_after, moved.ending_after) == (
        datetime.combine(MONDAY, time(11)),
        datetime.combine(MONDAY, time(16)),
    )
    assert (moved.due_before, moved.due_after) == (TUESDAY, MONDAY)
    assert everything(factory) == before


def test_the_load_that_is_foreseen_is_the_load_that_comes(plants: Plants) -> None:
    """Asked for the whole board by week, the answer after is what the board shows once an order is really made so."""
    factory = plant(plants)
    factory.order("O1", 12, "S", due_date=TUESDAY)
    moved = what_if(factory, Move(order_no="O1", due_date=date(2026, 3, 24)), **WHOLE_BOARD)
    other = plant(plants)
    other.order("O1", 12, "S", due_date=date(2026, 3, 24))
    board = other.ask(LoadQuestion, **WHOLE_BOARD)
    assert moved.after.rows == board.rows
    assert moved.before.rows != board.rows


WHOLE_BOARD: dict[str, Any] = {
    "no": "",
    "first_day": MONDAY,
    "last_day": date(2026, 4, 10),
    "period": LoadPeriod.WEEK,
}


def test_a_start_moves_an_order_forward(plants: Plants) -> None:
    """From Wednesday 10:00 on, five hours end at 15:00; the order is due that day, which is later than it was."""
    factory = plant(plants)
    factory.order("O1", 5, "S", due_date=TUESDAY)
    start = datetime.combine(WEDNESDAY, time(10))
    (moved,) = what_if(factory, Move(order_no="O1", starting_date_time=start, direction=FORWARD)).orders
    assert (moved.starting_after, moved.ending_after.hour, moved.due_after) == (start, 15, WEDNESDAY)


def test_what_was_posted_stays_posted(plants: Plants) -> None:
    """Ten pieces of 60 minutes, 4 made in 250: 350 minutes are moved to Thursday, not 600."""
    factory = plant(plants, setup=30)
    factory.order("O1", 10, "S", due_date=TUESDAY)
    factory.output("10", 4, setup_time=30, run_time=250)
    answer = what_if(factory, Move(order_no="O1", due_date=THURSDAY))
    assert sum(allocated(answer.before)) == 350
    assert allocated(answer.after) == [0, 0, 0, 350]


def test_a_finished_operation_is_not_moved(plants: Plants) -> None:
    """Operation 10 of 10 and 20 is finished: only the 50 minutes of 20 move, and 10 stays when it was."""
    factory = Factory(plants)
    factory.order("O1", 10, due_date=TUESDAY)
    factory.output("10", 10, run_time=50, finished=True)
    answer = what_if(factory, Move(order_no="O1", due_date=THURSDAY), no="B")
    assert allocated(answer.after) == [0, 0, 0, 50]
    assert answer.orders[0].starting_after == answer.orders[0].starting_before
    assert what_if(factory, Move(order_no="O1", due_date=THURSDAY)).changed == ()


def test_a_refused_move_is_named_and_the_others_are_made(plants: Plants) -> None:
    """An unknown order, a finished one and one without a calendar are each refused by code; the last one moves."""
    factory = plant(plants)
    for no in ("O1", "O2", "O3"):
        factory.order(no, 1, "S", due_date=TUESDAY)
    factory.output("10", 1, order_no="O1")
    factory.status(OrderStatus.FINISHED, order_no="O1")
    answer = what_if(
        factory,
        Move(order_no="NONE"),
        Move(order_no="O1", due_date=THURSDAY),
        Move(order_no="O2", due_date=date(1999, 1, 1)),
        Move(order_no="O3", due_date=THURSDAY),
    )
    assert [(each.move, each.order_no, each.code.value) for each in answer.refused] == [
        (1, "NONE", "order-not-found"),
        (2, "O1", "order-finished"),
        (3, "O2", "calendar-missing"),
    ]
    assert [each.order_no for each in answer.orders] == ["O3"]


def test_later_moves_find_what_earlier_ones_left_of_a_bottleneck(plants: Plants) -> None:
    """Two orders of 300 minutes to the same day of a bottleneck of 384: the second finds 84 left, not 384."""
    bottleneck = {"capacity_no": "A", "critical_load_pct": 80}
    factory = plant(plants, capacity_constrained_resources=[bottleneck])
    for no, due in (("O1", MONDAY), ("O2", TUESDAY)):
        factory.order(no, 5, "S", due_date=due)
    answer = what_if(factory, Move(order_no="O1", due_date=THURSDAY), Move(order_no="O2", due_date=THURSDAY))
    assert allocated(answer.after) == [0, 0, 216, 384]


@pytest.mark.parametrize(
    "moves",
    [
        (),
        (Move(order_no="O1"), Move(order_no="O1", due_date=MONDAY)),
        tuple(Move(order_no=f"N{number}") for number in range(limits.MOVES_MAX + 1)),
    ],
)
def test_a_list_of_moves_has_some_orders_each_once(plants: Plants, moves: Iterable[Move]) -> None:
    """None, an order twice, or more than 100 are no list of moves."""
    assert refused(what_if(plant(plants), *moves)) == "request-malformed"


def test_the_board_refuses_as_it_always_does(plants: Plants) -> None:
    """An unknown center, an empty range, and a start in another time zone are refused by name."""
    factory = plant(plants)
    factory.order("O1", 1, "S", due_date=TUESDAY)
    move = Move(order_no="O1", due_date=MONDAY)
    assert refused(what_if(factory, move, no="X")) == "center-not-found"
    assert refused(what_if(factory, move, last_day=date(2026, 3, 1))) == "period-out-of-range"
    assert refused(what_if(factory, move, proposal=1)) == "request-malformed"
    for number in (7, -7, 2**31 - 1):
        assert refused(what_if(factory, proposal=number)) == "proposal-not-found"
    zoned = Move(order_no="O1", starting_date_time=datetime(2026, 3, 9, tzinfo=UTC), direction=FORWARD)
    (no,) = what_if(factory, zoned).refused
    assert no.code.value == "request-malformed"
    assert not isinstance(what_if(factory, move), Refused)
