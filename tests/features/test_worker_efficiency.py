"""Worker efficiency through the seam: clocks of work on orders, of the time from clocking in to clocking out."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from backend_client.figure_terms import WorkerGroup
from backend_client.floor_terms import ClockActivity
from backend_client.messages.key_figures import WorkerEfficiencyQuestion
from backend_client.records.people import Person
from backend_client.store.rows import table_of
from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import APPROVAL, ClockedPlant, clocked_plant
from tests.features.factory import refused
from tests.statements import steps_to_answer

MONDAY = date(2026, 3, 2)
ON = {"worker_efficiency": "true"}


def asked(plant: ClockedPlant, by: WorkerGroup = WorkerGroup.DAY, **fields: Any) -> Any:
    """The answer for Monday."""
    given = {"first_day": MONDAY, "last_day": MONDAY} | fields
    return plant.ask(WorkerEfficiencyQuestion(by=by, **given))


def told(answer: Any) -> list[tuple[str, Any, Any, Any]]:
    """Key, minutes worked and attended, and their quotient."""
    return [
        (each.key, each.worked_minutes, each.attended_minutes, each.worker_efficiency)
        for each in answer.lines
    ]


def ada_s_day(plant: ClockedPlant) -> None:
    """She comes at 8, works on two orders at once from 9 to 11, waits at a center until 12, and leaves."""
    plant.do("come")
    plant.later(hours=1)
    plant.run()
    plant.run("O2")
    plant.later(hours=2)
    plant.do("end")
    plant.later(hours=1)
    plant.do("leave")


def test_a_plant_has_to_allow_it(plants: Plants) -> None:
    """Without the setting it is refused by name, whoever asks."""
    assert refused(asked(clocked_plant(plants.database()))) == "worker-efficiency-off"


def test_work_on_orders_counts_once_of_the_time_attended(each_plants: Plants) -> None:
    """Of 240 minutes Ada worked 120, on two orders at once: half; Bo came for 60 and worked on nothing."""
    plant = clocked_plant(each_plants.database(), **ON)
    ada_s_day(plant)
    plant.do("come", "BO")
    plant.later(hours=1)
    plant.do("leave", "BO")
    with plant.database.write() as connection:
        connection.execute(update(table_of(Person)).where(table_of(Person).c.no == "ADA").values(name="Ada"))
    answer = asked(plant, WorkerGroup.PERSON)
    assert told(answer) == [("ADA", 120, 240, Decimal("0.5")), ("BO", 0, 60, Decimal(0))]
    assert answer.lines[0].name == "Ada"
    assert (answer.total.worked_minutes, answer.total.attended_minutes) == (120, 300)
    assert answer.total.worker_efficiency == Decimal("0.4")
    assert told(asked(plant)) == [("2026-03-02", 120, 300, Decimal("0.4"))]


def test_stops_and_work_without_an_order_are_no_work_on_orders(plants: Plants) -> None:
    """An hour of run and an hour of standing still: 60 of 120."""
    plant = clocked_plant(plants.database(), {"stop_codes": [{"code": "TOOL"}]}, **ON)
    plant.do("come")
    plant.run()
    plant.later(hours=1)
    plant.run(activity=ClockActivity.STOP, stop_code="TOOL")
    plant.later(hours=1)
    plant.do("leave")
    assert told(asked(plant)) == [("2026-03-02", 60, 120, Decimal("0.5"))]


def test_who_comes_twice_a_day_has_worked_once(plants: Plants) -> None:
    """An hour of work of two in the morning, and one of three after lunch: 2 of 5, each with its own attendance."""
    plant = clocked_plant(plants.database(), **ON)
    for idle in (1, 2):
        plant.do("come")
        plant.run()
        plant.later(hours=1)
        plant.do("end")
        plant.later(hours=idle)
        plant.do("leave")
        plant.later(hours=1)
    assert told(asked(plant, WorkerGroup.PERSON)) == [("ADA", 120, 300, Decimal("0.4"))]


def test_a_night_belongs_to_the_day_on_which_it_began(plants: Plants) -> None:
    """From 8 on Monday until 8 on Tuesday in one go: all of it is Monday's, and Tuesday has nothing."""
    plant = clocked_plant(plants.database(), **ON)
    plant.do("come")
    plant.later(hours=23)
    plant.run()
    plant.later(hours=1)
    plant.do("leave")
    tuesday = date(2026, 3, 3)
    assert told(asked(plant, last_day=tuesday)) == [("2026-03-02", 60, 1440, Decimal("0.04167"))]
    nothing = asked(plant, first_day=tuesday, last_day=tuesday)
    assert (nothing.lines, nothing.total) == ((), None)


def test_who_is_there_counts_up_to_now_and_who_forgot_to_leave_not_at_all(plants: Plants) -> None:
    """After an hour of work Ada stands at 60 of 60; swept, she waits for a supervisor: nobody can tell, nor the day."""
    plant = clocked_plant(plants.database(), **ON)
    plant.do("come")
    plant.run()
    plant.later(hours=1)
    assert told(asked(plant)) == [("2026-03-02", 60, 60, Decimal(1))]
    plant.later(hours=30)
    plant.do("sweep", "SUE", approval=APPROVAL)
    assert told(asked(plant)) == [("2026-03-02", None, None, None)]
    assert asked(plant).total.worker_efficiency is None


def test_lines_come_page_by_page_and_days_must_make_sense(plants: Plants) -> None:
    """One person a page; a page that no answer named is refused, and so are days that end before they begin."""
    plant = clocked_plant(plants.database(), **ON)
    for person_no in ("ADA", "BO"):
        plant.do("come", person_no)
    first = asked(plant, WorkerGroup.PERSON, most=1)
    rest = asked(plant, WorkerGroup.PERSON, most=1, page=first.next_page)
    assert [each.key for each in (*first.lines, *rest.lines)] == ["ADA", "BO"]
    assert (first.total is None, rest.total is None, rest.next_page) == (False, True, "")
    assert refused(asked(plant, page="[1]")) == "request-malformed"
    assert refused(asked(plant, last_day=date(2026, 3, 1))) == "period-out-of-range"
    for day in (date.min, date.max):
        assert asked(plant, first_day=day, last_day=day).lines == ()


def test_work_of_earlier_years_is_not_read(plants: Plants) -> None:
    """Clocks are looked for between two moments along the index of their starts."""
    plant = clocked_plant(plants.database(), **ON)
    ada_s_day(plant)
    steps = steps_to_answer(plant.database.engine, lambda: asked(plant))
    (looked,) = [step for step in steps if " clock_intervals" in step]
    assert "clock_intervals_started (started_at>? AND started_at<?)" in looked
