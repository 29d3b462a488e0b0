"""Bar codes as modules, black or white: drawn as rectangles on a page and as whole dots on a label.

    code_128("J.101001.10000.10.41")   one row of 244 modules; at 0.25 mm a module 61 mm, and 5 mm of white around
    qr_code("J.101001.10000.46")       21 to 29 rows, error correction M
    gs1_data_matrix((("01", "07032069804988"), ("10", "LOT7")))

Symbologies are drawn by libzint, which knows the standards (ISO/IEC 15417, 18004, 16022; GS1 General Specifications).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import zint

LINEAR_QUIET_MODULES = 10
QR_QUIET_MODULES = 4
MATRIX_QUIET_MODULES = 1
_QR_CORRECTION_M = 2
_ROWS_OF_LIBZINT = 200  # of the matrix it answers, used or not
_GS1_VALUE = re.compile(r"[!-\"%-?A-Z_a-z]{1,90}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Symbol:
    """One bar code.

    rows   modules from the top, true where black; a linear code has one row, drawn as high as is wanted
    quiet  white modules it needs on every side
    text   what it says, for people
    """

    rows: tuple[tuple[bool, ...], ...]
    quiet: int
    text: str

    @property
    def is_linear(self) -> bool:
        """Whether it is bars, not squares."""
        return len(self.rows) == 1

    @property
    def modules_wide(self) -> int:
        """Modules from left to right, the white ones at both ends included."""
        return len(self.rows[0]) + 2 * self.quiet


def code_128(text: str) -> Symbol:
    """Answer Code 128 of a text of printable ASCII; pairs of digits take one character where that is shorter."""
    return Symbol(_modules(zint.Symbology.CODE128, text), LINEAR_QUIET_MODULES, text)


def qr_code(text: str) -> Symbol:
    """Answer a QR code that bears 15 % of it being dirty."""
    return Symbol(_modules(zint.Symbology.QRCODE, text, correction=_QR_CORRECTION_M), QR_QUIET_MODULES, text)


def gs1_data_matrix(elements: Sequence[tuple[str, str]]) -> Symbol:
    """Answer a GS1 DataMatrix of application identifiers and their values.

    Raises ValueError for a value that GS1 does not know: a wrong check digit, a letter outside its character set.
    """
    for identifier, value in elements:
        if not _GS1_VALUE.fullmatch(value):
            raise ValueError(f"({identifier}): no value that GS1 can carry")
    # brackets are how libzint is told where an identifier stands; values can't hold any
    data = "".join(f"[{identifier}]{value}" for identifier, value in elements)
    text = "".join(f"({identifier}){value}" for identifier, value in elements)
    return Symbol(_modules(zint.Symbology.DATAMATRIX, data, gs1=True), MATRIX_QUIET_MODULES, text)


def _modules(
    symbology: "zint.Symbology", data: str, *, gs1: bool = False, correction: int = -1
) -> tuple[tuple[bool, ...], ...]:
    symbol = zint.Symbol()
    symbol.symbology = symbology
    symbol.input_mode = zint.InputMode.GS1 if gs1 else zint.InputMode.UNICODE
    symbol.warn_level = zint.WarningLevel.FAIL_ALL  # else a wrong check digit is printed
    if correction > 0:
        symbol.option_1 = correction
    try:
        symbol.encode(data)
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    encoded = symbol.encoded_data  # eight modules a byte, the first one lowest
    row_bytes = encoded.nbytes // _ROWS_OF_LIBZINT
    packed = bytes(encoded)
    return tuple(
        tuple(bool(packed[row * row_bytes + at // 8] >> (at % 8) & 1) for at in range(symbol.width))
        for row in range(symbol.rows)
    )
