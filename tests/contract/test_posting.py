"""What every client promises about posting: once, whole or not at all, and a preview that tells the truth."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.base import Answer, Posted, Refused
from backend_client.messages.clocks import SweepClocksRequest
from backend_client.messages.load import LoadQuestion, TaskListQuestion
from backend_client.messages.order_line import OrderLineQuestion, ReasonCodesQuestion
from backend_client.messages.orders import FinishCompletedOrdersRequest
from backend_client.refusals import RefusalCode
from tests.casebook.databases import Plants
from tests.casebook.tables import TABLES
from tests.small_plant import dump_of, order, output, small_plant

WHOLE = {"operation_no": "10", "setup_time": 10, "run_time": 50, "output_quantity": 8, "scrap_quantity": 2}


def test_the_receipt_names_the_entries_in_the_ledgers(each_plants: Plants) -> None:
    """10 + 50 minutes at 14.00 a minute: one capacity entry, 600.00 direct and 240.00 indirect cost."""
    plant = small_plant(each_plants)
    outcome = plant.client.post(output("r1", **WHOLE))
    assert isinstance(outcome, Posted)
    receipt = outcome.receipt
    with plant.engine.connect() as connection:
        capacity = TABLES["capacity_ledger_entries"](connection)
        values = TABLES["value_entries"](connection)
    assert (
        [line.entry_no for line in receipt.capacity_entries] == [row["entry_no"] for row in capacity] == [1]
    )
    assert [row["quantity"] for row in capacity] == [Decimal(60)]
    written = [(row["entry_no"], row["cost_amount_actual"]) for row in values]
    assert [(line.entry_no, line.cost_amount_actual) for line in receipt.value_entries] == written
    assert sorted(amount for _, amount in written) == [Decimal(240), Decimal(600)]
    assert sum(line.amount for line in receipt.gl_entries) == 0
    assert receipt.item_entries == ()


def test_the_same_request_again_is_answered_by_its_first_receipt(each_plants: Plants) -> None:
    """Sent twice, posted once; the second answer says so."""
    plant = small_plant(each_plants)
    first = plant.client.post(output("r1", output_quantity=4))
    before = dump_of(plant)
    second = plant.client.post(output("r1", output_quantity=4))
    assert isinstance(first, Posted)
    assert not first.replayed
    assert second == replace(first, replayed=True)
    assert dump_of(plant) == before


def test_the_same_id_with_another_body_is_refused(each_plants: Plants) -> None:
    """An id stands for one request and no other."""
    plant = small_plant(each_plants)
    plant.client.post(output("r1", output_quantity=4))
    before = dump_of(plant)
    for other in (output("r1", output_quantity=5), output("r1", operation_no="10", output_quantity=4)):
        outcome = plant.client.post(other)
        assert isinstance(outcome, Refused)
        assert outcome.code is RefusalCode.REQUEST_ID_REUSED
    assert dump_of(plant) == before


def test_the_same_id_of_another_kind_of_request_is_refused(each_plants: Plants) -> None:
    """Though nothing in their bodies differs."""
    plant = small_plant(each_plants)
    assert isinstance(plant.client.post(SweepClocksRequest(request_id="r1")), Posted)
    before = dump_of(plant)
    outcome = plant.client.post(FinishCompletedOrdersRequest(request_id="r1"))
    assert isinstance(outcome, Refused)
    assert outcome.code is RefusalCode.REQUEST_ID_REUSED
    assert dump_of(plant) == before


@pytest.mark.parametrize(
    "values",
    [
        WHOLE,
        {"output_quantity": 4, "finished": True},
        {"operation_no": "10", "run_time": 30},
        {"operation_no": "10", "stop_time": 5, "stop_code": "TOOL"},
        {"operation_no": "10", "stop_time": 5, "run_time": 9, "stop_code": "TOOL", "output_quantity": 1},
    ],
    ids=["whole", "last operation", "run time only", "stop time only", "stop and run time"],
)
def test_a_preview_shows_what_is_then_posted(each_plants: Plants, values: dict[str, Any]) -> None:
    """The same entries with the same numbers, and no trace of the preview in any table."""
    plant = small_plant(each_plants, components=2)
    before = dump_of(plant)
    previewed = plant.client.post(output("r1", preview=True, **values))
    assert dump_of(plant) == before
    posted = plant.client.post(output("r1", **values))
    assert isinstance(previewed, Posted)
    assert isinstance(posted, Posted)
    assert previewed.receipt.register_no == 0
    assert replace(previewed.receipt, register_no=posted.receipt.register_no) == posted.receipt
    assert not posted.replayed


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"order_no": "O9", "output_quantity": 1}, "released-order-not-found"),
        ({"order_line_no": 77, "output_quantity": 1}, "order-line-not-found"),
        ({"item_no": "C1", "output_quantity": 1}, "item-not-on-line"),
        ({"operation_no": "99", "output_quantity": 1}, "operation-not-found"),
        ({"operation_no": "", "output_quantity": 1}, "operation-required"),
        ({}, "nothing-to-post"),
        ({"finished": True}, "nothing-to-post"),
        ({"output_quantity": -1}, "applies-to-required"),
        ({"output_quantity": 1, "scrap_quantity": 1, "scrap_code": "NONE"}, "scrap-code-not-found"),
        ({"stop_time": 1, "stop_code": "NONE"}, "stop-code-not-found"),
        ({"output_quantity": 1, "unit_of_measure_code": "KG"}, "unit-not-allowed"),
        ({"run_time": 1, "time_unit_code": "MOONS"}, "unit-not-allowed"),
        ({"output_quantity": Decimal("1e12")}, "quantity-out-of-range"),
        ({"output_quantity": Decimal("NaN")}, "quantity-out-of-range"),
        ({"run_time": Decimal("Infinity")}, "time-out-of-range"),
        ({"output_quantity": Decimal("0.000001")}, "request-malformed"),
        ({"output_quantity": 1, "document_no": "X" * 500}, "request-malformed"),
        ({"output_quantity": 1, "order_no": "O1\x1b[2J"}, "request-malformed"),
    ],
)
def test_a_refused_request_leaves_no_trace(each_plants: Plants, values: dict[str, Any], code: str) -> None:
    """The refusal names its reason, and every table is as it was."""
    plant = small_plant(each_plants, components=1)
    before = dump_of(plant)
    outcome = plant.client.post(output("r1", **values))
    assert isinstance(outcome, Refused), outcome
    assert outcome.code == code
    assert dump_of(plant) == before
    assert isinstance(plant.client.post(output("r1", output_quantity=1)), Posted), "the id is still free"


def test_a_confirmation_is_asked_before_anything_is_written(each_plants: Plants) -> None:
    """Output on a finished operation asks; yes posts, no refuses, and asking leaves no trace."""
    plant = small_plant(each_plants)
    plant.client.post(output("r1", output_quantity=6, finished=True))
    before = dump_of(plant)
    asked = plant.client.post(output("r2", output_quantity=1))
    assert isinstance(asked, Refused)
    assert asked.code is RefusalCode.CONFIRMATION_NEEDED
    assert dump_of(plant) == before
    answers = {yes: tuple(_answers(asked, yes=yes)) for yes in (True, False)}
    refused = plant.client.post(output("r2", output_quantity=1, answers=answers[False]))
    assert isinstance(refused, Refused)
    assert refused.code is RefusalCode.UPDATE_INTERRUPTED
    assert dump_of(plant) == before
    assert isinstance(plant.client.post(output("r2", output_quantity=1, answers=answers[True])), Posted)


def _answers(asked: Refused, *, yes: bool) -> list[Answer]:
    return [Answer(confirmation=confirmation, yes=yes) for confirmation in asked.confirmations]


def test_a_question_changes_nothing(each_plants: Plants) -> None:
    """Every table is as it was after asking."""
    plant = small_plant(each_plants)
    before = dump_of(plant)
    for question in (
        OrderLineQuestion(order_no="O1"),
        ReasonCodesQuestion(),
        LoadQuestion(first_day=date(2026, 3, 2), last_day=date(2026, 3, 31)),
        TaskListQuestion(no="A"),
    ):
        assert not isinstance(plant.client.ask(question), Refused), question
    assert dump_of(plant) == before


def test_every_write_says_who_and_when(each_plants: Plants) -> None:
    """The register of a posting names person, terminal, session and both moments."""
    plant = small_plant(each_plants)
    plant.client.post(output("r1", output_quantity=1, person_no="P1", terminal_id="T1", session_id="S1"))
    register = dump_of(plant)["registers"][-1]
    assert {"P1", "T1", "S1", "r1"} <= set(register)


def test_an_order_is_created_once(each_plants: Plants) -> None:
    """The number is taken afterwards, for another request too."""
    plant = small_plant(each_plants)
    again = plant.client.post(replace(order("O1"), request_id="another"))
    assert isinstance(again, Refused)
    assert again.code is RefusalCode.ORDER_ALREADY_EXISTS
