"""Opening stock: of items kept in stock, with the numbers and bins that its item and location ask for."""

from backend_client.plant.faults import Faults
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.terms import ItemType


def check_opening_inventory(plant: PlantRows, faults: Faults) -> None:
    """Check each line, and that no serial number is there twice."""
    serials: dict[tuple[str, str], int] = {}
    for line in plant.of("opening_inventory"):
        item = plant.find("items", line.values["item_no"])
        if item is not None:
            _check_item(line, item, faults)
            _check_tracking(line, item, plant, faults)
        check_bin(line, plant, faults)
        day, work_date = line.day("posting_date"), plant.work_date()
        if day and work_date and day > work_date:
            faults.at(line, PlantErrorCode.DATE_LATE, "posting_date", expected=f"<= {work_date}")
        serial = (line.text("item_no"), line.text("serial_no"))
        if serial[1] and serial in serials:
            faults.at(line, PlantErrorCode.SERIAL_TWICE, "serial_no", expected=f"<> {serials[serial]}")
        serials.setdefault(serial, line.line)


def check_bin(row: PlantRow, plant: PlantRows, faults: Faults) -> None:
    """A location whose bins are mandatory is given one, any other none."""
    location = plant.find("locations", row.values["location_code"])
    if location is None or not location.sound("bin_mandatory"):
        return
    mandatory, named = location.on("bin_mandatory"), bool(row.text("bin_code"))
    if mandatory and not named:
        faults.at(row, PlantErrorCode.BIN_MISSING, "bin_code", expected="bins.csv")
    if named and not mandatory:
        faults.at(row, PlantErrorCode.BIN_NOT_EXPECTED, "bin_code", expected='""')


def _check_item(line: PlantRow, item: PlantRow, faults: Faults) -> None:
    if item.sound("type") and item.values["type"] != ItemType.INVENTORY:
        found = f"{item.values['no']} | {item.values['type']}"
        faults.at(
            line, PlantErrorCode.NOT_IN_STOCK_KEEPING, "item_no", expected=ItemType.INVENTORY, found=found
        )


def _check_tracking(line: PlantRow, item: PlantRow, plant: PlantRows, faults: Faults) -> None:
    code = plant.find("item_tracking_codes", item.values["item_tracking_code"])
    if item.text("item_tracking_code") and code is None:
        return
    by_serial = code is not None and code.on("sn_specific_tracking")
    by_lot = code is not None and code.on("lot_specific_tracking")
    if by_serial != bool(line.text("serial_no")):
        expected = "1" if by_serial else '""'
        faults.at(line, PlantErrorCode.SERIAL_NUMBER, "serial_no", expected=expected)
    if by_lot != bool(line.text("lot_no")):
        expected = "1" if by_lot else '""'
        faults.at(line, PlantErrorCode.LOT_NUMBER, "lot_no", expected=expected)
    if line.text("serial_no") and line.number("quantity") != 1:
        faults.at(line, PlantErrorCode.SERIAL_NUMBER, "quantity", expected="1")
