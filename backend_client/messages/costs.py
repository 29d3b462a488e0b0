"""Calculating standard costs: which items, how far down, for which day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.cost_terms import CostLevels
from backend_client.messages.base import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCostShares:
    """What a base unit should cost, by share, 5 decimals."""

    material: Decimal
    capacity: Decimal
    subcontracted: Decimal
    capacity_overhead: Decimal
    manufacturing_overhead: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculatedCost:
    """The standard cost of an item as it was and as it is, with its shares.

    standard_cost            the sum of the single-level shares
    rolled_up                the same cost by what it is spent on, down to what is bought
    components_without_cost  items it is made of whose cards name no cost: they count as 0
    stock_keeps_its_cost     there is stock, valued at the standard cost as it was until it is revalued
    stockkeeping_units       places with a standard cost of their own, which is left as it is
    """

    item_no: str
    standard_cost_before: Decimal
    standard_cost: Decimal
    single_level: UnitCostShares
    rolled_up: UnitCostShares
    components_without_cost: tuple[str, ...] = ()
    stock_keeps_its_cost: bool = False
    stockkeeping_units: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardCostReceipt:
    """The items that were calculated, lowest first."""

    calculation_date: date
    items: tuple[CalculatedCost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculateStandardCostRequest(Request[StandardCostReceipt]):
    """Work out the standard cost of produced items from their BOMs and routings, and put it on their cards.

    item_nos          empty = every produced item of standard cost
    levels            single takes produced components at the standard cost of their cards; all calculates those too,
                      lowest first
    calculation_date  chooses the versions of BOMs and routings; None = the plant's today
    All items or none are changed. Shares, standard cost and date are stored for items of any costing method, the unit
    cost follows for those of standard cost only.
    """

    item_nos: tuple[str, ...] = ()
    levels: CostLevels = CostLevels.SINGLE
    calculation_date: date | None = None
