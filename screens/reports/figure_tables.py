"""The tables of key figures by ISO 22400-2, of what was lost, and of the capacity entries behind both.

Of several lines the figures that people ask for first stand beside one another; one line alone shows all of its
figures, each with what it is made of:

    Availability            240 of 480 min             50.0 %
    OEE index                                          no planned time

A figure that cannot be told is "-" and says why; it is never shown as 0.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from backend_client.figure_terms import FigureGroup, Loss, LossGroup
from backend_client.messages.center_days import CapacityEntries, CapacityEntriesQuestion
from backend_client.messages.key_figures import KeyFigureLine, KeyFigures, KeyFiguresQuestion, Losses
from screens.language.text import _, marked, pgettext
from screens.language.writing import day, figure, full_day, percent, weekday, whole
from screens.load_cell import USED
from screens.load_periods import days
from screens.reports.report import Column, Line, Report

NOT_TOLD = "-"
FIGURES_MAX = 5  # beside a name at 80 columns
BAR_CELLS = 22
HUNDRED = Decimal(100)

GROUPS = {
    FigureGroup.CENTER: marked("Center"),
    FigureGroup.ORDER: marked("Order"),
    FigureGroup.OPERATION: marked("Operation"),
    FigureGroup.SHIFT: marked("Shift"),
    FigureGroup.DAY: marked("Day"),
}
CAUSES = {
    LossGroup.REASON: marked("Reason"),
    LossGroup.CENTER: marked("Center"),
    LossGroup.ITEM: marked("Item"),
    LossGroup.DAY: marked("Day"),
    LossGroup.WEEK: marked("Week from"),
}
COMPARED = {
    "availability": marked("Avail."),
    "effectiveness": marked("Effect."),
    "quality_ratio": marked("Quality"),
    "oee_index": marked("OEE"),
    "scrap_ratio": marked("Scrap"),
    "technical_efficiency": marked("Techn."),
    "allocation_efficiency": marked("Busy"),
}
"""The figures that lines are compared by, each with a heading of eight cells; some need a wide terminal."""
OF_ORDERS = {
    "effectiveness": marked("Effect."),
    "quality_ratio": marked("Quality"),
    "scrap_ratio": marked("Scrap"),
    "fall_off_ratio": marked("Falloff"),
    "throughput_rate": marked("An hour"),
    "setup_ratio": marked("Setup"),
    "technical_efficiency": marked("Techn."),
}
"""Those of orders, for which no calendar plans a time."""


def key_figures(answer: KeyFigures, title: str, question: KeyFiguresQuestion) -> Report:
    """Tabulate lines beside one another, or one alone in full."""
    if len(answer.lines) == 1 and answer.total is not None:
        return _in_full(answer.lines[0], title, question)
    of_orders = answer.by in {FigureGroup.ORDER, FigureGroup.OPERATION}
    names = OF_ORDERS if of_orders else COMPARED
    columns = (
        Column(_(GROUPS[answer.by]), 16, grows=True),
        *(
            Column(_(heading), 9, right=True, roomy=number >= FIGURES_MAX)
            for number, heading in enumerate(names.values())
        ),
    )

    def texts(line: KeyFigureLine, name: str) -> tuple[str, ...]:
        return (name, *(_short(line, each) for each in names))

    lines = [
        Line(texts(line, _name(answer.by, line)), _of_one(question, line), _name(answer.by, line))
        for line in answer.lines
    ]
    sums = () if answer.total is None else (texts(answer.total, _("all")),)
    following = replace(question, page=answer.next_page) if answer.next_page else None
    return Report(
        title,
        columns,
        lines,
        days(answer.first_day, answer.last_day),
        sums,
        following,
        _("Percent; - cannot be told: nothing planned or posted."),
    )


def _name(by: FigureGroup, line: KeyFigureLine) -> str:
    if by is FigureGroup.DAY and line.key:
        each = date.fromisoformat(line.key)
        return f"{weekday(each)} {day(each)}"
    if by is FigureGroup.SHIFT and not line.key:
        return _("outside shifts")
    return f"{line.key} {line.name}".rstrip()


def _of_one(
    question: KeyFiguresQuestion, line: KeyFigureLine
) -> KeyFiguresQuestion | CapacityEntriesQuestion:
    """Ask for a line alone; of a shift or an operation for its entries."""
    entries = line.entries
    if question.by in {FigureGroup.SHIFT, FigureGroup.OPERATION}:
        return entries
    return replace(
        question,
        type=entries.type,
        no=entries.no,
        with_machine_centers=entries.with_machine_centers,
        order_no=entries.order_no,
        first_day=entries.first_day or question.first_day,
        last_day=entries.last_day or question.last_day,
        page="",
    )


def _short(line: KeyFigureLine, name: str) -> str:
    value = getattr(line, name)
    if value is None:
        return NOT_TOLD
    return figure(value) if name == "throughput_rate" else percent(value * HUNDRED)


Part = Callable[[KeyFigureLine], Decimal | None]


def _minutes(line: KeyFigureLine) -> Decimal:
    return line.setup_minutes + line.run_minutes


def _busy(line: KeyFigureLine) -> Decimal:
    return _minutes(line) + line.stop_minutes


def _produced(line: KeyFigureLine) -> Decimal:
    return line.good_quantity + line.scrap_quantity + line.rework_quantity


_TIME = marked("%(part)s of %(whole)s min")
_PIECES = marked("%(part)s of %(whole)s pieces")
_PLAN = marked("%(part)s planned, %(whole)s min run")
IN_FULL: dict[str, tuple[str, str, Part | None, Part | None]] = {
    "availability": (
        marked("Availability: run of planned time"),
        _TIME,
        lambda line: line.run_minutes,
        lambda line: line.planned_busy_minutes,
    ),
    "effectiveness": (
        marked("Effectiveness: planned run of run"),
        _PLAN,
        lambda line: line.planned_run_minutes,
        lambda line: line.run_minutes,
    ),
    "quality_ratio": (marked("Quality ratio"), _PIECES, lambda line: line.good_quantity, _produced),
    "oee_index": (marked("OEE index: the three together"), "", None, None),
    "nee_index": (marked("NEE index: as OEE, setup not lost"), "", None, None),
    "allocation_efficiency": (
        marked("Allocation: busy of planned time"),
        _TIME,
        _busy,
        lambda line: line.planned_busy_minutes,
    ),
    "utilization_efficiency": (
        marked("Utilization: run of busy time"),
        _TIME,
        lambda line: line.run_minutes,
        _busy,
    ),
    "technical_efficiency": (
        marked("Technical: run of run and stops"),
        _TIME,
        lambda line: line.run_minutes,
        lambda line: line.run_minutes + line.stop_minutes,
    ),
    "setup_ratio": (marked("Setup ratio"), _TIME, lambda line: line.setup_minutes, _minutes),
    "scrap_ratio": (marked("Scrap ratio"), _PIECES, lambda line: line.scrap_quantity, _produced),
    "rework_ratio": (marked("Rework ratio"), _PIECES, lambda line: line.rework_quantity, _produced),
    "actual_to_planned_scrap_ratio": (
        marked("Scrap of planned scrap"),
        _PIECES,
        lambda line: line.scrap_quantity,
        lambda line: line.planned_scrap_quantity,
    ),
    "fall_off_ratio": (
        marked("Fall-off: scrap of what began"),
        _PIECES,
        lambda line: line.scrap_quantity,
        lambda line: line.first_quantity,
    ),
    "throughput_rate": (
        marked("Throughput, pieces an hour"),
        marked("%(part)s pieces in %(whole)s min"),
        lambda line: line.last_quantity,
        lambda line: line.execution_minutes,
    ),
    "allocation_ratio": (
        marked("Allocation ratio: busy of elapsed"),
        _TIME,
        _busy,
        lambda line: line.execution_minutes,
    ),
    "production_process_ratio": (
        marked("Process ratio: run of elapsed"),
        _TIME,
        lambda line: line.run_minutes,
        lambda line: line.execution_minutes,
    ),
}
"""Each figure in full: its name, what it is made of, and the part and the whole of it."""


def _in_full(line: KeyFigureLine, title: str, question: KeyFiguresQuestion) -> Report:
    columns = (
        Column(_("Key figure"), 35, grows=True),
        Column(_("Made of"), 27, grows=True),
        Column(pgettext("col 9", "Value"), 9, right=True),
    )
    opens: KeyFiguresQuestion | CapacityEntriesQuestion = line.entries
    if question.by is FigureGroup.ORDER:
        opens = replace(question, by=FigureGroup.OPERATION, order_no=line.entries.order_no)
    lines = []
    for name, (text, form, part, whole_part) in IN_FULL.items():
        parts = "" if part is None or whole_part is None else _made_of(form, part(line), whole_part(line))
        made_of = parts if getattr(line, name) is not None else _why(line, name)
        lines.append(Line((_(text), made_of, _short(line, name)), opens, title))
    return Report(title, columns, lines, days(question.first_day, question.last_day))


def _made_of(form: str, part: Decimal | None, whole_part: Decimal | None) -> str:
    if part is None or whole_part is None:
        return ""
    return _(form) % {"part": _round(part), "whole": _round(whole_part)}


def _round(value: Decimal) -> str:
    return whole(value) if value == value.to_integral_value() else figure(value.quantize(Decimal("0.1")))


def _why(line: KeyFigureLine, name: str) -> str:
    """Say why a figure cannot be told."""
    with_plan = {"availability", "oee_index", "nee_index", "allocation_efficiency"}
    if name in with_plan and not line.planned_busy_minutes:
        return _("no planned time")
    if name in {"throughput_rate", "allocation_ratio", "production_process_ratio"}:
        return _("no clocks of a whole order")
    if name == "actual_to_planned_scrap_ratio":
        return _("no scrap is planned")
    if name in {"effectiveness", "oee_index", "nee_index"} and line.planned_run_minutes is None:
        return _("not in the routing")
    if name == "fall_off_ratio" and line.first_quantity is None:
        return _("not of an order")
    if name in {"quality_ratio", "scrap_ratio", "rework_ratio", "fall_off_ratio"}:
        return _("no pieces posted")
    return _("no time posted")


def losses(answer: Losses, title: str) -> Report:
    """Draw a Pareto: the largest cause first, its bar as long as its share, and what it comes to with those before."""
    unit = _("Pieces") if answer.loss is Loss.SCRAP else _("Minutes")
    columns = (
        Column(_(CAUSES[answer.by]), 20, grows=True),
        Column(unit, 9, right=True),
        Column(pgettext("col 7", "%"), 7, right=True),
        Column(pgettext("col 8", "Sum %"), 8, right=True),
        Column("", 2),
        Column("", BAR_CELLS),
    )
    largest = answer.lines[0].quantity if answer.lines else Decimal(1)
    lines = []
    for line in answer.lines:
        name = _cause(answer.by, line.key, line.name)
        length = max(int(line.quantity * BAR_CELLS / largest), 1)
        figures = (figure(line.quantity), percent(line.share_pct), percent(line.cumulated_pct))
        lines.append(Line((name, *figures, "", USED * length), line.entries, name))
    sums = ((_("sum"), figure(answer.total), "", "", "", ""),) if answer.lines else ()
    return Report(title, columns, lines, days(answer.first_day, answer.last_day), sums)


def _cause(by: LossGroup, key: str, name: str) -> str:
    if by in {LossGroup.DAY, LossGroup.WEEK}:
        return full_day(date.fromisoformat(key))
    return f"{key} {name}".rstrip() or _("no reason given")


def capacity_entries(answer: CapacityEntries, title: str, question: CapacityEntriesQuestion) -> Report:
    """Tabulate entries of the capacity ledger with their reasons; what was taken back is marked."""
    columns = (
        Column(_("No."), 7, right=True),
        Column(" " + _("Date"), 7),
        Column(_("Center"), 8, grows=True),
        Column(_("Order"), 14, grows=True),
        *(
            Column(heading, 7, right=True)
            for heading in (
                pgettext("col 6", "Run"),
                pgettext("col 6", "Stop"),
                pgettext("col 6", "Good"),
                pgettext("col 6", "Scrap"),
            )
        ),
        Column("", 1),
        Column(_("Reason"), 9, grows=True),
    )
    lines = [
        Line(
            (
                str(entry.entry_no),
                f" {day(entry.posting_date)}",
                entry.no,
                f"{entry.order_no} / {entry.operation_no}" if entry.order_no else "",
                *(
                    figure(value) if value else ""
                    for value in (
                        entry.setup_time + entry.run_time,
                        entry.stop_time,
                        entry.output_quantity,
                        entry.scrap_quantity,
                    )
                ),
                "",
                _("taken back") if entry.reversed else entry.scrap_code or entry.stop_code,
            )
        )
        for entry in answer.entries
    ]
    after = answer.next_after_entry_no
    following = replace(question, after_entry_no=after) if after else None
    facts = _("times in the center's unit")
    return Report(title, columns, lines, facts, next_page=following)
