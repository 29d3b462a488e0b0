"""Calculating standard costs: read what items are made of, work them out lowest first, put the shares on their cards.

As Business Central does, shares, standard cost and date go to every calculated card; the unit cost follows only where
the item is valued at standard cost, since for the others it is what stock really costs. Stockkeeping units with a
standard cost of their own keep it: it is theirs. Stock keeps the value it has until it is revalued; what is posted
from now on is valued at the new standard.
"""

from collections.abc import Mapping, Sequence

from backend_client.cost_terms import CostLevels
from backend_client.engine.context import Context, Decided
from backend_client.engine.costs.calculated_item import ROLLED_UP, SINGLE_LEVEL, cost_of
from backend_client.engine.costs.product_structure import ProductStructure, read_structure
from backend_client.engine.master_data import audit_of_change
from backend_client.limits import STANDARD_COST_ITEMS_MAX
from backend_client.messages.base import Refused
from backend_client.messages.costs import (
    CalculatedCost,
    CalculateStandardCostRequest,
    StandardCostReceipt,
    UnitCostShares,
)
from backend_client.records.item import Item
from backend_client.records.register import AuditEntry
from backend_client.refusals import RefusalCode
from backend_client.rules.low_level import lowest_first
from backend_client.rules.standard_cost import StandardCost
from backend_client.store.posting import Insert, Posting, Update
from backend_client.store.queries.standard_costs import (
    items_in_stock,
    own_standard_costs,
    produced_at_standard,
)
from backend_client.store.rows import Row
from backend_client.terms import CostingMethod, Warned


def calculate_standard_cost(
    context: Context, request: CalculateStandardCostRequest
) -> Decided[StandardCostReceipt] | Refused:
    """Calculate items, and with all levels everything produced below them.

    Refuses with `item-not-found`, `nothing-to-calculate` (an item that is bought, or is made by neither BOM nor
    routing; no item at all), `not-certified`, `bom-circular`, `center-not-found`, `unit-not-allowed`,
    `quantity-out-of-range`, `request-malformed` (more items than are calculated at once).
    """
    on = request.calculation_date or context.today
    asked = request.item_nos or produced_at_standard(context.connection)
    structure = read_structure(context, asked, on, request.levels)
    nos = _to_calculate(structure, asked, request.levels)
    if isinstance(nos, Refused):
        return nos
    costs: dict[str, StandardCost] = {}
    free: dict[str, tuple[str, ...]] = {}
    for no in nos:
        found = cost_of(context, structure, no, costs)
        if isinstance(found, Refused):
            return Refused(code=found.code, facts={"item_no": no, **found.facts})
        costs[no], free[no] = found
    posting = Posting(posting_date=context.today)
    _write_cards(context, request, structure, costs, posting)
    items = _calculated(context, structure, costs, free)
    receipt = StandardCostReceipt(calculation_date=on, items=items)
    return Decided(posting=posting, receipt=lambda _: receipt, warnings=_warnings(items))


def _to_calculate(
    structure: ProductStructure, asked: Sequence[str], levels: CostLevels
) -> tuple[str, ...] | Refused:
    """Answer the items to calculate, lowest first."""
    if not asked:
        return Refused(code=RefusalCode.NOTHING_TO_CALCULATE)
    for no in asked:
        if no not in structure.items:
            return Refused(code=RefusalCode.ITEM_NOT_FOUND, facts={"item_no": no})
        if not structure.is_produced(no):
            return Refused(code=RefusalCode.NOTHING_TO_CALCULATE, facts={"item_no": no})
    every = structure.items if levels is CostLevels.ALL else asked
    produced = {no for no in every if structure.is_produced(no)}
    if len(produced) > STANDARD_COST_ITEMS_MAX:
        facts = {"field": "item_nos", "what": "list", "most": str(STANDARD_COST_ITEMS_MAX)}
        return Refused(code=RefusalCode.REQUEST_MALFORMED, facts=facts)
    return lowest_first({no: produced & structure.components(no) for no in produced})


def _write_cards(
    context: Context,
    request: CalculateStandardCostRequest,
    structure: ProductStructure,
    costs: Mapping[str, StandardCost],
    posting: Posting,
) -> None:
    """Put the costs on the cards that they change, each with its audit row."""
    cards: list[Row] = []
    audit: list[Row] = []
    for no, cost in costs.items():
        before = structure.items[no]
        at_standard = before["costing_method"] is CostingMethod.STANDARD
        after = {
            **dict(zip(SINGLE_LEVEL, cost.single_level, strict=True)),
            **dict(zip(ROLLED_UP, cost.rolled_up, strict=True)),
            "standard_cost": cost.total,
            "unit_cost": cost.total if at_standard else before["unit_cost"],
            "last_unit_cost_calc_date": structure.on,
        }
        changed = {name: value for name, value in after.items() if before[name] != value}
        if changed:
            cards.append({"no": no, **after})
            audit.append(audit_of_change(context, request, "items", no, before=before, changed=changed))
    if cards:
        posting.updates.append(Update(Item, ("no",), cards))
        posting.inserts.append(Insert(AuditEntry, audit))


def _calculated(
    context: Context,
    structure: ProductStructure,
    costs: Mapping[str, StandardCost],
    free: Mapping[str, tuple[str, ...]],
) -> tuple[CalculatedCost, ...]:
    revalued = {
        no
        for no, cost in costs.items()
        if structure.items[no]["costing_method"] is CostingMethod.STANDARD
        and structure.items[no]["standard_cost"] != cost.total
    }
    in_stock = items_in_stock(context.connection, revalued)
    own_costs = own_standard_costs(context.connection, costs)
    return tuple(
        CalculatedCost(
            item_no=no,
            standard_cost_before=structure.items[no]["standard_cost"],
            standard_cost=cost.total,
            single_level=UnitCostShares(**cost.single_level._asdict()),
            rolled_up=UnitCostShares(**cost.rolled_up._asdict()),
            components_without_cost=free[no],
            stock_keeps_its_cost=no in in_stock,
            stockkeeping_units=own_costs.get(no, 0),
        )
        for no, cost in costs.items()
    )


def _warnings(items: Sequence[CalculatedCost]) -> tuple[Warned, ...]:
    told = {
        Warned.COMPONENT_WITHOUT_COST: any(item.components_without_cost for item in items),
        Warned.STOCK_KEEPS_ITS_COST: any(item.stock_keeps_its_cost for item in items),
        Warned.STOCKKEEPING_UNIT_KEEPS_ITS_COST: any(item.stockkeeping_units for item in items),
    }
    return tuple(warned for warned, is_so in told.items() if is_so)
