"""A machine's sheet: everything a shift needs to say at it, to be scanned.

    the plate of the machine                          R.1.210.47
    the commands: run, setup, output, post, undo ...  C.RUN.85 ...
    its own few reasons for scrap and for stops       S.MATERIAL.22 ...
    digits and usual quantities                       C.3.23, N.5.19 ...

At most 12 codes a page, in two columns and 45 mm apart, in 0.33 mm modules where they fit: a hand in a glove hits one
and not its neighbour. The commands stand in the order of a shift, with what each does in the person's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend_client.barcode.events import Command
from backend_client.barcode.k1 import LabelTooLongError, label, quantity_label
from backend_client.messages.order_line import Reason
from backend_client.terms import CapacityType
from screens.command_words import COMMANDS
from screens.language.sorting import sort_key
from screens.language.text import _
from screens.language.writing import figure
from screens.paper.job_card import Stamp
from screens.paper.page import A4, Paper
from screens.paper.symbols import code_128, qr_code

MODULE = 0.33
MODULE_OF_LONG_CODES = 0.25
REASONS_MOST = 6
QUANTITIES = (Decimal(1), Decimal(5), Decimal(10), Decimal(20), Decimal(50), Decimal(100))
_COLUMNS = (15.0, 110.0)
_COLUMN_WIDTH = 86.0
_ROWS = 6
_ROW_HEIGHT = 40.0
_FIRST_ROW = 32.0
_BAR_HEIGHT = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Center:
    """The work center or machine center that a sheet hangs at."""

    type: CapacityType
    no: str
    name: str


def sheet(
    center: Center,
    scrap_codes: Sequence[Reason],
    stop_codes: Sequence[Reason],
    stamp: Stamp,
    *,
    quantities: Sequence[Decimal] = QUANTITIES,
) -> bytes:
    """Answer the sheets of a center as PDF, A4 upright, one page or more for each kind of code."""
    title = f"{center.no} {center.name}".strip()
    paper = Paper(A4, title=title)
    kinds = (
        (_("Machine and commands"), [_plate(center), *_commands()]),
        (_("Reasons for scrap"), _reasons("S", scrap_codes)),
        (_("Reasons for standing still"), _reasons("T", stop_codes)),
        (_("Quantities"), [_quantity(each) for each in quantities]),
        (_("Digits"), _digits()),
    )
    first = True
    for kind, codes in kinds:
        for page in _pages(codes):
            if not first:
                paper.new_page()
            first = False
            _draw_page(paper, title, kind, page)
    return paper.finish(stamp.said, _("page %(page)s of %(pages)s"))


def few(reasons: Sequence[Reason], most: int = REASONS_MOST) -> list[Reason]:
    """Answer the reasons given most at a center, by code; where fewer were ever given, the plant's first ones too."""
    ranked = sorted(reasons, key=lambda reason: (-reason.used, reason.code))[:most]
    return sorted(ranked, key=lambda reason: reason.code)


def _draw_page(paper: Paper, title: str, kind: str, codes: Sequence[tuple[str, str]]) -> None:
    paper.text(15, 20, title, size=16, bold=True, width=120)
    paper.text(140, 20, kind, size=11, width=55)
    paper.rule(15, 24, 180, thick=0.5)
    for at, (said, code) in enumerate(codes):
        left = _COLUMNS[at % 2]
        top = _FIRST_ROW + at // 2 * _ROW_HEIGHT
        paper.text(left, top + 3, said, size=14, bold=True, width=_COLUMN_WIDTH)
        _draw_code(paper, left, top + 6, code)


def _draw_code(paper: Paper, left: float, top: float, code: str) -> None:
    bars = code_128(code)
    for module in (MODULE, MODULE_OF_LONG_CODES):
        if bars.modules_wide * module <= _COLUMN_WIDTH:
            paper.symbol(left, top, bars, module=module, height=_BAR_HEIGHT)
            paper.text(left + bars.quiet * module, top + _BAR_HEIGHT + 4, code, size=9)
            return
    paper.symbol(left, top, qr_code(code), module=0.6)
    paper.text(left + 24, top + 8, code, size=9, width=_COLUMN_WIDTH - 24)


def _pages(codes: Sequence[tuple[str, str]]) -> list[Sequence[tuple[str, str]]]:
    most = 2 * _ROWS
    return [codes[at : at + most] for at in range(0, len(codes), most)]


def _plate(center: Center) -> tuple[str, str]:
    digit = "0" if center.type is CapacityType.WORK_CENTER else "1"
    return _("This machine"), label("R", digit, center.no)


def _commands() -> list[tuple[str, str]]:
    return [(_(said), label("C", command.value)) for command, said in COMMANDS.items()]


def _digits() -> list[tuple[str, str]]:
    return [(command.digit, label("C", command.value)) for command in Command if command.digit]


def _quantity(value: Decimal) -> tuple[str, str]:
    return figure(value), quantity_label(value)


def _reasons(letter: str, reasons: Sequence[Reason]) -> list[tuple[str, str]]:
    """Answer the codes of reasons; a code too long for a bar code is left to the keyboard."""
    codes = []
    for reason in sorted(reasons, key=lambda each: sort_key(each.code)):
        try:
            codes.append((reason.description or reason.code, label(letter, reason.code)))
        except LabelTooLongError:
            continue
    return codes
