"""What has to be in order before a person's consumption is posted.

The item need not be a component: material that nobody planned, and by-products that come out (below zero), belong to
the order line all the same. Where goods are picked for production, consumption by hand has its limits:

    inventory pick           consumption is posted by the pick, only returns by hand
    mandatory warehouse pick a component that is to be picked gives no more than was picked for it and not yet used:
                             picked 8, consumed 5, so 3 may be consumed
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO
from backend_client.terms import FlushingMethod, ProductionConsumptionHandling

PICKED = frozenset({FlushingMethod.PICK_MANUAL, FlushingMethod.PICK_FORWARD, FlushingMethod.PICK_BACKWARD})


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumptionFacts:
    """A consumption and the place it is taken from; quantities in the base unit.

    flushing_method  of the component, None for unplanned material
    picked_base      picked for the component so far; consumed_base: consumed so far
    """

    item_no: str
    quantity_base: Decimal
    location_code: str
    location_mandatory: bool = False
    location_known: bool = True
    bin_mandatory: bool = False
    bin_code: str = ""
    bin_known: bool = True
    handling: ProductionConsumptionHandling = ProductionConsumptionHandling.NONE
    flushing_method: FlushingMethod | None = None
    picked_base: Decimal = ZERO
    consumed_base: Decimal = ZERO
    lot_tracked: bool = False
    serial_tracked: bool = False
    lot_no: str = ""
    serial_no: str = ""


def consumption_refused(facts: ConsumptionFacts) -> Refused | None:
    """Answer why a consumption can't be posted; None when it can."""
    if not facts.quantity_base:
        return Refused(code=RefusalCode.NOTHING_TO_POST, facts={"field": "quantity"})
    if abs(facts.quantity_base) > limits.QUANTITY_MAX:
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "quantity"})
    return _place_refused(facts) or _picked_refused(facts) or _numbers_refused(facts)


def _place_refused(facts: ConsumptionFacts) -> Refused | None:
    location = {"location_code": facts.location_code}
    if facts.location_mandatory and not facts.location_code:
        return Refused(code=RefusalCode.LOCATION_MANDATORY, facts={"field": "location_code"})
    if facts.location_code and not facts.location_known:
        return Refused(code=RefusalCode.LOCATION_NOT_FOUND, facts={**location, "field": "location_code"})
    if facts.bin_mandatory and not facts.bin_code:
        return Refused(code=RefusalCode.BIN_MANDATORY, facts={**location, "field": "bin_code"})
    if facts.bin_code and not facts.bin_known:
        named = {**location, "bin_code": facts.bin_code, "field": "bin_code"}
        return Refused(code=RefusalCode.BIN_NOT_FOUND, facts=named)
    return None


def _picked_refused(facts: ConsumptionFacts) -> Refused | None:
    if facts.quantity_base < 0:
        return None
    named = {"location_code": facts.location_code, "item_no": facts.item_no, "field": "quantity"}
    if facts.handling is ProductionConsumptionHandling.INVENTORY_PICK:
        return Refused(code=RefusalCode.WAREHOUSE_HANDLING_REQUIRED, facts=named)
    if facts.handling is ProductionConsumptionHandling.WAREHOUSE_PICK_MANDATORY:
        at_hand = picked_not_consumed(facts.picked_base, facts.consumed_base)
        if facts.flushing_method in PICKED and facts.quantity_base > at_hand:
            return Refused(
                code=RefusalCode.WAREHOUSE_HANDLING_REQUIRED, facts={**named, "picked_quantity": str(at_hand)}
            )
    return None


def _numbers_refused(facts: ConsumptionFacts) -> Refused | None:
    named = {"item_no": facts.item_no}
    if facts.lot_tracked and not facts.lot_no:
        return Refused(code=RefusalCode.LOT_REQUIRED, facts={**named, "field": "lot_no"})
    if facts.serial_tracked and (not facts.serial_no or abs(facts.quantity_base) != 1):
        return Refused(code=RefusalCode.SERIAL_REQUIRED, facts={**named, "field": "serial_no"})
    return None


def picked_not_consumed(picked_base: Decimal, consumed_base: Decimal) -> Decimal:
    """Answer what was picked and is not used up yet, never below zero."""
    return max(picked_base - max(consumed_base, ZERO), ZERO)
