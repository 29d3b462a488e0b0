"""Work done outside: what to order, at which price, and what an invoice costs.

    proposed     the operation's input, less what was received on it and what is on order: 12 - 5 - 4 = 3
    price        the subcontractor's for this item and center, the one with the largest minimum quantity that is
                 reached and, of those, the latest that has begun; else the center's own
    received     pieces, not money: the operation has them, the last one brings them into stock at expected cost
    invoiced     quantity x the price, direct; the center's indirect cost and overhead come on top

12 pieces at 4.60, no overhead: 55.20 direct. At 20 % and an overhead rate of 0.10: indirect 12.24.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.capacity_cost import HUNDRED, CapacityCost, CenterCost, capacity_cost
from backend_client.rules.rounding import ZERO, exact, round_quantity, round_unit_cost
from backend_client.terms import UnitCostCalculation


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A subcontractor's price; `starting_date` date.min = always."""

    minimum_quantity: Decimal
    starting_date: date
    direct_unit_cost: Decimal


def proposed_quantity(
    *, input_quantity: Decimal, received_base: Decimal, on_order_base: Decimal, qty_per_unit: Decimal
) -> Decimal:
    """Answer what is left to order of an operation, in the order line's unit; never below 0."""
    left = max(input_quantity - received_base - on_order_base, ZERO)
    with exact():
        return round_quantity(left / qty_per_unit)


def price_of(prices: Iterable[Price], quantity: Decimal, day: date) -> Decimal | None:
    """Answer the price of a quantity on a day; None where none was agreed."""
    fitting = [price for price in prices if price.minimum_quantity <= quantity and price.starting_date <= day]
    best = max(fitting, key=lambda price: (price.minimum_quantity, price.starting_date), default=None)
    return None if best is None else best.direct_unit_cost


def invoice_cost(
    quantity_base: Decimal, direct_unit_cost: Decimal, indirect_cost_pct: Decimal, overhead_rate: Decimal
) -> CapacityCost:
    """Answer what invoiced work costs; the price is of one base unit."""
    with exact():
        unit_cost = round_unit_cost(direct_unit_cost * (1 + indirect_cost_pct / HUNDRED) + overhead_rate)
    center = CenterCost(
        unit_cost=unit_cost,
        indirect_cost_pct=indirect_cost_pct,
        overhead_rate=overhead_rate,
        calculation=UnitCostCalculation.UNITS,
    )
    return capacity_cost(quantity_base, center)


def receipt_refused(quantity_base: Decimal, outstanding_base: Decimal) -> Refused | None:
    """Refuse to receive nothing, or more than was ordered."""
    if 0 < quantity_base <= outstanding_base:
        return None
    facts = {"field": "quantity", "remaining_quantity": str(outstanding_base)}
    return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts=facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One receipt: what came, and what of it was invoiced; base units."""

    receipt_no: int
    quantity_base: Decimal
    qty_invoiced_base: Decimal


def invoiced_parts(
    quantity_base: Decimal, receipts: Iterable[Received]
) -> list[tuple[int, Decimal]] | Refused:
    """Divide an invoice among receipts that are not invoiced yet, the oldest first.

    5 and 7 received, 8 invoiced: 5 of the first, 3 of the second. Refuses with `invoice-exceeds-receipt`.
    """
    left, parts = quantity_base, []
    for receipt in receipts:
        part = min(left, receipt.quantity_base - receipt.qty_invoiced_base)
        if part > 0:
            parts.append((receipt.receipt_no, part))
            left -= part
    if left > 0 or quantity_base <= 0:
        facts = {
            "field": "quantity",
            "quantity": str(quantity_base),
            "remaining_quantity": str(quantity_base - left),
        }
        return Refused(code=RefusalCode.INVOICE_EXCEEDS_RECEIPT, facts=facts)
    return parts


def undo_refused(receipt: Received) -> Refused | None:
    """Refuse to take back what was invoiced, even in part."""
    if receipt.qty_invoiced_base:
        return Refused(code=RefusalCode.RECEIPT_INVOICED, facts={"receipt_no": str(receipt.receipt_no)})
    return None
