"""The sheet that tells how a scanner is set up."""

from backend_client.barcode.events import TestCode
from backend_client.barcode.router import route
from screens.paper.scanner_test import SIGNS, scanner_test
from tests.screens.paper.papers import STAMP
from tests.screens.paper.reading import scans


def test_the_three_codes_are_read(language: str) -> None:
    """Letters and digits as bars and as a square, the signs that move, two GS1 fields with their separator."""
    found = scans(scanner_test(STAMP))
    assert sorted(scan[:3] for scan in found) == ["]C0", "]C0", "]Q1", "]d2"], language
    assert "]C0" + SIGNS in found
    assert "]d2010703206980498810LOT7\x1d21SER9" in found
    assert sum(isinstance(route(scan), TestCode) for scan in found) == 2
