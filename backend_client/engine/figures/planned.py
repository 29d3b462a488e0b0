"""What had been planned: the busy time of centers by their calendars, and the run time of pieces by their routing."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from backend_client.engine.context import Context
from backend_client.figure_terms import FigureGroup
from backend_client.messages.center_days import CapacityEntriesQuestion
from backend_client.messages.key_figures import KeyFiguresQuestion, LossesQuestion
from backend_client.rules.calendar_entries import end_ms, start_ms
from backend_client.rules.key_figures import MINUTES_AN_HOUR
from backend_client.rules.operation_times import CenterKey
from backend_client.rules.rounding import ZERO
from backend_client.rules.units import convert_time
from backend_client.store.queries import calendars as stored
from backend_client.store.queries.capacity_entries import Wanted
from backend_client.store.queries.key_figures import planned_times
from backend_client.store.rows import Row
from backend_client.store.setup import Setup
from backend_client.terms import CapacityType, CapacityUnitType

COLUMN = {
    FigureGroup.CENTER: "",
    FigureGroup.WORK_CENTER: "",
    FigureGroup.SHIFT: "work_shift_code",
    FigureGroup.DAY: "date",
}


class Key(NamedTuple):
    """What a line is of: a center by number and type, an operation by order and number, else one text."""

    first: str
    second: str = ""


def key_of(by: FigureGroup, center: CenterKey, group: str, order_no: str = "", operation_no: str = "") -> Key:
    """Answer the line that something posted belongs to; `group` is its work center, its shift or its day."""
    match by:
        case FigureGroup.CENTER:
            return Key(center[1], center[0].value)
        case FigureGroup.ORDER:
            return Key(order_no)
        case FigureGroup.OPERATION:
            return Key(order_no, operation_no)
    return Key(group)


def minutes_of(setup: Setup, work_center_no: str, time: Decimal) -> Decimal:
    """Answer a work center's time in minutes, unrounded."""
    center = setup.work_centers.get(work_center_no)
    unit = setup.capacity_units.get(center.unit_of_measure_code) if center is not None else None
    return convert_time(time, unit or CapacityUnitType.MINUTES, CapacityUnitType.MINUTES)


class BusyTimes:
    """Planned busy time (PBT) of the centers asked for, in minutes, by center and group.

    A work center whose calendar is made of its machines' has none of its own: it would count twice. Nor has a
    vendor: what it does is no work of ours.
    """

    def __init__(self, context: Context, question: KeyFiguresQuestion) -> None:
        """Read the calendars of the days asked for."""
        self._setup = context.setup
        self._by = question.by
        self.by_key: dict[Key, dict[CenterKey, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        self._known: set[CenterKey] = set()
        for center, group, total in planned_times(
            context.connection, question.first_day, question.last_day, COLUMN[question.by]
        ):
            if self._counts(center) and asked_for(context.setup, question, center):
                self._known.add(center)
                work_center_no = work_center_of(self._setup, center)
                minutes = minutes_of(self._setup, work_center_no, total)
                part = work_center_no if question.by is FigureGroup.WORK_CENTER else str(group or "")
                self.by_key[key_of(question.by, center, part)][center] += minutes

    def of(self, key: Key, worked: set[CenterKey]) -> Decimal | None:
        """Answer a line's planned time; None where a center that worked in it has no calendar, or the shift no name."""
        planned = self.by_key.get(key, {})
        nameless = self._by is FigureGroup.SHIFT and not key.first
        if any(center not in (planned if nameless else self._known) for center in worked):
            return None
        return sum(planned.values(), ZERO)

    def rated(self, key: Key, worked: set[CenterKey]) -> Decimal | None:
        """Answer what rated speed makes of a line's planned time; None where that is not known, or a center not rated.

        240 minutes at 60 pieces an hour and 480 at 10 are 240 + 80 = 320 pieces.
        """
        if self.of(key, worked) is None or any(not self._rate(center) for center in worked):
            return None
        planned = self.by_key.get(key, {})
        return sum(
            (minutes * self._rate(center) / MINUTES_AN_HOUR for center, minutes in planned.items()), ZERO
        )

    def _rate(self, center: CenterKey) -> Decimal:
        row = center_row(self._setup, center)
        return row.rated_quantity_per_hour if row is not None else ZERO

    def _counts(self, center: CenterKey) -> bool:
        row = self._setup.work_centers.get(work_center_of(self._setup, center))
        if row is None or row.subcontractor_no:
            return False
        return center[0] is CapacityType.MACHINE_CENTER or not row.consolidated_calendar


def work_center_of(setup: Setup, center: CenterKey) -> str:
    """Answer the work center that a center is or belongs to; "" for one that is gone."""
    if center[0] is CapacityType.WORK_CENTER:
        return center[1]
    machine = setup.machine_centers.get(center[1])
    return machine.work_center_no if machine is not None else ""


def center_row(setup: Setup, center: CenterKey) -> Any:
    """Answer a center's row; None for one that is gone."""
    centers = setup.machine_centers if center[0] is CapacityType.MACHINE_CENTER else setup.work_centers
    return centers.get(center[1])


def center_name(setup: Setup, center: CenterKey) -> str:
    """Answer what a center is called; "" for one that is gone."""
    row = center_row(setup, center)
    return row.name if row is not None else ""


def asked_for(setup: Setup, question: KeyFiguresQuestion, center: CenterKey) -> bool:
    """Say whether a center is among those that a question is of."""
    if not question.no or center == (question.type, question.no):
        return True
    return question.with_machine_centers and work_center_of(setup, center) == question.no


def entries_asked(question: KeyFiguresQuestion | LossesQuestion) -> CapacityEntriesQuestion:
    """Ask for the entries that a question adds up."""
    return CapacityEntriesQuestion(
        **{name: getattr(question, name) for name in Wanted._fields if hasattr(question, name)}
    )


def planned_run_minutes(setup: Setup, row: Any, produced: Decimal) -> Decimal | None:
    """Answer PRI x PQ of an operation; None where its routing has no run time for what was produced with some."""
    if not produced or not (row.planned_run_time or row.sum_run_time):
        return ZERO
    if not row.planned_run_time:
        return None
    unit = setup.capacity_units.get(row.planned_run_time_unit)
    if unit is None:
        minutes = minutes_of(setup, row.work_center_no, row.planned_run_time)
    else:
        minutes = convert_time(row.planned_run_time, unit, CapacityUnitType.MINUTES)
    return minutes * produced / (row.planned_lot_size or 1)


class Shifts:
    """Which shift of a center a moment belongs to; a center's calendar is read when it is asked for first."""

    def __init__(self, context: Context, question: KeyFiguresQuestion) -> None:
        """Keep which days are asked for."""
        self._context = context
        self._days = question.first_day, question.last_day
        self._spans: dict[CenterKey, list[Row]] = {}

    def at(self, center: CenterKey, moment: datetime) -> str:
        """Answer the shift's code, "" outside all shifts."""
        if center not in self._spans:
            self._spans[center] = stored.entries(self._context.connection, [center], *self._days)
        local = self._context.setup.local_time(moment)
        at_ms = start_ms(local.time())
        for row in self._spans[center]:
            if row["date"] == local.date() and start_ms(row["starting_time"]) <= at_ms < end_ms(
                row["ending_time"]
            ):
                return str(row["work_shift_code"])
        return ""
