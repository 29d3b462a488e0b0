"""Starting, pausing, ending and posting clocked work, on both databases."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from backend_client.floor_terms import ClockActivity, ClockEnding
from backend_client.messages.base import Posted, Refused
from backend_client.messages.clocks import (
    ClockExceptionsQuestion,
    OperationTimeQuestion,
    PersonTimeQuestion,
    PostClockedCapacityRequest,
    RunningWorkQuestion,
)
from backend_client.messages.orders import ChangeOrderStatusRequest
from backend_client.messages.reversals import UndoPostingRequest
from backend_client.refusals import RefusalCode
from backend_client.terms import CapacityType, Confirmation, OrderStatus
from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import EIGHT, ClockedPlant, clocked_plant
from tests.engine.small_plant import yes


@pytest.fixture
def plant(each_plants: Plants) -> ClockedPlant:
    """The plant at eight o'clock."""
    return clocked_plant(each_plants.database())


def posted(plant: ClockedPlant, operation_no: str = "10", **fields: Any) -> Any:
    """Post clocked output on O1; answers the entry with output."""
    receipt = plant.do("post", order_no="O1", operation_no=operation_no, **fields)
    assert not isinstance(receipt, Refused), receipt
    return receipt.capacity_entries[-1]


def test_clocked_time_is_posted_once(plant: ClockedPlant) -> None:
    """10 minutes of setup and 50 of run become the entry's times; posted again, there is no time left."""
    plant.run(activity=ClockActivity.SETUP)
    plant.later(minutes=10)
    plant.run()
    plant.later(minutes=50)
    entry = posted(plant, output_quantity=Decimal(10), keep_running=False)
    assert (entry.setup_time, entry.run_time, entry.output_quantity) == (10, 50, 10)
    again = plant.do("post", order_no="O1", operation_no="10")
    assert again.code is RefusalCode.NOTHING_TO_POST
    plant.sound()


def test_work_goes_on_after_posting(plant: ClockedPlant) -> None:
    """Posting at 8:30 takes 30 minutes; at 9:00 the next 30."""
    plant.run()
    for _ in range(2):
        plant.later(minutes=30)
        assert posted(plant, output_quantity=Decimal(2)).run_time == 30


def test_starting_twice_is_starting_once(plant: ClockedPlant) -> None:
    """A second scan finds its clock running, and the database itself allows no second one."""
    first = plant.run().started[0]
    plant.later(seconds=5)
    again = plant.run()
    assert (again.started, again.running[0].id, again.running[0].seconds) == ((), first.id, 5)
    statement = (
        "INSERT INTO clock_intervals SELECT 'other', person_no, order_no, order_line_no, routing_reference_no, "
        "operation_no, type, no, work_center_no, activity, stop_code, group_code, standard_time_ms, started_at, "
        "ended_at, swept_at, ending, ended_by_person_no, terminal_id, labour_seconds, capacity_ledger_entry_no "
        "FROM clock_intervals"
    )
    with pytest.raises(IntegrityError), plant.database.write() as connection:
        connection.exec_driver_sql(statement)


def test_a_pause_needs_nothing_and_counts_nothing(plant: ClockedPlant) -> None:
    """20 minutes of work, 15 of pause, 10 of work: 30 are posted."""
    plant.run()
    plant.later(minutes=20)
    assert plant.do("pause").started[0].activity is ClockActivity.PAUSE
    plant.later(minutes=15)
    plant.run()
    plant.later(minutes=10)
    assert posted(plant).run_time == 30


def test_two_operations_share_a_person_s_time(plant: ClockedPlant) -> None:
    """Ada runs O1 for 60 minutes and O2 beside it for the last 20: O1 gets 50, elapsed is 60, machines 80."""
    plant.run()
    plant.later(minutes=40)
    plant.run("O2")
    plant.later(minutes=20)
    day = plant.ask(PersonTimeQuestion(person_no="ADA"))
    assert (day.elapsed_seconds, day.labour_seconds, day.presence_seconds) == (3600, 3600, 3600)
    assert posted(plant).run_time == 50
    second = plant.do("post", order_no="O2", operation_no="10").capacity_entries[-1]
    assert second.run_time == 10
    plant.sound()


def test_a_crew_adds_up_labour_and_counts_a_machine_once(each_plants: Plants) -> None:
    """Ada and Bo, 30 minutes together: 60 of labour at A; 30 at machine M, whose rule is machine time."""
    rule = {"type": "machine_center", "no": "M", "time_split": "machine_time"}
    plant = clocked_plant(each_plants.database(), {"center_rules": [rule]})
    plant.run(crew=("BO",))
    plant.later(minutes=30)
    assert posted(plant).run_time == 60
    plant.do("end", whole_crew=True, order_no="O1")
    plant.run(operation_no="20", crew=("BO",))
    plant.later(minutes=30)
    told = plant.ask(OperationTimeQuestion(order_no="O1", operation_no="20"))
    assert (told.elapsed_seconds, told.labour_seconds, told.machine_seconds) == (1800, 3600, 1800)
    assert posted(plant, "20").run_time == 30
    plant.sound()


def test_stop_time_has_an_entry_for_each_reason(each_plants: Plants) -> None:
    """5 minutes for a broken tool and 7 for missing material are two stop entries beside the run time."""
    plant = clocked_plant(each_plants.database(), {"stop_codes": [{"code": "TOOL"}, {"code": "WAIT"}]})
    for code, minutes in (("TOOL", 5), ("WAIT", 7)):
        plant.run(activity=ClockActivity.STOP, stop_code=code)
        plant.later(minutes=minutes)
    plant.run()
    plant.later(minutes=3)
    receipt = plant.do("post", order_no="O1", operation_no="10", output_quantity=Decimal(1))
    stops = {row.stop_code: row.stop_time for row in receipt.capacity_entries if row.stop_time}
    assert stops == {"TOOL": 5, "WAIT": 7}
    assert [row.run_time for row in receipt.capacity_entries if not row.stop_time] == [3]
    plant.sound()


def test_reversing_a_posting_frees_its_time(plant: ClockedPlant) -> None:
    """Undone, the 30 minutes are posted with the next output."""
    plant.run()
    plant.later(minutes=30)
    posted(plant, output_quantity=Decimal(4), keep_running=False)
    undone = plant.client.post(UndoPostingRequest(request_id="undo", person_no="ADA"))
    assert not isinstance(undone, Refused), undone
    assert posted(plant, output_quantity=Decimal(3)).run_time == 30
    plant.sound()


def test_clocks_end_with_their_order(plant: ClockedPlant) -> None:
    """Finishing the order ends its clock in the same transaction; starting again is refused."""
    plant.run()
    plant.later(minutes=1)
    finish = ChangeOrderStatusRequest(
        request_id="f",
        person_no="SUE",
        order_no="O1",
        to=OrderStatus.FINISHED,
        answers=yes(Confirmation.OUTPUT_MISSING),
    )
    assert isinstance(plant.client.post(finish), Posted)
    ((ending, ended),) = plant.rows("clock_intervals", "ending", "ended_at")
    assert (ending, ended) == (ClockEnding.ORDER, plant.now)
    refused = plant.do("start", order_no="O1", operation_no="10")
    assert refused.code is RefusalCode.RELEASED_ORDER_NOT_FOUND


def test_leaving_ends_work_and_presence(plant: ClockedPlant) -> None:
    """Clocked in at 8, left at 9 with work running: both end then."""
    plant.do("come")
    plant.run()
    plant.later(hours=1)
    receipt = plant.do("leave")
    assert [row.ending for row in receipt.ended] == [ClockEnding.CLOCK_OUT]
    assert receipt.presence[0].seconds == 3600
    assert plant.ask(RunningWorkQuestion()).rows == ()
    assert plant.do("leave").code is RefusalCode.NOT_CLOCKED_IN


def test_a_forgotten_clock_waits_for_a_supervisor(plant: ClockedPlant) -> None:
    """Swept after the shift, it has no end until Sue says 15:00 (UTC 14:00); an operator may not."""
    plant.run()
    plant.later(hours=1)
    assert plant.do("sweep").ended == ()
    plant.later(hours=12)
    swept = plant.do("sweep")
    assert [row.waiting for row in swept.ended] == [True]
    waiting = plant.ask(ClockExceptionsQuestion()).rows
    assert {row.kind for row in waiting} == {"forgotten_work", "forgotten_presence"}
    assert plant.do("post", order_no="O1", operation_no="10").code is RefusalCode.NOTHING_TO_POST
    end = EIGHT + timedelta(hours=6)
    assert plant.do("decide", id=waiting[0].id, ended_at=end).code is RefusalCode.NOT_ALLOWED
    before = plant.do("decide", "SUE", id=waiting[0].id, ended_at=EIGHT - timedelta(hours=1))
    assert before.code is RefusalCode.CLOCK_END_OUT_OF_RANGE
    assert plant.do("decide", "SUE", id=waiting[0].id, ended_at=end).ended[0].seconds == 6 * 3600
    assert plant.do("decide", "SUE", id=waiting[1].id, ended_at=end).presence[0].seconds == 6 * 3600
    assert plant.ask(ClockExceptionsQuestion()).rows == ()
    assert posted(plant).run_time == 360
    plant.sound()


def test_time_without_an_order_goes_through_the_capacity_journal(plant: ClockedPlant) -> None:
    """12 minutes of maintenance at A are posted as its stop time, once."""
    plant.do("start", type=CapacityType.WORK_CENTER, no="A")
    plant.later(minutes=12)
    plant.do("end", no="A")
    request = {"request_id": "m", "person_no": "ADA", "no": "A"}
    receipt = plant.client.post(PostClockedCapacityRequest(**request)).receipt
    assert receipt.capacity_entries[0].stop_time == 12
    again = plant.client.post(PostClockedCapacityRequest(**{**request, "request_id": "m2"}))
    assert again.code is RefusalCode.NOTHING_CLOCKED
    plant.sound()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"order_no": "NONE", "operation_no": "10"}, RefusalCode.RELEASED_ORDER_NOT_FOUND),
        ({"order_no": "O1", "operation_no": "99"}, RefusalCode.OPERATION_NOT_FOUND),
        ({"order_no": "O1"}, RefusalCode.OPERATION_REQUIRED),
        ({"no": "X"}, RefusalCode.CENTER_NOT_FOUND),
        ({"no": "A", "stop_code": "X"}, RefusalCode.STOP_CODE_NOT_FOUND),
        ({"no": "A", "activity": ClockActivity.PAUSE}, RefusalCode.REQUEST_MALFORMED),
        ({"no": "A", "crew": ("NOBODY",)}, RefusalCode.PERSON_NOT_RECOGNISED),
    ],
)
def test_what_can_t_start_is_refused_by_name(
    plants: Plants, fields: dict[str, Any], code: RefusalCode
) -> None:
    """Each by its code, and no clock runs."""
    plant = clocked_plant(plants.database())
    assert plant.do("start", **fields).code is code
    assert plant.do("end").code is plant.do("pause").code is RefusalCode.NOTHING_RUNNING


@pytest.mark.parametrize("field", ["setup_time", "run_time", "stop_time"])
def test_time_is_not_given_beside_clocks(plants: Plants, field: str) -> None:
    """A posting of clocked time that also names one is refused by that field."""
    plant = clocked_plant(plants.database())
    refused = plant.do("post", order_no="O1", operation_no="10", **{field: Decimal(1)})
    assert (refused.code, refused.facts["field"]) == (RefusalCode.REQUEST_MALFORMED, field)


def test_a_preview_stops_no_clock(plants: Plants) -> None:
    """Previewing shows 5 minutes and leaves the clock running and unposted."""
    plant = clocked_plant(plants.database())
    plant.run()
    plant.later(minutes=5)
    before = plant.rows("clock_intervals", "id", "ended_at", "capacity_ledger_entry_no")
    assert posted(plant, output_quantity=Decimal(1), preview=True).run_time == 5
    assert plant.rows("clock_intervals", "id", "ended_at", "capacity_ledger_entry_no") == before
