"""What a scan means in this plant: one thing, several to choose from, or nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend_client.messages.base import Dated, Question
from backend_client.terms import OrderStatus, RoutingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineMatch:
    """One order line (and, where the scan named it, its operation) that a scan may mean.

    operation_no         "" when the scan named only the order or its line
    current_operation_no the first operation not finished, "" without routing
    remaining_quantity   in the line's unit
    """

    order_no: str
    order_line_no: int
    operation_no: str
    status: OrderStatus
    item_no: str
    description: str
    current_operation_no: str
    current_operation: str
    routing_status: RoutingStatus
    remaining_quantity: Decimal
    unit_of_measure_code: str
    due_date: date | None
    starting_date_time: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanAnswer(Dated):
    """All that a scan may mean, the likeliest first; exactly one match needs no choice.

    more  there were more matches than limits.SCAN_MATCHES_MAX
    """

    matches: tuple[OrderLineMatch, ...]
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanQuestion(Question[ScanAnswer]):
    """Which order line does this scan mean?

    Either the parts of a job code (order_no, order_line_no, operation_no; 0 and "" = not named), or a text that
    may be an order, an item or a GTIN; `work_center_no` of the station puts its own operations first.
    """

    order_no: str = ""
    order_line_no: int = 0
    operation_no: str = ""
    text: str = ""
    gtin: str = ""
    work_center_no: str = ""
