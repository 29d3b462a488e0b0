"""The chain of operations: previous follows from next, and a chain that can't be walked is refused."""

import pytest

from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.routing_lines import chain, last_operation, operation_numbers
from backend_client.terms import RoutingType


def walked(links):
    return [(each.operation_no, each.previous_operation_no, each.next_operation_no) for each in links]


def test_a_serial_routing_runs_in_the_order_of_its_numbers_as_text():
    links = chain(RoutingType.SERIAL, {"20": "", "05": "99", "100": ""})
    assert walked(links) == [("05", "", "100"), ("100", "05", "20"), ("20", "100", "")]
    assert last_operation(links) == "20"


def test_a_parallel_routing_branches_and_joins():
    links = chain(RoutingType.PARALLEL, {"10": "20|30", "20": "40", "30": "40", "40": ""})
    assert walked(links) == [
        ("10", "", "20|30"),
        ("20", "10", "40"),
        ("30", "10", "40"),
        ("40", "20|30", ""),
    ]


def test_an_operation_comes_after_all_its_predecessors_whatever_the_numbers():
    links = chain(RoutingType.PARALLEL, {"50": "10|40", "10": "40", "40": "05", "05": ""})
    assert [each.operation_no for each in links] == ["50", "10", "40", "05"]


@pytest.mark.parametrize(
    ("operations", "reason"),
    [
        ({"10": "20", "20": "77"}, "unknown_next_operation"),
        ({"10": "20", "20": "10"}, "several_ends"),
        ({"10": "", "20": ""}, "several_ends"),
        ({"10": "30", "20": "30", "30": ""}, "several_ends"),
        ({"10": "20|40", "20": "30", "30": "20", "40": ""}, "circular"),
    ],
)
def test_a_parallel_chain_that_cannot_be_walked_is_refused(operations, reason):
    refused = chain(RoutingType.PARALLEL, operations)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.facts["reason"]) == (RefusalCode.NOT_CERTIFIED, reason)


def test_a_routing_without_operations_has_no_chain():
    assert chain(RoutingType.SERIAL, {}) == ()
    assert last_operation(()) == ""


def test_joined_operations_are_split_and_named_once():
    assert operation_numbers(" 20 | 30||20") == ("20", "30")
