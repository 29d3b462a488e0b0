"""Status of an order, its block, and the routing status of an operation."""

from decimal import Decimal

import pytest

from backend_client.messages.base import Answer, Refused
from backend_client.messages.orders import (
    BlockOrderRequest,
    ChangeOrderStatusRequest,
    SetRoutingStatusRequest,
)
from backend_client.messages.planning import StatusTargetsQuestion
from backend_client.messages.postings import PostOutputRequest
from backend_client.terms import Confirmation, OrderStatus, RoutingStatus
from tests.engine.planning_plant import (
    LINES,
    NEEDS,
    OPERATIONS,
    ORDERS,
    PRODUCED,
    column,
    create,
    planning_plant,
    post,
    posted,
    refused,
    rows,
    simple_plant,
)


def change(plant, to, order_no="O1"):
    return post(plant, ChangeOrderStatusRequest, order_no=order_no, to=to)


def set_finished(plant, **values):
    given = {"order_no": "O1", "operation_no": "10", "status": RoutingStatus.FINISHED} | values
    return post(plant, SetRoutingStatusRequest, **given)


YES = (Answer(confirmation=Confirmation.OPERATION_STATUS_FINISHED, yes=True),)
NO = (Answer(confirmation=Confirmation.OPERATION_STATUS_FINISHED, yes=False),)


def test_a_simulated_order_needs_time_but_takes_none_until_it_is_released(plants):
    plant = simple_plant(plants)
    posted(create(plant, status=OrderStatus.SIMULATED))
    assert (column(plant, NEEDS, "needed_time"), column(plant, NEEDS, "allocated_time")) == ([60], [0])
    assert column(plant, OPERATIONS, "expected_capacity_need_ms") == [0]
    assert posted(change(plant, OrderStatus.FIRM_PLANNED)).status is OrderStatus.FIRM_PLANNED
    assert column(plant, NEEDS, "allocated_time") == [60]
    assert column(plant, OPERATIONS, "routing_status") == [RoutingStatus.BLANK]
    posted(change(plant, OrderStatus.RELEASED))
    assert column(plant, OPERATIONS, "routing_status") == [RoutingStatus.PLANNED]
    assert column(plant, OPERATIONS, "expected_capacity_need_ms") == [3_600_000]
    assert column(plant, NEEDS, "status") == column(plant, ORDERS, "status") == [OrderStatus.RELEASED]


def test_nothing_goes_back_and_an_unknown_order_is_not_found(plants):
    plant = simple_plant(plants)
    posted(create(plant))
    assert refused(change(plant, OrderStatus.FIRM_PLANNED)) == "status-change-not-allowed"
    assert refused(change(plant, OrderStatus.RELEASED)) == "status-change-not-allowed"
    assert refused(change(plant, OrderStatus.RELEASED, "O9")) == "order-not-found"
    assert column(plant, ORDERS, "status") == [OrderStatus.RELEASED]


def test_releasing_posts_what_is_flushed_forward(plants):
    plant = planning_plant(
        plants,
        work_centers=[{"no": "A", "flushing_method": "forward"}],
        routings=[{"no": "R"}],
        routing_lines=[{"routing_no": "R", "operation_no": "10", "no": "A", "run_time": 5}],
        items=[{"no": "P", "routing_no": "R", **PRODUCED}],
    )
    posted(create(plant, quantity=4, status=OrderStatus.FIRM_PLANNED))
    receipt = posted(change(plant, OrderStatus.RELEASED))
    assert [entry.quantity for entry in receipt.posting.item_entries] == [4]
    assert column(plant, LINES, "remaining_quantity") == [0]
    assert column(plant, NEEDS, "allocated_time") == [0]


def test_status_targets_are_offered_with_a_proposal(plants):
    plant = simple_plant(plants)
    offered = plant.client.ask(StatusTargetsQuestion(status=OrderStatus.PLANNED))
    assert [(each.target, each.proposed) for each in offered] == [
        (OrderStatus.FIRM_PLANNED, True),
        (OrderStatus.RELEASED, False),
    ]
    assert refused(plant.client.ask(StatusTargetsQuestion(status=OrderStatus.FINISHED))) == "order-finished"


def test_a_blocked_order_takes_no_output_until_the_block_is_taken_away(plants):
    plant = simple_plant(plants)
    posted(create(plant))
    posted(post(plant, BlockOrderRequest, order_no="O1"))
    output = {"order_no": "O1", "order_line_no": 10000, "operation_no": "10", "run_time": Decimal(5)}
    assert refused(post(plant, PostOutputRequest, **output)) == "order-blocked"
    posted(post(plant, BlockOrderRequest, order_no="O1", blocked=False))
    posted(post(plant, PostOutputRequest, **output))
    assert refused(post(plant, BlockOrderRequest, order_no="O9")) == "order-not-found"


def test_finishing_an_operation_by_hand_asks_and_frees_its_capacity(plants):
    plant = simple_plant(plants)
    posted(create(plant, quantity=10))
    asked = set_finished(plant)
    assert isinstance(asked, Refused)
    assert asked.confirmations == (Confirmation.OPERATION_STATUS_FINISHED,)
    assert refused(set_finished(plant, answers=NO)) == "update-interrupted"
    assert sum(column(plant, NEEDS, "allocated_time")) == 600
    posted(set_finished(plant, answers=YES))
    assert sum(column(plant, NEEDS, "allocated_time")) == 0
    assert column(plant, OPERATIONS, "routing_status") == [RoutingStatus.FINISHED]
    assert refused(set_finished(plant, status=RoutingStatus.PLANNED)) == "operation-finished"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"order_no": "O9"}, "order-not-found"),
        ({"order_line_no": 77}, "order-line-not-found"),
        ({"operation_no": "99"}, "operation-not-found"),
    ],
)
def test_what_is_not_there_cannot_be_finished(plants, values, code):
    plant = simple_plant(plants)
    posted(create(plant))
    assert refused(set_finished(plant, **values)) == code


def test_an_operation_can_be_set_in_progress_without_a_question(plants):
    plant = simple_plant(plants)
    posted(create(plant))
    posted(set_finished(plant, status=RoutingStatus.IN_PROGRESS))
    assert [row["routing_status"] for row in rows(plant, OPERATIONS)] == [RoutingStatus.IN_PROGRESS]
