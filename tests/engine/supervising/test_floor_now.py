"""The floor as its clocks have it, on both databases where the statements differ: A and B are work centers, M is a machine of B."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert

from backend_client.floor_terms import CenterState, ClockActivity, HelpKind
from backend_client.messages.base import Posted
from backend_client.messages.floor_now import CenterNow, FloorNow, FloorNowQuestion
from backend_client.messages.shift import CallForHelpRequest, EndCallRequest
from backend_client.messages.terminals import TerminalsQuestion
from backend_client.records.people import Terminal
from backend_client.store.heard import Kept, write_heard
from backend_client.store.rows import new_row, table_of
from tests.engine.clocks.clocked_plant import EIGHT, ClockedPlant


def floor(plant: ClockedPlant) -> FloorNow:
    """Ask."""
    answer = plant.ask(FloorNowQuestion())
    assert isinstance(answer, FloorNow), answer
    return answer


def center(plant: ClockedPlant, no: str) -> CenterNow:
    """One center's row."""
    (row,) = [row for row in floor(plant).rows if row.no == no]
    return row


def test_every_center_stands_at_its_place(plant: ClockedPlant) -> None:
    """A, B, and M after B; idle, each with what is first to do: 10 of O1 at A, 20 of O1 at M, nothing at B itself."""
    rows = floor(plant).rows
    assert [(row.no, row.state, row.order_no, row.operation_no) for row in rows] == [
        ("A", CenterState.IDLE, "O1", "10"),
        ("B", CenterState.IDLE, "", ""),
        ("M", CenterState.IDLE, "O1", "20"),
    ]
    assert [row.since for row in rows] == [None, None, None]
    assert [row.next_start is None for row in rows] == [False, True, False]


def test_a_running_center_tells_job_person_and_what_is_left(each_plant: ClockedPlant) -> None:
    """Ada runs 10 of O1 at 8:00 (9:00 in Oslo) and posts 4 of 10: 6 are left, since 8:00 still."""
    each_plant.run()
    each_plant.later(minutes=30)
    each_plant.do("output", order_no="O1", operation_no="10", output_quantity=Decimal(4))
    row = center(each_plant, "A")
    assert (row.state, row.order_no, row.operation_no) == (CenterState.RUNNING, "O1", "10")
    assert (row.person_no, row.people, row.remaining_quantity) == ("ADA", 1, Decimal(6))
    assert row.since == EIGHT
    assert row.since_local is not None
    assert row.since_local.hour == 9


@pytest.mark.parametrize(
    ("activities", "state"),
    [
        ([ClockActivity.RUN, ClockActivity.STOP], CenterState.STOPPED),
        ([ClockActivity.RUN, ClockActivity.SETUP], CenterState.SETUP),
        ([ClockActivity.SETUP, ClockActivity.STOP], CenterState.STOPPED),
    ],
)
def test_the_most_pressing_state_counts(
    plant: ClockedPlant, activities: list[ClockActivity], state: CenterState
) -> None:
    """Ada and Bo work at A: where one of them stands still, the center stands."""
    for person_no, order_no, activity in zip(("ADA", "BO"), ("O1", "O2"), activities, strict=True):
        plant.run(order_no, person_no=person_no, activity=activity, **_reason(activity))
    row = center(plant, "A")
    assert (row.state, row.people) == (state, 2)
    assert (row.person_no, row.order_no, row.stop_code) == (
        "BO",
        "O2",
        "TOOL" if state is CenterState.STOPPED else "",
    )


def _reason(activity: ClockActivity) -> dict[str, Any]:
    return {"stop_code": "TOOL"} if activity is ClockActivity.STOP else {}


def test_an_idle_center_tells_since_when(plant: ClockedPlant) -> None:
    """Ended at 8:20: idle since then; two days later nothing is told of it."""
    plant.run()
    plant.later(minutes=20)
    plant.do("end")
    row = center(plant, "A")
    assert (row.state, row.since) == (CenterState.IDLE, plant.now)
    plant.later(days=2)
    assert center(plant, "A").since is None


def test_what_waits_is_counted(each_plant: ClockedPlant) -> None:
    """A clock that outlived its shift is forgotten before any sweep and after it; ended by nobody, it runs no more."""
    each_plant.run()
    assert floor(each_plant).forgotten_clocks == 0
    each_plant.later(hours=10)
    assert floor(each_plant).forgotten_clocks == 2  # the work, and being here
    assert center(each_plant, "A").state is CenterState.IDLE
    each_plant.do("sweep", "SUE")
    assert floor(each_plant).forgotten_clocks == 2
    ids = [row for (row,) in each_plant.rows("clock_intervals", "id")]
    each_plant.do("decide", "SUE", id=ids[0], ended_at=EIGHT)
    assert floor(each_plant).forgotten_clocks == 1


def test_a_call_stands_at_its_center_until_it_ends(plant: ClockedPlant) -> None:
    """Called from A: counted and shown there; ended: neither."""
    called = plant.client.post(
        CallForHelpRequest(request_id="H", person_no="ADA", terminal_id="T1", kind=HelpKind.SETTER, no="A")
    )
    assert isinstance(called, Posted)
    assert floor(plant).open_calls == 1
    assert (center(plant, "A").call, center(plant, "A").call_answered) == (HelpKind.SETTER, False)
    plant.client.post(
        EndCallRequest(request_id="E", person_no="ADA", terminal_id="T1", call_id=called.receipt.call.id)
    )
    assert floor(plant).open_calls == 0
    assert center(plant, "A").call is None


def test_late_orders_are_counted_when_they_are_released(plant: ClockedPlant) -> None:
    """Due on 27 February, today 2 March: late; one that is due today is not."""
    before = floor(plant).late_orders
    plant.do("order", "SUE", order_no="O3", source_no="P", quantity=Decimal(1), due_date=_february())
    assert floor(plant).late_orders == before + 1


def heard(plant: ClockedPlant, terminal: str, *, refused: int = 0) -> None:
    """The server hears of a terminal now."""
    with plant.database.write(alone=False) as connection:
        write_heard(connection, terminal, plant.now, client_version="", kept=Kept(refused, None, refused))


def test_what_a_silent_terminal_told_is_doubtful(each_plant: ClockedPlant) -> None:
    """T1 runs A and is heard of last at 8:00: at 8:03 in time, at 8:04 silent since 8:00; T2, who stands at B, likewise.

    Eight days later both were taken away: nobody is warned, and what no terminal told is as it is.
    """
    with each_plant.database.write() as connection:
        place = new_row(Terminal, id="T2", work_center_no="B", first_seen_at=EIGHT)
        connection.execute(insert(table_of(Terminal)), [place])
    each_plant.run()
    heard(each_plant, "T1")
    heard(each_plant, "T2")
    each_plant.later(minutes=3)
    assert (floor(each_plant).silent_terminals, center(each_plant, "A").silent_since) == (0, None)
    each_plant.later(minutes=1)
    rows = {row.no: row.silent_since for row in floor(each_plant).rows}
    assert (floor(each_plant).silent_terminals, rows) == (2, {"A": EIGHT, "B": EIGHT, "M": None})
    heard(each_plant, "T1")
    assert (floor(each_plant).silent_terminals, center(each_plant, "A").silent_since) == (1, None)
    each_plant.later(days=8)
    assert floor(each_plant).silent_terminals == 0


def test_refused_postings_of_other_terminals_are_counted(each_plant: ClockedPlant) -> None:
    """T1 has one to decide and T2 two: whoever asks at T1 is told of two elsewhere; a revoked one is not counted.

    Eight days later they still wait, though nobody is warned of the silence.
    """
    heard(each_plant, "T1", refused=1)
    heard(each_plant, "T2", refused=2)
    heard(each_plant, "T3")

    def elsewhere(terminal_id: str) -> int:
        answer = each_plant.ask(FloorNowQuestion(terminal_id=terminal_id))
        assert isinstance(answer, FloorNow)
        return answer.refused_elsewhere

    assert [elsewhere(terminal) for terminal in ("T1", "T2", "T9")] == [2, 1, 3]
    troubled = each_plant.ask(TerminalsQuestion(troubled=True)).terminals
    assert [(each.terminal, each.refused_count, each.silent) for each in troubled] == [
        ("T1", 1, False),
        ("T2", 2, False),
    ]
    each_plant.later(days=8)
    assert (elsewhere("T9"), floor(each_plant).silent_terminals) == (3, 0)
    with each_plant.database.write() as connection:
        gone = new_row(Terminal, id="T2", first_seen_at=EIGHT, revoked_at=EIGHT)
        connection.execute(insert(table_of(Terminal)), [gone])
    assert elsewhere("T1") == 0


def _february() -> Any:
    return EIGHT.date().replace(month=2, day=27)
