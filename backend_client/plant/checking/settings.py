"""The plant's settings: those a plant must make, and values of the kind that their key asks for."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend_client import limits
from backend_client.plant.cells import CellFault, parse_cell
from backend_client.plant.faults import Faults
from backend_client.plant.format.columns import Value
from backend_client.plant.format.orders import PLANT_SETUP
from backend_client.plant.format.settings import ANY_TEXT, SETTINGS
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows


def check_settings(plant: PlantRows, faults: Faults) -> None:
    """Every required setting is made; `plant_date` may be given as `work_date`."""
    check_values(plant, faults)
    if PLANT_SETUP.name in plant.unread:
        return
    made = {row.text("key") for row in plant.of(PLANT_SETUP.name)}
    for key, setting in SETTINGS.items():
        if setting.required and key not in made and not (key == "plant_date" and "work_date" in made):
            faults.add(PlantErrorCode.SETTING_MISSING, PLANT_SETUP.file, column="key", expected=key)


def check_values(plant: PlantRows, faults: Faults) -> None:
    """Every setting has a value of its kind, naming a row that is there where it names one."""
    for row in plant.of(PLANT_SETUP.name):
        if row.sound("key", "value") and row.text("value"):
            _check_value(row, plant, faults)


def _check_value(row: PlantRow, plant: PlantRows, faults: Faults) -> None:
    setting = SETTINGS.get(row.text("key"))
    value = parse_cell(setting.value if setting else ANY_TEXT, row.text("value"))
    if isinstance(value, CellFault):
        expected = value.expected or value.code
        faults.at(row, PlantErrorCode.SETTING_WRONG, "value", expected=expected)
        return
    wanted = _unfit(row.text("key"), value, plant)
    if wanted:
        faults.at(row, PlantErrorCode.SETTING_WRONG, "value", expected=wanted)
    for reference in setting.value.references if setting else ():
        if reference.table not in plant.unread and plant.find(reference.table, value) is None:
            faults.at(row, PlantErrorCode.UNKNOWN_REFERENCE, "value", expected=f"{reference.table}.csv")


def _unfit(key: str, value: Value, plant: PlantRows) -> str:
    """Answer what a value of the right kind should rather be, "" where it is fit."""
    if key == "time_zone" and not _is_zone(str(value)):
        return "Europe/Oslo"
    if key.endswith("_days") and isinstance(value, Decimal) and value > limits.CALENDAR_DAYS_MAX:
        return f"<= {limits.CALENDAR_DAYS_MAX}"
    first = plant.setting("calendar_from")
    if key == "calendar_to" and isinstance(value, date) and first and str(value) < first:
        return f">= {first}"
    return ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
