"""What an order was to cost, what it was expected to cost, and what it did cost.

    share                   standard  expected  actual  variance  deviation %
    material                  147.00    150.50  154.80      7.80            5
    capacity                  144.00    120.00  124.00    -20.00          -14

Standard is what the item's shares say for the quantity, expected what components and routing of the order say, actual
what was posted. Variance is actual less standard, so what cost more is positive.
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.messages.base import Question
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.terms import CostPart, OrderStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CostOfPart:
    """One share of the cost, or their total; amounts of 2 decimals, the deviation in whole percent of standard.

    entries  what lists the value entries behind the actual cost
    """

    part: CostPart
    standard: Decimal
    expected: Decimal
    actual: Decimal
    variance: Decimal
    deviation_pct: Decimal
    entries: LedgerEntriesQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStatistics:
    """Costs by share, and capacity need against time used.

    costs             the five shares and their total
    expected, actual  time needed and time used, in the plant's Show Capacity In unit
    """

    expected: Decimal
    actual: Decimal
    unit_of_measure_code: str
    costs: tuple[CostOfPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsQuestion(Question[OrderStatistics]):
    """What does this order cost and how much time does it take, planned and done? `order_line_no` 0 = all lines.

    All lines are those that make what the order is for; lines that only supply another one are part of its material.
    """

    order_no: str
    order_line_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCost:
    """What one line costs, and what of it is in process now; quantities in the item's base unit."""

    order_line_no: int
    item_no: str
    description: str
    quantity_base: Decimal
    finished_qty_base: Decimal
    standard: Decimal
    expected: Decimal
    actual: Decimal
    variance: Decimal
    wip: Decimal
    settled: bool
    entries: LedgerEntriesQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCost:
    """The cost of an order line by line, supplying lines too; `wip` is that of the whole order."""

    order_no: str
    status: OrderStatus
    source_no: str
    description: str
    wip: Decimal
    lines: tuple[LineCost, ...]
    next_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCostQuestion(Question[OrderCost]):
    """What did each line of this order cost, and what is in process now?"""

    order_no: str
    page: str = ""
    most: int = 0
