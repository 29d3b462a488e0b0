"""Key figures of production by ISO 22400-2, and what was lost: each with what lists the entries it is made of.

A figure that cannot be told is None, never 0. Lists come page by page: `page` is the `next_page` of the answer before.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.figure_terms import FigureGroup, Loss, LossGroup, WorkerGroup
from backend_client.messages.base import Question
from backend_client.messages.center_days import CapacityEntriesQuestion
from backend_client.terms import CapacityType


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigureLine:
    """One center, work center, order, operation, shift or day; ratios with five decimals, 1 = 100 %.

    key                   its number, code or day; an operation's is ORDER / OPERATION, "" outside all shifts
    setup_minutes         ASUT; run_minutes APT, stop_minutes ADET, of work on orders
    planned_stop_minutes  of stops on orders for a planned reason: no delay
    other_minutes         booked without an order: neither production nor delay
    restoration_minutes   of stops for a failure, with those without an order; failures FE, how many they were
    planned_busy_minutes  PBT: total capacity of the calendar; None of an order, and where a center has no calendar
    idle_minutes          what is left of PBT: less than 0 where more was booked than planned
    rated_quantity        what rated speed makes of PBT; None where a center that worked is not rated
    planned_run_minutes   PRI x PQ by the routing; None where an operation has no run time
    good, scrap, rework   GQ, SQ, RQ in base units; a piece counts at each operation that it passes
    planned_scrap_quantity, first_quantity, last_quantity, execution_minutes
                          PSQ, PQ of the first and of the last operation, AOET: of an order alone, by its routing and
                          its clocks
    inspected_quantity, first_pass_quantity
                          IP and GP at the last operation of items tracked by serial number; None where a piece was
                          lost without its number, as nobody can tell then whether it was one seen before
    throughput_rate       pieces an hour
    mean_operating_time_between_failures, mean_time_to_restoration
                          minutes; None without a failure
    """

    key: str
    name: str
    setup_minutes: Decimal
    run_minutes: Decimal
    stop_minutes: Decimal
    planned_stop_minutes: Decimal
    other_minutes: Decimal
    restoration_minutes: Decimal
    failures: int
    planned_busy_minutes: Decimal | None
    idle_minutes: Decimal | None
    rated_quantity: Decimal | None
    planned_run_minutes: Decimal | None
    good_quantity: Decimal
    scrap_quantity: Decimal
    rework_quantity: Decimal
    planned_scrap_quantity: Decimal | None
    first_quantity: Decimal | None
    last_quantity: Decimal | None
    execution_minutes: Decimal | None
    inspected_quantity: Decimal | None
    first_pass_quantity: Decimal | None
    availability: Decimal | None
    effectiveness: Decimal | None
    quality_ratio: Decimal | None
    oee_index: Decimal | None
    nee_index: Decimal | None
    allocation_efficiency: Decimal | None
    utilization_efficiency: Decimal | None
    technical_efficiency: Decimal | None
    setup_ratio: Decimal | None
    scrap_ratio: Decimal | None
    rework_ratio: Decimal | None
    actual_to_planned_scrap_ratio: Decimal | None
    fall_off_ratio: Decimal | None
    throughput_rate: Decimal | None
    allocation_ratio: Decimal | None
    production_process_ratio: Decimal | None
    equipment_load_ratio: Decimal | None
    mean_operating_time_between_failures: Decimal | None
    mean_time_to_restoration: Decimal | None
    first_pass_yield: Decimal | None
    entries: CapacityEntriesQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """Lines by key; `total` is made of the sums of all lines and stands on the first page only."""

    by: FigureGroup
    first_day: date
    last_day: date
    lines: tuple[KeyFigureLine, ...]
    total: KeyFigureLine | None = None
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFiguresQuestion(Question[KeyFigures]):
    """How well was time and material used, by what was posted from `first_day` to `last_day`?

    no                    one center; "" = all
    with_machine_centers  with a work center, its machine centers
    order_no              one order; its planned scrap and execution time count whole, whatever the days
    """

    first_day: date
    last_day: date
    by: FigureGroup = FigureGroup.CENTER
    type: CapacityType = CapacityType.WORK_CENTER
    no: str = ""
    with_machine_centers: bool = True
    order_no: str = ""
    page: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerEfficiencyLine:
    """A person or a day: `worker_efficiency` is APWT / APAT with five decimals, 1 = 100 %.

    key               number of the person, or the day
    worked_minutes    APWT: clocks of setup and run on orders ran, each moment once
    attended_minutes  APAT: from clocking in to clocking out
                      both up to now where a clock runs; None where a forgotten clock waits for a supervisor
    """

    key: str
    name: str
    worked_minutes: Decimal | None
    attended_minutes: Decimal | None
    worker_efficiency: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerEfficiency:
    """Lines by key; `total` is made of their sums, and stands on the first page only."""

    by: WorkerGroup
    first_day: date
    last_day: date
    lines: tuple[WorkerEfficiencyLine, ...]
    total: WorkerEfficiencyLine | None = None
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerEfficiencyQuestion(Question[WorkerEfficiency]):
    """How much of the time that people attended did they work on orders? By the day on which they came.

    Answered only where the plant's setting `worker_efficiency` allows it: its people may have to agree first.
    """

    first_day: date
    last_day: date
    by: WorkerGroup = WorkerGroup.DAY
    page: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LossLine:
    """A cause of loss: pieces in base units, or minutes; shares in percent of all, rounded to 0.1.

    key  "" where no reason was given
    """

    key: str
    name: str
    quantity: Decimal
    share_pct: Decimal
    cumulated_pct: Decimal
    entries: CapacityEntriesQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """The causes, the largest first; `total` is all that was lost."""

    loss: Loss
    by: LossGroup
    first_day: date
    last_day: date
    lines: tuple[LossLine, ...]
    total: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LossesQuestion(Question[Losses]):
    """What was scrapped, or stood still, and why? The largest limits.REPORT_ROWS_MAX causes.

    no                    one center; "" = all
    with_machine_centers  with a work center, its machine centers
    item_no, reason_code  only of this item, only for this reason
    """

    loss: Loss
    by: LossGroup = LossGroup.REASON
    first_day: date
    last_day: date
    type: CapacityType = CapacityType.WORK_CENTER
    no: str = ""
    with_machine_centers: bool = True
    item_no: str = ""
    reason_code: str | None = None
