"""What stands in a center's calendar and in its ledger: its days, its absences, its capacity entries."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from backend_client.figure_terms import Loss
from backend_client.messages.base import Question
from backend_client.terms import CapacityType


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityEntry:
    """A capacity ledger entry; times in the work center's unit, quantities in the item's base unit.

    order_no  "" for time without an order, such as maintenance
    reversed  the entry was taken back, or takes one back
    """

    entry_no: int
    register_no: int
    posting_date: date
    document_no: str
    order_no: str
    order_line_no: int
    operation_no: str
    item_no: str
    no: str
    description: str
    quantity: Decimal
    setup_time: Decimal
    run_time: Decimal
    stop_time: Decimal
    output_quantity: Decimal
    scrap_quantity: Decimal
    rework_quantity: Decimal
    unit_of_measure_code: str
    scrap_code: str
    stop_code: str
    work_shift_code: str
    reversed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityEntries:
    """Entries in posting order; those that follow come after entry `next_after_entry_no`, 0 where there are none."""

    entries: tuple[CapacityEntry, ...]
    next_after_entry_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityEntriesQuestion(Question[CapacityEntries]):
    """What was posted at this center, or on this order, for this reason?

    no                    the center; "" = any
    with_machine_centers  a work center's list holds the entries of its machine centers too
    first_day, last_day   posting dates, both included; None = no bound
    loss                  only entries with scrap, or with stop time, taken back or not
    reason_code           of the scrap or stop; "" = entries without a reason, None = any
    most                  entries in one answer; 0 and whatever is above it = limits.CAPACITY_ENTRIES_MAX
    after_entry_no        `next_after_entry_no` of the answer before; 0 = from the first entry
    """

    type: CapacityType = CapacityType.WORK_CENTER
    no: str = ""
    first_day: date | None = None
    last_day: date | None = None
    with_machine_centers: bool = False
    order_no: str = ""
    operation_no: str = ""
    item_no: str = ""
    loss: Loss | None = None
    reason_code: str | None = None
    most: int = 0
    after_entry_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEntry:
    """Places of a center that are absent for a part of a day.

    revision  what an edit of it says it has seen; who registers one where none is has seen 0
    """

    date: date
    starting_time: time
    ending_time: time
    capacity: Decimal
    description: str
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEntriesQuestion(Question[tuple[AbsenceEntry, ...]]):
    """When is a center, or a part of it, absent? Both days included, at most limits.CENTER_DAYS_MAX."""

    type: CapacityType = CapacityType.WORK_CENTER
    no: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSpan:
    """A span of one day; capacities in places, efficiency in percent, total and effective in the center's unit.

    480 min, 2 places, 1 absent, 75 %  ->  total 480, effective 360
    """

    date: date
    starting_time: time
    ending_time: time
    work_shift_code: str
    capacity: Decimal
    absence_capacity: Decimal
    efficiency: Decimal
    capacity_total: Decimal
    capacity_effective: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntriesQuestion(Question[tuple[CalendarSpan, ...]]):
    """When does a center work, and with what? Both days included, at most limits.CENTER_DAYS_MAX."""

    type: CapacityType = CapacityType.WORK_CENTER
    no: str
    first_day: date
    last_day: date
