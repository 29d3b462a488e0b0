"""What produced items are made of, read for many items at once: cards, BOMs with their phantoms, routings, units.

BOMs are read level by level, each level of all items together, so the number of statements grows with the depth of the
structure, never with the number of items: three levels of a thousand items take as many as three levels of one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from backend_client.cost_terms import CostLevels
from backend_client.engine.context import Context
from backend_client.engine.order_boms import bom_line, unit_of, version_of
from backend_client.messages.base import Refused
from backend_client.rules.bom_explosion import BomLine
from backend_client.store.queries import planning
from backend_client.store.rows import Row
from backend_client.terms import BomLineType, ReplenishmentSystem


@dataclass(frozen=True, slots=True)
class RoutingRows:
    """A routing with its versions, and its lines of all versions."""

    head: Row
    versions: Sequence[Row]
    lines: Sequence[Row]


@dataclass(slots=True)
class ProductStructure:
    """Everything some items are made of on a day, by number.

    boms           lines of each BOM, of the version in use; one that may not be used is under `not_certified`
    bom_units      the unit each BOM makes one of
    qty_per_unit   base units in each unit of each item; "" is the base unit
    """

    on: date
    items: dict[str, Row] = field(default_factory=dict)
    boms: dict[str, list[BomLine]] = field(default_factory=dict)
    bom_units: dict[str, str] = field(default_factory=dict)
    not_certified: dict[str, Refused] = field(default_factory=dict)
    routings: dict[str, RoutingRows] = field(default_factory=dict)
    qty_per_unit: dict[tuple[str, str], Decimal] = field(default_factory=dict)

    def components(self, item_no: str) -> set[str]:
        """Answer the items that an item is made of, those of phantoms included."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [self.items[item_no]["production_bom_no"]]
        while waiting:
            bom_no = waiting.pop()
            if bom_no in seen:
                continue
            seen.add(bom_no)
            for line in self.boms.get(bom_no, ()):
                (found.add if line.type is BomLineType.ITEM else waiting.append)(line.no)
        return found

    def is_produced(self, item_no: str) -> bool:
        """Say whether an item is known, is made, and by what."""
        item = self.items.get(item_no)
        made = item is not None and item["replenishment_system"] is ReplenishmentSystem.PROD_ORDER
        return bool(made and item and (item["production_bom_no"] or item["routing_no"]))


def read_structure(
    context: Context, item_nos: Iterable[str], on: date, levels: CostLevels
) -> ProductStructure:
    """Read what items are made of on a day: their own level, or everything down to what is bought."""
    structure = ProductStructure(on)
    wanted, produced = set(item_nos), set[str]()
    while wanted:
        structure.items |= planning.items(context.connection, wanted)
        if produced and levels is CostLevels.SINGLE:
            break
        made = {no for no in wanted if structure.is_produced(no)}
        produced |= made
        _read_boms(context, structure, {structure.items[no]["production_bom_no"] for no in made})
        named = {component for no in made for component in structure.components(no)}
        wanted = named - structure.items.keys()
    _read_routings(context, structure, {structure.items[no]["routing_no"] for no in produced})
    _read_units(context, structure)
    return structure


def _read_boms(context: Context, structure: ProductStructure, bom_nos: Collection[str]) -> None:
    """Read BOMs that are not read yet, and the phantoms under them."""
    wanted = set(bom_nos) - structure.boms.keys() - structure.not_certified.keys() - {""}
    while wanted:
        heads, versions, lines = planning.boms(context.connection, wanted)
        versions_of, lines_of = _grouped(versions, "production_bom_no"), _grouped(lines, "production_bom_no")
        named: set[str] = set()
        for head in heads:
            no = head["no"]
            version = version_of(head, versions_of[no], structure.on)
            if isinstance(version, Refused):
                structure.not_certified[no] = version
                continue
            structure.bom_units[no] = unit_of(head, versions_of[no], version)
            used = [bom_line(row) for row in lines_of[no] if row["version_code"] == version]
            structure.boms[no] = used
            named |= {line.no for line in used if line.type is BomLineType.PRODUCTION_BOM}
        wanted = named - structure.boms.keys() - structure.not_certified.keys() - wanted


def _read_routings(context: Context, structure: ProductStructure, routing_nos: Collection[str]) -> None:
    wanted = set(routing_nos) - {""}
    if not wanted:
        return
    heads, versions, lines = planning.routings(context.connection, wanted)
    versions_of, lines_of = _grouped(versions, "routing_no"), _grouped(lines, "routing_no")
    for head in heads:
        no = head["no"]
        structure.routings[no] = RoutingRows(head, versions_of[no], lines_of[no])


def _read_units(context: Context, structure: ProductStructure) -> None:
    for key, unit in planning.item_units(context.connection, structure.items).items():
        structure.qty_per_unit[key] = unit["qty_per_unit_of_measure"]
    for no, item in structure.items.items():
        structure.qty_per_unit[no, ""] = structure.qty_per_unit[no, item["base_unit_of_measure"]] = Decimal(1)


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
