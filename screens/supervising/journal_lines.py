"""The lines of a journal: what is proposed, what a person makes of it, and how a line stands in its row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from backend_client.messages.journal_proposals import ProposedLine
from backend_client.messages.journals import JournalLine
from backend_client.terms import JournalLineKind
from screens.frame import Cell, Role, Row, Sign, row
from screens.language.text import _, marked, pgettext
from screens.language.writing import figure
from screens.supervising.form import Wanted
from screens.supervising.reading import a_code, a_quantity_or_none

KINDS = {
    JournalLineKind.OUTPUT: marked("output"),
    JournalLineKind.CONSUMPTION: marked("consumption"),
    JournalLineKind.CAPACITY: marked("time"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it would be posted, with what it is called."""

    values: JournalLine
    name: str


def line_of(proposed: ProposedLine) -> Line:
    """Make a line of a proposal."""
    is_output = proposed.kind is JournalLineKind.OUTPUT
    values = JournalLine(
        kind=proposed.kind,
        order_no=proposed.order_no,
        order_line_no=proposed.order_line_no,
        item_no=proposed.item_no,
        operation_no=proposed.operation_no if is_output else "",
        component_line_no=None if is_output else proposed.component_line_no,
        quantity=0 * proposed.quantity if is_output else proposed.quantity,
        output_quantity=proposed.quantity if is_output else 0 * proposed.quantity,
        unit_of_measure_code=proposed.unit_of_measure_code,
        location_code="" if is_output else proposed.location_code,  # output lies where its order line says
        bin_code="" if is_output else proposed.bin_code,
    )
    head = proposed.operation_no if is_output else proposed.item_no
    return Line(values, f"{'  ' * proposed.level}{head} {proposed.description}".rstrip())


def changed(line: Line, values: Mapping[str, Any]) -> Line:
    """Answer a line with what was entered."""
    return replace(line, values=replace(line.values, **values))


_QUANTITY = marked("Enter the quantity; 0 leaves it out.")
_TIME = marked("Enter it in the unit of the center.")
_CODE = marked("Scan or enter it; Enter where there is none.")
_ASKED: dict[JournalLineKind, tuple[tuple[str, str, str], ...]] = {
    JournalLineKind.OUTPUT: (
        ("output_quantity", marked("Good quantity"), _QUANTITY),
        ("scrap_quantity", marked("Scrap quantity"), _QUANTITY),
        ("scrap_code", marked("Scrap reason"), _CODE),
        ("setup_time", marked("Setup time"), _TIME),
        ("run_time", marked("Run time"), _TIME),
        ("lot_no", marked("Lot"), _CODE),
        ("serial_no", marked("Serial number"), _CODE),
    ),
    JournalLineKind.CONSUMPTION: (
        ("quantity", marked("Quantity"), _QUANTITY),
        ("bin_code", marked("Bin"), _CODE),
        ("lot_no", marked("Lot"), _CODE),
        ("serial_no", marked("Serial number"), _CODE),
    ),
    JournalLineKind.CAPACITY: (
        ("stop_time", marked("Stop time"), _TIME),
        ("stop_code", marked("Stop reason"), _CODE),
    ),
}


def asked_of(line: Line) -> tuple[Wanted, ...]:
    """Answer the questions of a line, each offering what stands in it."""
    values = line.values
    return tuple(
        Wanted(name, label, hint, a_code, offered=getattr(values, name))
        if hint is _CODE
        else Wanted(name, label, hint, a_quantity_or_none, figure, offered=getattr(values, name))
        for name, label, hint in _ASKED[values.kind]
    )


def is_filled(line: Line) -> bool:
    """Say whether anything of it would be posted."""
    values = line.values
    numbers = ("quantity", "output_quantity", "scrap_quantity", "setup_time", "run_time", "stop_time")
    return any(getattr(values, name) for name in numbers)


def titles() -> Row:
    """Head the columns."""
    texts = (
        "",
        _("Job"),
        _("What"),
        pgettext("col 8", "Quant."),
        pgettext("col 7", "Scrap"),
        pgettext("col 7", "Time"),
    )
    return _cells(texts, Role.QUIET)


def line_row(index: int, line: Line, sign: Sign) -> Row:
    """Show a line; one without anything to post is quiet."""
    values = line.values
    job = values.order_no or values.no
    time = values.setup_time + values.run_time + values.stop_time
    made = values.quantity or values.output_quantity
    texts = (
        str(index + 1),
        job,
        line.name or _(KINDS[values.kind]),
        figure(made) if made else "",
        figure(values.scrap_quantity) if values.scrap_quantity else "",
        figure(time) if time else "",
    )
    return _cells(texts, Role.TEXT if is_filled(line) else Role.QUIET, sign)


def _cells(texts: tuple[str, ...], role: Role, sign: Sign = Sign.NONE) -> Row:
    number, job, what, made, scrap, time = texts
    return row(
        Cell(number, 3, right=True),
        Cell(" ", 1),
        Cell(job, 13, role, grows=True),
        Cell(what, 34, role, grows=True),
        Cell(made, 9, role, right=True),
        Cell(scrap, 8, role, right=True),
        Cell(time, 8, role, right=True),
        sign=sign,
    )
