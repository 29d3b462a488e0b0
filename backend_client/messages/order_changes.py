"""Requests that change what stands on a production order, and those that take it away.

What a request leaves at None stays as it is. Only the order changes: item cards, BOMs and routings stay, and
refreshing the order makes it anew from them. A finished order is never changed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.base import EditRequest
from backend_client.messages.orders import OrderReceipt
from backend_client.terms import CapacityType, FlushingMethod, SchedulingDirection


@dataclass(frozen=True, slots=True, kw_only=True)
class EditProductionOrderRequest(EditRequest[OrderReceipt]):
    """Change an order's header; quantity, due date and place are handed on to its lines, which are scheduled again.

    quantity      in the order's unit; each line follows in proportion, components and times follow the line
    lower_levels  lines that supply others follow too
    """

    order_no: str
    description: str | None = None
    quantity: Decimal | None = None
    due_date: date | None = None
    location_code: str | None = None
    bin_code: str | None = None
    direction: SchedulingDirection = SchedulingDirection.BACKWARD
    lower_levels: bool = True
    ask_due_date: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditOrderLineRequest(EditRequest[OrderReceipt]):
    """Change one line of an order; its operations and components follow.

    order_line_no                  0 = the only or first line
    production_bom_no, routing_no  "" = none; what they describe is copied to the order anew, so this is refused
                                   once anything was posted on the line
    """

    order_no: str
    order_line_no: int = 0
    description: str | None = None
    quantity: Decimal | None = None
    due_date: date | None = None
    location_code: str | None = None
    bin_code: str | None = None
    production_bom_no: str | None = None
    routing_no: str | None = None
    direction: SchedulingDirection = SchedulingDirection.BACKWARD
    lower_levels: bool = True
    ask_due_date: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRoutingLineRequest(EditRequest[OrderReceipt]):
    """Change one operation of an order; all operations of its line are scheduled again.

    type, no  another center, refused once anything was posted on the operation; unless told otherwise the
              operation takes over its flushing method, and its name as description
    times     in the units given, else in those they are in
    """

    order_no: str
    order_line_no: int = 0
    operation_no: str
    description: str | None = None
    type: CapacityType | None = None
    no: str | None = None
    flushing_method: FlushingMethod | None = None
    setup_time: Decimal | None = None
    setup_time_unit: str | None = None
    run_time: Decimal | None = None
    run_time_unit: str | None = None
    wait_time: Decimal | None = None
    wait_time_unit: str | None = None
    move_time: Decimal | None = None
    move_time_unit: str | None = None
    concurrent_capacities: Decimal | None = None
    send_ahead_quantity: Decimal | None = None
    scrap_factor_pct: Decimal | None = None
    fixed_scrap_quantity: Decimal | None = None
    direction: SchedulingDirection = SchedulingDirection.BACKWARD


@dataclass(frozen=True, slots=True, kw_only=True)
class EditComponentRequest(EditRequest[OrderReceipt]):
    """Change one component of an order line; what is expected and what remains are worked out again.

    A line of the order that supplies the component follows when the order is replanned.

    order_line_no       0 = the only or first line
    component_line_no   0 = the line's only component with this item
    substitute_item_no  takes the item's place, refused once any of it was consumed; must be a substitute of it.
                        Where it is not counted in the component's unit, as many base units take its place
    quantity_per        in the component's unit, per unit of the line
    """

    order_no: str
    order_line_no: int = 0
    component_line_no: int = 0
    item_no: str = ""
    quantity_per: Decimal | None = None
    scrap_pct: Decimal | None = None
    flushing_method: FlushingMethod | None = None
    routing_link_code: str | None = None
    location_code: str | None = None
    bin_code: str | None = None
    substitute_item_no: str | None = None
    substitute_variant_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddComponentRequest(EditRequest[OrderReceipt]):
    """Add a component to an order line.

    unit_of_measure_code  "" = the item's base unit
    flushing_method       None = the stockkeeping unit's, else the item's
    location_code         "" = where the line takes its components from
    """

    order_no: str
    order_line_no: int = 0
    item_no: str
    variant_code: str = ""
    quantity_per: Decimal
    unit_of_measure_code: str = ""
    scrap_pct: Decimal = Decimal(0)
    flushing_method: FlushingMethod | None = None
    routing_link_code: str = ""
    location_code: str = ""
    bin_code: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteComponentRequest(EditRequest[OrderReceipt]):
    """Take a component off an order line; refused once any of it was consumed."""

    order_no: str
    order_line_no: int = 0
    component_line_no: int = 0
    item_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteOrderLineRequest(EditRequest[OrderReceipt]):
    """Take a line off an order with its operations and components; refused once anything was posted on it."""

    order_no: str
    order_line_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedOrderReceipt:
    """The number of the order that is no more; no other order is given it by its series."""

    order_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteProductionOrderRequest(EditRequest[DeletedOrderReceipt]):
    """Delete an order with all that belongs to it; refused once anything was posted on it, or when finished."""

    order_no: str
