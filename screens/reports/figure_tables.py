"""The tables of key figures by ISO 22400-2, of people's time, of what was lost, and of the entries behind it.

Of several lines the figures that people ask for first stand beside one another; one line alone shows all of its
figures. One that cannot be told is "-", never 0.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from backend_client.figure_terms import FigureGroup, Loss, LossGroup, WorkerGroup
from backend_client.messages.center_days import CapacityEntries, CapacityEntriesQuestion
from backend_client.messages.key_figures import (
    KeyFigureLine,
    KeyFigures,
    KeyFiguresQuestion,
    Losses,
    WorkerEfficiency,
    WorkerEfficiencyLine,
    WorkerEfficiencyQuestion,
)
from screens.language.text import _, marked, pgettext
from screens.language.writing import day, figure, full_day, percent, weekday, whole
from screens.load_cell import USED
from screens.load_periods import days
from screens.reports.figure_in_full import HUNDRED, NOT_TOLD, in_full, of_one, short
from screens.reports.report import Column, Line, Report

FIGURES_MAX = 5  # beside a name at 80 columns
BAR_CELLS = 22

GROUPS = {
    FigureGroup.CENTER: marked("Center"),
    FigureGroup.ORDER: marked("Order"),
    FigureGroup.OPERATION: marked("Operation"),
    FigureGroup.SHIFT: marked("Shift"),
    FigureGroup.DAY: marked("Day"),
    FigureGroup.WORK_CENTER: marked("Work center"),
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
        return in_full(answer.lines[0], title, question)
    of_orders = answer.by in {FigureGroup.ORDER, FigureGroup.OPERATION}
    names = OF_ORDERS if of_orders else COMPARED
    columns = (
        Column(_(GROUPS[answer.by]), 16, grows=True),
        *(
            Column(_(heading), 10, right=True, roomy=number >= FIGURES_MAX)
            for number, heading in enumerate(names.values())
        ),
    )

    def texts(line: KeyFigureLine, name: str) -> tuple[str, ...]:
        return (name, *(short(line, each) for each in names))

    lines = [
        Line(texts(line, _name(answer.by, line)), of_one(question, line), _name(answer.by, line))
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


def worker_efficiency(answer: WorkerEfficiency, title: str, question: WorkerEfficiencyQuestion) -> Report:
    """Tabulate what people worked on orders of the time that they attended; a day opens its people."""
    columns = (
        Column(_("Day") if answer.by is WorkerGroup.DAY else _("Person"), 16, grows=True),
        Column(_("Worked, min"), 14, right=True),
        Column(_("Attended, min"), 16, right=True),
        Column(pgettext("col 7", "%"), 7, right=True),
        Column("", 2),
        Column("", BAR_CELLS),
    )

    def texts(line: WorkerEfficiencyLine, name: str) -> tuple[str, ...]:
        share = line.worker_efficiency
        minutes = (line.worked_minutes, line.attended_minutes)
        return (
            name,
            *(NOT_TOLD if each is None else whole(each) for each in minutes),
            NOT_TOLD if share is None else percent(share * HUNDRED),
            "",
            "" if share is None else USED * min(int(share * BAR_CELLS), BAR_CELLS),
        )

    lines = []
    for line in answer.lines:
        opens, name = None, f"{line.key} {line.name}".rstrip()
        if answer.by is WorkerGroup.DAY:
            each = date.fromisoformat(line.key)
            name = f"{weekday(each)} {day(each)}"
            opens = replace(question, by=WorkerGroup.PERSON, first_day=each, last_day=each, page="")
        lines.append(Line(texts(line, name), opens, name))
    sums = () if answer.total is None else (texts(answer.total, _("all")),)
    following = replace(question, page=answer.next_page) if answer.next_page else None
    period = days(answer.first_day, answer.last_day)
    return Report(title, columns, lines, period, sums, following, _("Worked on orders, of time attended."))


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
        Column(" " + _("Date"), 8),
        Column(_("Center"), 8, grows=True),
        Column(_("Order"), 13, grows=True),
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
