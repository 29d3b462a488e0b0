"""What goes into an order line, as a person with a scanner is told it; on SQLite and PostgreSQL."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.base import Refused
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.parts import Part, Parts, PartsQuestion
from backend_client.refusals import RefusalCode
from tests.casebook.databases import Plants
from tests.features.factory import Factory

JUNE = date(2026, 6, 1)
TRACKED: dict[str, Any] = {
    "item_tracking_codes": [{"code": "LOT", "lot_specific_tracking": True, "use_expiration_dates": True}],
    "units_of_measure": [{"code": "KG", "international_standard_code": "KGM"}],
}


def only_part(factory: Factory) -> Part:
    """The one component of order O1."""
    told = factory.ask(PartsQuestion, order_no="O1")
    assert isinstance(told, Parts), told
    (part,) = told.parts
    return part


def test_a_part_tells_what_is_used_and_where_its_lots_lie(plants: Plants) -> None:
    """20 C are needed, 5 of lot A used: 15 are left, and what lies there is 95 of A, good until June, and 7 of B."""
    item = {"no": "C", "item_tracking_code": "LOT", "gtin": "2002600000013"}
    factory = Factory(plants, items=[item], **TRACKED)
    factory.stock(100, lot_no="A", expiration_date=JUNE)
    factory.stock(7, lot_no="B")
    factory.order()
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=5, lot_no="A")
    part = only_part(factory)
    figures = (part.expected_quantity, part.used_quantity, part.remaining_quantity)
    assert (part.item_no, part.gtin, figures) == ("C", "2002600000013", (20, 5, 15))
    assert (part.lot_tracked, part.serial_tracked, part.flushed, part.blocked) == (True, False, False, False)
    lots = [(place.lot_no, place.quantity, place.expiration_date) for place in part.places]
    assert lots == [("A", 95, JUNE), ("B", 7, None)]


def test_a_part_by_weight_tells_how_much_a_kilogram_is(plants: Plants) -> None:
    """C is counted in KG: a label of 2.5 kilograms is 2.5 of it; in pieces nothing is said."""
    weighed = Factory(plants, items=[{"no": "C", "base_unit_of_measure": "KG"}], **TRACKED)
    weighed.order()
    assert only_part(weighed).per_kilogram == Decimal(1)
    counted = Factory(plants)
    counted.order()
    assert only_part(counted).per_kilogram is None


@pytest.mark.parametrize(
    ("order_no", "line_no", "code"),
    [("O9", 0, RefusalCode.ORDER_NOT_FOUND), ("O1", 5, RefusalCode.ORDER_LINE_NOT_FOUND)],
)
def test_what_is_not_there_has_no_parts(
    plants: Plants, order_no: str, line_no: int, code: RefusalCode
) -> None:
    """An order, or a line of it, that there is none of."""
    factory = Factory(plants)
    factory.order()
    answer = factory.ask(PartsQuestion, order_no=order_no, order_line_no=line_no)
    assert isinstance(answer, Refused)
    assert answer.code is code
