"""BOM explosion: the components of one unit of an order line.

A phantom BOM is exploded in place: what it holds is multiplied with the quantity of its line, that line's scrap
and the accumulated scrap of the operation it is linked to. Equal components in the tree become one, their
quantities per added:

    P: 15 x phantom PH, PH: 10 x C   ->  150 C per piece
    BOM per batch of 100 pieces, 25 C per batch, line in pieces  ->  25 x 1 / 100 = 0.25 C per piece

A BOM that comes back to itself, lies deeper than 50 levels, or grows beyond the bound of components is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from backend_client.limits import BOM_LEVELS_MAX, COMPONENTS_MAX
from backend_client.messages.base import Refused
from backend_client.refusals import RefusalCode
from backend_client.rules.component_need import NO_MEASURES, Measures, calculated_quantity
from backend_client.rules.rounding import ZERO, round_to
from backend_client.rules.routing_scrap import AccumulatedScrap
from backend_client.terms import BomLineType, CalculationFormula

QUANTITY_PER_PRECISION = Decimal("0.0000000001")  # fine enough that 3 x 1/3 rounds to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BomLine:
    """One line of a production BOM: an item, or a phantom BOM."""

    type: BomLineType
    no: str
    quantity_per: Decimal
    variant_code: str = ""
    description: str = ""
    unit_of_measure_code: str = ""
    calculation_formula: CalculationFormula = CalculationFormula.BLANK
    measures: Measures = NO_MEASURES
    scrap_pct: Decimal = ZERO
    routing_link_code: str = ""
    position: str = ""
    lead_time_offset_days: Decimal = ZERO
    starting_date: date | None = None
    ending_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplodedComponent:
    """A component per unit of the order line, in the component's unit; `quantity` is by formula."""

    item_no: str
    variant_code: str
    description: str
    unit_of_measure_code: str
    quantity_per: Decimal
    calculation_formula: CalculationFormula
    measures: Measures
    scrap_pct: Decimal
    routing_link_code: str
    position: str
    lead_time_offset_days: Decimal

    @property
    def quantity(self) -> Decimal:
        """The quantity by formula."""
        return calculated_quantity(self.calculation_formula, self.quantity_per, self.measures)


def explode(
    bom_no: str,
    boms: Mapping[str, Iterable[BomLine]],
    *,
    line_qty_per_unit: Decimal = Decimal(1),
    bom_qty_per_unit: Decimal = Decimal(1),
    on: date | None = None,
    link_scraps: Mapping[str, AccumulatedScrap] | None = None,
) -> tuple[ExplodedComponent, ...] | Refused:
    """Explode a production BOM.

    boms               lines of each BOM that may occur, of the version in use
    line_qty_per_unit  base units in the order line's unit
    bom_qty_per_unit   base units in the unit the BOM is made for
    on                 lines not valid on this day are left out; None = all are valid
    link_scraps        accumulated scrap of the operation with each routing link code
    Refusals: bom-circular; not-certified for a phantom that `boms` lacks.
    """
    explosion = _Explosion(boms, on, link_scraps or {})
    refused = explosion.add(bom_no, (bom_no,), line_qty_per_unit / bom_qty_per_unit)
    return refused or tuple(explosion.components.values())


class _Explosion:
    """The components found so far, by what makes them equal."""

    def __init__(
        self,
        boms: Mapping[str, Iterable[BomLine]],
        on: date | None,
        link_scraps: Mapping[str, AccumulatedScrap],
    ) -> None:
        self.boms = boms
        self.on = on
        self.link_scraps = link_scraps
        self.components: dict[tuple[object, ...], ExplodedComponent] = {}
        self.lines_seen = 0

    def add(self, bom_no: str, path: tuple[str, ...], multiplier: Decimal) -> Refused | None:
        """Add what one BOM holds, `multiplier` times; `path` leads from the item's BOM to this one."""
        if refused := unusable(bom_no, path, self.boms):
            return refused
        for line in self.boms[bom_no]:
            if not is_valid(line, self.on):
                continue
            self.lines_seen += 1
            if self.lines_seen > COMPONENTS_MAX:
                return Refused(code=RefusalCode.BOM_CIRCULAR, facts={"no": bom_no})
            if line.type is BomLineType.ITEM:
                self._merge(line, multiplier)
            elif refused := self.add(line.no, (*path, line.no), self._phantom(line, multiplier)):
                return refused
        return None

    def _phantom(self, line: BomLine, multiplier: Decimal) -> Decimal:
        """Answer how often the content of a phantom is needed."""
        quantity = calculated_quantity(line.calculation_formula, line.quantity_per, line.measures)
        needed = quantity * (1 + line.scrap_pct / 100) * multiplier
        scrap = self.link_scraps.get(line.routing_link_code) if line.routing_link_code else None
        return needed if scrap is None else needed * (1 + scrap.factor) + scrap.fixed_quantity

    def _merge(self, line: BomLine, multiplier: Decimal) -> None:
        quantity_per = round_to(line.quantity_per * multiplier, QUANTITY_PER_PRECISION)
        component = ExplodedComponent(
            item_no=line.no,
            variant_code=line.variant_code,
            description=line.description,
            unit_of_measure_code=line.unit_of_measure_code,
            quantity_per=quantity_per,
            calculation_formula=line.calculation_formula,
            measures=line.measures,
            scrap_pct=line.scrap_pct,
            routing_link_code=line.routing_link_code,
            position=line.position,
            lead_time_offset_days=line.lead_time_offset_days,
        )
        key = (
            line.no,
            line.variant_code,
            line.unit_of_measure_code,
            line.calculation_formula,
            line.measures,
            line.routing_link_code,
            line.position,
            line.lead_time_offset_days,
        )
        earlier = self.components.get(key)
        if earlier is not None:
            component = replace(earlier, quantity_per=earlier.quantity_per + quantity_per)
        self.components[key] = component


def unusable(bom_no: str, path: tuple[str, ...], boms: Mapping[str, Iterable[BomLine]]) -> Refused | None:
    """Refuse a BOM that `boms` lacks, or to which `path` leads for a second time or too deep; it ends with this one."""
    if bom_no not in boms:
        return Refused(code=RefusalCode.NOT_CERTIFIED, facts={"no": bom_no})
    if len(path) > BOM_LEVELS_MAX or bom_no in path[:-1]:
        return Refused(code=RefusalCode.BOM_CIRCULAR, facts={"no": bom_no})
    return None


def is_valid(line: BomLine, on: date | None) -> bool:
    """Say whether a line counts on a day; both its first and its last day do."""
    if on is None:
        return True
    return (line.starting_date or date.min) <= on <= (line.ending_date or date.max)
