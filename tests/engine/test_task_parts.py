"""The parts of tasks: there, or so many short, by the bin or the location that they are taken from."""

from typing import Any

import pytest
from sqlalchemy import event

from backend_client.messages.load import TaskListQuestion
from tests.casebook.databases import Plants
from tests.casebook.running import Plant
from tests.small_plant import small_plant

SEVERAL = 12


def short(plant: Plant, no: str, what: str = "parts_short", **asked: Any) -> list[int | None]:
    """How many parts are short, task by task."""
    answer: Any = plant.client.ask(TaskListQuestion(no=no, **{"with_parts": True, **asked}))
    return [getattr(task, what) for task in answer.tasks]


def take_out(plant: Plant, statement: str) -> None:
    """Change what a component needs, or where it is taken from."""
    with plant.client.database.write() as connection:
        connection.exec_driver_sql(statement)


@pytest.fixture
def plant(each_plants: Plants) -> Plant:
    """O1 of 10 P: 10 of each of C1 and C2, linked to operation 20 at B; 1,000 of each are in stock."""
    return small_plant(each_plants, components=2)


def test_parts_count_where_they_are_used(plant: Plant) -> None:
    """All there at operation 20. One needs more than the 1,000 there are: one is short there; operation 10 needs none."""
    assert (short(plant, "A"), short(plant, "B")) == ([0], [0])
    more = "UPDATE production_order_components SET remaining_qty_base = {0} WHERE item_no = 'C1'"
    scale = 100_000 if plant.client.database.is_sqlite else 1
    take_out(plant, more.format(1_000 * scale))
    assert short(plant, "B") == [0]
    take_out(plant, more.format(1_001 * scale))
    assert (short(plant, "A"), short(plant, "B")) == ([0], [1])
    assert short(plant, "B", with_parts=False) == [None]


def test_what_is_linked_to_no_operation_is_needed_by_the_first(plant: Plant) -> None:
    """Without their link both are operation 10's; at their location, but not in the bin they are taken from."""
    take_out(plant, "UPDATE production_order_components SET routing_link_code = '', bin_code = 'EMPTY'")
    assert (short(plant, "A", "parts_elsewhere"), short(plant, "B", "parts_elsewhere")) == ([2], [0])
    assert short(plant, "A") == [0]
    take_out(plant, "UPDATE production_order_components SET location_code = 'NONE'")
    assert (short(plant, "A", "parts_elsewhere"), short(plant, "A")) == ([0], [2])


def test_many_tasks_take_no_more_statements_than_one(plants: Plants) -> None:
    """With 1 order or with 12 the list is read with the same number of statements."""
    counts = []
    for orders in (1, SEVERAL):
        plant = small_plant(plants, components=2, orders=orders)
        heard: list[str] = []
        hear = lambda *given: heard.append(given[2])  # noqa: B023, E731 -- used before the next round
        event.listen(plant.client.database.engine, "before_cursor_execute", hear)
        assert short(plant, "B") == [0] * orders
        counts.append(len(heard))
        event.remove(plant.client.database.engine, "before_cursor_execute", hear)
    assert counts[0] == counts[1]
