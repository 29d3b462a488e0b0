"""The load of centers by period, and the tasks behind one figure."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend_client.messages.base import Dated, Question
from backend_client.terms import CapacityUnitType, LoadPeriod, LoadScope, LoadView, OrderStatus, RoutingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCell:
    """One center in one period; times in the row's unit.

    load_pct  allocated / capacity x 100, rounded to 0.1; 0 without capacity
    """

    period_start: date
    period_end: date
    capacity: Decimal
    allocated_time: Decimal
    availability_after_orders: Decimal
    load_pct: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """One group, work center or machine center over all periods.

    unit_type     what the unit of measure measures in, so that its times can be shown as hours and minutes; None
                  where the row has no unit
    has_calendar  False: no calendar entry was ever calculated for it, which is not the same as no capacity
    """

    scope: LoadScope
    no: str
    name: str
    work_center_no: str
    group_code: str
    unit_of_measure_code: str
    unit_type: CapacityUnitType | None
    has_calendar: bool
    cells: tuple[LoadCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadBoard:
    """Rows by number, each center after its group and each machine after its work center; `statuses` as they were asked for."""

    as_of: datetime
    first_day: date
    last_day: date
    period: LoadPeriod
    view: LoadView
    rows: tuple[LoadRow, ...]
    statuses: tuple[OrderStatus, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadQuestion(Question[LoadBoard]):
    """How loaded are the centers from `first_day` to `last_day`?

    scope, no  one center or group; `no` "" = the whole board (groups, work centers and machine centers)
    period    accounting periods are those of the plant; before the first one all days are one column
    statuses  only orders in these statuses count; () = all that allocate time: planned, firm planned, released. A
              simulated order allocates none: where it is asked for, the time that it would need counts
    Cells start at the period that holds `first_day`; the first and last are cut at the two days.
    """

    first_day: date
    last_day: date
    period: LoadPeriod = LoadPeriod.DAY
    view: LoadView = LoadView.NET_CHANGE
    scope: LoadScope = LoadScope.WORK_CENTER
    no: str = ""
    unit_of_measure_code: str = ""
    statuses: tuple[OrderStatus, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An operation that waits at a center; `allocated_time` in the work center's unit, quantities in base units.

    setup_time, run_time  as the order's routing has them, each in its own unit; run time for one lot size
    parts_short           so many of its components are not at their location in the quantity that remains; None = not looked for
    parts_elsewhere       so many are there, but not in the bin that they are taken from
    """

    order_no: str
    order_line_no: int
    operation_no: str
    description: str
    item_no: str
    item_description: str
    no: str
    status: OrderStatus
    routing_status: RoutingStatus
    starting_date_time: datetime | None
    ending_date_time: datetime | None
    due_date: date | None
    input_quantity: Decimal
    remaining_quantity: Decimal
    allocated_time: Decimal
    setup_time: Decimal
    setup_time_unit: str
    run_time: Decimal
    run_time_unit: str
    concurrent_capacities: Decimal
    send_ahead_quantity: Decimal
    parts_short: int | None = None
    parts_elsewhere: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList(Dated):
    """Tasks by start; `next_page` asks for those that follow, "" where there are none."""

    tasks: tuple[Task, ...]
    next_page: str = ""

    @property
    def more(self) -> bool:
        """There are tasks beyond these."""
        return bool(self.next_page)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskListQuestion(Question[TaskList]):
    """Which operations are not finished at this center?

    first_day, last_day  given: only tasks with allocated time on those days, and only that time is summed
    most                 tasks in one answer; 0 and whatever is above it = limits.TASKS_MAX
    page                 `next_page` of the answer before; "" = the first
    with_parts           say of each task how many of its components are short, and how many in other bins
    statuses             only tasks of orders in these statuses, their times as of a LoadQuestion; () = of all orders
                         that are not finished
    A work center's list holds the tasks of its machine centers too when `with_machine_centers`.
    """

    scope: LoadScope = LoadScope.WORK_CENTER
    no: str
    first_day: date | None = None
    last_day: date | None = None
    with_machine_centers: bool = False
    with_parts: bool = False
    most: int = 0
    page: str = ""
    statuses: tuple[OrderStatus, ...] = ()
