"""What stands on the screen before anything is posted."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from backend_client.messages.base import Refused
from backend_client.messages.order_costs import StatisticsQuestion
from backend_client.messages.order_line import (
    OperationNotes,
    OperationNotesQuestion,
    OrderLineCard,
    OrderLineQuestion,
    QualityMeasure,
    ReasonCodesQuestion,
)
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.messages.reversals import ReverseEntryRequest
from backend_client.records.routing import (
    RoutingComment,
    RoutingPersonnel,
    RoutingQualityMeasure,
    RoutingTool,
    StandardTaskDescription,
)
from backend_client.refusals import RefusalCode
from backend_client.store.queries.stock import OPEN_ENTRIES
from backend_client.terms import CapacityType, Confirmation, ItemLedgerEntryType, Ledger
from tests.engine.small_plant import SmallPlant, released_order, small_plant, yes

TEN = {"input_quantity": Decimal(10), "setup_time": Decimal(15), "run_time": Decimal(3)}
EXPECTED = {"10": TEN, "20": TEN}


def card(plant: SmallPlant, **question: Any) -> OrderLineCard:
    """The card of order O1."""
    answer = plant.client.ask(OrderLineQuestion(**{"order_no": "O1", **question}))
    assert isinstance(answer, OrderLineCard), answer
    return answer


def refusal(plant: SmallPlant, question: Any) -> RefusalCode:
    """Why a question is refused."""
    answer = plant.client.ask(question)
    assert isinstance(answer, Refused), answer
    return answer.code


def last_posted(plant: SmallPlant, operation_no: str) -> tuple[Decimal, Decimal, datetime | None, str]:
    """What was posted last on an operation of O1: good, scrap, when and by whom."""
    notes = plant.client.ask(
        OperationNotesQuestion(order_no="O1", order_line_no=0, operation_no=operation_no)
    )
    assert isinstance(notes, OperationNotes), notes
    return notes.last_output_quantity, notes.last_scrap_quantity, notes.last_posted_at, notes.last_posted_by


def test_operations_show_what_is_done_and_what_is_left(plant: SmallPlant) -> None:
    """10 expected, 6 made and 1 scrapped at 10; at 20 the 6 are the ceiling, 2 made leave 4."""
    released_order(plant, operations=EXPECTED)
    plant.output(operation_no="10", run_time=20, output_quantity=6, scrap_quantity=1)
    plant.output(operation_no="20", output_quantity=2)
    first, second = card(plant).operations
    assert (first.output_quantity, first.scrap_quantity, first.remaining_quantity) == (6, 1, 4)
    assert (first.ceiling, second.ceiling) == (4, 4)
    assert (first.name, second.name) == ("Assembly", "Packer")
    assert (first.run_time, first.expected_setup_time, first.expected_run_time) == (20, 15, 30)


def test_quantities_are_in_the_unit_of_the_line(plant: SmallPlant) -> None:
    """24 pieces of an order in boxes of 12 are 2 boxes."""
    boxes = {"input_quantity": Decimal(60)}
    released_order(plant, quantity=5, unit="BOX", per_unit=12, operations={"10": boxes, "20": boxes})
    plant.output(operation_no="20", output_quantity=2)
    shown = card(plant)
    assert (shown.quantity, shown.finished_quantity, shown.remaining_quantity) == (5, 2, 3)
    assert [row.expected_quantity for row in shown.operations] == [5, 5]
    assert shown.operations[1].output_quantity == 2


def test_components_show_what_is_in_stock(plant: SmallPlant) -> None:
    """7 in stock for 20 wanted; what another posting took is gone."""
    released_order(plant, components=[{}])
    stock = {"item_no": "C", "quantity": Decimal(9)}
    plant.post(
        PostItemEntryRequest(request_id="in", entry_type=ItemLedgerEntryType.POSITIVE_ADJUSTMENT, **stock)
    )
    taken = {"item_no": "C", "quantity": Decimal(2)}
    plant.post(PostItemEntryRequest(request_id="out", entry_type=ItemLedgerEntryType.SALE, **taken))
    (component,) = card(plant).components
    assert (component.expected_quantity, component.remaining_quantity, component.on_hand) == (20, 20, 7)


def test_a_blocked_center_is_seen_before_it_refuses(tmp_path: Path) -> None:
    """The machine is not blocked, its work center is: its operation can't be posted on."""
    plant = small_plant(tmp_path, {"work_centers": [{"no": "B", "blocked": True}]})
    released_order(plant)
    assert [row.blocked for row in card(plant).operations] == [False, True]
    plant.database.close()


def test_what_is_not_there_is_named(plant: SmallPlant) -> None:
    """The order, the line, the operation: each by its code."""
    released_order(plant)
    assert refusal(plant, OrderLineQuestion(order_no="O9")) is RefusalCode.ORDER_NOT_FOUND
    wrong_line = OrderLineQuestion(order_no="O1", order_line_no=5)
    assert refusal(plant, wrong_line) is RefusalCode.ORDER_LINE_NOT_FOUND
    notes = OperationNotesQuestion(order_no="O1", order_line_no=0, operation_no="90")
    assert refusal(plant, notes) is RefusalCode.OPERATION_NOT_FOUND
    assert refusal(plant, StatisticsQuestion(order_no="O9")) is RefusalCode.ORDER_NOT_FOUND


def test_notes_hold_what_the_routing_says(plant: SmallPlant) -> None:
    """Steps of the standard task, tools, people, measures with their limits, comments; each in its order."""
    released_order(plant, operations={"10": {"standard_task_code": "FIT"}})
    place = {"routing_no": "R", "version_code": "", "operation_no": "10"}
    for number, text in ((20, "Then turn it"), (10, "First hold it")):
        plant.insert(StandardTaskDescription, {"standard_task_code": "FIT", "line_no": number, "text": text})
    plant.insert(RoutingTool, {**place, "line_no": 1, "description": "Torque wrench"})
    plant.insert(RoutingPersonnel, {**place, "line_no": 1, "description": "Fitter"})
    limits = {"min_value": Decimal("9.5"), "max_value": Decimal(10)}
    plant.insert(RoutingQualityMeasure, {**place, "line_no": 1, "description": "Torque", **limits})
    plant.insert(RoutingComment, {**place, "line_no": 1, "comment": "Mind the seal"})
    plant.insert(RoutingComment, {**place, "operation_no": "20", "line_no": 1, "comment": "Not this one"})
    question = OperationNotesQuestion(order_no="O1", order_line_no=10000, operation_no="10")
    assert plant.client.ask(question) == OperationNotes(
        steps=("First hold it", "Then turn it"),
        tools=("Torque wrench",),
        personnel=("Fitter",),
        quality_measures=("Torque: 9.5 - 10",),
        comments=("Mind the seal",),
        measures=(QualityMeasure(name="Torque", **limits),),
    )


def test_notes_tell_what_was_posted_last_and_still_stands(plant: SmallPlant) -> None:
    """3 good and 1 scrap, then 4 good: the 4; these taken back, the 3 and 1 again. Nothing yet at another operation."""
    released_order(plant, operations=EXPECTED)
    first = plant.output(operation_no="10", output_quantity=3, scrap_quantity=1, person_no="ADA")
    second = plant.output(operation_no="10", output_quantity=4)
    assert last_posted(plant, "10") == (4, 0, second.posted_at, "")
    entry_no = second.capacity_entries[0].entry_no
    answers = yes(Confirmation.REVERSE_ENTRY)
    back = ReverseEntryRequest(request_id="back", ledger=Ledger.CAPACITY, entry_no=entry_no, answers=answers)
    assert not isinstance(plant.post(back), Refused)
    assert last_posted(plant, "10") == (3, 1, first.posted_at, "ADA")
    assert last_posted(plant, "20") == (0, 0, None, "")


def test_reasons_come_sorted(tmp_path: Path) -> None:
    """By code, with their names."""
    codes = [{"code": "ZZ", "description": "Last"}, {"code": "AA", "description": "First"}]
    plant = small_plant(tmp_path, {"scrap_codes": codes})
    answer = plant.client.ask(ReasonCodesQuestion())
    assert not isinstance(answer, Refused)
    assert [reason.code for reason in answer.scrap_codes] == ["AA", "DENT", "ZZ"]
    assert [(reason.code, reason.description) for reason in answer.stop_codes] == [("TOOL", "Tool broken")]
    plant.database.close()


def test_a_center_s_reasons_are_counted(tmp_path: Path) -> None:
    """Two entries of work center A give DENT; none of the packer's; where no center is named nothing is counted."""
    plant = small_plant(tmp_path)
    released_order(plant)
    for _ in range(2):
        plant.output(operation_no="10", scrap_quantity=1, scrap_code="DENT")
    used = {}
    for kind, no in (
        (CapacityType.WORK_CENTER, "A"),
        (CapacityType.MACHINE_CENTER, "M"),
        (CapacityType.WORK_CENTER, ""),
    ):
        answer = plant.client.ask(ReasonCodesQuestion(type=kind, no=no))
        assert not isinstance(answer, Refused)
        used[no] = [(reason.code, reason.used) for reason in answer.scrap_codes]
    assert used == {"A": [("DENT", 2)], "M": [("DENT", 0)], "": [("DENT", 0)]}
    plant.database.close()


def test_used_time_counts_stops_and_is_shown_in_the_plant_s_unit(tmp_path: Path) -> None:
    """12 setup, 60 run and 18 stop are 90 minutes: 1.5 where capacity is shown in hours."""
    plant = small_plant(tmp_path, show_capacity_in="HOURS")
    released_order(plant)
    plant.output(operation_no="10", setup_time=12, run_time=60, stop_time=18)
    answer = plant.client.ask(StatisticsQuestion(order_no="O1"))
    assert not isinstance(answer, Refused)
    assert (answer.actual, answer.unit_of_measure_code) == (Decimal("1.5"), "HOURS")
    plant.database.close()


@pytest.mark.parametrize("items", [["C"], ["C", "P"]])
def test_open_stock_is_found_without_reading_the_whole_ledger(plant: SmallPlant, items: list[str]) -> None:
    """The query goes by the index of open entries, so it does not slow down as the ledger grows."""
    from sqlalchemy.dialects import sqlite

    values = {"literal_binds": True, "render_postcompile": True}
    statement = OPEN_ENTRIES.statement.params(items=items)
    text = str(statement.compile(dialect=sqlite.dialect(), compile_kwargs=values))
    with plant.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}").all()
    assert any("item_ledger_entries_open" in row[3] for row in plan), plan
