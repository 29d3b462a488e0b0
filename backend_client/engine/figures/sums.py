"""The sums that key figures are made of, by what a line is of."""

from collections import defaultdict
from decimal import Decimal
from typing import Any, NamedTuple

from backend_client.engine.center_days import wanted_of
from backend_client.engine.context import Context
from backend_client.engine.figures.planned import (
    COLUMN,
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
from backend_client.store.queries.first_pass import first_passes
from backend_client.store.queries.key_figures import execution_times, planned_scrap, work

A_MINUTE = 60
ONE = Decimal(1)
TIMES = ("sum_setup_time", "sum_run_time", "sum_stop_time", "sum_planned_stop_time", "sum_restoration_time")
NOT_OF_AN_ORDER = Elements(planned_scrap=None, first_produced=None, last_produced=None, execution_time=None)
NOT_OF_A_CENTER = Elements(planned_busy_time=None, rated_quantity=None)


class Booked(NamedTuple):
    """Minutes of one row of work; of the stops, those that were planned and those that a failure was the reason of."""

    setup: Decimal
    run: Decimal
    stop: Decimal
    planned_stop: Decimal
    restoration: Decimal


class Work:
    """What was posted, read once: by line and center."""

    def __init__(self, context: Context, question: KeyFiguresQuestion) -> None:
        """Read it."""
        self.elements: dict[Key, list[Elements]] = defaultdict(list)
        self.centers: dict[Key, set[CenterKey]] = defaultdict(set)
        self.first_produced: dict[str, Decimal] = defaultdict(Decimal)
        self.last_produced: dict[str, Decimal] = defaultdict(Decimal)
        self._by = question.by
        self._shifts = Shifts(context, question)
        by_shift, by_day = question.by is FigureGroup.SHIFT, question.by is FigureGroup.DAY
        wanted = wanted_of(entries_asked(question))
        columns = ("work_shift_code",) if by_shift else ("posting_date",) if by_day else ()
        for row in work(context.connection, wanted, *columns, by_moment=by_shift):
            self._add(context, question.by, row)
        for row, is_good in first_passes(context.connection, wanted):
            inspected = (None, None) if is_good is None else (ONE, ONE if is_good else ZERO)
            self.elements[self._key(row)].append(Elements(inspected=inspected[0], first_pass=inspected[1]))

    def _key(self, row: Any) -> Key:
        center, group = (row.type, row.no), ""
        match self._by:
            case FigureGroup.WORK_CENTER:
                group = row.work_center_no
            case FigureGroup.DAY:
                group = row.posting_date.isoformat()
            case FigureGroup.SHIFT:
                group = row.work_shift_code or self._shifts.at(center, row.recorded_at)
        return key_of(self._by, center, group, row.order_no, row.operation_no)

    def _add(self, context: Context, by: FigureGroup, row: Any) -> None:
        setup, key = context.setup, self._key(row)
        booked = Booked(
            *(minutes_of(setup, row.work_center_no, getattr(row, name) or ZERO) for name in TIMES)
        )
        failed = {"restoration_time": booked.restoration, "failures": Decimal(row.sum_failures or 0)}
        if not row.order_no:
            if by in COLUMN:
                other = booked.setup + booked.run + booked.stop
                self.elements[key].append(Elements(other_time=other, **failed))
            return
        self.centers[key].add((row.type, row.no))
        produced = row.sum_output_quantity + row.sum_scrap_quantity + row.sum_rework_quantity
        if not row.planned_previous_operation_no:
            self.first_produced[row.order_no] += produced
        if not row.planned_next_operation_no:
            self.last_produced[row.order_no] += produced
        self.elements[key].append(
            Elements(
                setup_time=booked.setup,
                run_time=booked.run,
                stop_time=booked.stop - booked.planned_stop,
                planned_stop_time=booked.planned_stop,
                good=row.sum_output_quantity,
                scrap=row.sum_scrap_quantity,
                rework=row.sum_rework_quantity,
                planned_run_time=planned_run_minutes(setup, row, produced),
                **failed,
            )
        )


def by_time(context: Context, question: KeyFiguresQuestion) -> dict[Key, Elements]:
    """Add up by center, work center, shift or day: what the calendar had planned belongs to it, what an order had does not.

    Of one order alone nothing says how much of a center's time was planned for it.
    """
    done, busy = Work(context, question), BusyTimes(context, question)
    of_one = bool(question.order_no)
    found = {}
    for key in done.elements.keys() if of_one else done.elements.keys() | busy.by_key.keys():
        planned = NOT_OF_A_CENTER
        if not of_one:
            worked = done.centers[key]
            planned = Elements(planned_busy_time=busy.of(key, worked), rated_quantity=busy.rated(key, worked))
        found[key] = added((*done.elements.get(key, ()), planned, NOT_OF_AN_ORDER))
    return found


def by_order(context: Context, question: KeyFiguresQuestion) -> dict[Key, Elements]:
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
    found = {}
    for key, elements in done.elements.items():
        of_order = Elements(
            planned_scrap=planned.get(key),
            first_produced=done.first_produced.get(key.first),
            last_produced=None if of_operation else done.last_produced.get(key.first, ZERO),
            execution_time=times.get(key.first),
        )
        found[key] = added((*elements, NOT_OF_A_CENTER, of_order))
    return found
