"""Changing one row of the plant's own data."""

from itertools import count
from typing import Any

import pytest

from backend_client.messages.planning import ChangeMasterDataRequest
from backend_client.refusals import RefusalCode
from tests.engine.small_plant import SmallPlant, output_request, released_order

_numbers = count(1)


def change(table: str, key: dict[str, str] | str, **values: str) -> ChangeMasterDataRequest:
    """A change by OP01 at terminal T1; a key of one column may be its value."""
    column = "code" if table == "scrap_codes" else "key" if table == "plant_setup" else "no"
    return ChangeMasterDataRequest(
        request_id=f"M-{next(_numbers)}",
        person_no="OP01",
        terminal_id="T1",
        table=table,
        key={column: key} if isinstance(key, str) else key,
        values=values,
    )


def test_a_change_is_seen_by_the_next_posting(plant: SmallPlant) -> None:
    """A center that is blocked refuses the next output, though its setup was read before."""
    released_order(plant)
    plant.output(operation_no="10", run_time=1)
    assert plant.post(change("work_centers", "A", blocked="true")).changed == 1
    assert plant.refused(output_request(operation_no="10", run_time=1)) is RefusalCode.WORK_CENTER_BLOCKED


def test_a_change_leaves_before_and_after(plant: SmallPlant) -> None:
    """Who, where, which row, and both values."""
    plant.post(change("items", "P", unit_cost="30"))
    audit = plant.rows(
        "audit_entries", "person_no", "terminal_id", "table_name", "row_key", "before", "after"
    )
    assert audit[-1] == ("OP01", "T1", "items", "P", '{"unit_cost": "25"}', '{"unit_cost": "30"}')
    assert plant.rows("items", "no", "unit_cost") == [("C", 3), ("P", 30)]


def test_nothing_changed_is_no_audit_row(plant: SmallPlant) -> None:
    """The same value again changes nothing."""
    before = len(plant.rows("audit_entries"))
    assert plant.post(change("items", "P", unit_cost="25.00")).changed == 0
    assert len(plant.rows("audit_entries")) == before


def test_what_follows_is_worked_out_again(plant: SmallPlant) -> None:
    """Direct cost 20 at 20 % and a rate of 2 makes 26; a standard cost is the unit cost too."""
    plant.post(change("work_centers", "A", direct_unit_cost="20"))
    assert plant.rows("work_centers", "unit_cost")[0] == 26
    released_order(plant)
    receipt = plant.output(operation_no="10", run_time=10)
    assert sum(value.cost_amount_actual for value in receipt.value_entries) == 260


def test_a_unit_cost_of_a_center_makes_its_direct_cost(plant: SmallPlant) -> None:
    """Unit cost 14 less the rate of 2 is 12, which is 20 % above the direct cost of 10."""
    plant.post(change("work_centers", "A", unit_cost="26"))
    assert plant.rows("work_centers", "direct_unit_cost")[0] == 20
    plant.post(change("work_centers", "A", unit_cost="14"))
    assert plant.rows("work_centers", "direct_unit_cost")[0] == 10


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (change("people", "OP01", name="X"), RefusalCode.REQUEST_MALFORMED),
        (change("registers", "1", hash="X"), RefusalCode.REQUEST_MALFORMED),
        (change("items", "P", colour="red"), RefusalCode.REQUEST_MALFORMED),
        (change("items", "P", blocked="perhaps"), RefusalCode.REQUEST_MALFORMED),
        (change("items", "P", unit_cost="twelve"), RefusalCode.REQUEST_MALFORMED),
        (change("items", "P", unit_cost="NaN"), RefusalCode.REQUEST_MALFORMED),
        (change("items", "P", unit_cost="0.000001"), RefusalCode.REQUEST_MALFORMED),
        (change("items", "P", costing_method="guess"), RefusalCode.NOT_ALLOWED),
        (change("items", "P", flushing_method="sideways"), RefusalCode.REQUEST_MALFORMED),
        (change("items", "P", description="x" * 101), RefusalCode.REQUEST_MALFORMED),
        (change("items", "P", no="Q"), RefusalCode.REQUEST_MALFORMED),
        (change("items", "P"), RefusalCode.REQUEST_MALFORMED),
        (change("items", {"code": "P"}, blocked="true"), RefusalCode.REQUEST_MALFORMED),
        (change("items", "Q", blocked="true"), RefusalCode.MASTER_DATA_NOT_FOUND),
    ],
)
def test_what_is_no_change_is_refused(
    plant: SmallPlant, request_: ChangeMasterDataRequest, expected: RefusalCode
) -> None:
    """Unknown tables, columns and values, keys, and rows that are not there."""
    assert plant.refused(request_) is expected


def test_a_setting_is_a_row_too(plant: SmallPlant) -> None:
    """Setup time is costed no longer from the next posting on."""
    released_order(plant)
    arguments: dict[str, Any] = {"value": "false"}
    plant.post(change("plant_setup", "cost_incl_setup", **arguments))
    receipt = plant.output(operation_no="10", setup_time=10, run_time=50)
    assert receipt.capacity_entries[0].quantity == 50
