"""The rules of the floor at posting, through the seam, on both databases; off, they restrict nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.base import Approval, Refused
from backend_client.messages.floor import WhatMayBePostedQuestion
from backend_client.refusals import RefusalCode
from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import APPROVAL, BADGE, ClockedPlant, clocked_plant

TOLERANCE = {"over_output_tolerance_pct": "10", "over_output_supervisor_pct": "50"}


def output(plant: ClockedPlant, quantity: int, operation_no: str = "10", **fields: Any) -> Any:
    """Post output on O1 of 10 pieces."""
    number = {"output_quantity": Decimal(quantity), "operation_no": operation_no}
    return plant.do("output", **{"order_no": "O1", **number, **fields})


def limits(plant: ClockedPlant, operation_no: str = "10", person_no: str = "ADA") -> Any:
    """What may be posted on O1."""
    question = WhatMayBePostedQuestion(order_no="O1", operation_no=operation_no, person_no=person_no)
    return plant.ask(question)


def test_nothing_is_restricted_unless_asked_for(plants: Plants) -> None:
    """500 on operation 20 before anything on 10, a month ago, by nobody: posted, as in Business Central."""
    plant = clocked_plant(plants.database())
    told = limits(plant, "20")
    assert (told.fine_quantity, told.most_quantity, told.first_day, told.permitted) == (
        None,
        None,
        None,
        True,
    )
    receipt = output(plant, 500, "20", person_no="", posting_date=date(2026, 2, 2))
    assert not isinstance(receipt, Refused)


def test_too_much_is_told_before_and_kept_at_posting(each_plants: Plants) -> None:
    """Of 10: 11 are fine, 15 a supervisor's, 16 refused; the question says so and posting holds to it."""
    plant = clocked_plant(each_plants.database(), **TOLERANCE)
    told = limits(plant)
    assert (told.expected_quantity, told.fine_quantity, told.most_quantity) == (10, 11, 15)
    assert output(plant, 16).code is RefusalCode.OVER_OUTPUT
    needed = output(plant, 12)
    assert (needed.code, needed.facts["limit"]) == (RefusalCode.SUPERVISOR_NEEDED, "11")
    assert not isinstance(output(plant, 11), Refused)
    assert limits(plant).fine_quantity == 0


@pytest.mark.parametrize(
    "approval",
    [
        Approval(supervisor_no="SUE", badge_token="WRONG"),
        Approval(supervisor_no="BO", badge_token=BADGE),
        Approval(supervisor_no="BO", badge_token=""),
        Approval(supervisor_no="NOBODY", badge_token=BADGE),
    ],
)
def test_only_a_supervisor_s_badge_approves(plants: Plants, approval: Approval) -> None:
    """A wrong badge, another's number, no supervisor, nobody: all the same no."""
    plant = clocked_plant(plants.database(), **TOLERANCE)
    assert output(plant, 12, approval=approval).code is RefusalCode.APPROVAL_NOT_VALID


def test_an_approval_is_another_person_s_and_kept(each_plants: Plants) -> None:
    """Sue approves Ada's 12, not her own; the audit names both, and no register holds her badge."""
    plant = clocked_plant(each_plants.database(), **TOLERANCE)
    own = output(plant, 12, person_no="SUE", approval=APPROVAL)
    assert own.code is RefusalCode.APPROVAL_NOT_VALID
    receipt = output(plant, 12, approval=APPROVAL)
    assert not isinstance(receipt, Refused)
    audit = plant.rows("audit_entries", "event", "person_no", "before", "register_no")
    assert ("approved", "SUE", "ADA", receipt.register_no) in audit
    assert all(BADGE not in body for (body,) in plant.rows("registers", "body"))


def test_finishing_short_needs_somebody(plants: Plants) -> None:
    """8 of 10 and unfinished is fine; finished it is refused under a tolerance of 10 % and a limit of 10 %."""
    rule = {"under_output_tolerance_pct": "10", "under_output_supervisor_pct": "10"}
    plant = clocked_plant(plants.database(), **rule)
    assert output(plant, 8, finished=True).code is RefusalCode.UNDER_OUTPUT
    assert not isinstance(output(plant, 8), Refused)
    assert limits(plant).least_to_finish == 1
    assert not isinstance(output(plant, 1, finished=True), Refused)


def test_operations_follow_one_another(each_plants: Plants) -> None:
    """10 passed on 4: operation 20 takes 3 good and 1 scrap, not a fifth; 10 can't be taken back below 4."""
    plant = clocked_plant(each_plants.database(), operation_sequence="refused")
    assert output(plant, 1, "20").code is RefusalCode.OPERATION_OUT_OF_SEQUENCE
    output(plant, 4)
    assert (limits(plant, "20").sequence_ceiling, limits(plant, "20").most_quantity) == (4, 4)
    assert output(plant, 4, "20", scrap_quantity=Decimal(1)).facts["ceiling"] == "4"
    assert not isinstance(output(plant, 3, "20", scrap_quantity=Decimal(1)), Refused)
    assert output(plant, -1).facts["floor"] == "4"


def test_permissions_hold_for_posting_and_starting(plants: Plants) -> None:
    """Only supervisors may post anywhere: Ada posts and starts nothing, and the question says so; Sue posts."""
    rule = {"subject": "role", "subject_no": "supervisor", "place": "everywhere", "no": ""}
    plant = clocked_plant(plants.database(), {"posting_permissions": [rule]})
    assert output(plant, 1).code is RefusalCode.CENTER_NOT_PERMITTED
    assert plant.do("start", order_no="O1", operation_no="10").code is RefusalCode.CENTER_NOT_PERMITTED
    assert not limits(plant).permitted
    assert not isinstance(output(plant, 1, person_no="SUE"), Refused)


def test_a_role_has_its_days(plants: Plants) -> None:
    """Operators post today only; a supervisor a day back, not two."""
    windows = [{"role": "operator"}, {"role": "supervisor", "days_back": 1}]
    plant = clocked_plant(plants.database(), {"posting_date_windows": windows})
    sunday = date(2026, 3, 1)
    assert output(plant, 1, posting_date=sunday).code is RefusalCode.POSTING_DATE_NOT_ALLOWED
    assert not isinstance(output(plant, 1), Refused)
    assert not isinstance(output(plant, 1, person_no="SUE", posting_date=sunday), Refused)
    assert limits(plant, person_no="SUE").first_day == sunday


def test_one_operation_runs_at_a_center(plants: Plants) -> None:
    """O1 runs at A: O2 is refused by its name, Bo may join O1, and a pause gives the center back."""
    rule = {"type": "work_center", "no": "A", "running_operations": "one"}
    plant = clocked_plant(plants.database(), {"center_rules": [rule]})
    plant.run()
    refused = plant.do("start", "BO", order_no="O2", operation_no="10")
    assert (refused.code, refused.facts["order_no"]) == (RefusalCode.CENTER_IN_USE, "O1")
    assert not isinstance(plant.do("start", "BO", order_no="O1", operation_no="10"), Refused)
    plant.do("end", "BO")
    plant.do("pause")
    assert not isinstance(plant.do("start", "BO", order_no="O2", operation_no="10"), Refused)


def test_one_person_one_operation_where_a_plant_says_so(plants: Plants) -> None:
    """A second start is refused naming the first; switching ends it; work starts after clocking in."""
    plant = clocked_plant(plants.database(), one_operation_per_person="true", presence_required="true")
    assert plant.do("start", order_no="O1", operation_no="10").code is RefusalCode.NOT_CLOCKED_IN
    plant.do("come")
    plant.run()
    refused = plant.do("start", order_no="O2", operation_no="10")
    assert (refused.code, refused.facts["order_no"]) == (RefusalCode.OTHER_WORK_RUNNING, "O1")
    switched = plant.run("O2", switch=True)
    assert [row.order_no for row in switched.ended] == ["O1"]
