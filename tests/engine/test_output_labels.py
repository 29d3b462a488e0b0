"""What a label says about goods that were made."""

from decimal import Decimal

from backend_client.messages.base import Refused
from backend_client.messages.output_labels import MadeGoods, OutputLabelsQuestion
from backend_client.messages.reversals import UndoPostingRequest
from backend_client.records.people import Person
from backend_client.refusals import RefusalCode
from tests.engine.small_plant import SmallPlant, released_order

TEN = {"input_quantity": Decimal(10)}


def labels(plant: SmallPlant, **asked: object) -> tuple[MadeGoods, ...]:
    """The goods of order O1."""
    answer = plant.client.ask(OutputLabelsQuestion(**{"order_no": "O1", **asked}))  # type: ignore[arg-type]
    assert isinstance(answer, tuple), answer
    return answer


def test_each_output_of_the_last_operation_is_a_label(plant: SmallPlant) -> None:
    """Six and then two at the last operation: two labels, of one posting only the one that it made."""
    released_order(plant, operations={"10": TEN, "20": TEN})
    plant.output(operation_no="10", output_quantity=8)
    first = plant.output(operation_no="20", output_quantity=6)
    plant.output(operation_no="20", output_quantity=2)
    made = labels(plant)
    assert [(each.item_no, each.description, each.quantity, each.order_line_no) for each in made] == [
        ("P", "Pump", 6, 10000),
        ("P", "Pump", 2, 10000),
    ]
    assert [each.quantity for each in labels(plant, register_no=first.register_no)] == [6]
    assert labels(plant, order_line_no=20000) == ()


def test_what_was_taken_back_has_no_label(plant: SmallPlant) -> None:
    """Six made and undone: nothing to stick a label on."""
    released_order(plant, operations={"10": TEN, "20": TEN})
    plant.output(operation_no="10", output_quantity=6)
    plant.insert(Person, {"no": "OP1", "name": "Ada"})
    plant.output(operation_no="20", output_quantity=6, person_no="OP1")
    assert len(labels(plant)) == 1
    assert plant.post(UndoPostingRequest(request_id="U1", person_no="OP1")).finished_quantity == 0
    assert labels(plant) == ()


def test_an_unknown_order_is_refused(plant: SmallPlant) -> None:
    """Nobody knows what it made."""
    answer = plant.client.ask(OutputLabelsQuestion(order_no="O9"))
    assert isinstance(answer, Refused)
    assert answer.code is RefusalCode.ORDER_NOT_FOUND
