"""Status of an order: forwards only, as the table says."""

import pytest

from backend_client.refusals import RefusalCode
from backend_client.rules.order_status import check_status_change, routing_status, status_targets
from backend_client.terms import OrderStatus, RoutingStatus

ALLOWED = {
    ("simulated", "firm_planned"),
    ("simulated", "released"),
    ("planned", "firm_planned"),
    ("planned", "released"),
    ("firm_planned", "released"),
    ("released", "finished"),
}


@pytest.mark.parametrize("status", [each for each in OrderStatus if each is not OrderStatus.FINISHED])
def test_exactly_one_target_is_proposed(status):
    assert [each.proposed for each in status_targets(status)].count(True) == 1


def test_firm_planned_is_proposed_before_released():
    targets = [(each.target, each.proposed) for each in status_targets(OrderStatus.PLANNED)]
    assert targets == [(OrderStatus.FIRM_PLANNED, True), (OrderStatus.RELEASED, False)]


@pytest.mark.parametrize("to", list(OrderStatus))
@pytest.mark.parametrize("status", list(OrderStatus))
def test_every_other_change_is_refused(status, to):
    refused = check_status_change(status, to)
    if (status.value, to.value) in ALLOWED:
        assert refused is None
    elif status is OrderStatus.FINISHED:
        assert refused.code is RefusalCode.ORDER_FINISHED
    else:
        assert refused.code is RefusalCode.STATUS_CHANGE_NOT_ALLOWED
        assert refused.facts == {"from": status.value, "to": to.value}


def test_operations_of_a_released_order_are_planned_and_of_a_finished_one_finished():
    assert routing_status(OrderStatus.RELEASED) is RoutingStatus.PLANNED
    assert routing_status(OrderStatus.FINISHED) is RoutingStatus.FINISHED
    assert routing_status(OrderStatus.FIRM_PLANNED) is RoutingStatus.BLANK
