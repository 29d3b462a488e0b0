"""The words of a plant import: what is wrong with a cell, a row or a file, and what is kept for later.

items.csv, row 12, vendor_no: names a row that does not exist; expected vendors.csv; found 10009
"""

from backend_client.manage import PlantError, PlantErrorCode, PlantNote
from screens.display import clean
from screens.language.text import _, marked

Code, Note = PlantErrorCode, PlantNote

ERRORS: dict[PlantErrorCode, str] = {
    Code.FOLDER_NOT_FOUND: marked("there is no such folder"),
    Code.FILE_MISSING: marked("the file is missing"),
    Code.FILE_UNKNOWN: marked("the format has no file of this name"),
    Code.FILE_NOT_REGULAR: marked("is a link, a folder or a device, not a file"),
    Code.FILE_UNREADABLE: marked("can't be read"),
    Code.FILE_TOO_LARGE: marked("the file is too large"),
    Code.TOO_MANY_ROWS: marked("the file has too many rows"),
    Code.TOO_MANY_ERRORS: marked("there are more faults than are listed"),
    Code.NOT_UTF8: marked("the text is not UTF-8"),
    Code.BYTE_ORDER_MARK: marked("the file begins with a byte order mark"),
    Code.QUOTE_NOT_CLOSED: marked("a quotation mark is not closed"),
    Code.QUOTE_MISPLACED: marked("a quotation mark stands inside a cell without quotes"),
    Code.LINE_END_MISPLACED: marked("a carriage return stands alone"),
    Code.COLUMN_MISSING: marked("the column is missing"),
    Code.COLUMN_UNKNOWN: marked("the format has no column of this name"),
    Code.COLUMN_TWICE: marked("the column stands there twice"),
    Code.CELL_COUNT: marked("the row has not as many cells as there are columns"),
    Code.CELL_EMPTY: marked("may not be empty"),
    Code.CELL_TOO_LONG: marked("is too long"),
    Code.BLANKS_AT_END: marked("begins or ends with blanks"),
    Code.CONTROL_CHARACTER: marked("holds a control character"),
    Code.TEXT_NOT_STORABLE: marked("holds characters that are no text"),
    Code.NOT_A_DECIMAL: marked("is not a number such as 12.5"),
    Code.TOO_SMALL: marked("is too small"),
    Code.TOO_LARGE: marked("is too large"),
    Code.NOT_AN_INTEGER: marked("is not a whole number"),
    Code.NOT_TRUE_FALSE: marked("is neither true nor false"),
    Code.NOT_A_DATE: marked("is not a date such as 2026-11-16"),
    Code.NOT_A_TIME: marked("is not a time such as 08:00:00"),
    Code.NOT_A_DATE_TIME: marked("is not a date and time such as 2026-11-16T08:00:00"),
    Code.NOT_A_WORD: marked("is none of the words that may stand here"),
    Code.KEY_TWICE: marked("the key stands in an earlier row already"),
    Code.UNKNOWN_REFERENCE: marked("names a row that does not exist"),
    Code.SETTING_MISSING: marked("the setting is missing"),
    Code.SETTING_WRONG: marked("the setting is not what it may be"),
    Code.BASE_UNIT_MISSING: marked("the item's base unit is missing, or is not one of itself"),
    Code.POSTING_GROUP_MISSING: marked("an item kept in stock needs an inventory posting group"),
    Code.POSTING_GROUP_NOT_EXPECTED: marked("an item not kept in stock has no inventory posting group"),
    Code.BOM_MISSING: marked("there is no BOM to make it from"),
    Code.STANDARD_COST_MISSING: marked("an item at standard cost needs a standard cost"),
    Code.TRACKING_MISSING: marked("specific costing needs serial or lot tracking"),
    Code.GTIN_WRONG: marked("is not a GTIN: its length or its check digit is wrong"),
    Code.GTIN_TWICE: marked("another item has this GTIN"),
    Code.CATEGORY_CIRCULAR: marked("the categories form a circle"),
    Code.NO_LINES: marked("is certified and has no lines"),
    Code.UNIT_DIFFERS: marked("is another unit than it has to be"),
    Code.SCRAP_TOO_HIGH: marked("scrap of 100 % or more leaves nothing"),
    Code.ENDS_BEFORE_START: marked("ends before it starts"),
    Code.BOM_CIRCULAR: marked("the BOM contains itself"),
    Code.BOM_TOO_DEEP: marked("the BOM is too deep"),
    Code.CENTER_MISMATCH: marked("is no center of this kind"),
    Code.OPERATION_UNKNOWN: marked("names an operation that the routing does not have"),
    Code.OPERATIONS_DISAGREE: marked("next and previous operation contradict each other"),
    Code.OPERATIONS_BRANCH: marked("a serial routing does not branch"),
    Code.OPERATIONS_CIRCULAR: marked("the operations form a circle"),
    Code.OPERATIONS_ENDS: marked("the routing needs exactly one last operation"),
    Code.TOO_MANY_OPERATIONS: marked("the routing has too many operations"),
    Code.ROUTING_LINK_UNUSED: marked("no operation has this routing link"),
    Code.CALENDAR_OVERLAP: marked("overlaps with another span of the same day"),
    Code.CALENDAR_EMPTY: marked("the calendar has no working day"),
    Code.LIMITS_REVERSED: marked("the lower limit lies above the upper one"),
    Code.POSTING_SETUP_MISSING: marked("posting setup is missing for these groups"),
    Code.ACCOUNT_MISSING: marked("an account is missing"),
    Code.ACCOUNT_NOT_POSTING: marked("is not an account that is posted to"),
    Code.NOT_IN_STOCK_KEEPING: marked("the item is not kept in stock"),
    Code.SERIAL_NUMBER: marked("the item's tracking asks for a serial number, or for none"),
    Code.LOT_NUMBER: marked("the item's tracking asks for a lot number, or for none"),
    Code.SERIAL_TWICE: marked("the serial number is in stock already"),
    Code.BIN_MISSING: marked("the location asks for a bin"),
    Code.BIN_NOT_EXPECTED: marked("the location has no bins"),
    Code.DATE_LATE: marked("lies after the plant's date"),
    Code.DATES_OUT_OF_ORDER: marked("the dates are out of order"),
    Code.NOT_MADE_HERE: marked("the item is not made by a production order"),
    Code.NOT_CERTIFIED: marked("is not certified"),
    Code.DIFFERS_FROM_ITEM: marked("differs from the item"),
    Code.PART_OF_A_PIECE: marked("an item with serial numbers is made in whole pieces"),
    Code.BADGE_WRONG: marked("is no badge token"),
    Code.BADGE_TWICE: marked("another person has this badge"),
    Code.LOOKS_LIKE_BARCODE: marked("a scanner would take this number for a barcode of ours"),
    Code.STOCK_SHORT: marked("the stock does not cover what the orders need"),
    Code.POSTED_ON: marked("has postings on it and can't be changed any more"),
    Code.ORDER_REFUSED: marked("the order was refused"),
    Code.STOCK_REFUSED: marked("the opening stock was refused"),
    Code.ENGINE_REFUSED: marked("was refused"),
}

NOTES: dict[PlantNote, str] = {
    Note.SUBCONTRACTOR_PRICES: marked("prices of subcontractors"),
    Note.SUBCONTRACTED_OPERATIONS: marked("operations at subcontractors"),
    Note.WAREHOUSE_DOCUMENTS: marked("locations that work with warehouse documents"),
    Note.PICK_FLUSHING: marked("components that are picked before they are flushed"),
    Note.SALES_ORDERS: marked("sales orders"),
    Note.ORDER_HEADS: marked("heads of orders that are finished, or made for a sales order"),
    Note.REORDERING_POLICIES: marked("reordering policies"),
    Note.ROUTING_VERSIONS_WITHOUT_HEAD: marked("versions of routings without a head"),
    Note.PROVENANCE: marked("where the data comes from"),
    Note.UNKNOWN_SETTINGS: marked("settings that this version does not know"),
}


def sentence(error: PlantError) -> str:
    """Write one fault on one line: where, what, what was expected and what was found."""
    place = [clean(error.file)]
    if error.row:
        place.append(_("row %(row)s") % {"row": error.row})
    if error.column:
        place.append(clean(error.column))
    parts = [f"{', '.join(place)}: {_(ERRORS[error.code])}"]
    if error.expected:
        parts.append(_("expected %(expected)s") % {"expected": clean(error.expected)})
    if error.found:
        parts.append(_("found %(found)s") % {"found": clean(error.found)})
    return "; ".join(parts)
