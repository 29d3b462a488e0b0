"""Stop time of a center without an order."""

from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from backend_client.messages.postings import PostCapacityRequest
from backend_client.refusals import RefusalCode
from backend_client.terms import CapacityType
from tests.engine.small_plant import SmallPlant, released_order, small_plant

_numbers = count(1)


def stop(**fields: Any) -> PostCapacityRequest:
    """45 minutes of stop at work center A."""
    given = {"request_id": f"C-{next(_numbers)}", "no": "A", "stop_time": Decimal(45)}
    return PostCapacityRequest(**{**given, **fields})


def test_a_stop_is_one_entry_and_nothing_else(plant: SmallPlant) -> None:
    """No order, no item, no cost, no general ledger, and the load as it was."""
    released_order(plant)
    before = plant.rows("capacity_load_days")
    (entry,) = plant.post(stop(stop_code="TOOL")).capacity_entries
    assert (entry.no, entry.quantity, entry.stop_time, entry.stop_code) == ("A", 45, 45, "TOOL")
    assert plant.rows("capacity_ledger_entries", "order_no", "item_no", "work_center_no") == [("", "", "A")]
    assert plant.rows("value_entries") == plant.rows("gl_entries") == []
    assert plant.rows("capacity_load_days") == before


def test_a_machine_s_stop_is_in_its_work_center_s_unit(tmp_path: Path) -> None:
    """120 minutes at a machine of an hours center are 2.0004, by the journal's five-decimal factor."""
    plant = small_plant(tmp_path, {"work_centers": [{"no": "B", "unit_of_measure_code": "HOURS"}]})
    request = stop(type=CapacityType.MACHINE_CENTER, no="M", stop_time=Decimal(120), time_unit_code="MINUTES")
    (entry,) = plant.post(request).capacity_entries
    assert entry.quantity == Decimal("2.0004")
    assert plant.rows("capacity_ledger_entries", "work_center_no") == ["B"]
    plant.database.close()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"no": "X"}, RefusalCode.CENTER_NOT_FOUND),
        ({"stop_time": Decimal(0)}, RefusalCode.NOTHING_TO_POST),
        ({"setup_time": Decimal(1)}, RefusalCode.ORDER_REQUIRED),
        ({"run_time": Decimal(1)}, RefusalCode.ORDER_REQUIRED),
        ({"stop_code": "X"}, RefusalCode.STOP_CODE_NOT_FOUND),
        ({"scrap_code": "X"}, RefusalCode.SCRAP_CODE_NOT_FOUND),
        ({"time_unit_code": "X"}, RefusalCode.UNIT_NOT_ALLOWED),
        ({"stop_time": Decimal(99_999_999)}, RefusalCode.TIME_OUT_OF_RANGE),
    ],
)
def test_what_is_wrong_is_refused(plant: SmallPlant, fields: dict[str, Any], expected: RefusalCode) -> None:
    """Each by its code, and nothing is written."""
    assert plant.refused(stop(**fields)) is expected
    assert plant.rows("capacity_ledger_entries") == []


def test_a_blocked_center_takes_no_stop(tmp_path: Path) -> None:
    """Neither the center itself nor a machine of it."""
    plant = small_plant(tmp_path, {"work_centers": [{"no": "B", "blocked": True}]})
    assert plant.refused(stop(no="B")) is RefusalCode.WORK_CENTER_BLOCKED
    machine = stop(type=CapacityType.MACHINE_CENTER, no="M")
    assert plant.refused(machine) is RefusalCode.WORK_CENTER_BLOCKED
    plant.database.close()
