"""What a person posted on a day, on both databases."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event

from backend_client.messages.base import Posted
from backend_client.messages.reversals import PersonPostingsQuestion, UndoPostingRequest
from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import EIGHT, ClockedPlant, clocked_plant

_numbers = count(1)
SHOWN = ("operation_no", "output_quantity", "scrap_quantity", "run_time", "undone")


@pytest.fixture
def plant(each_plants: Plants) -> ClockedPlant:
    """The plant at eight o'clock."""
    return clocked_plant(each_plants.database(), undo_minutes="10")


def output(plant: ClockedPlant, person_no: str = "ADA", **fields: Any) -> int:
    """Post output of O1; answers the register."""
    receipt = plant.do("output", person_no, order_no="O1", **{"operation_no": "10", **fields})
    register: int = receipt.register_no
    return register


def day_of(plant: ClockedPlant, day: date | None = None, person_no: str = "ADA") -> list[Any]:
    """What a person posted on a day, as far as it is told here."""
    answer = plant.ask(PersonPostingsQuestion(person_no=person_no, day=day))
    return [tuple(getattr(row, name) for name in SHOWN) for row in answer.postings]


def test_a_day_holds_own_postings_in_their_order(plant: ClockedPlant) -> None:
    """Ada posts 6 good in 90 minutes, then 2 good and 1 scrap; Bo posts 1: the day of each holds their own."""
    output(plant, output_quantity=Decimal(6), run_time=Decimal(90))
    plant.later(hours=1)
    output(plant, output_quantity=Decimal(2), scrap_quantity=Decimal(1))
    output(plant, "BO", output_quantity=Decimal(1))
    assert day_of(plant) == [("10", 6, 0, 90, False), ("10", 2, 1, 0, False)]
    assert day_of(plant, person_no="BO") == [("10", 1, 0, 0, False)]
    assert day_of(plant, EIGHT.date() - timedelta(days=1)) == []
    plant.later(days=1)
    assert day_of(plant) == []
    assert len(day_of(plant, EIGHT.date())) == 2


def test_what_was_taken_back_is_told(plant: ClockedPlant) -> None:
    """Of two the first is undone: it stays, marked; the undoing is no posting of its own."""
    first = output(plant, output_quantity=Decimal(6))
    output(plant, output_quantity=Decimal(2))
    undo = UndoPostingRequest(request_id=f"U-{next(_numbers)}", person_no="ADA", register_no=first)
    assert isinstance(plant.client.post(undo), Posted)
    assert [row[-1] for row in day_of(plant)] == [True, False]
    posting = plant.ask(PersonPostingsQuestion(person_no="ADA")).postings[1]
    assert (posting.order_no, posting.order_line_no, posting.no) == ("O1", 10000, "A")
    assert posting.own_until == plant.now + timedelta(minutes=10)


def test_the_day_is_the_plant_s_own(plant: ClockedPlant) -> None:
    """Oslo is an hour ahead of UTC in March: what is posted at 22:59 UTC is today, at 23:00 tomorrow."""
    plant.now = EIGHT.replace(hour=22, minute=59)
    output(plant, output_quantity=Decimal(1))
    plant.later(minutes=1)
    output(plant, output_quantity=Decimal(2))
    assert [row[1] for row in day_of(plant, EIGHT.date())] == [1]
    assert [row[1] for row in day_of(plant)] == [2]


def test_a_day_begins_at_midnight_also_where_the_clock_is_moved_in_that_night(plants: Plants) -> None:
    """Auckland goes from 12 to 13 hours ahead at 02:00 on 27 September: midnight before it is 12:00 UTC, after it 11:00."""
    plant = clocked_plant(plants.database(), time_zone="Pacific/Auckland")
    for number, (day, hour, minute) in enumerate([(26, 11, 59), (26, 12, 0), (27, 10, 59), (27, 11, 0)], 1):
        plant.now = datetime(2026, 9, day, hour, minute, tzinfo=UTC)
        output(plant, output_quantity=Decimal(number))
    days = [day_of(plant, date(2026, 9, day)) for day in (26, 27, 28)]
    assert [[row[1] for row in each] for each in days] == [[1], [2, 3], [4]]


def test_a_person_s_day_and_last_posting_are_found_along_an_index(plants: Plants) -> None:
    """Neither reads the registers of others nor those of other days, so neither slows down as they grow."""
    plant = clocked_plant(plants.database(), undo_minutes="10")
    output(plant, output_quantity=Decimal(1))
    texts: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, text: str, parameters: Any, *_rest: Any) -> None:
        if "FROM registers" in text and "person_no = " in text:
            texts.append((text, parameters))

    event.listen(plant.database.engine, "before_cursor_execute", note)
    assert len(day_of(plant)) == 1
    undo = UndoPostingRequest(request_id=f"U-{next(_numbers)}", person_no="ADA")
    assert isinstance(plant.client.post(undo), Posted)
    assert len(texts) == 2
    with plant.database.engine.connect() as connection:
        for text, parameters in [*texts]:
            plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters)]
            assert "registers_person" in plan[0], plan
            assert not any("TEMP B-TREE" in step for step in plan), plan
