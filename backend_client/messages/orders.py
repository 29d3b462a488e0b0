"""Requests that make and change production orders."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend_client.messages.base import Answer, EditRequest, Question, Refused, Request
from backend_client.messages.receipt import PostingReceipt
from backend_client.terms import (
    Confirmation,
    OrderSourceType,
    OrderStatus,
    RoutingStatus,
    SchedulingDirection,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReceipt:
    """An order as it stands after the change, with what releasing it posted by itself (forward flushing)."""

    order_no: str
    status: OrderStatus
    starting_date_time: datetime | None
    ending_date_time: datetime | None
    due_date: date | None
    line_nos: tuple[int, ...]
    posting: PostingReceipt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateProductionOrderRequest(Request[OrderReceipt]):
    """Create an order and, unless told otherwise, refresh it: lines, routing, components, schedule.

    order_no            "" = the next number of the plant's production order series (setting production_order_nos)
    source_no           an item, a family, or a sales order; for a simulated order a quote
    quantity            in `unit_of_measure_code` ("" = the item's base unit); not used for a sales order
    due_date            None = work date plus the plant's default due days; a sales order's shipment date
    starting_date_time  plant-local wall clock; wanted when scheduling forward
    production_bom_no, routing_no  of the order line; None = those of the stockkeeping unit or the item, "" = none
    Created as released means released now: forward flushing happens.
    """

    order_no: str = ""
    source_type: OrderSourceType = OrderSourceType.ITEM
    source_no: str
    quantity: Decimal = Decimal(0)
    status: OrderStatus = OrderStatus.RELEASED
    due_date: date | None = None
    unit_of_measure_code: str = ""
    location_code: str = ""
    bin_code: str = ""
    variant_code: str = ""
    description: str = ""
    production_bom_no: str | None = None
    routing_no: str | None = None
    direction: SchedulingDirection = SchedulingDirection.BACKWARD
    starting_date_time: datetime | None = None
    refresh: bool = True
    create_inbound_request: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshProductionOrderRequest(EditRequest[OrderReceipt]):
    """Calculate lines, routing, components and schedule anew; quantity and due date change the header first.

    calculate_lines         from the source; what was edited on lines is lost, and so are their operations and
                            components, which are new ones then or, with the next two off, none
    calculate_routings      copied from the routing; off = those on the order are scheduled again as they are
    calculate_components    from the BOM; off = those on the order are worked out again as they are
    create_inbound_request  ask the warehouse to expect the output, where a location puts output away
    ask_due_date            ask `later-due-date` before a due date moves later
    """

    order_no: str
    direction: SchedulingDirection = SchedulingDirection.BACKWARD
    quantity: Decimal | None = None
    due_date: date | None = None
    starting_date_time: datetime | None = None
    calculate_lines: bool = True
    calculate_routings: bool = True
    calculate_components: bool = True
    create_inbound_request: bool = False
    ask_due_date: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanProductionOrderRequest(EditRequest[OrderReceipt]):
    """Work an order out again from what stands on it: edited operations and components stay edited.

    quantity, due_date  change the header and its lines first
    lower_levels        lines that supply others get the quantity and date those need, missing ones are added
    ask_due_date        ask `later-due-date` before a due date moves later
    """

    order_no: str
    direction: SchedulingDirection = SchedulingDirection.BACKWARD
    quantity: Decimal | None = None
    due_date: date | None = None
    starting_date_time: datetime | None = None
    lower_levels: bool = True
    ask_due_date: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOrderStatusRequest(EditRequest[OrderReceipt]):
    """Give an order its next status."""

    order_no: str
    to: OrderStatus
    finish_without_output: bool = False
    update_unit_cost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenProductionOrderRequest(EditRequest[OrderReceipt]):
    """Take a finished order back to released; once in its life, and only if something was made of it."""

    order_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderToChange:
    """One order of several whose status is changed, with the answers to what it asks."""

    order_no: str
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChanged:
    """What became of one order: its receipt, or why it was left as it is."""

    order_no: str
    receipt: OrderReceipt | None = None
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusOfOrdersReceipt:
    """Every order that was named, in that order; those that were refused are left as they were."""

    orders: tuple[OrderChanged, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStatusOfOrdersRequest(Request[StatusOfOrdersReceipt]):
    """Give several orders their next status, each for itself: one that is refused holds no other back."""

    orders: tuple[OrderToChange, ...]
    to: OrderStatus
    finish_without_output: bool = False
    update_unit_cost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishCompletedOrdersRequest(Request[StatusOfOrdersReceipt]):
    """Finish every released order on which everything is reported: nothing is missing, nothing would be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingOutput:
    """An operation that is behind; quantities in base units.

    expected_quantity   its input quantity
    flushes_by_itself   finishing posts what it lacks
    """

    order_line_no: int
    operation_no: str
    description: str
    expected_quantity: Decimal
    posted_quantity: Decimal
    scrap_quantity: Decimal
    is_last: bool
    flushes_by_itself: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingConsumption:
    """A component that is not all consumed; quantities in its unit."""

    order_line_no: int
    component_line_no: int
    item_no: str
    description: str
    expected_quantity: Decimal
    remaining_quantity: Decimal
    unit_of_measure_code: str
    flushes_by_itself: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishChecklist:
    """What stands between an order and its end.

    confirmations  what finishing would ask
    refused        what finishing would be refused with today, None if it would be done
    """

    order_no: str
    confirmations: tuple[Confirmation, ...]
    refused: Refused | None
    output: tuple[MissingOutput, ...]
    consumption: tuple[MissingConsumption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishChecklistQuestion(Question[FinishChecklist]):
    """What is missing before this order can be finished, and what would finishing post by itself?"""

    order_no: str
    finish_without_output: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockOrderRequest(EditRequest[OrderReceipt]):
    """Block an order, or take the block away."""

    order_no: str
    blocked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRoutingStatusRequest(Request[OrderReceipt]):
    """Set an operation's status by hand; finished asks first and frees the rest of its capacity."""

    order_no: str
    order_line_no: int = 0
    operation_no: str
    status: RoutingStatus
