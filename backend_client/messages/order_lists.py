"""Questions about production orders: lists of them, one of them whole, and what may replace a component."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend_client.messages.base import Question
from backend_client.terms import (
    CalculationFormula,
    CapacityType,
    CapacityUnitType,
    FlushingMethod,
    OrderSourceType,
    OrderStatus,
    RoutingStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOrder:
    """One order of a list; `late` = due before today and not finished. `takes_postings` = released, not blocked."""

    order_no: str
    status: OrderStatus
    source_type: OrderSourceType
    source_no: str
    description: str
    quantity: Decimal
    unit_of_measure_code: str
    location_code: str
    due_date: date | None
    starting_date_time: datetime | None
    ending_date_time: datetime | None
    finished_date: date | None
    blocked: bool
    late: bool
    takes_postings: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderList:
    """Orders by due date, then number; `next_page` is "" on the last page."""

    orders: tuple[ListedOrder, ...]
    next_page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionOrdersQuestion(Question[OrderList]):
    """Which orders are there?

    status        None = in any status
    item_no       orders with a line that makes it; "" = any
    due_from, to  both days included; None = open
    late_only     due before today and not finished
    page          `next_page` of the page before; "" = the first
    most          rows of a page, at most limits.ORDERS_MAX; 0 = that many
    """

    status: OrderStatus | None = None
    item_no: str = ""
    due_from: date | None = None
    due_to: date | None = None
    late_only: bool = False
    page: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationOnOrder:
    """An operation as it stands on an order: quantities in base units, times in their own units.

    name                                    of the center
    expected_setup_time, expected_run_time  of the whole input, in the work center's unit: `time_unit_type`
    posted_setup_time, posted_run_time      in the work center's unit
    """

    operation_no: str
    previous_operation_no: str
    next_operation_no: str
    description: str
    type: CapacityType
    no: str
    name: str
    work_center_no: str
    routing_status: RoutingStatus
    flushing_method: FlushingMethod
    routing_link_code: str
    setup_time: Decimal
    setup_time_unit: str
    run_time: Decimal
    run_time_unit: str
    wait_time: Decimal
    wait_time_unit: str
    move_time: Decimal
    move_time_unit: str
    concurrent_capacities: Decimal
    send_ahead_quantity: Decimal
    scrap_factor_pct: Decimal
    fixed_scrap_quantity: Decimal
    input_quantity: Decimal
    posted_output_quantity: Decimal
    posted_scrap_quantity: Decimal
    expected_setup_time: Decimal
    expected_run_time: Decimal
    time_unit_type: CapacityUnitType
    posted_setup_time: Decimal
    posted_run_time: Decimal
    expected_operation_cost: Decimal
    expected_capacity_overhead: Decimal
    starting_date_time: datetime | None
    ending_date_time: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentOnOrder:
    """A component as it stands on an order, in its own unit; `supplied_by_line_no` 0 = from stock."""

    line_no: int
    item_no: str
    variant_code: str
    description: str
    quantity_per: Decimal
    scrap_pct: Decimal
    calculation_formula: CalculationFormula
    unit_of_measure_code: str
    expected_quantity: Decimal
    remaining_quantity: Decimal
    actual_consumption_base: Decimal
    flushing_method: FlushingMethod
    routing_link_code: str
    location_code: str
    bin_code: str
    unit_cost: Decimal
    cost_amount: Decimal
    due_date: date | None
    supplied_by_line_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesLineServed:
    """A sales line that an order line is made for; in base units."""

    sales_order_no: str
    sales_line_no: int
    quantity_base: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOnOrder:
    """A line with all that belongs to it; lines of a family show the same operations."""

    line_no: int
    planning_level: int
    item_no: str
    variant_code: str
    description: str
    quantity: Decimal
    finished_quantity: Decimal
    remaining_quantity: Decimal
    unit_of_measure_code: str
    scrap_pct: Decimal
    unit_cost: Decimal
    location_code: str
    bin_code: str
    production_bom_no: str
    production_bom_version_code: str
    routing_no: str
    routing_version_code: str
    due_date: date | None
    starting_date_time: datetime | None
    ending_date_time: datetime | None
    operations: tuple[OperationOnOrder, ...]
    components: tuple[ComponentOnOrder, ...]
    sales_lines: tuple[SalesLineServed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeOrder:
    """An order in any status with everything on it.

    revision  what an edit of it says it has seen
    """

    order: ListedOrder
    reopened: bool
    lines: tuple[LineOnOrder, ...]
    revision: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionOrderQuestion(Question[WholeOrder]):
    """What is there about this order? Finished ones are answered too: they are kept for tracing."""

    order_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """An item that may take another's place; `on_hand` in its base unit."""

    item_no: str
    variant_code: str
    description: str
    condition: str
    on_hand: Decimal
    unit_of_measure_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutesQuestion(Question[tuple[Substitute, ...]]):
    """What may replace this item? `on_hand` is that of the location, "" = of all."""

    item_no: str
    variant_code: str = ""
    location_code: str = ""
