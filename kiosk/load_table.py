"""The load board as text: one center over its periods, or many centers by load percent.

1 Production           minutes    84.4     120.3 x    96.2 !
"""

from datetime import date

from backend_client.messages.load import LoadBoard, LoadCell, LoadRow
from backend_client.terms import LoadPeriod, LoadScope
from screens.display import clean
from screens.language.text import _
from screens.language.words import load_period, load_view, order_status
from screens.language.writing import day as day_and_month
from screens.language.writing import figure, full_day, percent
from screens.load_periods import name

OVER, TIGHT = 100, 85
INDENT = {LoadScope.WORK_CENTER_GROUP: "", LoadScope.WORK_CENTER: "  ", LoadScope.MACHINE_CENTER: "    "}
NAME_CELLS = 30


def as_table(board: LoadBoard) -> str:
    """Write the board as a table: a single row with all its figures, many rows by load percent."""
    head = _("Load %(period)s, %(view)s, %(first)s to %(last)s") % {
        "period": load_period(board.period),
        "view": load_view(board.view),
        "first": full_day(board.first_day),
        "last": full_day(board.last_day),
    }
    if board.statuses:
        names = ", ".join(order_status(status) for status in board.statuses)
        head += "\n" + _("Only orders: %(list)s") % {"list": names}
    lines = _one(board.rows[0]) if len(board.rows) == 1 else _many(board)
    signs = _("Load in percent.  x over 100   ! 85 to 100   blank: no capacity that day   -: no calendar")
    return "\n".join([head, "", *lines, "", signs])


def _one(row: LoadRow) -> list[str]:
    unit = clean(row.unit_of_measure_code, 20)
    heads = (_("from"), _("capacity"), _("allocated"), _("available"), _("load %"))
    lines = [f"{clean(row.no, 20)} {clean(row.name, 60)} ({unit})", ""]
    lines.append(f"{heads[0]:<12}" + "".join(f"{head:>16}" for head in heads[1:]))
    for cell in row.cells:
        figures = (cell.capacity, cell.allocated_time, cell.availability_after_orders)
        shown = "".join(f"{figure(each):>16}" for each in figures)
        lines.append(f"{full_day(cell.period_start):<12}{shown}{_load(row, cell):>16}".rstrip())
    return lines


def _many(board: LoadBoard) -> list[str]:
    columns = [cell.period_start for cell in board.rows[0].cells] if board.rows else []
    width = 9
    lines = [" " * (NAME_CELLS + 10) + "".join(f"{_day(day, board.period):>{width}}" for day in columns)]
    for row in board.rows:
        name = clean(f"{INDENT[row.scope]}{row.no} {row.name}", NAME_CELLS - 1)
        unit = clean(row.unit_of_measure_code, 9)
        figures = "".join(f"{_load(row, cell):>{width}}" for cell in row.cells)
        lines.append(f"{name:<{NAME_CELLS}}{unit:<10}{figures}".rstrip())
    return lines


def _load(row: LoadRow, cell: LoadCell) -> str:
    if not row.has_calendar:
        return "-  "
    if not cell.capacity:
        return "x  " if cell.allocated_time else ""
    sign = "x" if cell.load_pct > OVER else "!" if cell.load_pct >= TIGHT else " "
    return f"{percent(cell.load_pct)} {sign}"


def _day(day: date, period: LoadPeriod) -> str:
    if period in {LoadPeriod.DAY, LoadPeriod.WEEK, LoadPeriod.ACCOUNTING_PERIOD}:
        return f"{day_and_month(day)}  "
    return f"{name(period, day)}  "
