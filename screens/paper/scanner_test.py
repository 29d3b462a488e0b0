"""Three codes that tell how a scanner and a terminal are set up; the kiosk's scanner test asks for them in turn.

1  every letter and digit of our own codes     keyboard layout (Y and Z, A and Q), Caps Lock, what ends a scan
2  the signs that move on other keyboards      which layout the scanner was made for, and which this terminal has
3  a GS1 DataMatrix with two variable fields   whether ]d2 is sent, and whether the separator between them arrives
"""

from backend_client.barcode.reader_test import GS1_GTIN, GS1_LOT, GS1_SERIAL, LETTERS, SIGNS
from screens.language.text import _
from screens.paper.job_card import Stamp
from screens.paper.page import A4, Paper
from screens.paper.symbols import Symbol, code_128, gs1_data_matrix, qr_code


def scanner_test(stamp: Stamp) -> bytes:
    """Answer the sheet as PDF, A4 upright."""
    paper = Paper(A4, title=_("Scanner test"))
    paper.text(15, 20, _("Scanner test"), size=18, bold=True)
    paper.text(
        15, 28, _("Open the scanner test of the kiosk and scan the three codes in turn."), size=11, width=180
    )
    letters = code_128(LETTERS)
    codes: tuple[tuple[str, Symbol, float], ...] = (
        (_("Letters and digits"), letters, 0.25),
        (_("Signs"), code_128(SIGNS), 0.33),
        (_("GS1 label"), gs1_data_matrix((("01", GS1_GTIN), ("10", GS1_LOT), ("21", GS1_SERIAL))), 0.8),
    )
    for at, (said, symbol, module) in enumerate(codes):
        top = 45 + at * 65
        paper.text(15, top, f"{at + 1}  {said}", size=14, bold=True, width=180)
        paper.symbol(15, top + 6, symbol, module=module, height=14)
        paper.text(15, top + 32, symbol.text, size=9, width=180)
    paper.symbol(160, 45 + 6, qr_code(LETTERS), module=0.8)
    return paper.finish(stamp.said, _("page %(page)s of %(pages)s"))
