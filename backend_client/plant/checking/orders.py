"""Production orders: made here, certified, dates in order, as their item says; and what they will lack."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from backend_client import limits
from backend_client.plant.checking.stock import check_bin
from backend_client.plant.faults import Faults
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.terms import (
    BomLineType,
    CalculationFormula,
    CertificationStatus,
    ItemType,
    OrderSourceType,
    OrderStatus,
    ReplenishmentSystem,
)


def check_orders(plant: PlantRows, faults: Faults) -> None:
    """Check each order, then warn of what released orders need beyond stock and their own output."""
    for order in plant.of("production_orders"):
        _check_dates(order, faults)
        check_bin(order, plant, faults)
        if order.values["source_type"] == OrderSourceType.ITEM and order.sound("source_type"):
            item = plant.find("items", order.values["source_no"])
            if item is not None:
                _check_item(order, item, plant, faults)
            _check_certified(order, "production_bom_no", "production_boms", plant, faults)
        _check_certified(order, "routing_no", "routings", plant, faults)
    if not plant.unread and not faults.errors():
        _warn_shortages(plant, faults)


def _check_dates(order: PlantRow, faults: Faults) -> None:
    starting, ending = order.moment("starting_date_time"), order.moment("ending_date_time")
    due = order.day("due_date")
    if starting and ending and starting > ending:
        faults.at(
            order,
            PlantErrorCode.DATES_OUT_OF_ORDER,
            "ending_date_time",
            expected=f">= {starting.isoformat()}",
            found=ending.isoformat(),
        )
    if ending and due and ending.date() > due:
        faults.at(order, PlantErrorCode.DATES_OUT_OF_ORDER, "due_date", expected=f">= {ending.date()}")


def _check_item(order: PlantRow, item: PlantRow, plant: PlantRows, faults: Faults) -> None:
    made = item.values["replenishment_system"] == ReplenishmentSystem.PROD_ORDER
    if not made and item.sound("replenishment_system"):
        found = f"{item.values['no']} | {item.values['replenishment_system']}"
        expected = ReplenishmentSystem.PROD_ORDER
        faults.at(order, PlantErrorCode.NOT_MADE_HERE, "source_no", expected=expected, found=found)
    for group in ("inventory_posting_group", "gen_prod_posting_group"):
        if item.sound(group) and order.values[group] != item.values[group]:
            faults.at(order, PlantErrorCode.DIFFERS_FROM_ITEM, group, expected=item.text(group))
    tracking = plant.find("item_tracking_codes", item.values["item_tracking_code"])
    if tracking is not None and tracking.on("sn_specific_tracking"):
        quantity = order.number("quantity") * _per_unit(order.text("source_no"), order, plant)
        if quantity != quantity.to_integral_value():
            faults.at(order, PlantErrorCode.PART_OF_A_PIECE, "quantity", expected="1, 2, 3 ...")


def _check_certified(order: PlantRow, column: str, table: str, plant: PlantRows, faults: Faults) -> None:
    """All but a simulated order use what is certified, in its head or in a version."""
    if order.values["status"] == OrderStatus.SIMULATED or not order.sound("status", column):
        return
    no = order.text(column)
    head = plant.find(table, no)
    if column == "production_bom_no" and not no:
        expected = "production_boms.csv"
        faults.at(order, PlantErrorCode.BOM_MISSING, column, expected=expected)
    if head is None or not head.sound("status"):
        return
    if head.values["status"] != CertificationStatus.CERTIFIED:
        faults.at(
            order,
            PlantErrorCode.NOT_CERTIFIED,
            column,
            expected=CertificationStatus.CERTIFIED,
            found=f"{no} | {head.values['status']}",
        )


def _warn_shortages(plant: PlantRows, faults: Faults) -> None:
    stock: defaultdict[str, Decimal] = defaultdict(Decimal)
    needed: defaultdict[str, Decimal] = defaultdict(Decimal)
    asking: dict[str, PlantRow] = {}
    for line in plant.of("opening_inventory"):
        item_no = line.text("item_no")
        stock[item_no] += line.number("quantity") * _per_unit(item_no, line, plant)
    for order in plant.of("production_orders"):
        if (
            order.values["status"] != OrderStatus.RELEASED
            or order.values["source_type"] != OrderSourceType.ITEM
        ):
            continue
        quantity = order.number("quantity") * _per_unit(order.text("source_no"), order, plant)
        stock[order.text("source_no")] += quantity
        exploded = _exploded(order.text("production_bom_no"), quantity, plant, 0)
        for item_no, amount in islice(exploded, limits.COMPONENTS_MAX):
            needed[item_no] += amount
            asking[item_no] = order
    for item_no in sorted(needed):
        item = plant.find("items", item_no)
        kept = item is not None and item.values["type"] == ItemType.INVENTORY
        if kept and needed[item_no] > stock[item_no]:
            faults.warn(
                asking[item_no],
                PlantErrorCode.STOCK_SHORT,
                "quantity",
                expected=f"{item_no} {needed[item_no]:f}",
                found=f"{stock[item_no]:f}",
            )


def _exploded(bom_no: str, quantity: Decimal, plant: PlantRows, level: int) -> Iterator[tuple[str, Decimal]]:
    """Yield the components of a BOM's head in base units, phantoms in place; scrap is left out of account."""
    if level > limits.BOM_LEVELS_MAX:
        return
    for line in plant.grouped("production_bom_lines", "production_bom_no").get(bom_no, ()):
        if line.values["version_code"]:
            continue
        fixed = line.values["calculation_formula"] == CalculationFormula.FIXED_QUANTITY
        amount = line.number("quantity_per") * (1 if fixed else quantity)
        if line.values["type"] == BomLineType.PRODUCTION_BOM:
            yield from _exploded(line.text("no"), amount, plant, level + 1)
        else:
            yield line.text("no"), amount * _per_unit(line.text("no"), line, plant)


def _per_unit(item_no: str, row: PlantRow, plant: PlantRows) -> Decimal:
    unit = plant.find("item_units", item_no, row.values["unit_of_measure_code"])
    return unit.number("qty_per_unit_of_measure") if unit else Decimal(1)
