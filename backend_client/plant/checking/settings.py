"""The plant's settings: those a plant must make, and values of the kind that their key asks for."""

from backend_client.plant.cells import CellFault, parse_cell
from backend_client.plant.faults import Faults
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
    for reference in setting.value.references if setting else ():
        if reference.table not in plant.unread and plant.find(reference.table, value) is None:
            faults.at(row, PlantErrorCode.UNKNOWN_REFERENCE, "value", expected=f"{reference.table}.csv")
