"""Standard cost of an item from its BOM and routing: shares, scrap, lots, phantoms."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.limits import BOM_LEVELS_MAX
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.bom_explosion import BomLine
from backend_client.rules.expected_cost import CenterCost
from backend_client.rules.order_cost import CostShares
from backend_client.rules.routing_scrap import AccumulatedScrap
from backend_client.rules.standard_cost import (
    ComponentCost,
    CostedOperation,
    ProducedItem,
    StandardCost,
    bought_at,
    component_needs,
    costed_work,
    produced_at,
    standard_cost,
)
from backend_client.terms import BomLineType, CapacityUnitType, UnitCostCalculation

D = Decimal
DAY = date(2026, 3, 2)
MINUTE = D(60_000)
UNITS = {("C", ""): D(1), ("C", "BOX"): D(12), ("D", ""): D(1)}
FREE = CostShares()


def item(lot: str = "10", scrap: str = "0", **card: str) -> ProducedItem:
    """P, made by BOM B."""
    numbers = {name: D(value) for name, value in card.items()}
    return ProducedItem(item_no="P", lot_size=D(lot), scrap_pct=D(scrap), production_bom_no="B", **numbers)


def line(no: str = "C", per: str = "1", scrap: str = "0", **more: Any) -> BomLine:
    """A line of a BOM."""
    return BomLine(type=BomLineType.ITEM, no=no, quantity_per=D(per), scrap_pct=D(scrap), **more)


def phantom(no: str, per: str = "1", scrap: str = "0", **more: Any) -> BomLine:
    """A line that names a phantom BOM."""
    return BomLine(type=BomLineType.PRODUCTION_BOM, no=no, quantity_per=D(per), scrap_pct=D(scrap), **more)


def scrap(factor: str = "0", fixed: str = "0") -> AccumulatedScrap:
    """Accumulated scrap of an operation."""
    return AccumulatedScrap(factor=D(factor), fixed_quantity=D(fixed))


def work(run: str = "6", setup: str = "0", *, units: bool = False, **more: Any) -> CostedOperation:
    """Minutes at 0.80, 25 % and 0.20."""
    cost = CenterCost(
        unit_cost_calculation=UnitCostCalculation.UNITS if units else UnitCostCalculation.TIME,
        direct_unit_cost=D("0.8"),
        indirect_cost_pct=D(25),
        overhead_rate=D("0.2"),
        unit_cost=D("1.2"),
    )
    run_ms, setup_ms = D(run) * MINUTE, D(setup) * MINUTE
    return CostedOperation(cost=cost, unit=CapacityUnitType.MINUTES, run_ms=run_ms, setup_ms=setup_ms, **more)


def shares(*parts: str | int) -> CostShares:
    """The five shares."""
    return CostShares(*map(D, parts))


def needs(
    produced: ProducedItem,
    *lines: BomLine,
    links: Mapping[str, AccumulatedScrap] | None = None,
    phantoms: Mapping[str, list[BomLine]] | None = None,
) -> Any:
    """Answer what the costing lot needs."""
    boms = {"B": list(lines), **(phantoms or {})}
    return component_needs(produced, boms, link_scraps=links or {}, qty_per_unit=UNITS, on=DAY)


def cost(
    produced: ProducedItem,
    *operations: CostedOperation,
    needed: Mapping[str, Decimal] | None = None,
    costs: Mapping[str, ComponentCost] | None = None,
) -> StandardCost:
    """Answer the standard cost; C costs 3.50."""
    prices = costs or {"C": bought_at(D("3.5"))}
    return standard_cost(produced, operations, needed or {}, prices, cost_incl_setup=True)


def test_setup_is_spread_over_the_lot_and_overheads_come_on_top() -> None:
    """21 C at 3.50, 90 minutes, 10 % and 0.50 a piece on 10: 7.35 + 7.20 + 3.60 + 2.315 = 20.465."""
    produced = item(indirect_cost_pct="10", overhead_rate="0.5")
    needed = needs(produced, line(per="2", scrap="5"))
    assert needed == {"C": 21}
    found = cost(produced, work(setup="30"), needed=needed)
    assert found.single_level == shares("7.35", "7.2", 0, "3.6", "2.315")
    assert found.rolled_up == found.single_level
    assert found.total == D("20.465")


def test_scrap_of_item_component_and_routing_together() -> None:
    """50 x 1.05 x 1.1 + 20 = 77.75 C for a lot of 50; in boxes of 12 the same number of boxes."""
    produced = item(lot="50", scrap="5")
    first = {"": scrap(fixed="20")}
    assert needs(produced, line(scrap="10"), links=first) == {"C": D("77.75")}
    assert needs(produced, line(scrap="10", unit_of_measure_code="BOX"), links=first) == {"C": 933}


def test_a_link_takes_the_scrap_of_its_operation() -> None:
    """Linked to an operation of 10 %: 11; to one that the routing lacks: 10; without link the first: 12."""
    links = {"": scrap("0.2"), "L": scrap("0.1")}
    linked = [needs(item(), line(routing_link_code=code), links=links)["C"] for code in ("L", "X", "")]
    assert linked == [11, 10, 12]


def test_a_phantom_adds_scrap_of_the_routing_once() -> None:
    """(10 x 1.1 x 1.1 + 1) x 2 phantoms of 3 C and 5 %: 82.53, and not the routing's scrap a second time."""
    links = {"": scrap("0.1", "1")}
    held = [line(per="3", scrap="5"), line("D", routing_link_code="L")]
    found = needs(item(), phantom("PH", "2", "10"), links=links | {"L": scrap("9")}, phantoms={"PH": held})
    assert found == {"C": D("82.53"), "D": D("26.2")}


def test_equal_components_are_added() -> None:
    """C in the BOM and in its phantom: 10 + 20."""
    assert needs(item(), line(), phantom("PH"), phantoms={"PH": [line(per="2")]}) == {"C": 30}


def test_a_line_counts_on_its_days() -> None:
    """Until the day itself; not from the day after."""
    until = line(ending_date=DAY)
    later = line("D", starting_date=date(2026, 3, 3))
    assert needs(item(), until, later) == {"C": 10}


def test_a_bom_for_a_unit_of_12() -> None:
    """6 C for a box of 12: 5 for a lot of 10."""
    assert needs(item(bom_qty_per_unit="12"), line(per="6")) == {"C": 5}


def test_no_bom_needs_nothing() -> None:
    """An item that only a routing makes."""
    made = ProducedItem(item_no="P")
    assert component_needs(made, {}, link_scraps={}, qty_per_unit={}, on=DAY) == {}
    assert made.costing_lot == ProducedItem(item_no="P", lot_size=D(-5)).costing_lot == 1


@pytest.mark.parametrize(
    ("lines", "phantoms", "code"),
    [
        ([phantom("GONE")], {}, RefusalCode.NOT_CERTIFIED),
        ([phantom("PH")], {"PH": [phantom("B")]}, RefusalCode.BOM_CIRCULAR),
        ([line("X")], {}, RefusalCode.ITEM_NOT_FOUND),
        ([line(unit_of_measure_code="TON")], {}, RefusalCode.UNIT_NOT_ALLOWED),
        ([line(per="100000000")], {}, RefusalCode.QUANTITY_OUT_OF_RANGE),
        ([line(per="-100000000")], {}, RefusalCode.QUANTITY_OUT_OF_RANGE),
    ],
)
def test_what_a_bom_may_not_hold(
    lines: list[BomLine], phantoms: dict[str, list[BomLine]], code: RefusalCode
) -> None:
    """Phantoms that are missing or lead back, unknown items and units, more than a ledger holds."""
    found = needs(item(), *lines, phantoms=phantoms)
    assert isinstance(found, Refused)
    assert found.code is code


def test_phantoms_that_multiply_are_stopped() -> None:
    """Two lines a level, 40 levels: a million million lines are not gone through."""
    levels = {f"L{level}": [phantom(f"L{level + 1}")] * 2 for level in range(BOM_LEVELS_MAX - 10)}
    levels[f"L{BOM_LEVELS_MAX - 10}"] = [line()]
    found = needs(item(), phantom("L0"), phantoms=levels)
    assert isinstance(found, Refused)
    assert found.code is RefusalCode.BOM_CIRCULAR


def test_time_of_scrapped_pieces() -> None:
    """5 minutes: 50 x 1.21 + 5 x 2.2 = 71.5; three runs of a third of an hour are an hour exactly."""
    operation = work("5", scrap=scrap("0.21", "2.2"))
    assert costed_work(operation, item(), cost_incl_setup=True) == D("71.5")
    thirds = CostedOperation(cost=operation.cost, unit=CapacityUnitType.HOURS, run_ms=20 * MINUTE)
    assert costed_work(thirds, item(lot="3"), cost_incl_setup=True) == 1


def test_setup_is_costed_at_every_place() -> None:
    """30 minutes at 2 places are 60, at 0 places they are 30; not costed they are none."""
    for places, minutes in (("2", 60), ("0", 30)):
        operation = work("0", "30", concurrent_capacities=D(places))
        assert costed_work(operation, item(), cost_incl_setup=True) == minutes
        assert costed_work(operation, item(), cost_incl_setup=False) == 0


def test_pieces_instead_of_time() -> None:
    """10 pieces at 5 % and 10 % and 1 fixed are 12.55, however long they take."""
    operation = work("99", "99", units=True, scrap=scrap("0.1", "1"))
    assert costed_work(operation, item(scrap="5"), cost_incl_setup=True) == D("12.55")


def test_work_done_outside_is_a_share_of_its_own() -> None:
    """6 minutes at 0.80 are 4.80 subcontracted, 6 at 0.40 overhead."""
    found = cost(item(), work(subcontracted=True)).single_level
    assert found == shares(0, 0, "4.8", "2.4", 0)


def test_shares_of_components_are_rolled_up() -> None:
    """2 S of 5 + 3 and 1 of overhead: material 18 of its own level; 10, 6 and 2 rolled up."""
    below = {"S": ComponentCost(D(9), CostShares(D(5), D(3), manufacturing_overhead=D(1)))}
    found = cost(item(), needed={"S": D(20)}, costs=below)
    assert found.single_level == FREE._replace(material=D(18))
    assert found.rolled_up == shares(10, 6, 0, 0, 2)


def test_what_shares_do_not_explain_is_material() -> None:
    """A standard cost of 9 with shares of 5 and 3, and one of 9 that was only entered."""
    assert produced_at(D(9), shares(5, 3, 0, 0, 0)).rolled_up == shares(6, 3, 0, 0, 0)
    assert produced_at(D(9), FREE) == bought_at(D(9))


CENTS = st.decimals(0, 100, places=2)
PERCENT = st.integers(0, 40).map(D)
LOTS = st.integers(1, 50).map(D)


@given(lot=LOTS, scraps=st.tuples(PERCENT, PERCENT), per=CENTS, price=CENTS, run=CENTS, setup=CENTS)
def test_a_larger_lot_is_never_dearer(
    lot: Decimal, scraps: tuple[Decimal, Decimal], per: Decimal, price: Decimal, run: Decimal, setup: Decimal
) -> None:
    """Setup is the only thing that the lot changes: twice the lot has half of it in each piece."""

    def of(size: Decimal) -> Decimal:
        produced = ProducedItem(item_no="P", lot_size=size, scrap_pct=scraps[0], production_bom_no="B")
        needed = needs(produced, line(per=str(per), scrap=str(scraps[1])))
        operation = work(str(run), str(setup))
        return cost(produced, operation, needed=needed, costs={"C": bought_at(price)}).total

    setup_cost = setup * D("1.2") / (2 * lot)
    assert abs(of(lot) - of(2 * lot) - setup_cost) <= D(
        "0.0006"
    )  # what 0.00001 of a component costs, and rounding


@given(rate=PERCENT, more=PERCENT, fixed=st.integers(0, 5).map(D), per=CENTS, price=CENTS)
def test_more_scrap_is_never_cheaper(
    rate: Decimal, more: Decimal, fixed: Decimal, per: Decimal, price: Decimal
) -> None:
    """Whatever is lost, of the item or at an operation, is paid for."""

    def of(percent: Decimal, pieces: Decimal) -> Decimal:
        produced = ProducedItem(item_no="P", lot_size=D(10), scrap_pct=percent, production_bom_no="B")
        lost = AccumulatedScrap(factor=percent / 100, fixed_quantity=pieces)
        needed = needs(produced, line(per=str(per)), links={"": lost})
        return cost(produced, work(scrap=lost), needed=needed, costs={"C": bought_at(price)}).total

    assert of(rate, D(0)) <= of(rate + more, D(0)) <= of(rate + more, fixed)


@given(st.lists(st.tuples(CENTS, st.tuples(*[CENTS] * 5)), max_size=5), PERCENT, CENTS, LOTS)
def test_both_kinds_of_shares_make_the_same_cost(
    components: list[tuple[Decimal, tuple[Decimal, ...]]], indirect: Decimal, rate: Decimal, lot: Decimal
) -> None:
    """Rolled-up shares only say otherwise what the single-level ones say: their sums differ by roundings alone."""
    produced = ProducedItem(item_no="P", lot_size=lot, indirect_cost_pct=indirect, overhead_rate=rate)
    needed = {f"C{number}": quantity for number, (quantity, _) in enumerate(components)}
    costs = {
        f"C{number}": ComponentCost(sum(shares, D(0)), CostShares(*shares))
        for number, (_, shares) in enumerate(components)
    }
    found = cost(produced, work(setup="5"), needed=needed, costs=costs)
    assert abs(found.rolled_up.total - found.single_level.total) <= D("0.00005")
    assert found.total == sum(found.single_level)
