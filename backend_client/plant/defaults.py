"""What a row means that leaves columns out: the format's defaults, and those that follow from other rows.

items            bought: RAW MAT / RAW MAT, made: FINISHED / RETAIL; a standard item's unit cost is its standard
                 cost, and all of that is material where no share is given; its base unit counts 1
BOM lines        the unit of their item (or phantom BOM); lines are numbered 10000, 20000, ...
centers          a machine's unit is its work center's; unit cost = direct x (1 + indirect %) + overhead rate,
                 so 10.00 with 20 % and a rate of 2.00 costs 14.00
routing lines    times in the center's unit; operations of a routing that names no order follow their numbers
opening stock    at the work date, at the default location, in the base unit
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from itertools import pairwise
from typing import Any

from backend_client.plant.cells import CellFault, parse_cell
from backend_client.plant.format import BY_NAME, TABLES
from backend_client.plant.format.columns import Table, Value
from backend_client.plant.format.items import COST_SHARES
from backend_client.plant.report import PlantError, PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.rules.rounding import round_unit_cost
from backend_client.terms import (
    BomLineType,
    CapacityType,
    CostingMethod,
    ReplenishmentSystem,
    RoutingType,
)

Values = dict[str, Value]
PARENTS = {
    "production_bom_lines": ("production_bom_no", "version_code"),
    "family_lines": ("family_no",),
    "sales_order_lines": ("sales_order_no",),
    "standard_task_descriptions": ("standard_task_code",),
    "opening_inventory": ("document_no",),
}
LINE_STEP = 10_000
TIMES = ("setup_time", "run_time", "wait_time", "move_time")


def filled(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[PlantRows, list[PlantError]]:
    """Answer typed rows with every column in place, and what is wrong with the form of those given."""
    errors = [PlantError(code=PlantErrorCode.FILE_UNKNOWN, file=name) for name in rows if name not in BY_NAME]
    plant = PlantRows()
    for table in TABLES:
        named = [_typed(table, at, row, errors) for at, row in enumerate(rows.get(table.name, ()), start=1)]
        for values in named:
            given = frozenset(values)
            for column in table.columns:
                values.setdefault(column.name, column.default)
            if table.name in _FOLLOWS:
                _FOLLOWS[table.name](values, given, plant)
        _number_lines(table, named)
        if table.name == "item_units":
            _add_base_units(named, plant)
        if table.name == "routing_lines":
            _chain_operations(named, plant)
        plant.tables[table.name] = [PlantRow(table.name, 0, values) for values in named]
    return plant, errors


def _typed(table: Table, at: int, row: Mapping[str, Any], errors: list[PlantError]) -> Values:
    values: Values = {}
    columns = {column.name: column for column in table.columns}
    for name, given in row.items():
        if name not in columns:
            errors.append(
                PlantError(code=PlantErrorCode.COLUMN_UNKNOWN, file=table.file, row=at, column=name)
            )
            continue
        text = _as_text(given)
        value = parse_cell(columns[name], text) if text else columns[name].empty
        if isinstance(value, CellFault):
            errors.append(
                PlantError(
                    code=value.code, file=table.file, row=at, column=name, expected=value.expected, found=text
                )
            )
        else:
            values[name] = value
    return values


def _as_text(given: Any) -> str:
    """Answer a value as the cell of a file would hold it."""
    if given is None:
        return ""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, Decimal):
        return f"{given:f}"
    return given.isoformat() if isinstance(given, date | time) else str(given)


def _number_lines(table: Table, rows: list[Values]) -> None:
    if "line_no" not in table.key:
        return
    parents = PARENTS.get(table.name, ("routing_no", "version_code", "operation_no"))
    lines: Counter[tuple[Value, ...]] = Counter()
    for values in rows:
        parent = tuple(values[name] for name in parents)
        lines[parent] += 1
        if not values["line_no"]:
            values["line_no"] = lines[parent] * LINE_STEP


def _item(values: Values, given: frozenset[str], _plant: PlantRows) -> None:
    made = values["replenishment_system"] == ReplenishmentSystem.PROD_ORDER
    if "inventory_posting_group" not in given:
        values["inventory_posting_group"] = "FINISHED" if made else "RAW MAT"
    if "gen_prod_posting_group" not in given:
        values["gen_prod_posting_group"] = "RETAIL" if made else "RAW MAT"
    if values["costing_method"] == CostingMethod.STANDARD:
        values["unit_cost"] = values["standard_cost"]
        if not any(values[f"single_level_{share}_cost"] for share in COST_SHARES):
            values["single_level_material_cost"] = values["standard_cost"]


def _production_bom(values: Values, given: frozenset[str], plant: PlantRows) -> None:
    if "unit_of_measure_code" not in given:
        makers = (item for item in plant.of("items") if item.values["production_bom_no"] == values["no"])
        maker = next(makers, None)
        values["unit_of_measure_code"] = maker.text("base_unit_of_measure") if maker else "PCS"


def _bom_version(values: Values, given: frozenset[str], plant: PlantRows) -> None:
    if "unit_of_measure_code" not in given:
        head = plant.find("production_boms", values["production_bom_no"])
        values["unit_of_measure_code"] = head.text("unit_of_measure_code") if head else "PCS"


def _bom_line(values: Values, given: frozenset[str], plant: PlantRows) -> None:
    if "unit_of_measure_code" in given:
        return
    if values["type"] == BomLineType.ITEM:
        values["unit_of_measure_code"] = _base_unit(values["no"], plant)
    else:
        phantom = plant.find("production_boms", values["no"])
        values["unit_of_measure_code"] = phantom.text("unit_of_measure_code") if phantom else "PCS"


def _item_line(values: Values, given: frozenset[str], plant: PlantRows) -> None:
    if "unit_of_measure_code" not in given:
        values["unit_of_measure_code"] = _base_unit(values["item_no"], plant)


def _work_center(values: Values, given: frozenset[str], _plant: PlantRows) -> None:
    _center_cost(values, given)
    if "queue_time_unit" not in given:
        values["queue_time_unit"] = values["unit_of_measure_code"]


def _machine_center(values: Values, given: frozenset[str], plant: PlantRows) -> None:
    if "unit_of_measure_code" not in given:
        center = plant.find("work_centers", values["work_center_no"])
        values["unit_of_measure_code"] = center.text("unit_of_measure_code") if center else "MINUTES"
    _center_cost(values, given)
    for time_name in ("queue_time", *TIMES):
        if f"{time_name}_unit" not in given:
            values[f"{time_name}_unit"] = values["unit_of_measure_code"]


def _center_cost(values: Values, given: frozenset[str]) -> None:
    if "unit_cost" in given:
        return
    direct, indirect, rate = (
        Decimal(str(values[name])) for name in ("direct_unit_cost", "indirect_cost_pct", "overhead_rate")
    )
    values["unit_cost"] = round_unit_cost(direct * (1 + indirect / 100) + rate)


def _routing_line(values: Values, given: frozenset[str], plant: PlantRows) -> None:
    machine = values["type"] == CapacityType.MACHINE_CENTER
    center = plant.find("machine_centers" if machine else "work_centers", values["no"])
    if "work_center_no" not in given:
        values["work_center_no"] = center.text("work_center_no") if machine and center else values["no"]
    for time_name in TIMES:
        if f"{time_name}_unit" not in given:
            values[f"{time_name}_unit"] = center.text("unit_of_measure_code") if center else "MINUTES"


def _opening_stock(values: Values, given: frozenset[str], plant: PlantRows) -> None:
    if "posting_date" not in given:
        values["posting_date"] = plant.work_date()
    if "location_code" not in given:
        values["location_code"] = plant.setting("default_location_code")
    _item_line(values, given, plant)


_FOLLOWS: dict[str, Callable[[Values, frozenset[str], PlantRows], None]] = {
    "items": _item,
    "production_boms": _production_bom,
    "production_bom_versions": _bom_version,
    "production_bom_lines": _bom_line,
    "family_lines": _item_line,
    "sales_order_lines": _item_line,
    "work_centers": _work_center,
    "machine_centers": _machine_center,
    "routing_lines": _routing_line,
    "opening_inventory": _opening_stock,
}


def _base_unit(item_no: Value, plant: PlantRows) -> str:
    item = plant.find("items", item_no)
    return item.text("base_unit_of_measure") if item else "PCS"


def _add_base_units(units: list[Values], plant: PlantRows) -> None:
    known = {(values["item_no"], values["code"]) for values in units}
    for item in plant.of("items"):
        unit = item.text("base_unit_of_measure")
        if (item.values["no"], unit) not in known:
            units.append(
                {
                    "item_no": item.values["no"],
                    "code": unit,
                    "qty_per_unit_of_measure": Decimal(1),
                    "qty_rounding_precision": Decimal(0),
                }
            )


def _chain_operations(lines: list[Values], plant: PlantRows) -> None:
    """Let operations without named order follow their numbers, and name the operations before each."""
    routings: dict[tuple[Value, Value], list[Values]] = {}
    for values in lines:
        routings.setdefault((values["routing_no"], values["version_code"]), []).append(values)
    for (routing_no, _), operations in routings.items():
        operations.sort(key=lambda values: str(values["operation_no"]))
        routing = plant.find("routings", routing_no)
        serial = routing is None or routing.values["type"] == RoutingType.SERIAL
        if any(values["previous_operation_no"] for values in operations):
            continue
        if serial and not any(values["next_operation_no"] for values in operations):
            for values, after in pairwise(operations):
                values["next_operation_no"] = after["operation_no"]
        for values in operations:
            before = [
                str(other["operation_no"])
                for other in operations
                if values["operation_no"] in str(other["next_operation_no"]).split("|")
            ]
            values["previous_operation_no"] = "|".join(before)
