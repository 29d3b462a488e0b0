"""People join the work on an operation by badge or number and leave it by the same; on both databases."""

from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.base import Refused
from backend_client.messages.clocks import RunningWorkQuestion
from backend_client.messages.crew import ChangeCrewRequest
from backend_client.refusals import RefusalCode
from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import BADGE, REQUESTS, ClockedPlant, clocked_plant

REQUESTS["crew"] = ChangeCrewRequest


@pytest.fixture
def plant(each_plants: Plants) -> ClockedPlant:
    """The plant at eight o'clock, Ada at work on operation 10."""
    made = clocked_plant(each_plants.database())
    made.run()
    return made


def change(plant: ClockedPlant, **who: str) -> Any:
    """Let somebody join or leave operation 10 of O1."""
    return plant.do("crew", order_no="O1", operation_no="10", **who)


def at_work(plant: ClockedPlant) -> list[str]:
    """Whose clocks run."""
    return sorted(row.person_no for row in plant.ask(RunningWorkQuestion()).rows)


def test_everybody_has_a_clock_and_all_of_it_is_posted(plant: ClockedPlant) -> None:
    """Ada from 8:00, Sue from 8:20 to 8:40, posted at 9:00: 60 and 20 minutes of run time."""
    plant.later(minutes=20)
    joined = change(plant, badge_token=BADGE)
    assert (joined.person_no, joined.joined, at_work(plant)) == ("SUE", True, ["ADA", "SUE"])
    plant.later(minutes=20)
    left = change(plant, badge_token=BADGE)
    assert (left.person_no, left.joined, at_work(plant)) == ("SUE", False, ["ADA"])
    plant.later(minutes=20)
    receipt = plant.do("post", order_no="O1", operation_no="10", output_quantity=Decimal(2))
    assert receipt.capacity_entries[-1].run_time == 80
    plant.sound()


def test_sent_again_it_is_one_change(plant: ClockedPlant) -> None:
    """The same request id twice: Sue joins once and stays; the answer is the same, with no name in the register."""
    first = change(plant, badge_token=BADGE, request_id="C-again")
    assert change(plant, badge_token=BADGE, request_id="C-again") == first
    assert at_work(plant) == ["ADA", "SUE"]
    bodies = [row for row in plant.rows("registers", "request_kind", "body") if row[0] == "ChangeCrewRequest"]
    assert len(bodies) == 1
    assert BADGE not in bodies[0][1]


def test_nobody_joins_nothing(plant: ClockedPlant) -> None:
    """Neither or both, an unknown badge, an unknown number: one answer for all."""
    nobody = ({}, {"badge_token": "BBBBBBBBBB"}, {"number": "NOBODY"}, {"badge_token": BADGE, "number": "BO"})
    for who in nobody:
        answer = change(plant, **who)
        assert isinstance(answer, Refused)
        assert (answer.code, at_work(plant)) == (RefusalCode.PERSON_NOT_RECOGNISED, ["ADA"])


def test_a_number_joins_only_where_no_pin_is_asked_for(each_plants: Plants) -> None:
    """Bo joins by number; where the plant asks for PINs a number proves nothing."""
    free = clocked_plant(each_plants.database())
    assert change(free, number="bo").person_no == "BO"
    strict = clocked_plant(each_plants.database(), pin_required="true")
    assert change(strict, number="BO").code is RefusalCode.PERSON_NOT_RECOGNISED
