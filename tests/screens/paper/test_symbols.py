"""Bar codes as modules."""

import pytest
from PIL import Image

from screens.paper.symbols import Symbol, code_128, gs1_data_matrix, qr_code
from tests.screens.paper.reading import scans_of

GS = "\x1d"


def drawn(symbol: Symbol, dots: int = 4) -> Image.Image:
    """A symbol as dots, with the white it needs around it."""
    high = 60 if symbol.is_linear else len(symbol.rows) + 2 * symbol.quiet
    picture = Image.new("L", (symbol.modules_wide, high), 255)
    for down in range(high):
        row = 0 if symbol.is_linear else down - symbol.quiet
        if 0 <= row < len(symbol.rows):
            for across, black in enumerate(symbol.rows[row]):
                picture.putpixel((across + symbol.quiet, down), 0 if black else 255)
    return picture.resize((picture.width * dots, picture.height * dots), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    ("symbol", "sent"),
    [
        (code_128("J.101001.10000.10.77"), "]C0J.101001.10000.10.77"),
        (qr_code("J.101001.10000.15"), "]Q1J.101001.10000.15"),
        (
            gs1_data_matrix([("01", "07032069804988"), ("10", "LOT7"), ("21", "SER9")]),
            f"]d2010703206980498810LOT7{GS}21SER9",
        ),
    ],
)
def test_a_symbol_says_what_it_was_made_of(symbol: Symbol, sent: str) -> None:
    """A decoder reads it back; between a lot and what follows stands the separator."""
    assert scans_of(drawn(symbol)) == [sent]


def test_pairs_of_digits_make_a_short_code() -> None:
    """Ten digits are five characters of 11 modules; ten letters are ten."""
    assert code_128("1234567890").modules_wide < code_128("ABCDEFGHIJ").modules_wide - 4 * 11


@pytest.mark.parametrize(
    "elements",
    [
        [("01", "07032069804987")],  # the check digit is 8
        [("10", "a lot")],  # no spaces in GS1
        [("10", "[21]X")],  # would begin another field
        [("10", "")],
        [("10", "L" * 21)],  # 20 at most
        [("30", "six")],
        [("ab", "1")],
    ],
)
def test_what_gs1_does_not_know_is_no_symbol(elements: list[tuple[str, str]]) -> None:
    """Wrong check digit, sign, length or identifier: refused, never printed."""
    with pytest.raises(ValueError, match=r"."):
        gs1_data_matrix(elements)
