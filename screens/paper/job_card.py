"""The job card: one order line a sheet, its operations with a bar code each, what each takes, lines to write on.

    Production order 101001 / 10000                                    [QR  J.101001.10000.46]
    Reservoir Assembly   SP-BOM2000
    Quantity 20 PCS    Due 18.11.2026    To FG-01    Routing SP-BOM2000
    ------------------------------------------------------------------------------------------
    10  Prepare material             100 Assembly department       ||||||||||||||||||||||||||
        Setup 0:10   Run 1:45   16.11 08:00 - 16.11 09:55          J.101001.10000.10.41
        Good ______  Scrap ______  Reason ______  Date ______  By ______
        20 PCS  SP-SCM2001  Housing
    ------------------------------------------------------------------------------------------
    Printed 16.11.2026 07:05, T3                                                     page 1 of 1

What is written by hand is what the entry screen asks for, in its order: the card is how work goes on when nothing else
does. Components without a routing link stand with the first operation, which is when they are fetched. Bar codes stand
at least 15 mm apart, so that none is read in another's place. The language is the plant's.
"""

from dataclasses import dataclass
from datetime import datetime

from backend_client.barcode.events import Job
from backend_client.barcode.k1 import LabelTooLongError, job_label
from backend_client.messages.order_lists import ComponentOnOrder, LineOnOrder, OperationOnOrder, WholeOrder
from screens.language.text import _
from screens.language.writing import duration, figure, full_day, full_moment, moment
from screens.paper.page import A4, LINE_HEIGHT, Paper
from screens.paper.symbols import Symbol, code_128, qr_code

MODULE = 0.25  # mm: two dots of 203 dpi, three of 300
BAR_HEIGHT = 12.0
BARS_APART = 15.0
_LEFT = 15.0
_CODE_LEFT = 120.0
_CODE_WIDTH = 76.0
_TEXT_WIDTH = _CODE_LEFT - _LEFT - 4
_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When, where and from what a paper was printed; `as_of` = the facts are a terminal's own copy of that moment."""

    printed_at: datetime
    terminal: str
    as_of: datetime | None = None

    @property
    def said(self) -> str:
        """The line at the foot of every page."""
        facts = {"moment": full_moment(self.printed_at), "terminal": self.terminal}
        if self.as_of is not None:
            return _("Printed %(moment)s, %(terminal)s, from a copy of %(as_of)s") % {
                **facts,
                "as_of": full_moment(self.as_of),
            }
        return _("Printed %(moment)s, %(terminal)s") % facts


def job_card(whole: WholeOrder, stamp: Stamp, operation_no: str = "") -> bytes:
    """Answer the card of an order as PDF, A4 upright; with `operation_no` of that operation alone."""
    paper = Paper(A4, title=_("Production order") + f" {whole.order.order_no}")
    for number, line in enumerate(whole.lines):
        if number:
            paper.new_page()
        _draw_line(paper, whole, line, operation_no)
    return paper.finish(stamp.said, _("page %(page)s of %(pages)s"))


def _draw_line(paper: Paper, whole: WholeOrder, line: LineOnOrder, operation_no: str) -> None:
    order = whole.order
    job = Job(order.order_no, line.line_no)
    down = _draw_heading(paper, whole, line, job)
    for at, operation in enumerate(line.operations):
        if operation_no not in {"", operation.operation_no}:
            continue
        components = _components_of(line, operation, first=at == 0)
        height = _height_of(components)
        if down + height > paper.bottom:
            paper.new_page()
            down = _draw_heading(paper, whole, line, job)
        _draw_operation(paper, down, operation, components, Job(*_job_of(job), operation.operation_no))
        down += height
        paper.rule(_LEFT, down, 180, thick=0.15)


def _draw_heading(paper: Paper, whole: WholeOrder, line: LineOnOrder, job: Job) -> float:
    """Draw what stands on top of every sheet of a line; answers how far down it reaches."""
    order = whole.order
    paper.text(
        _LEFT,
        22,
        _("Production order") + f" {order.order_no} / {line.line_no}",
        size=16,
        bold=True,
        width=148,
    )
    paper.text(_LEFT, 31, line.description, size=14, bold=True, width=148)
    variant = f"  {line.variant_code}" if line.variant_code else ""
    paper.text(_LEFT, 37, f"{line.item_no}{variant}", size=11, width=148)
    place = " ".join(filter(None, (line.location_code, line.bin_code)))
    facts = (
        (_("Quantity"), f"{figure(line.quantity)} {line.unit_of_measure_code}"),
        (_("Due"), full_day(line.due_date) if line.due_date else ""),
        (_("To"), place),
        (_("Routing"), line.routing_no),
    )
    for at, (name, value) in enumerate(facts):
        paper.text(_LEFT + at * 45, 45, name, size=8, width=42)
        paper.text(_LEFT + at * 45, 50.5, value, size=13, bold=True, width=42)
    code = _label(job)
    if code:
        paper.symbol(174, 12, qr_code(code), module=0.6)
    paper.rule(_LEFT, 54, 180, thick=0.5)
    return 54


def _draw_operation(
    paper: Paper, top: float, operation: OperationOnOrder, components: tuple[ComponentOnOrder, ...], job: Job
) -> None:
    paper.text(_LEFT, top + 7, operation.operation_no, size=15, bold=True, width=18)
    paper.text(_LEFT + 20, top + 7, operation.description, size=13, bold=True, width=_TEXT_WIDTH - 20)
    paper.text(_LEFT + 20, top + 12, f"{operation.no} {operation.name}", size=10, width=_TEXT_WIDTH - 20)
    unit = operation.time_unit_type
    times = (
        _("Setup")
        + f" {duration(operation.expected_setup_time, unit)}   "
        + _("Run")
        + f" {duration(operation.expected_run_time, unit)}   "
        + f"{moment(operation.starting_date_time)} - {moment(operation.ending_date_time)}"
    )
    paper.text(_LEFT + 20, top + 17, times, size=10, width=_TEXT_WIDTH - 20)
    asked = (_("Good"), _("Scrap"), _("Reason"), _("Date"), _("By"))
    for at, name in enumerate(asked):
        left = _LEFT + at * 20.5
        paper.text(left, top + 22.5, name, size=7, width=19)
        paper.rule(left, top + 29, 18)
    for at, component in enumerate(components):
        down = top + 34 + at * _row()
        quantity = f"{figure(component.expected_quantity)} {component.unit_of_measure_code}"
        paper.text(_LEFT, down, quantity, size=9, bold=True, width=30)
        paper.text(_LEFT + 32, down, component.item_no, size=9, width=30)
        paper.text(_LEFT + 64, down, component.description, size=9, width=86)
        paper.text(_LEFT + 152, down, component.bin_code or component.location_code, size=9, width=28)
    _draw_code(paper, top + 3, _label(job))


def _draw_code(paper: Paper, top: float, code: str) -> None:
    """Draw the bars where they fit, else the square that says the same."""
    if not code:
        paper.text(_CODE_LEFT, top + 6, _("Enter the order number."), size=9, width=_CODE_WIDTH)
        return
    symbol: Symbol = code_128(code)
    if symbol.modules_wide * MODULE <= _CODE_WIDTH:
        paper.symbol(_CODE_LEFT, top, symbol, module=MODULE, height=BAR_HEIGHT)
        paper.text(_CODE_LEFT + symbol.quiet * MODULE, top + BAR_HEIGHT + 4, code, size=9)
    else:
        paper.symbol(_CODE_LEFT, top, qr_code(code), module=0.5)
        paper.text(_CODE_LEFT, top + 20, code, size=9, width=_CODE_WIDTH)


def _components_of(
    line: LineOnOrder, operation: OperationOnOrder, *, first: bool
) -> tuple[ComponentOnOrder, ...]:
    links = {each.routing_link_code for each in line.operations} - {""}
    return tuple(
        each
        for each in line.components
        if (each.routing_link_code == operation.routing_link_code and each.routing_link_code)
        or (first and each.routing_link_code not in links)
    )


def _height_of(components: tuple[ComponentOnOrder, ...]) -> float:
    """Answer the millimetres of an operation: its components, and at least the gap between two bar codes."""
    return max(32 + len(components) * _row() + 2, BAR_HEIGHT + BARS_APART + 7)


def _row() -> float:
    return 9 * _POINT * LINE_HEIGHT


def _job_of(job: Job) -> tuple[str, int]:
    return job.order_no, job.order_line_no


def _label(job: Job) -> str:
    """Answer the code of a job, "" where its number is too long for one."""
    try:
        return job_label(job)
    except LabelTooLongError:
        return ""
