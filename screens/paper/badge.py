"""A badge of the size of a bank card: a name to read, a code to scan.

The code holds a random token and nothing about the person; only its hash is kept, so a lost badge is made anew, never
printed again. It stands as a square, which an imager reads at an arm's length, and as bars along the long edge.
"""

from dataclasses import dataclass

from backend_client.barcode.k1 import label
from screens.language.text import _
from screens.paper.page import CARD, Paper
from screens.paper.symbols import code_128, qr_code

_MODULE = 0.25
_QR_MODULE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeHolder:
    """Who wears the badge: number, name, and the plant's name."""

    no: str
    name: str
    plant: str = ""


def badge(holder: BadgeHolder, token: str) -> bytes:
    """Answer the badge of a token as PDF, 85.6 x 54 mm."""
    paper = Paper(CARD, title=_("Badge") + f" {holder.no}", margin=3)
    code = label("B", token)
    paper.text(5, 8, holder.plant, size=8, width=75)
    paper.text(5, 16, holder.name, size=15, bold=True, width=54)
    paper.text(5, 24, holder.no, size=13, width=54)
    square = qr_code(code)
    paper.symbol(CARD[0] - 4 - square.modules_wide * _QR_MODULE, 9, square, module=_QR_MODULE)
    bars = code_128(code)
    paper.symbol((CARD[0] - bars.modules_wide * _MODULE) / 2, 35, bars, module=_MODULE, height=12)
    return paper.finish()
