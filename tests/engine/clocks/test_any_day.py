"""Any day on the floor: whatever people press and whatever the clock on the wall does, times add up.

The model is one line: what was running at each step's stamp, between stamps that never run back.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend_client.floor_terms import ClockActivity
from backend_client.messages.base import Refused
from backend_client.messages.clocks import OperationTimeQuestion, PersonTimeQuestion
from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import ClockedPlant, clocked_plant

BEFORE_THE_TIME_CHANGE = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)  # 02:10 in Oslo, and soon 02:10 again
PEOPLE, PLACES = ("ADA", "BO"), (("O1", "10"), ("O1", "20"), ("O2", "10"))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["start", "setup", "pause", "end", "leave", "post", "again", "restart"]),
        st.sampled_from(PEOPLE),
        st.sampled_from(PLACES),
        st.integers(-4000, 4000),
    ),
    min_size=1,
    max_size=14,
)
Running = dict[tuple[str, tuple[str, str]], bool]


def act(plant: ClockedPlant, what: str, person_no: str, place: tuple[str, str]) -> Any:
    """Do one step; answers the outcome."""
    order_no, operation_no = place
    at = {"order_no": order_no, "operation_no": operation_no}
    if what == "setup":
        return plant.do("start", person_no, **at, activity=ClockActivity.SETUP)
    if what in {"start", "pause", "end"}:
        return plant.do(what, person_no, **at)
    if what == "post":
        return plant.do("post", person_no, **at, output_quantity=Decimal(1))
    return plant.do("leave", person_no) if what == "leave" else None


def follow(running: Running, what: str, person_no: str, place: tuple[str, str]) -> None:
    """What the model says runs after a step that was taken."""
    if what in {"start", "setup"}:
        running[person_no, place] = True
    elif what in {"pause", "end"}:
        running.pop((person_no, place), None)
    elif what == "leave":
        for key in [key for key in running if key[0] == person_no]:
            del running[key]


def gave_a_stamp(outcome: Any, running: Running, what: str, place: tuple[str, str]) -> bool:
    """Say whether a step stamped anything: a start that finds its clock running does not."""
    if what == "post":
        return any(key[1] == place for key in running)
    return bool(outcome.started or outcome.ended or outcome.presence)


def count_up(worked: dict[tuple[str, str], int], running: Running, length: timedelta) -> None:
    """Count what went by for each running clock."""
    for _, place in running:
        worked[place] = worked.get(place, 0) + length // timedelta(seconds=1)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_shown_time_is_what_went_by(plants: Plants, steps: list[Any]) -> None:
    """After every step each operation shows the seconds that its people worked on it, and what is posted is no more.

    Steps come minutes apart, on a clock that also jumps back; processes restart, requests are sent twice.
    """
    plant = clocked_plant(plants.database())
    plant.now = BEFORE_THE_TIME_CHANGE
    last: datetime | None = None
    running: Running = {}
    worked: dict[tuple[str, str], int] = {}
    for what, person_no, place, seconds in steps:
        plant.later(seconds=seconds)
        if what == "restart":
            plant.restart()
            continue
        stamp = max(last or plant.now, plant.now)
        outcome = act(plant, what if what != "again" else "start", person_no, place)
        if what == "again":
            outcome = plant.do(
                "start", person_no, request_id=plant.last_id, order_no=place[0], operation_no=place[1]
            )
        if isinstance(outcome, Refused):
            continue
        if gave_a_stamp(outcome, running, what, place):
            count_up(worked, running, stamp - (last or stamp))
            last = stamp
        follow(running, "start" if what == "again" else what, person_no, place)
    count_up(worked, running, max(last or plant.now, plant.now) - (last or plant.now))
    for place in PLACES:
        told = plant.ask(OperationTimeQuestion(order_no=place[0], operation_no=place[1]))
        counted = sum(row.seconds for row in told.rows if row.activity is not ClockActivity.PAUSE)
        assert counted == worked.get(place, 0)
        assert told.elapsed_seconds <= counted
        assert told.labour_seconds <= counted
    for person_no in PEOPLE:
        day = plant.ask(PersonTimeQuestion(person_no=person_no, day=datetime(2026, 10, 25).date()))
        assert day.labour_seconds == day.elapsed_seconds <= max(day.presence_seconds, day.elapsed_seconds)
    plant.sound()
