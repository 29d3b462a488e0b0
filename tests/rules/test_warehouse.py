"""What may be handled of a put-away or a pick, what is left to pick, and from which bins it is taken."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.rules.warehouse import (
    Holding,
    LineToHandle,
    handling_refused,
    left_to_pick,
    pick_type,
    take_from,
)
from backend_client.terms import ProductionConsumptionHandling, WarehouseActivityType


def line(quantity: str, handled: str) -> LineToHandle:
    """A line of which some was handled."""
    return LineToHandle(line_no=10000, quantity_base=Decimal(quantity), qty_handled_base=Decimal(handled))


@pytest.mark.parametrize("quantity", ["0.00001", "5", "6"])
def test_all_or_part_of_what_is_left_may_be_handled(quantity: str) -> None:
    """10, of which 4 were handled: anything up to 6."""
    assert handling_refused(line("10", "4"), Decimal(quantity)) is None


@pytest.mark.parametrize("quantity", ["0", "-1", "6.00001"])
def test_nothing_and_more_than_is_left_is_refused(quantity: str) -> None:
    """10, of which 4 were handled: the refusal names the 6 that are left."""
    refused = handling_refused(line("10", "4"), Decimal(quantity))
    assert refused is not None
    assert (refused.code, refused.facts["remaining_quantity"]) == ("quantity-out-of-range", "6")


def test_each_handling_of_a_location_has_its_kind_of_pick() -> None:
    """None where components are not picked; an inventory pick; a pick, mandatory or not."""
    assert {each: pick_type(each) for each in ProductionConsumptionHandling} == {
        ProductionConsumptionHandling.NONE: None,
        ProductionConsumptionHandling.INVENTORY_PICK: WarehouseActivityType.INVENTORY_PICK,
        ProductionConsumptionHandling.WAREHOUSE_PICK_MANDATORY: WarehouseActivityType.PICK,
        ProductionConsumptionHandling.WAREHOUSE_PICK_OPTIONAL: WarehouseActivityType.PICK,
    }


@pytest.mark.parametrize(
    ("remaining", "picked", "consumed", "left"),
    [(20, 0, 0, 20), (15, 8, 5, 12), (2, 8, 5, 0), (15, 5, 8, 15), (20, 8, -3, 12)],
    ids=["nothing picked", "3 ready", "more ready than needed", "used without a pick", "more came back"],
)
def test_what_lies_ready_is_not_picked_again(remaining: int, picked: int, consumed: int, left: int) -> None:
    """What is expected, less what was picked and not used yet; never below 0."""
    figures = {"remaining_base": remaining, "picked_base": picked, "consumed_base": consumed}
    assert left_to_pick(**{name: Decimal(value) for name, value in figures.items()}) == left


def test_bins_are_emptied_the_smallest_first() -> None:
    """S2 holds 20, S1 holds 5, 8 are wanted: 5 of S1, 3 of S2."""
    held = [Holding(bin_code="S2", quantity=Decimal(20)), Holding(bin_code="S1", quantity=Decimal(5))]
    chosen = take_from(held, Decimal(8))
    assert [(each.bin_code, each.quantity) for each in chosen] == [("S1", Decimal(5)), ("S2", Decimal(3))]


@given(st.lists(st.integers(-5, 50)), st.integers(0, 200))
def test_no_bin_gives_more_than_it_holds_and_none_gives_needlessly(held: list[int], wanted: int) -> None:
    """Whatever bins hold: taken is what is wanted or all there is, each part above 0 and within its bin."""
    holdings = [Holding(bin_code=f"B{n}", quantity=Decimal(each)) for n, each in enumerate(held)]
    chosen = take_from(holdings, Decimal(wanted))
    assert sum(each.quantity for each in chosen) == min(wanted, sum(each for each in held if each > 0))
    by_bin = {each.bin_code: each.quantity for each in holdings}
    assert all(0 < each.quantity <= by_bin[each.bin_code] for each in chosen)
