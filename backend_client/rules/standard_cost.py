"""Standard cost of a produced item: what one base unit should cost by its BOM and routing, in five shares.

It is worked out for a costing lot of L base units (the item's lot size, 1 where that is 0), of which
M = L x (1 + item scrap %) are begun; F and Q are the accumulated scrap of an operation.

    component   ((M x (1 + scrap %) x (1 + F) + Q) x quantity per, in base units, to 0.00001; F and Q of the linked
                operation, without a link of the first one; a fixed quantity is needed once a lot
    work        run x M x (1 + F) + run x Q + concurrent capacities x setup, where setup is costed; each time to
                0.00001; M x (1 + F) + Q pieces where a work center is costed by pieces
    material    components at the standard cost of what is produced, at the unit cost of what is bought
    capacity, subcontracted     direct unit cost x work
    capacity overhead           (direct unit cost x indirect % + overhead rate) x work
    manufacturing overhead      (the four above) x item indirect % + item overhead rate x L

Each share is divided by L and rounded to 0.00001; their sum is the standard cost. Lot of 10, 2 C at 3.50 with 5 %
scrap, operation of 30 + 6 a piece at 0.80, 25 % and 0.20, item 10 % and 0.50:

    21 C            73.50    7.35
    90 minutes      72.00    7.20
    90 x 0.40       36.00    3.60
    181.50 x 10 % + 0.50 x 10 = 23.15    2.315    together 20.465

So setup is spread over the costing lot: an order of another quantity has a variance by it. Rolled-up shares split the
material once more: what a produced component costs by its own rolled-up shares goes to those.

A phantom BOM is exploded in place. Routing scrap is added once, by the line of the item's own BOM; what a phantom
holds adds its own scrap % only. (Source: "About calculating standard cost" of Business Central's documentation.)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from backend_client.limits import COMPONENTS_MAX, QUANTITY_MAX
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.bom_explosion import BomLine, is_valid, unusable
from backend_client.rules.component_need import calculated_quantity, need_multiplier
from backend_client.rules.expected_cost import CenterCost
from backend_client.rules.order_cost import CostShares
from backend_client.rules.rounding import ZERO, exact, round_quantity, round_time, round_unit_cost
from backend_client.rules.routing_scrap import NO_SCRAP, AccumulatedScrap, input_quantity
from backend_client.rules.units import time_of
from backend_client.terms import BomLineType, CalculationFormula, CapacityUnitType, UnitCostCalculation

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProducedItem:
    """What a produced item's card says; `bom_qty_per_unit` base units are in the unit that its BOM is made for."""

    item_no: str
    lot_size: Decimal = ZERO
    scrap_pct: Decimal = ZERO
    indirect_cost_pct: Decimal = ZERO
    overhead_rate: Decimal = ZERO
    production_bom_no: str = ""
    bom_qty_per_unit: Decimal = WHOLE

    @property
    def costing_lot(self) -> Decimal:
        """The quantity that the cost is worked out for, base units."""
        return self.lot_size if self.lot_size > 0 else WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class CostedOperation:
    """An operation of the routing; `run_ms` is for `lot_size` pieces, costs are per `unit` of time or per piece."""

    cost: CenterCost
    unit: CapacityUnitType
    scrap: AccumulatedScrap = NO_SCRAP
    setup_ms: Decimal = ZERO
    run_ms: Decimal = ZERO
    lot_size: Decimal = WHOLE
    concurrent_capacities: Decimal = WHOLE
    subcontracted: bool = False


class ComponentCost(NamedTuple):
    """What a base unit of a component costs, and its rolled-up shares: all material, for what is bought."""

    unit_cost: Decimal
    rolled_up: CostShares


class StandardCost(NamedTuple):
    """The shares of one base unit, 5 decimals: of its own level, and down to what is bought."""

    single_level: CostShares
    rolled_up: CostShares

    @property
    def total(self) -> Decimal:
        """The standard cost."""
        return self.single_level.total


def bought_at(unit_cost: Decimal) -> ComponentCost:
    """Answer the cost of a component that is bought: nothing but material."""
    return ComponentCost(unit_cost, CostShares(material=unit_cost))


def produced_at(cost: Decimal, rolled_up: CostShares) -> ComponentCost:
    """Answer the cost of a component that is produced; what its shares leave unexplained of it is material.

    That is what rounding left, or all of it where a standard cost was entered by hand.
    """
    unexplained = cost - rolled_up.total
    return ComponentCost(cost, rolled_up._replace(material=rolled_up.material + unexplained))


def component_needs(
    item: ProducedItem,
    boms: Mapping[str, Iterable[BomLine]],
    *,
    link_scraps: Mapping[str, AccumulatedScrap],
    qty_per_unit: Mapping[tuple[str, str], Decimal],
    on: date,
) -> dict[str, Decimal] | Refused:
    """Answer how much of each component the costing lot needs, in base units, by item.

    boms          lines of each BOM that may occur, of the version in use
    link_scraps   accumulated scrap by routing link code; without a link, that of the first operation stands under ""
    qty_per_unit  base units in each unit that a BOM line may name, by item and unit; "" is the base unit
    Refusals: not-certified, bom-circular, item-not-found, unit-not-allowed, quantity-out-of-range.
    """
    if not item.production_bom_no:
        return {}
    lot = _Lot(item, boms, link_scraps, qty_per_unit, on)
    with exact():
        refused = lot.explode(item.production_bom_no, (item.production_bom_no,), item.costing_lot)
    return refused or lot.needs


@dataclass(slots=True)
class _Lot:
    """The components of a costing lot that were found so far."""

    item: ProducedItem
    boms: Mapping[str, Iterable[BomLine]]
    link_scraps: Mapping[str, AccumulatedScrap]
    qty_per_unit: Mapping[tuple[str, str], Decimal]
    on: date
    needs: dict[str, Decimal] = field(default_factory=dict)
    lines_seen: int = 0

    def explode(self, bom_no: str, path: tuple[str, ...], pieces: Decimal) -> Refused | None:
        """Add what so many pieces of a BOM need; `path` leads from the item's BOM to this one."""
        if refused := unusable(bom_no, path, self.boms):
            return refused
        for line in self.boms[bom_no]:
            if not is_valid(line, self.on):
                continue
            self.lines_seen += 1
            if self.lines_seen > COMPONENTS_MAX:
                return Refused(code=RefusalCode.BOM_CIRCULAR, facts={"no": bom_no})
            needed = self._needed(line, pieces, is_own=len(path) == 1)
            if abs(needed) > QUANTITY_MAX:
                facts = {"field": "quantity_per", "no": bom_no, "item_no": self.item.item_no}
                return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts=facts)
            if line.type is BomLineType.ITEM:
                refused = self._add(line, needed)
            else:
                refused = self.explode(line.no, (*path, line.no), needed)
            if refused is not None:
                return refused
        return None

    def _needed(self, line: BomLine, pieces: Decimal, *, is_own: bool) -> Decimal:
        """Answer how much of a line so many pieces need; the item's scrap and that of its routing are added to its own lines."""
        quantity = calculated_quantity(line.calculation_formula, line.quantity_per, line.measures)
        if line.calculation_formula is not CalculationFormula.FIXED_QUANTITY:
            quantity *= need_multiplier(
                line_quantity=pieces,
                line_scrap_pct=self.item.scrap_pct if is_own else ZERO,
                component_scrap_pct=line.scrap_pct,
                scrap=self.link_scraps.get(line.routing_link_code, NO_SCRAP) if is_own else NO_SCRAP,
            )
        return quantity / self.item.bom_qty_per_unit if is_own else quantity

    def _add(self, line: BomLine, needed: Decimal) -> Refused | None:
        if (line.no, "") not in self.qty_per_unit:
            return Refused(code=RefusalCode.ITEM_NOT_FOUND, facts={"item_no": line.no})
        code = line.unit_of_measure_code
        if (line.no, code) not in self.qty_per_unit:
            facts = {"field": "unit_of_measure_code", "unit_of_measure_code": code, "item_no": line.no}
            return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=facts)
        base = round_quantity(needed * self.qty_per_unit[line.no, code])
        self.needs[line.no] = self.needs.get(line.no, ZERO) + base
        return None


def costed_work(operation: CostedOperation, item: ProducedItem, *, cost_incl_setup: bool) -> Decimal:
    """Answer what of an operation is costed for the costing lot: time in the center's unit, or pieces."""
    if operation.cost.unit_cost_calculation is UnitCostCalculation.UNITS:
        return input_quantity(item.costing_lot, item.scrap_pct, operation.scrap)
    places = operation.concurrent_capacities or WHOLE
    setup = round_time(places * time_of(operation.setup_ms, operation.unit)) if cost_incl_setup else ZERO
    begun = item.costing_lot * (1 + item.scrap_pct / 100)
    scrapped = _run_time(operation, operation.scrap.fixed_quantity)
    return _run_time(operation, begun) * (1 + operation.scrap.factor) + scrapped + setup


def _run_time(operation: CostedOperation, pieces: Decimal) -> Decimal:
    return round_time(time_of(operation.run_ms * pieces / (operation.lot_size or WHOLE), operation.unit))


def standard_cost(
    item: ProducedItem,
    operations: Sequence[CostedOperation],
    needs: Mapping[str, Decimal],
    costs: Mapping[str, ComponentCost],
    *,
    cost_incl_setup: bool,
) -> StandardCost:
    """Answer the standard cost of a base unit.

    needs  of the costing lot by item, as `component_needs` answers them; what has no cost is left out of it
    costs  of each of them
    """
    with exact():
        capacity = subcontracted = overhead = ZERO
        for operation in operations:
            work = costed_work(operation, item, cost_incl_setup=cost_incl_setup)
            direct = work * operation.cost.direct_unit_cost
            if operation.subcontracted:
                subcontracted += direct
            else:
                capacity += direct
            overhead += work * operation.cost.overhead
        material = sum((needed * costs[no].unit_cost for no, needed in needs.items()), ZERO)
        own = CostShares(material, capacity, subcontracted, overhead)
        indirect = own.direct * item.indirect_cost_pct / 100 + item.overhead_rate * item.costing_lot
        own = own._replace(manufacturing_overhead=indirect)
        rolled_up = own._replace(material=ZERO)
        for no, needed in needs.items():
            rolled_up = rolled_up.plus(CostShares(*(needed * share for share in costs[no].rolled_up)))
        return StandardCost(_per_unit(own, item.costing_lot), _per_unit(rolled_up, item.costing_lot))


def _per_unit(shares: CostShares, lot: Decimal) -> CostShares:
    return CostShares(*(round_unit_cost(share / lot) for share in shares))
