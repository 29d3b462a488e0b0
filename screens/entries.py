"""The entries of a posting as rows: the same for what will be posted and for what was.

Times are hours and minutes whatever the unit of the center: 80 of its minutes are 1:20.
"""

from collections.abc import Mapping
from decimal import Decimal

from backend_client.messages.order_line import OrderLineCard
from backend_client.messages.receipt import (
    CapacityEntryLine,
    GLEntryLine,
    ItemEntryLine,
    PostingReceipt,
    ValueEntryLine,
)
from backend_client.terms import CapacityUnitType
from screens.frame import Cell, Role, Row, row
from screens.language.text import _, pgettext
from screens.language.words import value_entry_type
from screens.language.writing import amount, duration, figure


def titles(receipt: PostingReceipt, *, in_hours: bool = True) -> Row:
    """Head the columns; times are hours and minutes, or as they are."""
    return _columns(
        ("", _("Entry"), pgettext("col 6", "No.") if _is_written(receipt) else "", _("Where")),
        (
            pgettext("col 6", "Good"),
            pgettext("col 6", "Scrap"),
            pgettext("col 8", "h:mm") if in_hours else pgettext("col 7", "Time"),
            pgettext("col 11", "Amount"),
        ),
        Role.QUIET,
    )


def entry_rows(receipt: PostingReceipt, card: OrderLineCard | None) -> list[Row]:
    """List every entry: capacity, item, value, general ledger. Those of a preview have no numbers yet.

    card  the order line, whose operations know the units of their times; None shows times as they are
    """
    written = _is_written(receipt)
    units = _time_units(card) if card is not None else {}
    rows: list[Row] = []
    for capacity in receipt.capacity_entries:
        time = capacity.setup_time + capacity.run_time + capacity.stop_time
        used = _time(time, capacity.operation_no, units) if time else ""
        rows.append(_capacity(len(rows) + 1, capacity, _number(capacity.entry_no, written=written), used))
    for item in receipt.item_entries:
        rows.append(_item(len(rows) + 1, item, _number(item.entry_no, written=written)))
    for value in receipt.value_entries:
        rows.append(_value(len(rows) + 1, value, _number(value.entry_no, written=written)))
    for entry in receipt.gl_entries:
        rows.append(_gl(len(rows) + 1, entry, _number(entry.entry_no, written=written)))
    return rows


def _is_written(receipt: PostingReceipt) -> bool:
    return receipt.register_no > 0


def unit_of(card: OrderLineCard | None, operation_no: str) -> CapacityUnitType:
    """Answer in what the times of an operation are measured; minutes where that is not known."""
    units = _time_units(card) if card is not None else {}
    return units.get(operation_no, CapacityUnitType.MINUTES)


def _time_units(card: OrderLineCard) -> dict[str, CapacityUnitType]:
    """Answer in what the times of each operation are measured."""
    return {operation.operation_no: operation.time_unit_type for operation in card.operations}


def _time(value: Decimal, operation_no: str, units: Mapping[str, CapacityUnitType]) -> str:
    unit = units.get(operation_no)
    return figure(value) if unit is None else duration(value, unit)


def _capacity(number: int, entry: CapacityEntryLine, entry_no: str, time: str) -> Row:
    reason = entry.scrap_code or entry.stop_code
    rework = _("rework %(n)s") % {"n": figure(entry.rework_quantity)} if entry.rework_quantity else ""
    where = " ".join(part for part in (entry.no, entry.name, entry.operation_no, reason, rework) if part)
    figures = (_figure(entry.output_quantity), _figure(entry.scrap_quantity), time, "")
    return _columns((str(number), pgettext("col 10", "Capacity"), entry_no, where), figures)


def _item(number: int, entry: ItemEntryLine, entry_no: str) -> Row:
    place = entry.bin_code or entry.location_code
    where = " ".join(part for part in (entry.item_no, place, entry.lot_no or entry.serial_no) if part)
    what = pgettext("col 10", "Stock in") if entry.quantity > 0 else pgettext("col 10", "Stock out")
    return _columns((str(number), what, entry_no, where), (_figure(entry.quantity), "", "", ""))


def _value(number: int, entry: ValueEntryLine, entry_no: str) -> Row:
    expected = not entry.cost_amount_actual and bool(entry.cost_amount_expected)
    cost = entry.cost_amount_expected if expected else entry.cost_amount_actual
    kind = value_entry_type(entry.entry_type)
    where = _("%(kind)s, expected") % {"kind": kind} if expected else kind
    of = entry.no or entry.item_no
    return _columns(
        (str(number), pgettext("col 10", "Value"), entry_no, f"{where}  {of}".rstrip()),
        ("", "", "", amount(cost)),
    )


def _gl(number: int, entry: GLEntryLine, entry_no: str) -> Row:
    where = f"{entry.account_no} {entry.account_name}"
    return _columns(
        (str(number), pgettext("col 10", "Ledger"), entry_no, where), ("", "", "", amount(entry.amount))
    )


def _columns(
    texts: tuple[str, str, str, str], figures: tuple[str, str, str, str], role: Role = Role.TEXT
) -> Row:
    number, what, entry_no, where = texts
    good, scrap, time, money = figures
    return row(
        Cell(number, 2, role, right=True),
        Cell(" ", 1),
        Cell(what, 11, role),
        *((Cell(entry_no, 6, role, right=True, narrow=0), Cell(" ", 2, narrow=0)) if entry_no else ()),
        Cell(where, 25 if entry_no else 33, role, grows=True, narrow=9),
        Cell(good, 6, role, right=True),
        Cell(scrap, 6, role, right=True, narrow=0),
        Cell(time, 8, role, right=True, narrow=6),
        Cell(money, 10, role, right=True, narrow=0),
    )


def _number(entry_no: int, *, written: bool) -> str:
    return str(entry_no) if written else ""


def _figure(value: Decimal) -> str:
    return figure(value) if value else ""


def after_rows(receipt: PostingReceipt, card: OrderLineCard | None, label: str) -> list[Row]:
    """Tell what stands after the posting: the operation, and the order line where it changed."""
    if card is None:  # no order
        return []
    rows = []
    after = receipt.operation_after
    if after is not None:
        values = {
            "op": after.operation_no,
            "good": figure(after.output_quantity),
            "scrap": figure(after.scrap_quantity),
        }
        rows.append(
            row(Cell(label, 12, Role.QUIET), _("operation %(op)s: good %(good)s, scrap %(scrap)s") % values)
        )
        time = _time(after.allocated_time, after.operation_no, _time_units(card))
        rows.append(row(Cell("", 12), _("time still planned for it: %(time)s") % {"time": time}))
    line = {"done": figure(receipt.finished_quantity), "left": figure(receipt.remaining_quantity)}
    rows.append(
        row(
            Cell("" if rows else label, 12, Role.QUIET),
            _("order line: finished %(done)s, remaining %(left)s") % line,
        )
    )
    return rows
