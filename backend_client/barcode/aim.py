"""The symbology identifier that a reader can put in front of a scan: "]", a letter and a modifier.

The list is exact, and case matters: "]d2" is a GS1 DataMatrix, "]D2" would be something else. What is not on it is
refused rather than guessed, since Caps Lock turns "]C1" into "]c1", and a GS1 label would then be read as text.

Source: ISO/IEC 15424, as far as the symbologies are found on shop floors.
"""

from enum import StrEnum


class Symbology(StrEnum):
    """What the flagged text is to be read as."""

    TEXT = "text"
    GS1 = "gs1"  # element strings with application identifiers
    GTIN = "gtin"  # the bare digits of an article number


_IDENTIFIERS: dict[str, Symbology] = {
    "]A0": Symbology.TEXT,  # Code 39
    "]A1": Symbology.TEXT,
    "]A3": Symbology.TEXT,
    "]A4": Symbology.TEXT,  # Code 39 full ASCII
    "]A5": Symbology.TEXT,
    "]A7": Symbology.TEXT,
    "]C0": Symbology.TEXT,  # Code 128
    "]C1": Symbology.GS1,  # GS1-128
    "]F0": Symbology.TEXT,  # Codabar
    "]G0": Symbology.TEXT,  # Code 93
    "]I0": Symbology.TEXT,  # Interleaved 2 of 5
    "]I1": Symbology.GTIN,  # ITF-14, check digit verified
    "]L0": Symbology.TEXT,  # PDF417
    "]L1": Symbology.TEXT,
    "]L2": Symbology.TEXT,
    "]Q0": Symbology.TEXT,  # QR
    "]Q1": Symbology.TEXT,
    "]Q3": Symbology.GS1,  # GS1 QR
    "]d0": Symbology.TEXT,  # Data Matrix
    "]d1": Symbology.TEXT,
    "]d2": Symbology.GS1,  # GS1 DataMatrix
    "]e0": Symbology.GS1,  # GS1 DataBar
    "]E0": Symbology.GTIN,  # EAN-13, UPC-A, UPC-E
    "]E4": Symbology.GTIN,  # EAN-8
    "]J1": Symbology.GS1,  # GS1 DotCode
    "]z0": Symbology.TEXT,  # Aztec
}
LENGTH = 3


def symbology(text: str) -> Symbology | None:
    """Answer what the identifier in front of a text flags; None where it is none we know.

    A GTIN symbology without a modifier of its own ("]E" and digits straight away) does not occur: the modifier of
    EAN-13 is the digit 0.
    """
    return _IDENTIFIERS.get(text[:LENGTH])
