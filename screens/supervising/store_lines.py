"""The lines of put-aways and picks as rows: what is done with which item, in which bin, how much is left and counted."""

from decimal import Decimal

from backend_client.messages.warehouse import Handled, WarehouseLine
from backend_client.terms import WarehouseAction, WarehouseActivityType
from screens.frame import Cell, Role, Row, Sign, row
from screens.language.text import _, marked, pgettext
from screens.language.writing import figure

TYPES = {
    WarehouseActivityType.INVENTORY_PUT_AWAY: marked("Inventory put-away"),
    WarehouseActivityType.INVENTORY_PICK: marked("Inventory pick"),
    WarehouseActivityType.PUT_AWAY: marked("Put-away"),
    WarehouseActivityType.PICK: marked("Pick"),
}
ACTIONS = {WarehouseAction.TAKE: marked("take"), WarehouseAction.PLACE: marked("place")}


def left_of(line: WarehouseLine) -> Decimal:
    """Answer how much of a line is not handled yet, base units."""
    return line.quantity_base - line.qty_handled_base


def titles() -> Row:
    """Head the columns."""
    return _cells(
        (
            "",
            _("Do"),
            _("Item"),
            _("Bin"),
            _("Lot or serial"),
            pgettext("col 8", "Left"),
            pgettext("col 8", "Now"),
        ),
        Role.QUIET,
    )


def line_row(index: int, line: WarehouseLine, counted: Handled | None = None, sign: Sign = Sign.NONE) -> Row:
    """Show a line, and what was counted of it."""
    texts = (
        str(index + 1),
        _(ACTIONS[line.action]),
        line.item_no,
        (counted.bin_code if counted else "") or line.bin_code,
        (counted.lot_no or counted.serial_no if counted else "") or line.lot_no or line.serial_no,
        figure(left_of(line)),
        figure(counted.quantity) if counted else "",
    )
    return _cells(texts, Role.TAKEN if counted else Role.TEXT, sign)


def _cells(texts: tuple[str, ...], role: Role = Role.TEXT, sign: Sign = Sign.NONE) -> Row:
    number, action, item_no, bin_code, tracking, left, now = texts
    return row(
        Cell(number, 3, right=True),
        Cell(" ", 1),
        Cell(action, 8, role),
        Cell(item_no, 16, role, grows=True),
        Cell(bin_code, 15, role, grows=True),
        Cell(tracking, 17, role, grows=True),
        Cell(left, 8, role, right=True),
        Cell(now, 8, role, right=True),
        sign=sign,
    )
