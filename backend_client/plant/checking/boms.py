"""Production BOMs: lines, units, dates, and nesting without circles of at most fifty levels.

A BOM nests through phantom lines and through items that have a BOM of their own, of whatever version: P is made of
C, C of D; three levels. A circle is named at the line that closes it.
"""

from backend_client import limits
from backend_client.plant.faults import Faults
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.terms import BomLineType

Nesting = dict[str, list[tuple[str, PlantRow]]]


def check_boms(plant: PlantRows, faults: Faults) -> None:
    """Check heads, versions, lines, and what is nested in what."""
    if "production_bom_lines" not in plant.unread:
        _check_heads(plant, faults)
    for line in plant.of("production_bom_lines"):
        _check_line(line, plant, faults)
    for item in plant.of("items"):
        bom = plant.find("production_boms", item.values["production_bom_no"])
        if bom and "item_units" not in plant.unread:
            unit = bom.values["unit_of_measure_code"]
            if plant.find("item_units", item.values["no"], unit) is None and bom.sound(
                "unit_of_measure_code"
            ):
                faults.at(
                    item,
                    PlantErrorCode.UNIT_DIFFERS,
                    "production_bom_no",
                    expected="item_units.csv",
                    found=f"{item.values['no']} | {unit}",
                )
    _check_nesting(_nesting(plant), plant, faults)


def _check_heads(plant: PlantRows, faults: Faults) -> None:
    with_lines = {
        (line.values["production_bom_no"], line.values["version_code"])
        for line in plant.of("production_bom_lines")
    }
    for bom in plant.of("production_boms"):
        if (bom.values["no"], "") not in with_lines:
            faults.at(bom, PlantErrorCode.NO_LINES, "no", expected="production_bom_lines.csv")
    for version in plant.of("production_bom_versions"):
        if version.key not in with_lines:
            faults.at(version, PlantErrorCode.NO_LINES, "version_code", expected="production_bom_lines.csv")


def _check_line(line: PlantRow, plant: PlantRows, faults: Faults) -> None:
    if line.number("scrap_pct") >= 100:
        faults.at(line, PlantErrorCode.SCRAP_TOO_HIGH, "scrap_pct", expected="< 100")
    starting, ending = line.day("starting_date"), line.day("ending_date")
    if starting and ending and starting > ending:
        faults.at(line, PlantErrorCode.ENDS_BEFORE_START, "ending_date", expected=f">= {starting}")
    if line.values["type"] != BomLineType.PRODUCTION_BOM or not line.sound("type"):
        return
    phantom = plant.find("production_boms", line.values["no"])
    if phantom and phantom.sound("unit_of_measure_code"):
        unit = phantom.text("unit_of_measure_code")
        if line.values["unit_of_measure_code"] != unit:
            faults.at(line, PlantErrorCode.UNIT_DIFFERS, "unit_of_measure_code", expected=unit)


def _nesting(plant: PlantRows) -> Nesting:
    """Answer what each BOM nests, with the line that nests it."""
    nested: Nesting = {}
    for line in plant.of("production_bom_lines"):
        within = line.text("production_bom_no")
        if line.values["type"] == BomLineType.PRODUCTION_BOM:
            below = line.text("no")
        else:
            item = plant.find("items", line.values["no"])
            below = item.text("production_bom_no") if item else ""
        if below and plant.find("production_boms", below):
            nested.setdefault(within, []).append((below, line))
    return nested


def _check_nesting(nested: Nesting, plant: PlantRows, faults: Faults) -> None:
    levels: dict[str, int] = {}
    for bom in plant.of("production_boms"):
        deepest = _levels(bom.text("no"), nested, levels, faults)
        if deepest > limits.BOM_LEVELS_MAX:
            faults.at(
                bom,
                PlantErrorCode.BOM_TOO_DEEP,
                "no",
                expected=f"<= {limits.BOM_LEVELS_MAX}",
                found=str(deepest),
            )


def _levels(top: str, nested: Nesting, levels: dict[str, int], faults: Faults) -> int:
    """Answer how many levels a BOM has, itself included; walks down without recursion, each BOM once."""
    path: list[tuple[str, int]] = [(top, 0)] if top not in levels else []
    on_path = {top}
    while path:
        no, at = path[-1]
        below = nested.get(no, [])
        if at == len(below):
            levels[no] = 1 + max((levels.get(other, 0) for other, _ in below), default=0)
            on_path.discard(no)
            path.pop()
            continue
        path[-1] = (no, at + 1)
        other, line = below[at]
        if other in on_path:
            circle = [step for step, _ in path]
            found = " > ".join([*circle[circle.index(other) :], other])
            faults.at(line, PlantErrorCode.BOM_CIRCULAR, "no", expected="", found=found)
        elif other not in levels:
            path.append((other, 0))
            on_path.add(other)
    return levels[top]
