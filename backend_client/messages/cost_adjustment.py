"""Adjusting costs: what is posted late finds its way to everything that it is part of."""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.messages.base import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustCostReceipt:
    """What one step of cost adjustment posted, and an estimate of what is left.

    value_entries  posted by this step
    cost_amount    by which the inventory value changed
    left           value entries, items and order lines still to be looked at; 0 = everything is adjusted
    """

    register_no: int
    value_entries: int
    cost_amount: Decimal
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustCostRequest(Request[AdjustCostReceipt]):
    """Do one step of adjusting costs; short enough for postings not to wait. Sent under new ids until nothing is left.

    Costs that came late are forwarded from what came in to what went out, finished orders are settled with their
    variances, and item cards follow. Only differences are posted, so another run changes nothing.
    """
