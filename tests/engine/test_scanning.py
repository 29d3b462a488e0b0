"""What a scan means in this plant."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.messages.scanning import ScanAnswer, ScanQuestion
from backend_client.refusals import RefusalCode
from backend_client.terms import OrderStatus, RoutingStatus
from tests.engine.small_plant import SmallPlant, released_order, small_plant


def matches(plant: SmallPlant, **question: Any) -> list[tuple[str, str]]:
    """The orders and operations that a scan may mean."""
    answer = plant.client.ask(ScanQuestion(**question))
    assert isinstance(answer, ScanAnswer), answer
    return [(match.order_no, match.operation_no) for match in answer.matches]


def refusal(plant: SmallPlant, **question: Any) -> RefusalCode:
    """Why a scan means nothing."""
    answer = plant.client.ask(ScanQuestion(**question))
    assert isinstance(answer, Refused), answer
    return answer.code


def test_a_job_code_names_its_order_line_and_operation(plant: SmallPlant) -> None:
    """Order, line and operation, or less of it, lead to the one line."""
    released_order(plant)
    assert matches(plant, order_no="O1", order_line_no=10000, operation_no="20") == [("O1", "20")]
    assert matches(plant, order_no="o1") == [("O1", "")]


@pytest.mark.parametrize(
    ("text", "operation"),
    [("O1", ""), (" o1 ", ""), ("O1/10000", ""), ("O1/20", "20"), ("O1 10000 20", "20"), ("P", "")],
)
def test_a_text_is_an_order_or_an_item(plant: SmallPlant, text: str, operation: str) -> None:
    """With its line, its operation or both behind it; or the item that the order makes."""
    released_order(plant)
    assert matches(plant, text=text) == [("O1", operation)]


@pytest.mark.parametrize("gtin", ["2002600000013", "02002600000013"])
def test_a_gtin_is_an_item(tmp_path: Path, gtin: str) -> None:
    """With 13 or 14 digits, whichever way the item keeps it."""
    plant = small_plant(tmp_path, {"items": [{"no": "P", "gtin": "2002600000013"}]})
    released_order(plant)
    assert matches(plant, gtin=gtin) == [("O1", "")]
    plant.database.close()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"order_no": "O9"}, RefusalCode.ORDER_NOT_FOUND),
        ({"order_no": "O1", "order_line_no": 5}, RefusalCode.ORDER_LINE_NOT_FOUND),
        ({"order_no": "O1", "operation_no": "90"}, RefusalCode.OPERATION_NOT_FOUND),
        ({"text": "C"}, RefusalCode.CODE_NOT_FOUND),
        ({"text": "O1/90"}, RefusalCode.CODE_NOT_FOUND),
        ({"text": "%"}, RefusalCode.CODE_NOT_FOUND),
        ({"text": ""}, RefusalCode.CODE_NOT_FOUND),
        ({"gtin": "00000000000000"}, RefusalCode.CODE_NOT_FOUND),
    ],
)
def test_what_means_nothing_says_so(
    plant: SmallPlant, question: dict[str, Any], expected: RefusalCode
) -> None:
    """A job code tells which part of it is unknown."""
    released_order(plant)
    assert refusal(plant, **question) is expected


def test_an_order_is_found_in_any_status_an_item_only_released(plant: SmallPlant) -> None:
    """A person learns that the order is finished; an item leads to work that can be done."""
    released_order(plant, order={"status": OrderStatus.FINISHED})
    assert matches(plant, text="O1") == [("O1", "")]
    assert refusal(plant, text="P") is RefusalCode.CODE_NOT_FOUND


def test_the_station_s_own_running_work_comes_first(plant: SmallPlant) -> None:
    """Then what is due first, then the order's number."""
    late, soon = {"due_date": date(2026, 3, 9)}, {"due_date": date(2026, 3, 3)}
    released_order(plant, "O1", line=late)
    released_order(plant, "O2", line=soon)
    released_order(plant, "O3", line=late, operations={"10": {"routing_status": RoutingStatus.IN_PROGRESS}})
    released_order(plant, "O4", line=late)
    assert [no for no, _ in matches(plant, text="P", work_center_no="A")] == ["O3", "O2", "O1", "O4"]
    assert [no for no, _ in matches(plant, text="P")] == ["O2", "O1", "O3", "O4"]


def test_the_current_operation_is_the_first_that_is_not_finished(plant: SmallPlant) -> None:
    """Operation 10 is done, 20 is next."""
    released_order(plant, operations={"10": {"routing_status": RoutingStatus.FINISHED}})
    answer = plant.client.ask(ScanQuestion(text="O1"))
    assert isinstance(answer, ScanAnswer)
    (match,) = answer.matches
    assert (match.current_operation_no, match.current_operation) == ("20", "Operation 20")
    assert match.routing_status is RoutingStatus.PLANNED


def test_too_many_matches_are_cut_and_said(plant: SmallPlant) -> None:
    """One more than can be shown: the rest is told of, not listed."""
    for number in range(limits.SCAN_MATCHES_MAX + 1):
        released_order(plant, f"O{number}", routing=False)
    answer = plant.client.ask(ScanQuestion(text="P"))
    assert isinstance(answer, ScanAnswer)
    assert len(answer.matches) == limits.SCAN_MATCHES_MAX
    assert answer.more
