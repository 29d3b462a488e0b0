"""The label of what was made."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from backend_client.messages.output_labels import MadeGoods
from screens.paper.label import gs1_elements, label_pdf, lines_of
from screens.paper.page import text_width
from tests.screens.paper.reading import pictures, scans, words

MADE = MadeGoods(
    entry_no=1,
    register_no=1,
    item_no="SP-SCM1009",
    description="Airpot",
    variant_code="",
    gtin="07032069804988",
    quantity=Decimal(6),
    unit_of_measure_code="PCS",
    lot_no="LOT7",
    serial_no="",
    order_no="101002",
    order_line_no=10000,
    posting_date=date(2026, 11, 16),
    person_no="OP01",
    location_code="MAIN",
    bin_code="FG-01",
)


def test_the_code_says_what_the_words_say(language: str) -> None:
    """GTIN, day, lot, six pieces, order; the same stands in words."""
    label = label_pdf((MADE,))
    assert scans(label) == ["]d2010703206980498811261116" + "10LOT7\x1d306\x1d90101002"], language
    said = words(label)
    assert all(
        text in said for text in ("Airpot", "SP-SCM1009", "6 PCS", "LOT7", "101002 / 10000", "2026-11-16")
    )


def test_an_item_without_a_gtin_gives_its_own_number() -> None:
    """In (240), which is for that."""
    assert gs1_elements(replace(MADE, gtin=""))[0] == ("240", "SP-SCM1009")


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"quantity": Decimal("6.5")}, "30"),  # counts whole pieces
        ({"quantity": Decimal(100_000_000)}, "30"),  # eight digits at most
        ({"lot_no": "LOT 7"}, "10"),  # no blanks
        ({"lot_no": "L" * 21}, "10"),
        ({"gtin": "07032069804987"}, "01"),  # a wrong check digit
        ({"lot_no": ""}, "10"),
    ],
)
def test_what_gs1_can_not_carry_is_said_in_words_alone(change: dict[str, object], missing: str) -> None:
    """The rest of the code is as it was, and the label is still printed."""
    made = replace(MADE, **change)
    assert [pair for pair in gs1_elements(MADE) if pair[0] != missing] == gs1_elements(made)
    assert len(scans(label_pdf((made,)))) == 1


def test_a_label_that_leaves_the_house_may_go_without_the_order() -> None:
    """90 is for partners who agreed on it."""
    assert "90" not in dict(gs1_elements(MADE, with_order=False))


def test_a_copy_says_so() -> None:
    """COPY in words, the same code."""
    copy = label_pdf((MADE,), copy=True)
    assert ("COPY" in words(copy), "COPY" in words(label_pdf((MADE,)))) == (True, False)
    assert scans(copy) == scans(label_pdf((MADE,)))


def test_each_label_is_a_page() -> None:
    """Three labels of 100 x 50 mm."""
    pages = pictures(label_pdf((MADE,) * 3), dpi=254)
    assert [(page.width // 10, page.height // 10) for page in pages] == [(100, 50)] * 3


def test_no_words_run_into_the_code(language: str) -> None:
    """Lines left of the code end before it: the widest description is made narrow enough."""
    for line in lines_of(replace(MADE, description="W" * 100)):
        assert line.left + line.width <= (76 if line.left < 76 else 100), language
    assert text_width("W" * 100, 6) > 72, "the description would not fit by itself"
    assert len(scans(label_pdf((replace(MADE, description="W" * 100),)))) == 1
