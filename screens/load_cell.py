"""One figure of the load board as a bar that a person reads at arm's length.

    ██····  41      41 % used
    █████·  88!     tight: from 85 % on
    XXXXXX 120x     over 100 %: no part of the bar is a block any more

Over, tight and free are told apart by the sign behind the figure, by the glyph of the bar and by colour, so also
without colour; a terminal that has no blocks is shown # and . in their place (see terminal/glyphs.py). A period
without capacity is blank, not 0; time planned in such a period is over.
"""

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from backend_client.messages.load import LoadCell
from screens.frame import Role, Sign

TIGHT_PERCENT = Decimal(85)
FULL_PERCENT = Decimal(100)
USED = "\N{FULL BLOCK}"
FREE = "\N{MIDDLE DOT}"
OVER = "X"


class Load(Enum):
    """How full a center is: its sign behind the figure, and its role."""

    CLOSED = ("", Role.QUIET)
    FREE = ("", Role.TEXT)
    TIGHT = ("!", Role.CAREFUL)
    OVER = ("x", Role.REFUSED)

    @property
    def mark(self) -> str:
        """The sign behind the figure."""
        return self.value[0]

    @property
    def role(self) -> Role:
        """How it is coloured."""
        return self.value[1]

    @property
    def sign(self) -> Sign:
        """The sign of a message about it."""
        return {Load.OVER: Sign.REFUSED, Load.TIGHT: Sign.CAREFUL}.get(self, Sign.TAKEN)


def load_of(cell: LoadCell) -> Load:
    """Judge a figure."""
    if cell.capacity <= 0:
        return Load.OVER if cell.allocated_time > 0 else Load.CLOSED
    if cell.load_pct > FULL_PERCENT:
        return Load.OVER
    return Load.TIGHT if cell.load_pct >= TIGHT_PERCENT else Load.FREE


def bar(cell: LoadCell, cells: int) -> str:
    """Draw a bar: the whole of it is 100 %, any load shows one block at least, only 100 % shows none free."""
    load = load_of(cell)
    if load is Load.CLOSED:
        return " " * cells
    if load is Load.OVER:
        return OVER * cells
    used = int((cell.load_pct * cells / FULL_PERCENT).quantize(Decimal(1), ROUND_HALF_UP))
    if cell.allocated_time < cell.capacity:
        used = min(used, cells - 1)
    if cell.allocated_time > 0:
        used = max(used, 1)
    return USED * used + FREE * (cells - used)


def figure_of(cell: LoadCell) -> str:
    """Write the load in whole percent; "" for a closed period, "-" where there is no capacity to divide by."""
    load = load_of(cell)
    if load is Load.CLOSED:
        return ""
    if cell.capacity <= 0:
        return "-"
    shown = cell.load_pct.quantize(Decimal(1), ROUND_HALF_UP)
    return f"{shown:f}" if shown <= 999 else ">999"
