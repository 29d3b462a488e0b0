"""Accumulated scrap: from the last operation backwards, the worse branch counts."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.routing_lines import chain
from backend_client.rules.routing_scrap import (
    NO_SCRAP,
    AccumulatedScrap,
    OperationScrap,
    accumulate,
    input_quantity,
)
from backend_client.terms import RoutingType
from tests.rules.shop import serial


def scrap(percent, fixed=0):
    return OperationScrap(scrap_factor_pct=Decimal(str(percent)), fixed_scrap_quantity=Decimal(str(fixed)))


def figures(accumulated):
    return {number: (each.factor, each.fixed_quantity) for number, each in accumulated.items()}


def test_percentages_multiply_and_fixed_pieces_grow_backwards():
    accumulated = accumulate(serial("1", "2"), {"1": scrap(10, 20), "2": scrap(10, 20)})
    assert figures(accumulated) == {"1": (Decimal("0.21"), 42), "2": (Decimal("0.1"), 20)}
    assert input_quantity(Decimal(5), Decimal(0), accumulated["1"]) == Decimal("48.05")
    assert input_quantity(Decimal(5), Decimal(0), accumulated["2"]) == Decimal("25.5")


def test_of_parallel_branches_the_larger_factor_and_the_larger_quantity_count_each_on_its_own():
    links = chain(RoutingType.PARALLEL, {"10": "20|30", "20": "40", "30": "40", "40": ""})
    accumulated = accumulate(links, {"10": scrap(1), "20": scrap(5), "30": scrap(10, 3), "40": scrap(2, 1)})
    assert figures(accumulated) == {
        "40": (Decimal("0.02"), 1),
        "30": (Decimal("0.122"), Decimal("4.1")),
        "20": (Decimal("0.071"), Decimal("1.05")),
        "10": (Decimal("0.13322"), Decimal("4.141")),
    }


def test_the_lines_scrap_percentage_is_added_to_the_pieces_but_not_to_fixed_ones():
    some = AccumulatedScrap(factor=Decimal("0.1"), fixed_quantity=Decimal(4))
    assert input_quantity(Decimal(100), Decimal(5), some) == Decimal("119.5")
    assert input_quantity(Decimal(100), Decimal(0), NO_SCRAP) == 100


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8))
def test_no_operation_starts_with_fewer_pieces_than_the_next(scraps):
    links = serial(*(f"{number:02}" for number in range(len(scraps))))
    named = {each.operation_no: scrap(*scraps[number]) for number, each in enumerate(links)}
    accumulated = accumulate(links, named)
    inputs = [input_quantity(Decimal(7), Decimal(0), accumulated[each.operation_no]) for each in links]
    assert inputs == sorted(inputs, reverse=True)
    assert inputs[-1] >= 7
