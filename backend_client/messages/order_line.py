"""An order line with its operations, and all that stands around one operation."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from backend_client.messages.base import Dated, Question
from backend_client.terms import CapacityType, CapacityUnitType, FlushingMethod, OrderStatus, RoutingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow:
    """One operation of an order line.

    Quantities in the line's unit, times in `time_unit_code` (the work center's unit; its length is `time_unit_type`).
    ceiling            good pieces of the operations before, less what this one has taken; at the first
                       operation what is still expected. Shown before anything is typed; no limit by itself.
    expected_quantity  the operation's input quantity with scrap allowed for
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
    expected_quantity: Decimal
    output_quantity: Decimal
    scrap_quantity: Decimal
    remaining_quantity: Decimal
    ceiling: Decimal
    setup_time: Decimal
    run_time: Decimal
    expected_setup_time: Decimal
    expected_run_time: Decimal
    time_unit_code: str
    time_unit_type: CapacityUnitType
    starting_date_time: datetime | None
    ending_date_time: datetime | None
    blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentRow:
    """One component of an order line, in its own unit.

    on_hand  what its location holds now; in_bin: what the bin holds that it is taken from, None where it names none
    """

    line_no: int
    item_no: str
    description: str
    expected_quantity: Decimal
    remaining_quantity: Decimal
    unit_of_measure_code: str
    flushing_method: FlushingMethod
    routing_link_code: str
    location_code: str
    bin_code: str
    on_hand: Decimal
    in_bin: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineCard(Dated):
    """What an operator sees of an order line before doing anything to it.

    notes, newest_note  how many notes people left on the order, and the newest of them; all of them: ShiftNotesQuestion
    """

    order_no: str
    order_line_no: int
    status: OrderStatus
    blocked: bool
    item_no: str
    description: str
    unit_of_measure_code: str
    quantity: Decimal
    finished_quantity: Decimal
    remaining_quantity: Decimal
    location_code: str
    bin_code: str
    due_date: date | None
    starting_date_time: datetime | None
    ending_date_time: datetime | None
    operations: tuple[OperationRow, ...]
    components: tuple[ComponentRow, ...]
    notes: int = 0
    newest_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineQuestion(Question[OrderLineCard]):
    """How does this order line stand? `order_line_no` 0 = the only or first line."""

    order_no: str
    order_line_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityMeasure:
    """What is measured on a piece, and between which values it is good; both 0 = without limits."""

    name: str
    min_value: Decimal
    max_value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationNotes(Dated):
    """What the routing says around one operation: steps, tools, roles, measures, comments; texts of the plant.

    quality_measures  as texts, their values with a decimal point; measures: the same, to be written as a country does
    last_posted_at  aware UTC, when the operation was posted on last by what still stands, None = never; last_posted_by:
                    the person's number; last_output_quantity, last_scrap_quantity: in the line's unit, 0 = time alone
    """

    steps: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    personnel: tuple[str, ...] = ()
    quality_measures: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    last_posted_at: datetime | None = None
    last_posted_by: str = ""
    last_output_quantity: Decimal = Decimal(0)
    last_scrap_quantity: Decimal = Decimal(0)
    measures: tuple[QualityMeasure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationNotesQuestion(Question[OperationNotes]):
    """What should be known when working on this operation?"""

    order_no: str
    order_line_no: int
    operation_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A scrap code or a stop code; `used` = how many of the newest entries of the center asked about give it."""

    code: str
    description: str
    used: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCodes(Dated):
    """The plant's scrap and stop codes, each sorted by code."""

    scrap_codes: tuple[Reason, ...]
    stop_codes: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCodesQuestion(Question[ReasonCodes]):
    """Which reasons may be given for scrap and for standing still?

    type, no  a center, to be told how often each was given lately; "" = none
    """

    type: CapacityType = CapacityType.WORK_CENTER
    no: str = ""
