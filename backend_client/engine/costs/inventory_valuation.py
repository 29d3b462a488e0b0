"""What stock was worth at the end of a day: by item and location, beside what the accounts say.

    item  location  quantity  actual  expected  posted to G/L
    C     MAIN            57  171.00      0.00         171.00
    P     MAIN             8    0.00    200.00           0.00

Quantity and value are sums up to the day; what of it is posted to the general ledger is as it stands now.
"""

from datetime import date
from decimal import Decimal

from backend_client.engine.context import Context
from backend_client.engine.costs.accounts import accounts_of
from backend_client.engine.costs.pages import page_behind, place_of, rows_of, texts
from backend_client.messages.base import Refused
from backend_client.messages.cost_reports import (
    InventoryValuation,
    InventoryValuationQuestion,
    StockValue,
    StockValueTotal,
)
from backend_client.messages.ledger_entries import LedgerEntriesQuestion
from backend_client.refusals import RefusalCode
from backend_client.rules.account_pairs import AccountSource
from backend_client.rules.rounding import ZERO
from backend_client.store.queries import stock_values
from backend_client.store.queries.account_balances import balances
from backend_client.store.queries.stock_values import Costs, Place
from backend_client.store.rows import Row
from backend_client.terms import CostPart, ReportedLedger

ITEMS_A_STEP = 50


def inventory_valuation(
    context: Context, question: InventoryValuationQuestion
) -> InventoryValuation | Refused:
    """Answer a page of stock by item and location.

    Refuses with `item-not-found`, `request-malformed` (a page that no answer named).
    """
    after = place_of(question.page, texts(2))
    if isinstance(after, Refused):
        return after
    day = question.last_day or context.today
    most = rows_of(question.most)
    if question.item_no:
        card = stock_values.item(context.connection, question.item_no)
        if card is None:
            facts = {"field": "item_no", "item_no": question.item_no}
            return Refused(code=RefusalCode.ITEM_NOT_FOUND, facts=facts)
        found = _of_items(context, question, [card], day)
        found = [each for each in found if _is_behind(each, after)]
    else:
        found = _behind(context, question, day, after, most + 1)
    return InventoryValuation(
        last_day=day,
        lines=tuple(found[:most]),
        total=None if after is not None or question.item_no else _total(context, question, day),
        next_page=page_behind(*_place(found[most - 1])) if len(found) > most else "",
    )


def _behind(
    context: Context,
    question: InventoryValuationQuestion,
    day: date,
    after: tuple[str, ...] | None,
    most: int,
) -> list[StockValue]:
    """Answer so many lines behind a place, or all that are left; an item has as many as it has locations."""
    found: list[StockValue] = []
    first = after[0] if after is not None else ""
    while len(found) < most:
        cards = stock_values.moved_items(context.connection, first, day, ITEMS_A_STEP + 1)
        lines = _of_items(context, question, cards[:ITEMS_A_STEP], day)
        found += [each for each in lines if _is_behind(each, after)]
        if len(cards) <= ITEMS_A_STEP:
            break
        first = cards[-1]["no"]
    return found[:most]


def _of_items(
    context: Context, question: InventoryValuationQuestion, cards: list[Row], day: date
) -> list[StockValue]:
    """Answer the lines of some items, in their order, which is the database's, each by location."""
    item_nos = [card["no"] for card in cards]
    quantities = stock_values.quantities(context.connection, item_nos, day)
    values = stock_values.values(context.connection, item_nos, day)
    locations: dict[str, set[str]] = {}
    for item_no, location_code in (*quantities, *values):
        if question.location_code in {None, location_code}:
            locations.setdefault(item_no, set()).add(location_code)
    return [
        _line(
            card,
            location,
            quantities.get((card["no"], location), ZERO),
            values.get((card["no"], location), Costs()),
            day,
        )
        for card in cards
        for location in sorted(locations.get(card["no"], ()))
    ]


def _is_behind(line: StockValue, after: tuple[str, ...] | None) -> bool:
    """Say whether a line is behind a place; items before it were not read."""
    return after is None or line.item_no != after[0] or line.location_code > after[1]


def _line(card: Row, location_code: str, quantity: Decimal, costs: Costs, day: date) -> StockValue:
    return StockValue(
        item_no=card["no"],
        description=card["description"],
        location_code=location_code,
        quantity=quantity,
        unit_of_measure_code=card["base_unit_of_measure"],
        cost_amount_actual=costs.actual,
        cost_amount_expected=costs.expected,
        cost_posted_to_gl=costs.actual_posted,
        expected_cost_posted_to_gl=costs.expected_posted,
        entries=entries_of_stock(card["no"], location_code, day),
    )


def entries_of_stock(item_no: str, location_code: str, last_day: date | None) -> LedgerEntriesQuestion:
    """Answer what lists the value entries of an item at a location."""
    return LedgerEntriesQuestion(
        ledger=ReportedLedger.VALUE,
        part=CostPart.INVENTORY,
        item_no=item_no,
        location_code=location_code,
        last_day=last_day,
    )


def _total(context: Context, question: InventoryValuationQuestion, day: date) -> StockValueTotal:
    costs = stock_values.value_of_everything(context.connection, day, question.location_code)

    def balance(source: AccountSource) -> Decimal:
        return balances(context.connection, accounts_of(context.setup, (source,)), day)

    return StockValueTotal(
        cost_amount_actual=costs.actual,
        cost_amount_expected=costs.expected,
        inventory_accounts=balance(AccountSource.INVENTORY),
        interim_accounts=balance(AccountSource.INVENTORY_INTERIM),
    )


def _place(line: StockValue) -> Place:
    return line.item_no, line.location_code
