"""The costs of an item on one page: its card, what is in stock of it, how its average cost moved, the newest entries.

The average of a period is what was in stock at its end, by quantity and cost: 40 pieces worth 120.00 are 3.00 each.
"""

from datetime import date, timedelta

from backend_client import limits
from backend_client.cost_terms import AverageCostPeriod
from backend_client.engine.context import Context
from backend_client.engine.costs.inventory_valuation import entries_of_stock
from backend_client.engine.costs.ledger_entries import entry_line
from backend_client.messages.base import Refused
from backend_client.messages.cost_reports import (
    AverageOfPeriod,
    ItemCost,
    ItemCostQuestion,
    StockAtLocation,
)
from backend_client.messages.ledger_entries import ItemLedgerLine
from backend_client.refusals import RefusalCode
from backend_client.rules.average_cost import period_of
from backend_client.rules.rounding import ZERO, exact, round_unit_cost
from backend_client.store.queries import stock_values
from backend_client.store.queries.stock_values import Costs

LAST_ENTRIES = 20
A_YEAR = timedelta(days=365)
FROM_CARD = (
    "description",
    "base_unit_of_measure",
    "costing_method",
    "unit_cost",
    "standard_cost",
    "single_level_material_cost",
    "single_level_capacity_cost",
    "single_level_subcontracted_cost",
    "single_level_cap_overhead_cost",
    "single_level_mfg_overhead_cost",
    "rolled_up_material_cost",
    "rolled_up_capacity_cost",
    "rolled_up_subcontracted_cost",
    "rolled_up_cap_overhead_cost",
    "rolled_up_mfg_overhead_cost",
    "last_unit_cost_calc_date",
)


def item_cost(context: Context, question: ItemCostQuestion) -> ItemCost | Refused:
    """Answer the costs of an item.

    Refuses with `item-not-found`, `period-out-of-range` (more than limits.COST_PERIODS_MAX periods, or none).
    """
    connection, item_no = context.connection, question.item_no
    card = stock_values.item(connection, item_no)
    if card is None:
        return Refused(code=RefusalCode.ITEM_NOT_FOUND, facts={"field": "item_no", "item_no": item_no})
    last_day = question.last_day or context.today
    first_day = question.first_day or max(last_day, date.min + A_YEAR) - A_YEAR
    averages = _averages(context, item_no, first_day, last_day)
    if first_day > last_day or len(averages) > limits.COST_PERIODS_MAX:
        return Refused(code=RefusalCode.PERIOD_OUT_OF_RANGE, facts={"field": "first_day"})
    quantities = stock_values.quantities(connection, [item_no], date.max)
    values = stock_values.values(connection, [item_no], date.max)
    stock = [
        (place[1], quantities.get(place, ZERO), values.get(place, Costs()))
        for place in sorted({*quantities, *values})
    ]
    return ItemCost(
        item_no=item_no,
        **{name: card[name] for name in FROM_CARD},
        stock=tuple(
            StockAtLocation(
                location_code=location_code,
                quantity=quantity,
                cost_amount_actual=costs.actual,
                cost_amount_expected=costs.expected,
                entries=entries_of_stock(item_no, location_code, None),
            )
            for location_code, quantity, costs in stock
        ),
        averages=averages,
        last_entries=tuple(
            entry_line(context, ItemLedgerLine, row)
            for row in stock_values.last_entries(connection, item_no, LAST_ENTRIES)
        ),
    )


def _averages(context: Context, item_no: str, first_day: date, last_day: date) -> tuple[AverageOfPeriod, ...]:
    """Answer the average at the end of each period in which something moved."""
    length = AverageCostPeriod(context.setup.settings.average_cost_period)
    quantity = cost = ZERO
    found: dict[date, AverageOfPeriod] = {}
    for moved in stock_values.by_day(context.connection, item_no, last_day):
        quantity, cost = quantity + moved.quantity, cost + moved.cost
        first, last = period_of(moved.day, length)
        if last < first_day:
            continue
        with exact():
            average = round_unit_cost(cost / quantity) if quantity > 0 else ZERO
        found[first] = AverageOfPeriod(
            first_day=first, last_day=last, quantity=quantity, cost=cost, average_cost=average
        )
    return tuple(found.values())
