"""A closed accounting period is closed to every way of writing: each is refused, and nothing is written."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend_client.messages.base import Answer
from backend_client.messages.cost_adjustment import AdjustCostRequest
from backend_client.messages.item_costs import PostItemChargeRequest, RevalueEntryRequest
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.messages.postings import PostCapacityRequest
from backend_client.messages.reversals import ReverseEntryRequest, UndoPostingRequest
from backend_client.terms import Confirmation, JournalLineKind, Ledger, OrderStatus
from tests.casebook.databases import Plants
from tests.features.factory import Factory, refused
from tests.features.test_accounting_periods import (
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    JANUARY,
    MARCH,
    books,
    close,
)

YES = tuple(Answer(confirmation=each, yes=True) for each in Confirmation)
CONSUMPTION = {"order_no": "O1", "item_no": "C", "quantity": Decimal(1)}
WAYS: dict[str, Callable[[Factory], Any]] = {
    "item entry": lambda factory: factory.stock(1, posting_date=IN_FEBRUARY),
    "output": lambda factory: factory.output("20", 1, posting_date=IN_FEBRUARY),
    "consumption": lambda factory: factory.post(
        PostConsumptionRequest, **CONSUMPTION, posting_date=IN_FEBRUARY
    ),
    "journal": lambda factory: factory.post(
        PostJournalRequest,
        lines=(JournalLine(kind=JournalLineKind.CONSUMPTION, **CONSUMPTION),),
        posting_date=IN_FEBRUARY,
    ),
    "capacity": lambda factory: factory.post(
        PostCapacityRequest, no="A", stop_time=5, stop_code="TOOL", posting_date=IN_FEBRUARY
    ),
    "item charge": lambda factory: factory.post(
        PostItemChargeRequest, entry_no=1, amount=Decimal(1), posting_date=IN_FEBRUARY
    ),
    "revaluation": lambda factory: factory.post(
        RevalueEntryRequest, entry_no=1, new_unit_cost=Decimal(9), posting_date=IN_FEBRUARY
    ),
    "reversal of goods": lambda factory: reverse(factory, Ledger.ITEM, 2),
    "reversal of work": lambda factory: reverse(factory, Ledger.CAPACITY, 1),
    "undo": lambda factory: factory.post(UndoPostingRequest, person_no="OP"),
    "finishing with write-off": lambda factory: factory.status(
        OrderStatus.FINISHED,
        Confirmation.OUTPUT_MISSING,
        Confirmation.CONSUMPTION_MISSING,
        order_no="O2",
        finish_without_output=True,
        posting_date=IN_FEBRUARY,
    ),
}


def reverse(factory: Factory, ledger: Ledger, entry_no: int) -> Any:
    """Reverse an entry, whatever is asked."""
    return factory.post(ReverseEntryRequest, ledger=ledger, entry_no=entry_no, answers=YES)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_written_into_a_closed_period(each_plants: Plants, way: str) -> None:
    """February is closed: whatever would write an entry of it is refused, and every ledger stays as it is."""
    factory = posted_in_february(each_plants)
    close(factory, JANUARY, FEBRUARY)
    entries = factory.entries()
    outcome = WAYS[way](factory)
    assert refused(outcome) == "posting-date-not-allowed"
    assert outcome.facts["first_open_day"] == "2026-03-01"
    assert factory.entries() == entries


def posted_in_february(plants: Plants) -> Factory:
    """20 C, 4 of them consumed on two orders, work on O1; O2 hangs without output."""
    factory = books(plants, finish_order_without_output="true")
    factory.stock(20, posting_date=IN_FEBRUARY)
    for no in ("O1", "O2"):
        factory.order(no)
        fields = {"order_no": no, "item_no": "C", "quantity": 2}
        factory.post(PostConsumptionRequest, **fields, posting_date=IN_FEBRUARY)
    factory.output("10", 1, run_time=5, posting_date=IN_FEBRUARY, person_no="OP")
    return factory


def test_a_late_cost_of_a_finished_order_goes_to_the_first_open_day(each_plants: Plants) -> None:
    """2 C of February are made into 1 P: charged 4.00 in March, consumption and output move on 1 March, by 2.00 each."""
    factory = books(each_plants)
    factory.stock(4, posting_date=IN_FEBRUARY)
    factory.order(quantity=1)
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=2, posting_date=IN_FEBRUARY)
    factory.output("20", 1, posting_date=IN_FEBRUARY)
    factory.status(OrderStatus.FINISHED, Confirmation.OUTPUT_MISSING, Confirmation.CONSUMPTION_MISSING)
    close(factory, JANUARY, FEBRUARY)
    closed = moved(factory)
    factory.post(PostItemChargeRequest, entry_no=1, amount=Decimal(4), posting_date=IN_MARCH)
    while factory.post(AdjustCostRequest).left:
        pass
    assert moved(factory)[len(closed) :] == [
        (IN_MARCH, "positive_adjustment", 4),
        (MARCH, "consumption", -2),
        (MARCH, "output", 2),
    ]
    days = set(factory.rows("gl_entries", "posting_date"))
    assert days == {IN_FEBRUARY, MARCH, IN_MARCH}
    assert factory.rows("wip", "amount") == [0]


def moved(factory: Factory) -> list[tuple[date, str, Decimal]]:
    """Every value entry: its day, of what, how much."""
    columns = ("posting_date", "item_ledger_entry_type", "cost_amount_actual")
    return factory.rows("value_entries", *columns)
