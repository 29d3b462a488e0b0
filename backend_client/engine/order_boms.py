"""The production BOMs that an order line may need: each in the version in use, phantoms included.

BOMs are read level by level, as far as their lines name further ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from backend_client.engine.context import Context
from backend_client.limits import BOM_LEVELS_MAX
from backend_client.messages.base import Refused
from backend_client.rules.bom_explosion import BomLine
from backend_client.rules.component_need import Measures
from backend_client.rules.production_versions import Version, choose_version
from backend_client.store.queries import planning
from backend_client.store.rows import Row
from backend_client.terms import BomLineType


@dataclass(slots=True)
class Boms:
    """Lines of each usable BOM by number; of the first one also version and unit."""

    version_code: str = ""
    unit_of_measure_code: str = ""
    lines: dict[str, list[BomLine]] = field(default_factory=dict)


def boms_for(context: Context, bom_no: str, *, due: date, start: date) -> Boms | Refused:
    """Read a line's BOM and all phantoms under it.

    due    the line's due date, which chooses the version of its own BOM
    start  the line's start, which chooses those of phantoms
    Refusals: not-certified, when the line's own BOM is not; a phantom that is not is left out and refused by
    the explosion if it is really used.
    """
    boms = Boms()
    wanted = {bom_no}
    for level in range(BOM_LEVELS_MAX + 1):
        heads, versions, lines = planning.boms(context.connection, wanted)
        on = start if level else due
        for head in heads:
            no = head["no"]
            version = version_of(head, [row for row in versions if row["production_bom_no"] == no], on)
            if isinstance(version, Refused):
                if not level:
                    return version
                continue
            if not level:
                boms.version_code = version
                boms.unit_of_measure_code = unit_of(head, versions, version)
            boms.lines[no] = [
                bom_line(row)
                for row in lines
                if row["production_bom_no"] == no and row["version_code"] == version
            ]
        named = {
            line.no
            for no in wanted
            for line in boms.lines.get(no, ())
            if line.type is BomLineType.PRODUCTION_BOM
        }
        wanted = named - boms.lines.keys()
        if not wanted:
            break
    return boms


def version_of(head: Row, versions: Sequence[Row], on: date) -> str | Refused:
    """Answer the version of a BOM or a routing to use on a day, of its versions. Refusals: not-certified."""
    dated = [
        Version(version_code=row["version_code"], starting_date=row["starting_date"], status=row["status"])
        for row in versions
    ]
    return choose_version(head["no"], head["status"], dated, on)


def unit_of(head: Row, versions: Sequence[Row], version: str) -> str:
    """Answer the unit that a version of a BOM makes one of."""
    chosen = (row for row in versions if row["version_code"] == version and version)
    unit: str = next(chosen, head)["unit_of_measure_code"]
    return unit


def bom_line(row: Row) -> BomLine:
    """Answer a row of a BOM as the rules take it."""
    measures = Measures(length=row["length"], width=row["width"], depth=row["depth"], weight=row["weight"])
    same = [
        "type",
        "no",
        "variant_code",
        "description",
        "quantity_per",
        "unit_of_measure_code",
        "calculation_formula",
        "scrap_pct",
        "routing_link_code",
        "position",
        "lead_time_offset_days",
        "starting_date",
        "ending_date",
    ]
    return BomLine(measures=measures, **{name: row[name] for name in same})
