"""What an output line posts, and what has to be in order before it may.

A line is entered in any unit; it is posted in the item's base unit and the work center's unit of time. Stop time
makes a capacity ledger entry of its own; a line that holds stop time but neither setup nor run time posts that entry
and nothing else. Everything else makes a second capacity ledger entry, with or without time. Only the last operation
(or a line without routing) brings the item into stock. Scrap is lost and rework is to be done again: neither is output.

The checks come in a fixed order, so that the same mistake is always named the same way: the order, its line, the
item, the operation and its center, then what the goods need on the last operation.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO, round_time
from backend_client.rules.units import journal_time
from backend_client.terms import CapacityUnitType, OrderStatus, ProductionOutputHandling


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputQuantities:
    """The figures of an output line as they are posted: base units, and the work center's unit of time.

    scrap_moved  scrap of several reasons, which may make nothing together: 2 were scratched, not dented
    """

    setup_time: Decimal = ZERO
    run_time: Decimal = ZERO
    stop_time: Decimal = ZERO
    output_quantity: Decimal = ZERO
    scrap_quantity: Decimal = ZERO
    rework_quantity: Decimal = ZERO
    scrap_moved: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing to post."""
        return not (
            self.setup_time
            or self.run_time
            or self.stop_time
            or self.output_quantity
            or self.scrap_quantity
            or self.rework_quantity
            or self.scrap_moved
        )

    @property
    def is_stop_only(self) -> bool:
        """Stop time without setup or run time: output and scrap of such a line are not posted."""
        return bool(self.stop_time) and not (self.setup_time or self.run_time)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """The order line and operation that a posting names; None and "" where there is none."""

    order_no: str
    order_line_no: int
    item_no: str
    operation_no: str
    status: OrderStatus | None = None
    order_blocked: bool = False
    line_found: bool = True
    line_item_no: str = ""
    item_blocked: bool = False
    production_blocked: str = ""
    has_routing: bool = True
    operation_found: bool = True
    machine_center_no: str = ""
    machine_center_blocked: bool = False
    work_center_no: str = ""
    work_center_blocked: bool = False
    subcontractor_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsFacts:
    """What putting output into stock needs at the location of the order line.

    serials_drawn  each piece has its serial number from the item's series
    """

    location_code: str
    location_mandatory: bool
    bin_mandatory: bool
    bin_code: str
    bin_known: bool
    output_handling: ProductionOutputHandling
    lot_tracked: bool = False
    serial_tracked: bool = False
    lot_no: str = ""
    serial_no: str = ""
    serials_drawn: bool = False


def posted_time(time: Decimal, entered: CapacityUnitType | None, center: CapacityUnitType | None) -> Decimal:
    """Answer a time in the work center's unit; one entered in that unit loses nothing, no unit counts as it."""
    if entered is None or center is None or entered is center:
        return round_time(time)
    return journal_time(time, entered, center)


def not_released(order_no: str, status: OrderStatus | None) -> Refused:
    """Answer that no released order has this number; the fact `status` tells which it has, "" = there is no order."""
    facts = {"order_no": order_no, "status": status or ""}
    return Refused(code=RefusalCode.RELEASED_ORDER_NOT_FOUND, facts=facts)


def order_refused(facts: OrderFacts) -> Refused | None:
    """Answer why nothing may be posted on this order line and operation; None when it may."""
    named = {"order_no": facts.order_no}
    if facts.status is not OrderStatus.RELEASED:
        return not_released(facts.order_no, facts.status)
    if facts.order_blocked:
        return Refused(code=RefusalCode.ORDER_BLOCKED, facts=named)
    if not facts.line_found:
        asked_for_item = bool(facts.item_no)
        code = RefusalCode.ITEM_NOT_ON_LINE if asked_for_item else RefusalCode.ORDER_LINE_NOT_FOUND
        more = {"item_no": facts.item_no} if asked_for_item else {"order_line_no": str(facts.order_line_no)}
        return Refused(code=code, facts=named | more)
    if facts.item_blocked:
        return Refused(code=RefusalCode.ITEM_BLOCKED, facts={"item_no": facts.line_item_no})
    if facts.production_blocked == "output":
        return Refused(code=RefusalCode.ITEM_PRODUCTION_BLOCKED, facts={"item_no": facts.line_item_no})
    return _operation_refused(facts)


def _operation_refused(facts: OrderFacts) -> Refused | None:
    operation = {"order_no": facts.order_no, "operation_no": facts.operation_no}
    if facts.has_routing and not facts.operation_no:
        return Refused(code=RefusalCode.OPERATION_REQUIRED, facts={**operation, "field": "operation_no"})
    if facts.operation_no and not facts.operation_found:
        return Refused(code=RefusalCode.OPERATION_NOT_FOUND, facts={**operation, "field": "operation_no"})
    if facts.machine_center_blocked:
        return Refused(code=RefusalCode.MACHINE_CENTER_BLOCKED, facts={"no": facts.machine_center_no})
    if facts.work_center_blocked:
        return Refused(code=RefusalCode.WORK_CENTER_BLOCKED, facts={"no": facts.work_center_no})
    if facts.subcontractor_no:
        return Refused(
            code=RefusalCode.SUBCONTRACTING_CENTER,
            facts={"no": facts.work_center_no, "vendor_no": facts.subcontractor_no},
        )
    return None


def quantities_refused(quantities: OutputQuantities, *, has_center: bool) -> Refused | None:
    """Answer why these figures can't be posted: none at all, too much time, or time without a center."""
    if quantities.is_empty:
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts={"field": "output_quantity"})
    for field in ("setup_time", "run_time", "stop_time"):
        time = getattr(quantities, field)
        if abs(time) > limits.TIME_MAX:
            return Refused(code=RefusalCode.TIME_OUT_OF_RANGE, facts={"field": field})
        if time and not has_center:
            return Refused(code=RefusalCode.OPERATION_REQUIRED, facts={"field": field})
    for field in ("output_quantity", "scrap_quantity", "rework_quantity"):
        if abs(getattr(quantities, field)) > limits.QUANTITY_MAX:
            return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": field})
    return None


def goods_refused(facts: GoodsFacts, output_base: Decimal) -> Refused | None:
    """Answer why output of the last operation can't go into stock; None when it can."""
    location = {"location_code": facts.location_code}
    if facts.location_mandatory and not facts.location_code:
        return Refused(code=RefusalCode.LOCATION_MANDATORY)
    if facts.bin_mandatory and not facts.bin_code:
        return Refused(code=RefusalCode.BIN_MANDATORY, facts={**location, "field": "bin_code"})
    if facts.bin_code and not facts.bin_known:
        return Refused(
            code=RefusalCode.BIN_NOT_FOUND,
            facts={**location, "bin_code": facts.bin_code, "field": "bin_code"},
        )
    if facts.output_handling is ProductionOutputHandling.INVENTORY_PUT_AWAY and output_base > 0:
        return Refused(code=RefusalCode.WAREHOUSE_HANDLING_REQUIRED, facts=location)
    return tracking_refused(facts, output_base)


def tracking_refused(facts: GoodsFacts, quantity_base: Decimal) -> Refused | None:
    """Answer which number a tracked item lacks: its lot, or its serial, which stands for one piece."""
    if facts.lot_tracked and not facts.lot_no:
        return Refused(code=RefusalCode.LOT_REQUIRED, facts={"field": "lot_no"})
    if facts.serial_tracked and not facts.serials_drawn and (not facts.serial_no or abs(quantity_base) != 1):
        return Refused(code=RefusalCode.SERIAL_REQUIRED, facts={"field": "serial_no"})
    return None
