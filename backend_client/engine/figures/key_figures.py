"""Key figures by center, work center, order, operation, shift or day: what was posted, beside what calendar and routing had planned.

All times become minutes by the unit of the center's work center first. Work at a vendor's is no work of a center here,
and time without an order is told apart: it is neither production nor delay. A posting's shift is the one it names,
else that of the center's calendar at the moment it was recorded.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal

from backend_client.barcode.plain import upper_case
from backend_client.engine.center_days import days_refused, unknown_center
from backend_client.engine.context import Context
from backend_client.engine.costs.pages import page_behind, place_of, rows_of, texts
from backend_client.engine.figures.planned import COLUMN, Key, center_name, entries_asked
from backend_client.engine.figures.sums import by_order, by_time
from backend_client.figure_terms import FigureGroup
from backend_client.messages.base import Refused
from backend_client.messages.center_days import CapacityEntriesQuestion
from backend_client.messages.key_figures import KeyFigureLine, KeyFigures, KeyFiguresQuestion
from backend_client.rules.key_figures import Elements, added
from backend_client.rules.key_figures import key_figures as figures_of
from backend_client.rules.rounding import ZERO, exact, round_time
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType

OPERATION_BETWEEN = " / "


def key_figures(context: Context, question: KeyFiguresQuestion) -> KeyFigures | Refused:
    """Answer a page of lines by key.

    Refuses with `period-out-of-range`, `center-not-found`, `request-malformed` (a page that no answer named).
    """
    refused = days_refused(question.first_day, question.last_day)
    if refused is None and question.no:
        refused = unknown_center(context, question.type, question.no)
    if refused is not None:
        return refused
    after = place_of(question.page, texts(2))
    if isinstance(after, Refused):
        return after
    question = replace(question, order_no=upper_case(question.order_no))
    with exact():
        sums = (by_time if question.by in COLUMN else by_order)(context, question)
    keys = [key for key in sorted(sums) if after is None or key > after]
    most = rows_of(question.most)
    return KeyFigures(
        by=question.by,
        first_day=question.first_day,
        last_day=question.last_day,
        lines=tuple(_line(context.setup, question, key, sums[key]) for key in keys[:most]),
        total=_total(context.setup, question, sums) if after is None and sums else None,
        next_page=page_behind(*keys[most - 1]) if len(keys) > most else "",
    )


def _total(setup: Setup, question: KeyFiguresQuestion, sums: Mapping[Key, Elements]) -> KeyFigureLine:
    """Add up all lines; what an order's first operation produced stands in each of its operations, and counts once."""
    total = added(sums.values())
    by_order = {key.first: each.first_produced for key, each in sums.items()}
    if question.by is FigureGroup.OPERATION and total.first_produced is not None:
        total = replace(total, first_produced=sum(filter(None, by_order.values()), ZERO))
    return _line(setup, question, None, total)


def _line(setup: Setup, question: KeyFiguresQuestion, key: Key | None, of: Elements) -> KeyFigureLine:
    return KeyFigureLine(
        key="" if key is None else _shown(question.by, key),
        name=_name(setup, question.by, key),
        setup_minutes=round_time(of.setup_time),
        run_minutes=round_time(of.run_time),
        stop_minutes=round_time(of.stop_time),
        planned_stop_minutes=round_time(of.planned_stop_time),
        other_minutes=round_time(of.other_time),
        restoration_minutes=round_time(of.restoration_time),
        failures=int(of.failures),
        planned_busy_minutes=_rounded(of.planned_busy_time),
        idle_minutes=_rounded(of.idle_time),
        rated_quantity=_rounded(of.rated_quantity),
        planned_run_minutes=_rounded(of.planned_run_time),
        good_quantity=of.good,
        scrap_quantity=of.scrap,
        rework_quantity=of.rework,
        planned_scrap_quantity=_rounded(of.planned_scrap),
        first_quantity=of.first_produced,
        last_quantity=of.last_produced,
        execution_minutes=_rounded(of.execution_time),
        inspected_quantity=of.inspected,
        first_pass_quantity=of.first_pass,
        **asdict(figures_of(of)),
        entries=_entries(question, key),
    )


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_time(value)


def _shown(by: FigureGroup, key: Key) -> str:
    if by is FigureGroup.CENTER:
        return key.first
    return OPERATION_BETWEEN.join(filter(None, key))


def _name(setup: Setup, by: FigureGroup, key: Key | None) -> str:
    if key is None or by not in {FigureGroup.CENTER, FigureGroup.WORK_CENTER}:
        return ""
    return center_name(setup, (CapacityType(key.second or CapacityType.WORK_CENTER), key.first))


def _entries(question: KeyFiguresQuestion, key: Key | None) -> CapacityEntriesQuestion:
    """Ask for the entries of a line; a shift's are among those of its days."""
    asked = entries_asked(question)
    if key is None:
        return asked
    match question.by:
        case FigureGroup.CENTER:
            kind = CapacityType(key.second)
            return replace(asked, type=kind, no=key.first, with_machine_centers=False)
        case FigureGroup.WORK_CENTER if not asked.no:
            return replace(asked, type=CapacityType.WORK_CENTER, no=key.first, with_machine_centers=True)
        case FigureGroup.ORDER | FigureGroup.OPERATION:
            return replace(asked, order_no=key.first, operation_no=key.second)
        case FigureGroup.DAY:
            day = date.fromisoformat(key.first)
            return replace(asked, first_day=day, last_day=day)
    return asked
