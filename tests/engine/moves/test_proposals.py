"""Proposed moves: kept, then applied as a whole or discarded."""

from datetime import date
from typing import Any

from backend_client.messages.load import LoadQuestion
from backend_client.messages.order_lists import ProductionOrderQuestion
from backend_client.messages.orders import ReplanProductionOrderRequest
from backend_client.messages.what_if import (
    ApplyProposalRequest,
    DiscardProposalRequest,
    Move,
    ProposalsQuestion,
    ProposeMovesRequest,
    WhatIfQuestion,
)
from backend_client.store.verifying import verify
from backend_client.terms import OrderStatus, ProposalStatus
from tests.casebook.databases import Plants
from tests.engine.moves.test_what_if import allocated, everything, plant
from tests.features.factory import Factory, refused

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 3, day) for day in (9, 10, 11, 12))
TO_THURSDAY = (Move(order_no="O1", due_date=THURSDAY), Move(order_no="O2", due_date=THURSDAY))
OPEN, APPLIED, DISCARDED = ProposalStatus


def two_orders(plants: Plants) -> Factory:
    """Make O1 (10 pieces) and O2 (2) of an hour a piece, due Tuesday."""
    factory = plant(plants, setup=30)
    factory.order("O1", 10, "S", due_date=TUESDAY)
    factory.order("O2", 2, "S", due_date=TUESDAY)
    return factory


def propose(factory: Factory, *moves: Move, **fields: Any) -> Any:
    """Propose moves."""
    return factory.post(ProposeMovesRequest, moves=moves or TO_THURSDAY, **fields)


def load(factory: Factory) -> Any:
    """Read the allocated time at A from Monday to Thursday."""
    return allocated(factory.ask(LoadQuestion, no="A", first_day=MONDAY, last_day=THURSDAY))


def test_a_proposal_changes_no_order_until_it_is_applied(plants: Plants) -> None:
    """Proposed: the load stays. Applied: it is what was foreseen, and the proposal says who decided."""
    factory = two_orders(plants)
    before, standing = everything(factory), load(factory)
    made = propose(factory, description="Late steel", person_no="ANNA")
    assert (made.proposal, made.status) == (1, OPEN)
    assert everything(factory) == before
    foreseen = factory.ask(WhatIfQuestion, proposal=1, no="A", first_day=MONDAY, last_day=THURSDAY)
    assert allocated(foreseen.before) == standing
    receipt = factory.post(ApplyProposalRequest, proposal=1, person_no="BERT")
    assert receipt.status is APPLIED
    assert receipt.orders == made.orders == foreseen.orders
    assert load(factory) == allocated(foreseen.after) != standing
    assert {factory.ask(ProductionOrderQuestion, order_no=no).revision for no in ("O1", "O2")} == {2}
    (kept,) = factory.ask(ProposalsQuestion, status=None)
    assert (kept.status, kept.description, kept.proposed_by, kept.decided_by) == (
        APPLIED,
        "Late steel",
        "ANNA",
        "BERT",
    )
    assert [each.move for each in kept.moves] == list(TO_THURSDAY)
    assert factory.ask(ProposalsQuestion) == ()


def test_a_preview_of_an_application_moves_nothing(plants: Plants) -> None:
    """Previewed, the receipt shows the move; the load stays and the proposal stays open."""
    factory = two_orders(plants)
    standing = load(factory)
    propose(factory)
    seen = factory.post(ApplyProposalRequest, proposal=1, preview=True)
    assert [each.due_after for each in seen.orders] == [THURSDAY, THURSDAY]
    assert load(factory) == standing
    (kept,) = factory.ask(ProposalsQuestion)
    assert (kept.status, kept.decided_at) == (OPEN, None)
    first = factory.post(ApplyProposalRequest, request_id="once", proposal=1)
    assert factory.post(ApplyProposalRequest, request_id="once", proposal=1) == first


def test_a_proposal_is_decided_once(plants: Plants) -> None:
    """Discarded, it can't be applied nor discarded again; one that never was is not found."""
    factory = two_orders(plants)
    standing = load(factory)
    propose(factory)
    assert factory.post(DiscardProposalRequest, proposal=1).status is DISCARDED
    for kind in (ApplyProposalRequest, DiscardProposalRequest):
        assert refused(factory.post(kind, proposal=1)) == "proposal-not-open"
        for number in (0, -1, 2, 2**31 - 1):
            assert refused(factory.post(kind, proposal=number)) == "proposal-not-found"
    assert load(factory) == standing


def test_a_proposal_is_out_of_date_when_an_order_was_moved_since(plants: Plants) -> None:
    """O2 is planned for Wednesday after all: the proposal names O2, moves nothing, and stays open."""
    factory = two_orders(plants)
    propose(factory)
    factory.post(ReplanProductionOrderRequest, order_no="O2", due_date=WEDNESDAY)
    standing = load(factory)
    outcome = factory.post(ApplyProposalRequest, proposal=1)
    assert refused(outcome) == "proposal-outdated"
    assert outcome.facts["order_no"] == "O2"
    assert load(factory) == standing
    (kept,) = factory.ask(ProposalsQuestion)
    assert [each.outdated for each in kept.moves] == [False, True]


def test_all_orders_move_or_none(plants: Plants) -> None:
    """O2 is finished before the proposal is applied: refused by its name, and O1 stays where it was."""
    factory = two_orders(plants)
    propose(factory)
    factory.output("10", 2, order_no="O2", setup_time=30, run_time=120)
    factory.status(OrderStatus.FINISHED, order_no="O2")
    standing = load(factory)
    outcome = factory.post(ApplyProposalRequest, proposal=1)
    assert refused(outcome) == "order-finished"
    assert [(line.line, line.facts["order_no"]) for line in outcome.lines] == [(2, "O2")]
    assert load(factory) == standing


def test_what_cannot_be_made_is_not_proposed(plants: Plants) -> None:
    """An unknown order among the moves refuses the proposal, by line; nothing is kept."""
    factory = two_orders(plants)
    outcome = propose(factory, Move(order_no="O1", due_date=THURSDAY), Move(order_no="NONE"))
    assert refused(outcome) == "order-not-found"
    assert (outcome.facts["line"], outcome.facts["order_no"]) == ("2", "NONE")
    assert refused(factory.post(ProposeMovesRequest, moves=())) == "request-malformed"
    assert factory.ask(ProposalsQuestion, status=None) == ()


def test_postings_before_and_after_a_move_add_up(plants: Plants) -> None:
    """Of setup 30 and run 600, 30 and 250 are posted, the order moves, 100 more are posted: 250 are left allocated.

    The needs still add up to 630 and what was posted stands on the operation; the finished one frees the rest.
    """
    factory = two_orders(plants)
    factory.output("10", 4, setup_time=30, run_time=250)
    propose(factory, TO_THURSDAY[0])
    factory.post(ApplyProposalRequest, proposal=1)
    needs = factory.rows("capacity_needs", "needed_time", "allocated_time", order_no="O1")
    assert (sum(needed for needed, _ in needs), sum(left for _, left in needs)) == (630, 350)
    factory.output("10", 1, run_time=100)
    assert sum(factory.rows("capacity_needs", "allocated_time", order_no="O1")) == 250
    operation = factory.rows("production_order_routing_lines", "needed_time", "allocated_time", order_no="O1")
    assert operation == [(630, 250)]
    factory.output("10", 5, run_time=1, finished=True)
    assert sum(factory.rows("capacity_needs", "allocated_time", order_no="O1")) == 0
    with factory.plant.engine.connect() as connection:
        assert [found for found in verify(connection) if "person" not in found.code.value] == []


def test_quantities_costs_and_components_stay(plants: Plants) -> None:
    """An order with output and consumption moves: only dates of it change, components are due with it."""
    factory = Factory(plants)
    factory.stock(100)
    factory.order("O1", 10, due_date=TUESDAY)
    factory.output("20", 4, run_time=20)
    propose(factory, Move(order_no="O1", due_date=THURSDAY))
    before = everything(factory)
    factory.post(ApplyProposalRequest, proposal=1)
    after = everything(factory)
    dates = {"starting_date_time", "ending_date_time", "due_date"}
    for was, now in zip(before[:4], after[:4], strict=True):
        for row, moved in zip(was, now, strict=True):
            assert {name for name in row if row[name] != moved[name]} <= dates
    assert [row["due_date"] for row in after[0]] == [THURSDAY]
    assert {row["due_date"] for row in after[2]} != {row["due_date"] for row in before[2]}


def test_proposals_are_numbered_and_listed_newest_first(plants: Plants) -> None:
    """Three proposals, the second discarded: open are 3 and 1."""
    factory = two_orders(plants)
    for _ in range(3):
        propose(factory)
    factory.post(DiscardProposalRequest, proposal=2)
    assert [each.proposal for each in factory.ask(ProposalsQuestion)] == [3, 1]
    assert [each.proposal for each in factory.ask(ProposalsQuestion, status=None, proposal=2)] == [2]


def test_a_proposal_takes_the_place_of_another(plants: Plants) -> None:
    """Proposed anew for O1 alone: the first is discarded with it, by who proposed the second; not twice, and not in vain."""
    factory = two_orders(plants)
    propose(factory, person_no="ANNA")
    second = propose(factory, TO_THURSDAY[0], instead_of=1, person_no="BERT")
    assert (second.proposal, second.status) == (2, OPEN)
    (first,) = factory.ask(ProposalsQuestion, proposal=1, status=None)
    assert (first.status, first.decided_by) == (DISCARDED, "BERT")
    assert [each.proposal for each in factory.ask(ProposalsQuestion)] == [2]
    for no, code in ((1, "proposal-not-open"), (9, "proposal-not-found")):
        outcome = propose(factory, TO_THURSDAY[0], instead_of=no)
        assert (refused(outcome), outcome.facts["field"]) == (code, "instead_of")
    assert refused(propose(factory, Move(order_no="O9"), instead_of=2)) == "order-not-found"
    assert [each.proposal for each in factory.ask(ProposalsQuestion)] == [2]
