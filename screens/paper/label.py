"""The label of what was made: 100 x 50 mm, as PDF for any printer or as ZPL for a label printer.

    Reservoir Assembly                         [GS1 DataMatrix]
    SP-BOM2000
    6 PCS                LOT LOT0007
    101001 / 10000    2026-11-16    OP01    FG-01            COPY

The code says (01) GTIN (10) lot (21) serial (11) day (30) pieces (90) order. An item without a GTIN gives its own
number in (240). 90 is for partners who agreed on it: a label that leaves the house may be made without the order.
A value that GS1 can't carry, such as a lot with a space, is left out of the code and still printed in words.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.messages.output_labels import MadeGoods
from screens.language.text import _
from screens.language.writing import figure
from screens.paper.page import Paper
from screens.paper.symbols import Symbol, gs1_data_matrix

SIZE = (100.0, 50.0)
MODULE = 0.5  # mm: four dots of 203 dpi
_COUNT_DIGITS_MAX = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a label: millimetres from the left and the top to where it stands, height of its letters."""

    left: float
    baseline: float
    text: str
    points: float
    bold: bool
    width: float


def gs1_elements(made: MadeGoods, *, with_order: bool = True) -> list[tuple[str, str]]:
    """Answer what the code of a label says, identifier by identifier, each value one that GS1 can carry."""
    count = made.quantity
    whole = count == count.to_integral_value() and 0 < count < Decimal(10) ** _COUNT_DIGITS_MAX
    wanted = (
        ("01", made.gtin.zfill(14) if made.gtin else ""),
        ("240", "" if made.gtin else made.item_no),
        ("11", f"{made.posting_date:%y%m%d}"),
        ("10", made.lot_no),
        ("21", made.serial_no),
        ("30", f"{int(count)}" if whole else ""),
        ("90", made.order_no if with_order else ""),
    )
    return [pair for pair in wanted if pair[1] and _carried(pair)]


def symbol_of(made: MadeGoods) -> Symbol:
    """Answer the code of a label."""
    return gs1_data_matrix(gs1_elements(made))


def lines_of(made: MadeGoods, *, copy: bool = False) -> tuple[Line, ...]:
    """Answer the words of a label and where they stand; PDF and ZPL say the same. `copy` = it was printed before."""
    place = " ".join(filter(None, (made.location_code, made.bin_code)))
    lot = _("Lot") + f" {made.lot_no}" if made.lot_no else ""
    serial = _("Serial") + f" {made.serial_no}" if made.serial_no else ""
    quantity = f"{figure(made.quantity)} {made.unit_of_measure_code}"
    what = " ".join(filter(None, (made.item_no, made.variant_code)))
    foot = f"{made.order_no} / {made.order_line_no}   {made.posting_date.isoformat()}   {made.person_no}"
    return tuple(
        line
        for line in (
            Line(4, 9, made.description, 15, True, 70),
            Line(4, 16, what, 12, False, 70),
            Line(4, 26, quantity, 20, True, 70),
            Line(4, 33, lot, 11, False, 70),
            Line(4, 38.5, serial, 11, False, 70),
            Line(4, 46, foot, 9, False, 66),
            Line(76, 40, place, 9, False, 21),
            Line(76, 46, _("COPY") if copy else "", 11, True, 21),
        )
        if line.text
    )


def label_pdf(labels: tuple[MadeGoods, ...], *, copy: bool = False) -> bytes:
    """Answer labels as PDF, one a page of 100 x 50 mm; `copy` = they were printed before."""
    paper = Paper(SIZE, title=_("Output label"), margin=2)
    for number, made in enumerate(labels):
        if number:
            paper.new_page()
        for line in lines_of(made, copy=copy):
            paper.text(
                line.left, line.baseline, line.text, size=line.points, bold=line.bold, width=line.width
            )
        paper.symbol(76, 4, symbol_of(made), module=MODULE)
    return paper.finish()


def _carried(pair: tuple[str, str]) -> bool:
    try:
        gs1_data_matrix([pair])
    except ValueError:
        return False
    return True
