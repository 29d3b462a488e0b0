"""What a label means among the parts of an order line, and what is posted of it."""

from dataclasses import replace
from decimal import Decimal

from backend_client.barcode.events import Gs1Scan
from backend_client.barcode.gs1 import read_brackets
from backend_client.messages.parts import Part, PartPlace
from backend_client.terms import CapacityUnitType, Confirmation, FlushingMethod
from screens.drafts import Who
from screens.parts_draft import BinScanned, Found, NoPart, PartLine, PartsDraft, read_label, read_text
from screens.summary import summary

NOBODY = Who(person_no="OP01", session_id="s", terminal_id="T")
LOT_A = PartPlace(bin_code="B1", lot_no="Lot-A", serial_no="", quantity=Decimal(9), expiration_date=None)
LOT_OF_BOTH = replace(LOT_A, lot_no="SAME", bin_code="B2")


def part(line_no: int, item_no: str, **fields: object) -> Part:
    """A component without anything special; fields say what is."""
    made = Part(
        line_no=line_no,
        item_no=item_no,
        description="",
        variant_code="",
        gtin="",
        unit_of_measure_code="PCS",
        per_kilogram=None,
        expected_quantity=Decimal(4),
        used_quantity=Decimal(0),
        remaining_quantity=Decimal(4),
        flushing_method=FlushingMethod.MANUAL,
        flushed=False,
        routing_link_code="",
        location_code="MAIN",
        bin_code="LINE",
        lot_tracked=False,
        serial_tracked=False,
        blocked=False,
        places=(),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


PARTS = (
    part(10000, "GLUE", per_kilogram=Decimal(1000), places=(LOT_A, LOT_OF_BOTH), gtin="9501101530003"),
    part(20000, "SCREW", places=(LOT_OF_BOTH,)),
    part(30000, "SCREW", remaining_quantity=Decimal(0)),
)


def label(brackets: str) -> Gs1Scan:
    """A label by what is printed below it."""
    scan = read_brackets(brackets)
    assert isinstance(scan, Gs1Scan), scan
    return scan


def test_a_label_names_its_part_by_gtin_item_number_lot_or_serial() -> None:
    """GTIN with 14 digits, customer part and variation number, and a lot that only one part has in stock."""
    assert read_label(label("(01)09501101530003(10)Lot-A(30)5"), PARTS, 1) == Found(
        index=0, lot_no="Lot-A", quantity=Decimal(5), bin_code="B1"
    )
    for identifier in ("240", "241"):
        assert read_label(label(f"({identifier})SCREW"), PARTS, 0) == Found(index=1)
    assert read_label(label("(10)Lot-A"), PARTS, 1) == Found(index=0, lot_no="Lot-A", bin_code="B1")


def test_weight_is_turned_into_the_unit_of_the_part() -> None:
    """1.75 kilograms are 1750 of a part in grams; a part in pieces asks how many."""
    assert read_label(label("(01)09501101530003(3102)000175"), PARTS, 0) == Found(
        index=0, quantity=Decimal("1750.00")
    )
    assert read_label(label("(241)SCREW(3102)000175"), PARTS, 0) == Found(index=1)


def test_of_several_parts_the_marked_one_is_meant_then_one_that_is_needed() -> None:
    """A lot that two parts have, an item on two lines; what is marked goes before what is still needed."""
    assert read_text("same", PARTS, 1) == Found(index=1, lot_no="SAME", bin_code="B2")
    assert read_text("SCREW", PARTS, 2) == Found(index=2)
    assert read_text("SCREW", PARTS, 0) == Found(index=1)


def test_a_text_may_be_a_bin_or_nothing_of_this_order() -> None:
    """Where parts lie, where they are expected, and neither."""
    assert read_text("b2", PARTS, 0) == BinScanned("B2")
    assert read_text("LINE", PARTS, 0) == BinScanned("LINE")
    assert read_text("NUT", PARTS, 0) == NoPart("NUT")
    assert read_label(label("(01)04012345678901(10)SAME"), PARTS, 0) == NoPart("04012345678901")


def test_lines_become_one_journal_in_words_and_in_a_request() -> None:
    """The same part twice is one line; a yes to another bin goes with it."""
    screws = PartLine(
        component_line_no=20000, item_no="SCREW", quantity=Decimal(2), unit_of_measure_code="PCS"
    )
    glue = replace(screws, component_line_no=10000, item_no="GLUE", lot_no="Lot-A", bin_code="B1")
    draft = PartsDraft(request_id="r-1", order_no="O1", order_line_no=10000, other_bin=True)
    for line in (screws, glue, screws):
        draft = draft.with_line(line)
    assert summary(draft, CapacityUnitType.MINUTES) == "4 PCS SCREW, 2 PCS GLUE"
    request = draft.request(who=NOBODY)
    told = [(line.item_no, line.quantity, line.lot_no, line.bin_code) for line in request.lines]
    assert told == [("SCREW", 4, "", ""), ("GLUE", 2, "Lot-A", "B1")]
    assert [(answer.confirmation, answer.yes) for answer in request.answers] == [
        (Confirmation.OTHER_BIN, True)
    ]
