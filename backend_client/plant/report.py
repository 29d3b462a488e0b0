"""What an import says: errors and warnings by file, row and column; what it changed; what it only keeps.

Nothing here is a sentence. A code says what is wrong, `expected` and `found` are facts in a notation that needs no
language, and whoever shows them makes the sentence:

    PlantError(code=UNKNOWN_REFERENCE, file="items.csv", row=12, column="vendor_no",
               expected="vendors.csv", found="10009")

`row` is the line of the file on which the row starts, the line of column names being 1; 0 is the file as a whole.
"""

from dataclasses import dataclass
from enum import StrEnum


class PlantErrorCode(StrEnum):
    """Everything that can be wrong with a plant folder."""

    # the folder and its files
    FOLDER_NOT_FOUND = "folder-not-found"
    FILE_MISSING = "file-missing"
    FILE_UNKNOWN = "file-unknown"
    FILE_NOT_REGULAR = "file-not-regular"  # a link, a folder, a device
    FILE_UNREADABLE = "file-unreadable"
    FILE_TOO_LARGE = "file-too-large"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_ERRORS = "too-many-errors"  # reading went on, reporting stopped
    # the form of a file
    NOT_UTF8 = "not-utf8"
    BYTE_ORDER_MARK = "byte-order-mark"
    QUOTE_NOT_CLOSED = "quote-not-closed"
    QUOTE_MISPLACED = "quote-misplaced"
    LINE_END_MISPLACED = "line-end-misplaced"  # a carriage return alone
    COLUMN_MISSING = "column-missing"
    COLUMN_UNKNOWN = "column-unknown"
    COLUMN_TWICE = "column-twice"
    CELL_COUNT = "cell-count"
    # the form of a cell
    CELL_EMPTY = "cell-empty"
    CELL_TOO_LONG = "cell-too-long"
    BLANKS_AT_END = "blanks-at-end"
    CONTROL_CHARACTER = "control-character"
    TEXT_NOT_STORABLE = "text-not-storable"
    NOT_A_DECIMAL = "not-a-decimal"
    TOO_SMALL = "too-small"
    TOO_LARGE = "too-large"
    NOT_AN_INTEGER = "not-an-integer"
    NOT_TRUE_FALSE = "not-true-false"
    NOT_A_DATE = "not-a-date"
    NOT_A_TIME = "not-a-time"
    NOT_A_DATE_TIME = "not-a-date-time"
    NOT_A_WORD = "not-a-word"
    # sense
    KEY_TWICE = "key-twice"
    UNKNOWN_REFERENCE = "unknown-reference"
    SETTING_MISSING = "setting-missing"
    SETTING_WRONG = "setting-wrong"
    BASE_UNIT_MISSING = "base-unit-missing"
    POSTING_GROUP_MISSING = "posting-group-missing"
    POSTING_GROUP_NOT_EXPECTED = "posting-group-not-expected"
    BOM_MISSING = "bom-missing"
    STANDARD_COST_MISSING = "standard-cost-missing"
    TRACKING_MISSING = "tracking-missing"
    GTIN_WRONG = "gtin-wrong"
    GTIN_TWICE = "gtin-twice"
    CATEGORY_CIRCULAR = "category-circular"
    NO_LINES = "no-lines"
    UNIT_DIFFERS = "unit-differs"
    SCRAP_TOO_HIGH = "scrap-too-high"
    ENDS_BEFORE_START = "ends-before-start"
    BOM_CIRCULAR = "bom-circular"
    BOM_TOO_DEEP = "bom-too-deep"
    CENTER_MISMATCH = "center-mismatch"
    OPERATION_UNKNOWN = "operation-unknown"
    OPERATIONS_DISAGREE = "operations-disagree"
    OPERATIONS_BRANCH = "operations-branch"
    OPERATIONS_CIRCULAR = "operations-circular"
    OPERATIONS_ENDS = "operations-ends"  # not exactly one last (serial: first) operation
    TOO_MANY_OPERATIONS = "too-many-operations"
    ROUTING_LINK_UNUSED = "routing-link-unused"
    CALENDAR_OVERLAP = "calendar-overlap"
    CALENDAR_EMPTY = "calendar-empty"
    LIMITS_REVERSED = "limits-reversed"
    POSTING_SETUP_MISSING = "posting-setup-missing"
    ACCOUNT_MISSING = "account-missing"
    ACCOUNT_NOT_POSTING = "account-not-posting"
    NOT_IN_STOCK_KEEPING = "not-in-stock-keeping"  # stock of an item that is not kept in stock
    SERIAL_NUMBER = "serial-number"
    LOT_NUMBER = "lot-number"
    SERIAL_TWICE = "serial-twice"
    BIN_MISSING = "bin-missing"
    BIN_NOT_EXPECTED = "bin-not-expected"
    DATE_LATE = "date-late"
    DATES_OUT_OF_ORDER = "dates-out-of-order"
    NOT_MADE_HERE = "not-made-here"
    NOT_CERTIFIED = "not-certified"
    DIFFERS_FROM_ITEM = "differs-from-item"
    PART_OF_A_PIECE = "part-of-a-piece"
    BADGE_WRONG = "badge-wrong"
    BADGE_TWICE = "badge-twice"
    LOOKS_LIKE_BARCODE = "looks-like-barcode"  # a number that a scanner would take for a K1 code
    STOCK_SHORT = "stock-short"
    # the database
    POSTED_ON = "posted-on"  # the row has postings on it and can't be changed
    ORDER_REFUSED = "order-refused"
    STOCK_REFUSED = "stock-refused"
    ENGINE_REFUSED = "engine-refused"


class PlantNote(StrEnum):
    """What the importer keeps although nothing acts on it yet."""

    SUBCONTRACTOR_PRICES = "subcontractor-prices"
    SUBCONTRACTED_OPERATIONS = "subcontracted-operations"
    WAREHOUSE_DOCUMENTS = "warehouse-documents"  # pick, put-away, receive, shipment
    PICK_FLUSHING = "pick-flushing"
    SALES_ORDERS = "sales-orders"
    ORDER_HEADS = "order-heads"  # of finished orders and of those made for a sales order
    REORDERING_POLICIES = "reordering-policies"
    ROUTING_VERSIONS_WITHOUT_HEAD = "routing-versions-without-head"
    PROVENANCE = "provenance"
    UNKNOWN_SETTINGS = "unknown-settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantError:
    """One fault, or one warning."""

    code: PlantErrorCode
    file: str
    row: int = 0
    column: str = ""
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """What became of the rows of one table."""

    table: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredOnly:
    """Rows that are kept and not yet acted on."""

    note: PlantNote
    file: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantReport:
    """The outcome of an import; with errors nothing was written."""

    errors: tuple[PlantError, ...] = ()
    warnings: tuple[PlantError, ...] = ()
    counts: tuple[TableCount, ...] = ()
    stored_only: tuple[StoredOnly, ...] = ()
    plant_code: str = ""

    @property
    def written(self) -> bool:
        """Whether the plant is in the database."""
        return not self.errors
