"""A page in millimetres."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from screens.paper.page import A4, MM, Paper, fitted, printable, text_width
from screens.paper.symbols import code_128
from tests.screens.paper.reading import pictures, scans, words


def test_the_same_page_is_the_same_bytes() -> None:
    """Nothing in the file tells when it was made."""

    def page() -> bytes:
        paper = Paper(A4, title="T")
        paper.text(20, 20, "Pump")
        return paper.finish("foot", "%(page)s of %(pages)s")

    assert page() == page()


def test_millimetres_are_millimetres() -> None:
    """A rule 100 mm long and 10 mm thick, 50 mm down: at 254 dots an inch ten dots are one millimetre."""
    paper = Paper(A4, title="T")
    paper.rule(20, 50, 100, thick=10)
    (picture,) = pictures(paper.finish(), dpi=254)
    assert picture.point(lambda level: 255 if level < 128 else 0).getbbox() == (200, 450, 1200, 550)


def test_pages_are_numbered() -> None:
    """Two pages: 1 of 2 and 2 of 2, the footer on both."""
    paper = Paper(A4, title="T")
    paper.new_page()
    said = words(paper.finish("Printed at T7", "%(page)s of %(pages)s"))
    assert ["1 of 2" in said, "2 of 2" in said, said.count("Printed at T7")] == [True, True, 2]


def test_a_long_text_is_set_smaller_and_then_cut() -> None:
    """It never leaves its place: at most 30 mm, not below 6 points, two points at its end where it was cut."""
    for text in ("Pump", "Reservoir Assembly for two", "Reservoir Assembly " * 9):
        said, size = fitted(text, "Helvetica", 10, 30)
        assert stringWidth(said, "Helvetica", size) <= 30 * MM + 0.02
        assert (said == text) or (said.endswith("..") and size == 6)
    assert fitted("Pump", "Helvetica", 10, 30) == ("Pump", 10)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ærø ÄÖÅäöå éèë", "Ærø ÄÖÅäöå éèë"),
        ("Łódź", "Lódz"),
        ("ръка", "????"),
        ("a\x1b[2J\u202eb", "a?[2J?b"),
    ],
)
def test_letters_that_the_page_does_not_have_are_replaced(text: str, said: str) -> None:
    """Norwegian, Finnish and Dutch are printed as they are; other letters below their marks, or as a question mark."""
    assert printable(text) == said
    paper = Paper(A4, title=text)
    paper.text(20, 20, text)
    assert said in words(paper.finish())


def test_a_code_keeps_its_white() -> None:
    """Drawn at 20 mm, the first bar stands ten modules of 0.25 mm further right: at 22.5."""
    symbol = code_128("101001")
    paper = Paper(A4, title="T")
    paper.symbol(20, 30, symbol, module=0.25, height=12)
    pdf = paper.finish()
    assert scans(pdf) == ["]C0101001"]
    (picture,) = pictures(pdf, dpi=508)  # 20 dots a millimetre
    left, top, right, bottom = picture.point(lambda level: 255 if level < 128 else 0).getbbox()
    wide = (symbol.modules_wide - 20) * 0.25
    assert [round(side / 20, 1) for side in (left, top, right, bottom)] == [
        22.5,
        30.0,
        round(22.5 + wide, 1),
        42.0,
    ]


def test_the_width_of_a_text_is_told() -> None:
    """Twice the size is twice the width."""
    assert round(text_width("Pump", 20) / text_width("Pump", 10), 6) == 2
