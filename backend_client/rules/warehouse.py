"""Put-aways and picks: what a document asks for, and what of it may be handled.

    inventory put-away   posting it posts the output of the last operation: no time, no other operation
    inventory pick       posting it posts the consumption of the components
    put-away             made by output at its location; moves what came from production to where it is kept
    pick                 moves components to the bin that production takes them from; only what was picked may be
                         consumed where picking is mandatory

A line of 10 of which 4 were handled has 6 left; no more can be handled, and less may be.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.rounding import ZERO
from backend_client.terms import ProductionConsumptionHandling, WarehouseActivityType


@dataclass(frozen=True, slots=True, kw_only=True)
class LineToHandle:
    """A line of a document; base units."""

    line_no: int
    quantity_base: Decimal
    qty_handled_base: Decimal

    @property
    def outstanding_base(self) -> Decimal:
        """What is left to handle."""
        return self.quantity_base - self.qty_handled_base


def handling_refused(line: LineToHandle, quantity_base: Decimal) -> Refused | None:
    """Refuse to handle nothing, or more than is left of a line."""
    if 0 < quantity_base <= line.outstanding_base:
        return None
    facts = {"field": "quantity", "order_line_no": str(line.line_no)}
    facts["remaining_quantity"] = str(line.outstanding_base)
    return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts=facts)


def pick_type(handling: ProductionConsumptionHandling) -> WarehouseActivityType | None:
    """Answer what kind of pick a location hands components out with; None where it does without."""
    match handling:
        case ProductionConsumptionHandling.NONE:
            return None
        case ProductionConsumptionHandling.INVENTORY_PICK:
            return WarehouseActivityType.INVENTORY_PICK
        case _:
            return WarehouseActivityType.PICK


def left_to_pick(*, remaining_base: Decimal, picked_base: Decimal, consumed_base: Decimal) -> Decimal:
    """Answer what of a component is still to be picked: what it expects, less what lies ready for it.

    Expects 20 more, 8 picked of which 5 are used: 3 lie ready, 17 are to be picked.
    """
    ready = max(picked_base - max(consumed_base, ZERO), ZERO)
    return max(remaining_base - ready, ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What one bin holds of an item, of one lot or piece."""

    bin_code: str
    quantity: Decimal
    lot_no: str = ""
    serial_no: str = ""


def take_from(holdings: list[Holding], quantity_base: Decimal) -> list[Holding]:
    """Choose the bins to take a quantity from: those that hold least first, so that bins are emptied.

    5 and 20 there, 8 wanted: 5 of the first, 3 of the second. What no bin holds is left out.
    """
    chosen: list[Holding] = []
    left = quantity_base
    for holding in sorted(
        holdings, key=lambda each: (each.quantity, each.bin_code, each.lot_no, each.serial_no)
    ):
        part = min(left, holding.quantity)
        if part > 0:
            chosen.append(
                Holding(
                    bin_code=holding.bin_code,
                    quantity=part,
                    lot_no=holding.lot_no,
                    serial_no=holding.serial_no,
                )
            )
            left -= part
    return chosen
