"""Items: base unit, posting groups, BOM, costing and bar code; categories without circles."""

from backend_client.plant.faults import Faults
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.terms import CostingMethod, ItemType, ReplenishmentSystem

GTIN_LENGTHS = (8, 12, 13, 14)


def check_items(plant: PlantRows, faults: Faults) -> None:
    """Check each item by itself, and that no bar code is given twice."""
    gtins: dict[str, int] = {}
    for item in plant.of("items"):
        _check_base_unit(item, plant, faults)
        _check_groups(item, faults)
        _check_making(item, faults)
        gtin = item.text("gtin")
        if not gtin:
            continue
        if not (gtin.isascii() and gtin.isdigit() and len(gtin) in GTIN_LENGTHS):
            faults.at(item, PlantErrorCode.GTIN_WRONG, "gtin", expected="8 | 12 | 13 | 14")
        elif gtin_check_digit(gtin[:-1]) != gtin[-1]:
            expected = gtin[:-1] + gtin_check_digit(gtin[:-1])
            faults.warn(item, PlantErrorCode.GTIN_WRONG, "gtin", expected=expected)
        if gtin in gtins:
            faults.at(item, PlantErrorCode.GTIN_TWICE, "gtin", expected=f"<> {gtins[gtin]}")
        gtins.setdefault(gtin, item.line)


def check_tracking_information(plant: PlantRows, faults: Faults) -> None:
    """Each row says what is known of a lot, or of a serial number, and not of both."""
    for row in plant.of("item_tracking_information"):
        if bool(row.text("lot_no")) == bool(row.text("serial_no")):
            column = "serial_no" if row.text("lot_no") else "lot_no"
            code = PlantErrorCode.SERIAL_NUMBER if row.text("lot_no") else PlantErrorCode.LOT_NUMBER
            faults.at(row, code, column, expected="lot_no | serial_no")


def gtin_check_digit(digits: str) -> str:
    """Answer the last digit of a GTIN: 3, 1, 3 ... from the right, up to the next multiple of ten.

    >>> gtin_check_digit("200260000001")
    '3'
    """
    weighted = sum(int(digit) * (3, 1)[at % 2] for at, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)


def check_categories(plant: PlantRows, faults: Faults) -> None:
    """No item category stands above itself."""
    for category in plant.of("item_categories"):
        seen = {category.values["code"]}
        above = category
        while parent := plant.find("item_categories", above.values["parent_category"]):
            if parent.values["code"] in seen:
                faults.at(category, PlantErrorCode.CATEGORY_CIRCULAR, "parent_category")
                break
            seen.add(parent.values["code"])
            above = parent


def _check_base_unit(item: PlantRow, plant: PlantRows, faults: Faults) -> None:
    if "item_units" in plant.unread or not item.sound("no"):
        return
    unit = plant.find("item_units", item.values["no"], item.values["base_unit_of_measure"])
    if unit is None:
        faults.at(item, PlantErrorCode.BASE_UNIT_MISSING, "base_unit_of_measure", expected="item_units.csv")
    elif unit.number("qty_per_unit_of_measure") != 1:
        faults.at(unit, PlantErrorCode.BASE_UNIT_MISSING, "qty_per_unit_of_measure", expected="1")


def _check_groups(item: PlantRow, faults: Faults) -> None:
    if not item.sound("type"):
        return
    stocked = item.values["type"] == ItemType.INVENTORY
    if stocked and not item.text("inventory_posting_group"):
        faults.at(
            item,
            PlantErrorCode.POSTING_GROUP_MISSING,
            "inventory_posting_group",
            expected="posting_groups.csv",
        )
    if not stocked and item.text("inventory_posting_group"):
        faults.at(item, PlantErrorCode.POSTING_GROUP_NOT_EXPECTED, "inventory_posting_group", expected='""')


def _check_making(item: PlantRow, faults: Faults) -> None:
    made = item.values["replenishment_system"] == ReplenishmentSystem.PROD_ORDER
    if made and not item.text("production_bom_no"):
        faults.at(item, PlantErrorCode.BOM_MISSING, "production_bom_no", expected="production_boms.csv")
    method = item.values["costing_method"]
    if method == CostingMethod.STANDARD and not item.number("standard_cost"):
        faults.at(item, PlantErrorCode.STANDARD_COST_MISSING, "standard_cost", expected="> 0")
    if method == CostingMethod.SPECIFIC and not item.text("item_tracking_code"):
        faults.at(
            item,
            PlantErrorCode.TRACKING_MISSING,
            "item_tracking_code",
            expected="item_tracking_codes.csv",
        )
    if item.number("scrap_pct") >= 100:
        faults.at(item, PlantErrorCode.SCRAP_TOO_HIGH, "scrap_pct", expected="< 100")
