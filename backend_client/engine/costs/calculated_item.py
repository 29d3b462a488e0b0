"""One item's standard cost from its card, its BOM and its routing as they were read.

Components that are not kept in stock cost nothing here: their consumption is not valued either.
"""

from collections.abc import Mapping
from decimal import Decimal

from backend_client.engine.centers import center_facts
from backend_client.engine.certified_routing import certified_operations
from backend_client.engine.context import Context
from backend_client.engine.costs.product_structure import ProductStructure
from backend_client.engine.order_components import operation_for
from backend_client.limits import QUANTITY_MAX
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.expected_cost import specific_cost
from backend_client.rules.order_cost import CostShares
from backend_client.rules.routing_scrap import AccumulatedScrap, OperationScrap, accumulate
from backend_client.rules.standard_cost import (
    ComponentCost,
    CostedOperation,
    ProducedItem,
    StandardCost,
    bought_at,
    component_needs,
    produced_at,
    standard_cost,
)
from backend_client.rules.units import milliseconds
from backend_client.store.rows import Row
from backend_client.terms import CapacityType, ItemType

SHARES = ("material", "capacity", "subcontracted", "cap_overhead", "mfg_overhead")
SINGLE_LEVEL = tuple(f"single_level_{share}_cost" for share in SHARES)
ROLLED_UP = tuple(f"rolled_up_{share}_cost" for share in SHARES)
"""The columns of an item's card, in the order of CostShares."""


def cost_of(
    context: Context, structure: ProductStructure, no: str, calculated: Mapping[str, StandardCost]
) -> tuple[StandardCost, tuple[str, ...]] | Refused:
    """Answer the standard cost of a produced item, and its components that cost nothing.

    calculated  the items that were worked out before; the others are taken at what their cards say
    Refusals: those of the calculation, without the item.
    """
    card = structure.items[no]
    operations = _operations(context, structure, card)
    if isinstance(operations, Refused):
        return operations
    costed, link_scraps = operations
    item = _produced_item(structure, card)
    if isinstance(item, Refused):
        return item
    needs = component_needs(
        item, structure.boms, link_scraps=link_scraps, qty_per_unit=structure.qty_per_unit, on=structure.on
    )
    if isinstance(needs, Refused):
        return needs
    kept = {each: need for each, need in needs.items() if structure.items[each]["type"] is ItemType.INVENTORY}
    costs = {each: _component_cost(structure, each, calculated) for each in kept}
    incl_setup = context.setup.settings.cost_incl_setup
    found = standard_cost(item, costed, kept, costs, cost_incl_setup=incl_setup)
    if found.total > QUANTITY_MAX or max(map(abs, (*found.single_level, *found.rolled_up))) > QUANTITY_MAX:
        return Refused(code=RefusalCode.QUANTITY_OUT_OF_RANGE, facts={"field": "standard_cost"})
    return found, tuple(sorted(each for each, cost in costs.items() if not cost.unit_cost))


def _produced_item(structure: ProductStructure, card: Row) -> ProducedItem | Refused:
    bom_no = card["production_bom_no"]
    if bom_no in structure.not_certified:
        return structure.not_certified[bom_no]
    code = structure.bom_units.get(bom_no, "")
    if (card["no"], code) not in structure.qty_per_unit:
        facts = {"field": "unit_of_measure_code", "unit_of_measure_code": code}
        return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=facts)
    return ProducedItem(
        item_no=card["no"],
        lot_size=card["lot_size"],
        scrap_pct=card["scrap_pct"],
        indirect_cost_pct=card["indirect_cost_pct"],
        overhead_rate=card["overhead_rate"],
        production_bom_no=bom_no,
        bom_qty_per_unit=structure.qty_per_unit[card["no"], code],
    )


def _component_cost(
    structure: ProductStructure, no: str, calculated: Mapping[str, StandardCost]
) -> ComponentCost:
    """Answer what a component costs: produced ones at standard, calculated now or before; bought ones at unit cost."""
    if no in calculated:
        return produced_at(calculated[no].total, calculated[no].rolled_up)
    card = structure.items[no]
    if not structure.is_produced(no):
        return bought_at(card["unit_cost"])
    return produced_at(card["standard_cost"], CostShares(*(card[name] for name in ROLLED_UP)))


def _operations(
    context: Context, structure: ProductStructure, card: Row
) -> tuple[list[CostedOperation], dict[str, AccumulatedScrap]] | Refused:
    """Answer the operations of an item, and the accumulated scrap at each routing link; "" = the first operation."""
    no = card["routing_no"]
    if not no:
        return [], {}
    if no not in structure.routings:
        return Refused(code=RefusalCode.NOT_CERTIFIED, facts={"no": no})
    routing = structure.routings[no]
    found = certified_operations(no, routing.head, routing.versions, routing.lines, structure.on)
    if isinstance(found, Refused):
        return found
    rows = [row for row, _ in found[1]]
    scraps = accumulate(
        [link for _, link in found[1]],
        {
            row["operation_no"]: OperationScrap(
                scrap_factor_pct=row["scrap_factor_pct"], fixed_scrap_quantity=row["fixed_scrap_quantity"]
            )
            for row in rows
        },
    )
    operations = []
    for row in rows:
        operation = _operation(context, row, scraps[row["operation_no"]])
        if isinstance(operation, Refused):
            return operation
        operations.append(operation)
    links = {link: operation_for(link, rows) for link in {"", *(row["routing_link_code"] for row in rows)}}
    return operations, {link: scraps[row["operation_no"]] for link, row in links.items() if row}


def _operation(context: Context, row: Row, scrap: AccumulatedScrap) -> CostedOperation | Refused:
    setup = context.setup
    center = center_facts(setup, row["type"], row["no"])
    if isinstance(center, Refused):
        return center
    in_ms: dict[str, Decimal] = {}
    for name in ("setup", "run"):
        code = row[f"{name}_time_unit"] or center.unit_of_measure_code
        if code not in setup.capacity_units:
            facts = {"field": f"{name}_time_unit", "unit_of_measure_code": code}
            return Refused(code=RefusalCode.UNIT_NOT_ALLOWED, facts=facts)
        in_ms[name] = milliseconds(row[f"{name}_time"], setup.capacity_units[code])
    at_work_center = row["type"] is CapacityType.WORK_CENTER
    return CostedOperation(
        cost=specific_cost(center.cost, row["unit_cost_per"]) if center.specific_unit_cost else center.cost,
        unit=center.unit,
        scrap=scrap,
        setup_ms=in_ms["setup"],
        run_ms=in_ms["run"],
        lot_size=row["lot_size"],
        concurrent_capacities=row["concurrent_capacities"],
        subcontracted=at_work_center and bool(setup.work_centers[row["no"]].subcontractor_no),
    )
