"""Proposals of journals where orders are not of one item on one routing."""

from decimal import Decimal
from typing import Any

import pytest

from backend_client import limits
from backend_client.messages.journal_proposals import (
    ActualEntriesQuestion,
    CalculateConsumptionQuestion,
    ExplodeRoutingQuestion,
    ProductionJournalQuestion,
)
from backend_client.messages.journals import JournalLine, PostConsumptionRequest, PostJournalRequest
from backend_client.terms import (
    ConsumptionBasis,
    JournalLineKind,
    OrderSourceType,
    OrderStatus,
    RoutingStatus,
)
from tests.casebook.databases import Plants
from tests.engine.planning_plant import PRODUCED
from tests.features.factory import Factory, refused

EXPECTED, ACTUAL = ConsumptionBasis.EXPECTED_OUTPUT, ConsumptionBasis.ACTUAL_OUTPUT


def family(plants: Plants) -> Factory:
    """Order O1 of 5 F: 5 P and 10 Q on one routing; each P needs 2 C, each Q 1."""
    factory = Factory(
        plants,
        families=[{"no": "F", "routing_no": "R"}],
        family_lines=[
            {"family_no": "F", "line_no": 10000, "item_no": "P", "quantity": 1},
            {"family_no": "F", "line_no": 20000, "item_no": "Q", "quantity": 2},
        ],
        items=[{"no": "Q", "production_bom_no": "QB", **PRODUCED}],
        production_boms=[{"no": "QB"}],
        production_bom_lines=[{"production_bom_no": "QB", "no": "C", "quantity_per": 1}],
    )
    factory.order("O1", 5, "F", source_type=OrderSourceType.FAMILY)
    return factory


def test_each_line_of_a_family_has_its_own_rest(plants: Plants) -> None:
    """4 P made on operation 20: P has 1 left there and Q 10, though they share the operation."""
    factory = family(plants)
    factory.output("20", 4, item_no="P")
    lines = factory.ask(ExplodeRoutingQuestion, order_no="O1")
    assert [(each.item_no, each.operation_no, each.quantity) for each in lines] == [
        ("P", "10", 5),
        ("P", "20", 1),
        ("Q", "10", 10),
        ("Q", "20", 10),
    ]
    journal = factory.ask(ProductionJournalQuestion, order_no="O1", item_no="Q")
    assert (journal.order_line_no, journal.actual_entries) == (20000, ())


def test_what_a_line_has_made_needs_only_its_own_components(plants: Plants) -> None:
    """4 P made need 8 C on line 10000; line 20000, which made nothing, needs none."""
    factory = family(plants)
    factory.output("20", 4, item_no="P")
    needed = factory.ask(CalculateConsumptionQuestion, order_no="O1", basis=ACTUAL)
    assert [(each.order_line_no, each.quantity) for each in needed] == [(10000, 8)]
    (second,) = factory.ask(CalculateConsumptionQuestion, order_no="O1", order_line_no=20000, basis=EXPECTED)
    assert (second.order_line_no, second.quantity) == (20000, 10)


def test_a_linked_component_counts_the_output_of_its_operation(plants: Plants) -> None:
    """6 made on operation 10, 4 on 20: C is linked to 10 and needs 12, not 8."""
    factory = Factory(
        plants,
        routing_lines=[{"routing_no": "R", "operation_no": "10", "routing_link_code": "L"}],
        production_bom_lines=[{"production_bom_no": "PB", "routing_link_code": "L"}],
    )
    factory.order()
    factory.output("10", 5, scrap_quantity=1)
    factory.output("20", 4)
    (needed,) = factory.ask(CalculateConsumptionQuestion, order_no="O1", basis=ACTUAL)
    assert needed.quantity == 12


def test_a_reversal_falls_out_of_what_is_needed(plants: Plants) -> None:
    """Output taken back needs nothing: the 8 C consumed for it should come back."""
    factory = Factory(plants)
    factory.order()
    factory.output("20", 4)
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=8)
    factory.output("20", -4, applies_to_entry=1)
    (needed,) = factory.ask(CalculateConsumptionQuestion, order_no="O1", basis=ACTUAL)
    assert needed.quantity == -8


@pytest.mark.parametrize("kind", [ExplodeRoutingQuestion, CalculateConsumptionQuestion])
def test_proposals_need_released_orders(plants: Plants, kind: type[Any]) -> None:
    """One that is only planned among two is named; no order at all is no question; a line must be there."""
    factory = Factory(plants)
    factory.order("O1")
    factory.order("O2", status=OrderStatus.FIRM_PLANNED)
    outcome = factory.ask(kind, order_nos=("O1", "O2"))
    assert refused(outcome) == "released-order-not-found"
    assert outcome.facts == {"order_no": "O2", "status": "firm_planned"}
    assert factory.ask(kind, order_no="O9").facts == {"order_no": "O9", "status": ""}
    assert refused(factory.ask(kind)) == "request-malformed"
    assert refused(factory.ask(kind, order_no="O1", order_line_no=5)) == "order-line-not-found"


def test_actual_entries_are_those_of_the_order(plants: Plants) -> None:
    """In the order of posting, of one line or all, of one operation; an order that is not there is named."""
    factory = Factory(plants)
    factory.order("O1")
    factory.order("O2")
    factory.output("10", 1, run_time=3)
    factory.output("20", 1, order_no="O2")
    factory.post(PostConsumptionRequest, order_no="O1", item_no="C", quantity=2)
    entries = factory.ask(ActualEntriesQuestion, order_no="O1")
    assert [(each.ledger.value, each.quantity) for each in entries] == [("capacity", 3), ("item", 2)]
    assert len(factory.ask(ActualEntriesQuestion, order_no="O1", operation_no="10")) == 1
    assert factory.ask(ActualEntriesQuestion, order_no="O1", order_line_no=5) == ()
    assert refused(factory.ask(ActualEntriesQuestion, order_no="NONE")) == "order-not-found"


def test_only_the_newest_entries_are_shown(plants: Plants) -> None:
    """Of 501 the last 500, and it is said that there are more."""
    factory = Factory(plants)
    factory.order()
    factory.output("10", 0, run_time=7)
    line = JournalLine(kind=JournalLineKind.OUTPUT, order_no="O1", operation_no="10", run_time=Decimal(1))
    for _ in range(limits.ACTUAL_ENTRIES_MAX // limits.JOURNAL_LINES_MAX):
        factory.post(PostJournalRequest, lines=(line,) * limits.JOURNAL_LINES_MAX)
    answer = factory.ask(ProductionJournalQuestion, order_no="O1")
    assert [each.run_time for each in answer.actual_entries] == [1] * limits.ACTUAL_ENTRIES_MAX
    assert answer.more_entries


def test_a_finished_operation_is_shown_as_such(plants: Plants) -> None:
    """Its line stands with 0 and the finished tick, what was posted beside it."""
    factory = Factory(plants)
    factory.order()
    factory.output("10", 3, finished=True)
    first = next(
        each
        for each in factory.ask(ProductionJournalQuestion, order_no="O1").lines
        if each.operation_no == "10"
    )
    assert (first.quantity, first.finished, first.posted_quantity) == (0, True, 3)
    assert first.routing_status is RoutingStatus.FINISHED
