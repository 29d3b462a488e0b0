"""One line of key figures in full: where its time went, as bars, and each figure with what it is made of.

    Run time      ██████████████            240 min
    Stop time     ███                        60 min
    Idle time     ██████████                180 min
    Availability: run of planned time       240 of 480 min             50.0
    OEE index                               no planned time               -

Time is that of the calendar, so its bars come to the whole; where nothing was planned they come to what was booked.
A figure that cannot be told is "-" and says why; it is never shown as 0.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from backend_client.figure_terms import FigureGroup
from backend_client.messages.center_days import CapacityEntriesQuestion
from backend_client.messages.key_figures import KeyFigureLine, KeyFiguresQuestion
from screens.language.text import _, marked, pgettext
from screens.language.writing import figure, percent, whole
from screens.load_cell import USED
from screens.load_periods import days
from screens.reports.report import Column, Line, Report

NOT_TOLD = "-"
BAR_CELLS = 27
HUNDRED = Decimal(100)
MEAN_TIMES = frozenset({"mean_operating_time_between_failures", "mean_time_to_restoration"})
TIMES = {
    "run_minutes": marked("Run time"),
    "setup_minutes": marked("Setup time"),
    "stop_minutes": marked("Stop time"),
    "planned_stop_minutes": marked("Planned stops"),
    "other_minutes": marked("Without an order"),
    "idle_minutes": marked("Idle time"),
}
"""The parts that planned time is made of."""


def short(line: KeyFigureLine, name: str) -> str:
    """Write a figure in nine cells: percent, minutes, or pieces an hour."""
    value = getattr(line, name)
    if value is None:
        return NOT_TOLD
    if name in MEAN_TIMES:
        return _round(value)
    return figure(value) if name == "throughput_rate" else percent(value * HUNDRED)


def of_one(question: KeyFiguresQuestion, line: KeyFigureLine) -> KeyFiguresQuestion | CapacityEntriesQuestion:
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


Part = Callable[[KeyFigureLine], Decimal | None]


def _minutes(line: KeyFigureLine) -> Decimal:
    return line.setup_minutes + line.run_minutes


def _busy(line: KeyFigureLine) -> Decimal:
    return _minutes(line) + line.stop_minutes


def _produced(line: KeyFigureLine) -> Decimal:
    return line.good_quantity + line.scrap_quantity + line.rework_quantity


def _failures(line: KeyFigureLine) -> Decimal:
    return Decimal(line.failures)


_TIME = marked("%(part)s of %(whole)s min")
_PIECES = marked("%(part)s of %(whole)s pieces")
_PLAN = marked("%(part)s planned, %(whole)s min run")
_FAILURES = marked("%(part)s min, failures: %(whole)s")
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
    "first_pass_yield": (
        marked("First pass yield: good at once"),
        _PIECES,
        lambda line: line.first_pass_quantity,
        lambda line: line.inspected_quantity,
    ),
    "equipment_load_ratio": (
        marked("Load: pieces of rated ones"),
        _PIECES,
        _produced,
        lambda line: line.rated_quantity,
    ),
    "mean_operating_time_between_failures": (
        marked("MTBF, minutes between failures"),
        _FAILURES,
        _minutes,
        _failures,
    ),
    "mean_time_to_restoration": (
        marked("MTTR, minutes to restoration"),
        _FAILURES,
        lambda line: line.restoration_minutes,
        _failures,
    ),
}
"""Each figure in full: its name, what it is made of, and the part and the whole of it."""
BY_CENTER = {FigureGroup.CENTER: marked("By center")}
BY_SHIFT = {FigureGroup.SHIFT: marked("By shift")}
BY_DAY = {FigureGroup.DAY: marked("By day")}
SLICES = {
    FigureGroup.CENTER: BY_SHIFT | BY_DAY,
    FigureGroup.WORK_CENTER: BY_CENTER | BY_SHIFT | BY_DAY,
    FigureGroup.ORDER: BY_CENTER | BY_SHIFT | BY_DAY,
    FigureGroup.DAY: BY_CENTER | BY_SHIFT,
}
"""What else a line is looked at by."""


def in_full(line: KeyFigureLine, title: str, question: KeyFiguresQuestion) -> Report:
    """Tabulate where a line's time went, its figures, and the ways to its shifts, days or operations."""
    columns = (
        Column(_("Key figure"), 35, grows=True),
        Column(_("Made of"), BAR_CELLS, grows=True),
        Column(pgettext("col 9", "Value"), 9, right=True),
    )
    opens: KeyFiguresQuestion | CapacityEntriesQuestion = line.entries
    if question.by is FigureGroup.ORDER:
        opens = replace(question, by=FigureGroup.OPERATION, order_no=line.entries.order_no)
    lines = _where_time_went(line, opens, title)
    for name, (text, form, part, whole_part) in IN_FULL.items():
        parts = "" if part is None or whole_part is None else _made_of(form, part(line), whole_part(line))
        made_of = parts if getattr(line, name) is not None else _why(line, name)
        lines.append(Line((_(text), made_of, _in_its_unit(line, name)), opens, title))
    alone = of_one(question, line)
    if isinstance(alone, KeyFiguresQuestion):
        lines += [
            Line((_(text), "", ""), replace(alone, by=by), f"{title}: {_(text)}")
            for by, text in SLICES[question.by].items()
        ]
    return Report(title, columns, lines, days(question.first_day, question.last_day))


def _in_its_unit(line: KeyFigureLine, name: str) -> str:
    """Write a figure among others that are no shares: those get their sign."""
    text = short(line, name)
    return text if text == NOT_TOLD or name in MEAN_TIMES or name == "throughput_rate" else f"{text} %"


def _where_time_went(
    line: KeyFigureLine, opens: KeyFiguresQuestion | CapacityEntriesQuestion, title: str
) -> list[Line]:
    parts = [(text, getattr(line, name)) for name, text in TIMES.items() if getattr(line, name)]
    longest = max(sum(value for _text, value in parts if value > 0), line.planned_busy_minutes or 0, 1)
    lines = []
    for text, value in parts:
        length = max(int(value * BAR_CELLS / longest), 1) if value > 0 else 0
        lines.append(
            Line((_(text), USED * length, _("%(count)s min") % {"count": _round(value)}), opens, title)
        )
    return lines


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
    if name in MEAN_TIMES:
        return _("no failures")
    if name == "first_pass_yield":
        return _("pieces lost without number") if line.inspected_quantity is None else _("no serial numbers")
    if name == "equipment_load_ratio":
        return _("no planned time") if not line.planned_busy_minutes else _("no rated speed")
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
