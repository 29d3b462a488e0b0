"""Accounting periods: closed in order once nothing of them can change, and nothing is posted into them then."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from backend_client.messages.accounting_periods import (
    AccountingPeriodsQuestion,
    CloseAccountingPeriodRequest,
    ReopenAccountingPeriodRequest,
)
from backend_client.messages.base import Answer, Refused
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.cost_to_post import PostInventoryCostToGLRequest
from backend_client.messages.item_costs import PostItemChargeRequest
from backend_client.messages.journals import PostConsumptionRequest
from backend_client.messages.postings import PostItemEntryRequest
from backend_client.messages.reversals import ReverseEntryRequest
from backend_client.refusals import RefusalCode
from backend_client.terms import Confirmation, ItemLedgerEntryType, Ledger, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
IN_FEBRUARY, IN_MARCH = date(2026, 2, 20), date(2026, 3, 2)


def books(plants: Plants, **settings: str) -> Factory:
    """A plant with three periods; the last one has no end."""
    months = zip((JANUARY, FEBRUARY, MARCH), ("January", "February", "March"), strict=True)
    periods = [{"starting_date": start.isoformat(), "name": name} for start, name in months]
    return Factory(plants, settings=settings, accounting_periods=periods)


def close(factory: Factory, *starts: date) -> Any:
    """Adjust costs, then close periods one after the other; answers the last outcome."""
    while factory.post(AdjustCostRequest).left:
        pass
    return [factory.post(CloseAccountingPeriodRequest, starting_date=start) for start in starts][-1]


def test_periods_are_closed_in_order_and_opened_again_backwards(each_plants: Plants) -> None:
    """January before February; February is opened before January; a period that nobody knows is not found."""
    factory = books(each_plants)
    assert refused(close(factory, FEBRUARY)) == "accounting-period-out-of-order"
    line = close(factory, JANUARY, FEBRUARY)
    assert (line.name, line.last_day, line.closed) == ("February", date(2026, 2, 28), True)
    assert refused(close(factory, FEBRUARY)) == "accounting-period-out-of-order"
    assert refused(close(factory, date(2026, 1, 2))) == "accounting-period-not-found"
    assert refused(factory.post(ReopenAccountingPeriodRequest, starting_date=JANUARY)) == (
        "accounting-period-out-of-order"
    )
    assert factory.post(ReopenAccountingPeriodRequest, starting_date=FEBRUARY).closed is False
    found = factory.ask(AccountingPeriodsQuestion)
    assert [each.closed for each in found.periods] == [True, False, False]
    assert found.first_open_day == FEBRUARY


def test_a_period_without_an_end_stays_open(plants: Plants) -> None:
    """The last one ends where the next one begins, and there is none."""
    factory = books(plants)
    assert refused(close(factory, JANUARY, FEBRUARY, MARCH)) == "accounting-period-without-end"


def test_who_closed_a_period_is_kept(plants: Plants) -> None:
    """An audit row names the person, the period, and what it was before and after."""
    factory = books(plants)
    factory.post(CloseAccountingPeriodRequest, starting_date=JANUARY, person_no="SUP")
    with factory.plant.engine.connect() as connection:
        columns = "person_no, row_key, before, after"
        found = connection.execute(
            text(f"SELECT {columns} FROM audit_entries WHERE table_name = 'accounting_periods'")
        ).all()
    assert [tuple(row) for row in found] == [("SUP", "2026-01-01", '{"closed": false}', '{"closed": true}')]


def test_stock_below_zero_keeps_a_period_open(each_plants: Plants) -> None:
    """2 sold in February before any came: filled in March, February can be closed."""
    factory = books(each_plants)
    sale = ItemLedgerEntryType.SALE
    factory.post(PostItemEntryRequest, entry_type=sale, item_no="C", quantity=2, posting_date=IN_FEBRUARY)
    outcome = close(factory, JANUARY, FEBRUARY)
    assert refused(outcome) == "stock-below-zero"
    assert outcome.facts["entry_no"] == "1"
    factory.stock(2, posting_date=IN_MARCH)
    assert close(factory, FEBRUARY).closed


def test_costs_that_still_move_keep_a_period_open(each_plants: Plants) -> None:
    """A movement of February that adjustment has not looked at; one of March matters to March only."""
    factory = books(each_plants)
    factory.stock(1, posting_date=IN_FEBRUARY)
    assert factory.post(CloseAccountingPeriodRequest, starting_date=JANUARY).closed
    assert refused(factory.post(CloseAccountingPeriodRequest, starting_date=FEBRUARY)) == "costs-not-adjusted"
    while factory.post(AdjustCostRequest).left:
        pass
    factory.stock(1, posting_date=IN_MARCH)
    assert factory.post(CloseAccountingPeriodRequest, starting_date=FEBRUARY).closed


def test_an_order_that_is_not_settled_keeps_its_period_open(plants: Plants) -> None:
    """Finished in February, each step of adjustment leaves the period open until the order is settled."""
    factory = books(plants)
    factory.stock(20, posting_date=IN_FEBRUARY)
    factory.order()
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=20, posting_date=IN_FEBRUARY)
    factory.output("20", 10, run_time=60, posting_date=IN_FEBRUARY)
    factory.post(CloseAccountingPeriodRequest, starting_date=JANUARY)
    while factory.post(AdjustCostRequest).left:
        pass
    factory.status(OrderStatus.FINISHED)
    outcome = factory.post(CloseAccountingPeriodRequest, starting_date=FEBRUARY)
    assert refused(outcome) == "costs-not-adjusted"
    assert close(factory, FEBRUARY).closed


def test_nothing_is_posted_into_a_closed_period(each_plants: Plants) -> None:
    """Stock, output, consumption, a charge: each is refused with the period's name and the first open day."""
    factory = books(each_plants)
    factory.stock(20)
    factory.order()
    close(factory, JANUARY, FEBRUARY)
    entries = factory.entries()
    consumption = {"order_no": "O1", "item_no": "C", "quantity": 1}
    outcomes = [
        factory.stock(1, posting_date=IN_FEBRUARY),
        factory.output("20", 1, posting_date=IN_FEBRUARY),
        factory.post(PostConsumptionRequest, **consumption, posting_date=IN_FEBRUARY),
        factory.post(PostItemChargeRequest, entry_no=1, amount=Decimal(1), posting_date=IN_FEBRUARY),
        factory.stock(1, posting_date=date(2025, 12, 31)),
    ]
    assert {refused(outcome) for outcome in outcomes} == {"posting-date-not-allowed"}
    facts = {"field": "posting_date", "posting_date": "2026-02-20", "accounting_period": "February"}
    assert outcomes[0].facts == {**facts, "first_open_day": "2026-03-01"}
    assert "accounting_period" not in outcomes[-1].facts
    assert factory.entries() == entries
    assert not isinstance(factory.stock(1, posting_date=MARCH), Refused)


def test_an_entry_of_a_closed_period_is_not_reversed(each_plants: Plants) -> None:
    """A reversal is posted on the day of what it reverses, and that day is closed."""
    factory = books(each_plants)
    factory.stock(20, posting_date=IN_FEBRUARY)
    factory.order()
    factory.output("20", 1, posting_date=IN_FEBRUARY)
    close(factory, JANUARY, FEBRUARY)
    entry_no = factory.rows("item_ledger_entries", "entry_no", entry_type="output")[0]
    yes = (Answer(confirmation=Confirmation.REVERSE_ENTRY, yes=True),)
    outcome = factory.post(ReverseEntryRequest, ledger=Ledger.ITEM, entry_no=entry_no, answers=yes)
    assert refused(outcome) == "posting-date-not-allowed"


def test_a_late_cost_of_a_closed_period_goes_to_the_first_open_day(each_plants: Plants) -> None:
    """Sold in February, charged 2.00 in March: the sale costs 2.00 more from 1 March on."""
    factory = books(each_plants)
    purchase, sale = ItemLedgerEntryType.PURCHASE, ItemLedgerEntryType.SALE
    for kind in (purchase, sale):
        factory.post(PostItemEntryRequest, entry_type=kind, item_no="C", quantity=1, posting_date=IN_FEBRUARY)
    close(factory, JANUARY, FEBRUARY)
    factory.post(PostItemChargeRequest, entry_no=1, amount=Decimal(2), posting_date=IN_MARCH)
    while factory.post(AdjustCostRequest).left:
        pass
    found = factory.rows("value_entries", "posting_date", "cost_amount_actual", item_ledger_entry_type="sale")
    assert found == [(IN_FEBRUARY, -3), (MARCH, -2)]


@pytest.mark.parametrize("opened", [False, True])
def test_cost_of_a_closed_period_waits_for_it_to_be_opened(each_plants: Plants, *, opened: bool) -> None:
    """Posted later to the general ledger: February's is left out with its reason, March's is posted."""
    factory = books(each_plants, automatic_cost_posting="false")
    factory.stock(1, posting_date=IN_FEBRUARY)
    factory.stock(2, posting_date=IN_MARCH)
    close(factory, JANUARY, FEBRUARY)
    if opened:
        factory.post(ReopenAccountingPeriodRequest, starting_date=FEBRUARY)
    receipt = factory.post(PostInventoryCostToGLRequest)
    assert receipt.amount == (9 if opened else 6)
    left_out = [(each.value_entry_no, each.code, each.posting_date) for each in receipt.left_out]
    assert left_out == ([] if opened else [(1, RefusalCode.POSTING_DATE_NOT_ALLOWED, IN_FEBRUARY)])
