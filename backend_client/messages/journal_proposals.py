"""Questions that propose the lines of a journal; nothing is posted by asking."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.base import Question
from backend_client.terms import (
    ConsumptionBasis,
    FlushingMethod,
    JournalLineKind,
    Ledger,
    PresetOutputQuantity,
    RoutingStatus,
    Warned,
)

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedLine:
    """A line of a production journal, with what is proposed for it.

    level              0 = an operation, or a component of none; 1 = a component of the operation above it
    quantity           output or consumption, in `unit_of_measure_code`
    expected_quantity  of the operation (scrap allowed for) or the component, posted_quantity what is posted of it
    finished           the operation is finished
    """

    kind: JournalLineKind
    level: int
    order_no: str
    order_line_no: int
    item_no: str
    description: str
    operation_no: str = ""
    component_line_no: int = 0
    quantity: Decimal = ZERO
    unit_of_measure_code: str = ""
    expected_quantity: Decimal = ZERO
    posted_quantity: Decimal = ZERO
    flushing_method: FlushingMethod = FlushingMethod.MANUAL
    no: str = ""
    time_unit_code: str = ""
    location_code: str = ""
    bin_code: str = ""
    routing_status: RoutingStatus = RoutingStatus.BLANK
    finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """A component or operation that gets no line: its item or its center is blocked."""

    warning: Warned
    no: str
    operation_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActualEntry:
    """Something posted on the order line already; quantities in the base unit, times in the center's unit.

    reversed  the entry was taken back, or takes one back
    """

    ledger: Ledger
    entry_no: int
    kind: JournalLineKind
    posting_date: date
    document_no: str
    item_no: str
    operation_no: str = ""
    no: str = ""
    quantity: Decimal = ZERO
    setup_time: Decimal = ZERO
    run_time: Decimal = ZERO
    stop_time: Decimal = ZERO
    output_quantity: Decimal = ZERO
    scrap_quantity: Decimal = ZERO
    rework_quantity: Decimal = ZERO
    scrap_code: str = ""
    stop_code: str = ""
    lot_no: str = ""
    serial_no: str = ""
    reversed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionJournal:
    """All of a released order line: lines in the order of the work, and what was posted already, newest last.

    more_entries  there are older entries than `actual_entries` holds
    """

    order_no: str
    order_line_no: int
    item_no: str
    lines: tuple[ProposedLine, ...]
    actual_entries: tuple[ActualEntry, ...] = ()
    more_entries: bool = False
    left_out: tuple[LeftOutLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionJournalQuestion(Question[ProductionJournal]):
    """What is to be posted on this order line, and what was?

    order_line_no     0 = the only or first line (that makes `item_no`, "" = anything)
    preset            what is proposed as output; None = as the plant is set up
    flushing_methods  components and operations with these methods; empty = those that are posted by hand. Others
                      are proposed with 0, since they post themselves
    """

    order_no: str
    order_line_no: int = 0
    item_no: str = ""
    preset: PresetOutputQuantity | None = None
    flushing_methods: tuple[FlushingMethod, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplodeRoutingQuestion(Question[tuple[ProposedLine, ...]]):
    """Which lines of output would report the rest of these orders?

    order_line_no  0 = every line of the orders
    serial_lines   a piece with a serial number of its own gets a line of its own on the last operation
    """

    order_no: str = ""
    order_nos: tuple[str, ...] = ()
    order_line_no: int = 0
    serial_lines: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculateConsumptionQuestion(Question[tuple[ProposedLine, ...]]):
    """Which lines of consumption do these orders need?

    basis  what is still expected, or what the output so far has needed; None = as the plant is set up
    """

    order_no: str = ""
    order_nos: tuple[str, ...] = ()
    order_line_no: int = 0
    basis: ConsumptionBasis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActualEntriesQuestion(Question[tuple[ActualEntry, ...]]):
    """What was posted on this order line? Oldest first; `order_line_no` 0 = on the whole order."""

    order_no: str
    order_line_no: int = 0
    operation_no: str = ""
