"""Each posting keeps what it was held against, so that it can be looked at again, on both databases."""

from decimal import Decimal
from typing import Any

from backend_client.messages.base import Refused
from backend_client.store.verifying import FindingCode, verify
from tests.casebook.databases import Plants
from tests.engine.clocks.clocked_plant import APPROVAL, ClockedPlant, clocked_plant
from tests.store.ledgers import without_triggers

HELD = {FindingCode.OVER_OUTPUT, FindingCode.OUT_OF_SEQUENCE}
RULES = {"over_output_tolerance_pct": "10", "operation_sequence": "supervisor"}


def output(plant: ClockedPlant, quantity: int, operation_no: str, **fields: Any) -> None:
    """Post output on O1 of 10 pieces."""
    number = {"output_quantity": Decimal(quantity), "operation_no": operation_no, "order_no": "O1"}
    outcome = plant.do("output", **number, **fields)
    assert not isinstance(outcome, Refused), outcome


def held(plant: ClockedPlant) -> set[FindingCode]:
    with plant.database.read() as connection:
        return {each.code for each in verify(connection)} & HELD


def test_the_most_that_was_fine_stands_with_the_entry(each_plants: Plants) -> None:
    """Of 10: 11 are fine on operation 10; of its 11, operation 20 may make 11; what is free keeps no limit."""
    plant = clocked_plant(each_plants.database(), **RULES)
    output(plant, 11, "10")
    output(plant, 3, "20")
    found = plant.rows("capacity_ledger_entries", "operation_no", "most_output", "most_passed_on")
    assert found == [("10", 11, None), ("20", 11, 11)]
    assert held(plant) == set()
    free = clocked_plant(each_plants.database())
    output(free, 500, "20")
    assert free.rows("capacity_ledger_entries", "most_output", "most_passed_on") == [(None, None)]


def test_what_a_supervisor_approved_is_no_finding(plants: Plants) -> None:
    """12 on operation 10 and 13 on 20, both approved; without the approvals in the trail both are found."""
    plant = clocked_plant(plants.database(), **RULES)
    output(plant, 12, "10", approval=APPROVAL)
    output(plant, 13, "20", approval=APPROVAL)
    assert held(plant) == set()
    without_triggers(plant.database)
    with plant.database.write() as connection:
        connection.exec_driver_sql("UPDATE audit_entries SET event = 'x' WHERE event = 'approved'")
    assert held(plant) == HELD
