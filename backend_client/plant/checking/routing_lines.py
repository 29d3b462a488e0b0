"""Operations one by one: their center, scrap and limits; and routing links that some operation carries."""

from backend_client import limits
from backend_client.plant.faults import Faults
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.terms import BomLineType, CapacityType

Links = dict[str, set[str]]


def check_routing_lines(plant: PlantRows, faults: Faults) -> None:
    """Check each operation, each measure's limits, machine centers' units, and the links of BOM lines."""
    for line in plant.of("routing_lines"):
        _check_center(line, plant, faults)
        if line.number("scrap_factor_pct") >= 100:
            faults.at(line, PlantErrorCode.SCRAP_TOO_HIGH, "scrap_factor_pct", expected="< 100")
    for measure in plant.of("routing_quality_measures"):
        if measure.sound("min_value", "max_value") and measure.number("min_value") > measure.number(
            "max_value"
        ):
            expected = f">= {measure.number('min_value')}"
            faults.at(measure, PlantErrorCode.LIMITS_REVERSED, "max_value", expected=expected)
    for machine in plant.of("machine_centers"):
        center = plant.find("work_centers", machine.values["work_center_no"])
        unit = center.text("unit_of_measure_code") if center else ""
        if unit and machine.sound("unit_of_measure_code") and machine.text("unit_of_measure_code") != unit:
            faults.at(machine, PlantErrorCode.UNIT_DIFFERS, "unit_of_measure_code", expected=unit)
    _check_links(plant, faults)


def _check_center(line: PlantRow, plant: PlantRows, faults: Faults) -> None:
    if not line.sound("type", "no", "work_center_no"):
        return
    if line.values["type"] == CapacityType.WORK_CENTER:
        expected = line.text("no")
    else:
        machine = plant.find("machine_centers", line.values["no"])
        expected = machine.text("work_center_no") if machine else ""
    if expected and line.text("work_center_no") != expected:
        faults.at(line, PlantErrorCode.CENTER_MISMATCH, "work_center_no", expected=expected)


def _check_links(plant: PlantRows, faults: Faults) -> None:
    """A link that ties a component to an operation is carried by an operation of the routing it goes with."""
    if not plant.unread.isdisjoint({"routing_lines", "production_bom_lines"}):
        return
    carried: Links = {}
    for line in plant.of("routing_lines"):
        carried.setdefault(line.text("routing_no"), set()).add(line.text("routing_link_code"))
    wanted = _links_by_bom(plant)
    for table in ("items", "production_orders"):
        for row in plant.of(table):
            bom, routing = row.text("production_bom_no"), row.text("routing_no")
            if not bom or not routing or plant.find("routings", routing) is None:
                continue
            for link in sorted(wanted.get(bom, set()) - carried.get(routing, set())):
                faults.at(
                    row,
                    PlantErrorCode.ROUTING_LINK_UNUSED,
                    "routing_no",
                    expected=link,
                    found=f"{bom} | {routing}",
                )


def _links_by_bom(plant: PlantRows) -> Links:
    """Answer the links of each BOM's lines, phantoms included."""
    own: Links = {}
    phantoms: Links = {}
    for line in plant.of("production_bom_lines"):
        bom = line.text("production_bom_no")
        if line.text("routing_link_code"):
            own.setdefault(bom, set()).add(line.text("routing_link_code"))
        if line.values["type"] == BomLineType.PRODUCTION_BOM:
            phantoms.setdefault(bom, set()).add(line.text("no"))
    for _ in range(limits.BOM_LEVELS_MAX):
        changed = False
        for bom, below in phantoms.items():
            links = own.setdefault(bom, set())
            before = len(links)
            links.update(*(own.get(phantom, set()) for phantom in below))
            changed = changed or len(links) > before
        if not changed:
            break
    return own
