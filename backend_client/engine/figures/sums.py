"""The sums that key figures are made of, by what a line is of."""

from collections import defaultdict
from decimal import Decimal
from typing import Any, NamedTuple

from backend_client.engine.center_days import wanted_of
from backend_client.engine.context import Context
from backend_client.engine.figures.planned import (
    BusyTimes,
    Key,
    Shifts,
    entries_asked,
    key_of,
    minutes_of,
    planned_run_minutes,
)
from backend_client.figure_terms import FigureGroup
from backend_client.messages.key_figures import KeyFiguresQuestion
from backend_client.rules.key_figures import Elements, added
from backend_client.rules.operation_times import CenterKey
from backend_client.rules.rounding import ZERO
from backend_client.store.queries.key_figures import execution_times, planned_scrap, work

A_MINUTE = 60
NOT_OF_AN_ORDER = Elements(planned_scrap=None, first_produced=None, last_produced=None, execution_time=None)
NOT_OF_A_CENTER = Elements(planned_busy_time=None)


class Sum(NamedTuple):
    """What a line is made of, and the minutes that were booked without an order."""

    elements: Elements
    other: Decimal = ZERO


class Work:
    """What was posted, read once: by line and center."""

    def __init__(self, context: Context, question: KeyFiguresQuestion) -> None:
        """Read it."""
        self.elements: dict[Key, list[Elements]] = defaultdict(list)
        self.centers: dict[Key, set[CenterKey]] = defaultdict(set)
        self.other: dict[Key, Decimal] = defaultdict(Decimal)
        self.first_produced: dict[str, Decimal] = defaultdict(Decimal)
        self.last_produced: dict[str, Decimal] = defaultdict(Decimal)
        by_shift, by_day = question.by is FigureGroup.SHIFT, question.by is FigureGroup.DAY
        shifts = Shifts(context, question)
        wanted = wanted_of(entries_asked(question))
        columns = ("work_shift_code",) if by_shift else ("posting_date",) if by_day else ()
        for row in work(context.connection, wanted, *columns, by_moment=by_shift):
            center = (row.type, row.no)
            group = ""
            if by_day:
                group = row.posting_date.isoformat()
            elif by_shift:
                group = row.work_shift_code or shifts.at(center, row.recorded_at)
            self._add(context, question.by, center, group, row)

    def _add(self, context: Context, by: FigureGroup, center: CenterKey, group: str, row: Any) -> None:
        setup = context.setup
        key = key_of(by, center, group, row.order_no, row.operation_no)
        times = (row.sum_setup_time, row.sum_run_time, row.sum_stop_time)
        setup_time, run_time, stop_time = (minutes_of(setup, row.work_center_no, time) for time in times)
        if not row.order_no:
            if by in {FigureGroup.CENTER, FigureGroup.SHIFT, FigureGroup.DAY}:
                self.other[key] += setup_time + run_time + stop_time
            return
        self.centers[key].add(center)
        produced = row.sum_output_quantity + row.sum_scrap_quantity + row.sum_rework_quantity
        if not row.planned_previous_operation_no:
            self.first_produced[row.order_no] += produced
        if not row.planned_next_operation_no:
            self.last_produced[row.order_no] += produced
        self.elements[key].append(
            Elements(
                setup_time=setup_time,
                run_time=run_time,
                stop_time=stop_time,
                good=row.sum_output_quantity,
                scrap=row.sum_scrap_quantity,
                rework=row.sum_rework_quantity,
                planned_run_time=planned_run_minutes(setup, row, produced),
            )
        )


def by_time(context: Context, question: KeyFiguresQuestion) -> dict[Key, Sum]:
    """Add up by center, shift or day: what the calendar had planned belongs to it, what an order had does not.

    Of one order alone nothing says how much of a center's time was planned for it.
    """
    done, busy = Work(context, question), BusyTimes(context, question)
    of_one = bool(question.order_no)
    keys = {*done.elements, *done.other} if of_one else {*done.elements, *done.other, *busy.by_key}
    found = {}
    for key in keys:
        planned = None if of_one else busy.of(key, done.centers[key])
        parts = (*done.elements[key], Elements(planned_busy_time=planned), NOT_OF_AN_ORDER)
        found[key] = Sum(added(parts), done.other[key])
    return found


def by_order(context: Context, question: KeyFiguresQuestion) -> dict[Key, Sum]:
    """Add up by order or operation.

    Pieces of an order are those of all its operations, so that orders and centers come to the same; what an hour brings
    is counted at the last operations. Planned scrap and the time from first start to last end are of the whole order.
    """
    done = Work(context, question)
    orders = {key.first for key in done.elements}
    of_operation = question.by is FigureGroup.OPERATION
    planned: dict[Key, Decimal] = defaultdict(Decimal)
    for each in planned_scrap(context.connection, orders):
        key = Key(each.order_no, each.operation_no if of_operation else "")
        planned[key] += each.quantity * each.scrap_factor_pct / 100 + each.fixed_scrap_quantity
    times = {}
    if not of_operation:
        for order_no, start, end in execution_times(context.connection, orders):
            times[order_no] = Decimal(round((end - start).total_seconds())) / A_MINUTE
    return {
        key: Sum(
            added(
                (
                    *elements,
                    NOT_OF_A_CENTER,
                    Elements(
                        planned_scrap=planned.get(key),
                        first_produced=done.first_produced.get(key.first),
                        last_produced=None if of_operation else done.last_produced.get(key.first, ZERO),
                        execution_time=times.get(key.first),
                    ),
                )
            )
        )
        for key, elements in done.elements.items()
    }
