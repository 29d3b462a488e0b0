"""The field's closed word lists, as Business Central names them.

Each list is the set of values a column or a message may hold. The values are written in snake_case in the
database, on the wire and in plant files; screens translate the members, never the values.
"""

from enum import StrEnum


class ItemType(StrEnum):
    """What an item is: only inventory is kept in stock."""

    INVENTORY = "inventory"
    NON_INVENTORY = "non_inventory"
    SERVICE = "service"


class CostingMethod(StrEnum):
    """How the cost of an item flows from what comes in to what goes out."""

    FIFO = "fifo"
    LIFO = "lifo"
    SPECIFIC = "specific"
    AVERAGE = "average"
    STANDARD = "standard"


class ReplenishmentSystem(StrEnum):
    """Where an item comes from."""

    PURCHASE = "purchase"
    PROD_ORDER = "prod_order"
    ASSEMBLY = "assembly"
    TRANSFER = "transfer"


class ManufacturingPolicy(StrEnum):
    """Whether a produced component gets a line of its own in the order of its parent."""

    MAKE_TO_STOCK = "make_to_stock"
    MAKE_TO_ORDER = "make_to_order"


class FlushingMethod(StrEnum):
    """How consumption (items) or time (centers) is posted: by hand or by itself.

    Centers know the first three only.
    """

    MANUAL = "manual"
    FORWARD = "forward"
    BACKWARD = "backward"
    PICK_MANUAL = "pick_manual"
    PICK_FORWARD = "pick_forward"
    PICK_BACKWARD = "pick_backward"


class CertificationStatus(StrEnum):
    """State of a production BOM, a routing or a version of either; only certified ones may be used."""

    NEW = "new"
    UNDER_DEVELOPMENT = "under_development"
    CERTIFIED = "certified"
    CLOSED = "closed"


class BomLineType(StrEnum):
    """What a production BOM line names: an item, or a phantom BOM that is exploded in place."""

    ITEM = "item"
    PRODUCTION_BOM = "production_bom"


class CalculationFormula(StrEnum):
    """How the quantity of a component follows from its measures."""

    BLANK = ""
    LENGTH = "length"
    LENGTH_WIDTH = "length_width"
    LENGTH_WIDTH_DEPTH = "length_width_depth"
    WEIGHT = "weight"
    FIXED_QUANTITY = "fixed_quantity"


class RoutingType(StrEnum):
    """Whether operations follow one another, or branch as their next operations say."""

    SERIAL = "serial"
    PARALLEL = "parallel"


class CapacityType(StrEnum):
    """The kind of center an operation is done at."""

    WORK_CENTER = "work_center"
    MACHINE_CENTER = "machine_center"


class CapacityUnitType(StrEnum):
    """Length of a capacity unit of measure: 1 s, 1 min, 1 h, 24 h, or the 100th part of an hour (36 s)."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    HUNDREDTH_HOURS = "100_per_hour"


class UnitCostCalculation(StrEnum):
    """Whether a work center's cost is per unit of time or per piece."""

    TIME = "time"
    UNITS = "units"


class Weekday(StrEnum):
    """Day of a shop calendar, in the order of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class OrderStatus(StrEnum):
    """Status of a production order."""

    SIMULATED = "simulated"
    PLANNED = "planned"
    FIRM_PLANNED = "firm_planned"
    RELEASED = "released"
    FINISHED = "finished"


class OrderSourceType(StrEnum):
    """What a production order makes."""

    ITEM = "item"
    FAMILY = "family"
    SALES_HEADER = "sales_header"


class SalesDocumentType(StrEnum):
    """What a sales document is: released orders are made for orders, simulated ones for quotes."""

    ORDER = "order"
    QUOTE = "quote"


class WarehouseRequestType(StrEnum):
    """Whether the warehouse is asked to take goods in or to hand them out."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class WarehouseActivityType(StrEnum):
    """What a warehouse document is for: an inventory put-away or pick posts, the others only move goods."""

    INVENTORY_PUT_AWAY = "inventory_put_away"
    INVENTORY_PICK = "inventory_pick"
    PUT_AWAY = "put_away"
    PICK = "pick"


class WarehouseAction(StrEnum):
    """What a line of a warehouse document asks for."""

    TAKE = "take"
    PLACE = "place"


class SchedulingDirection(StrEnum):
    """Whether an order is scheduled from its end or from its start."""

    BACKWARD = "backward"
    FORWARD = "forward"


class RoutingStatus(StrEnum):
    """How far an operation of an order is."""

    BLANK = ""
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"


class TimeType(StrEnum):
    """The two kinds of time that need capacity."""

    SETUP = "setup"
    RUN = "run"


class ItemLedgerEntryType(StrEnum):
    """Why stock moved. The empty value stands in value entries of capacity."""

    BLANK = ""
    PURCHASE = "purchase"
    SALE = "sale"
    POSITIVE_ADJUSTMENT = "positive_adjustment"
    NEGATIVE_ADJUSTMENT = "negative_adjustment"
    CONSUMPTION = "consumption"
    OUTPUT = "output"


class ValueEntryType(StrEnum):
    """What kind of cost a value entry carries."""

    DIRECT_COST = "direct_cost"
    INDIRECT_COST = "indirect_cost"
    VARIANCE = "variance"
    REVALUATION = "revaluation"
    ROUNDING = "rounding"


class VarianceType(StrEnum):
    """What differed from standard."""

    BLANK = ""
    PURCHASE = "purchase"
    MATERIAL = "material"
    CAPACITY = "capacity"
    SUBCONTRACTED = "subcontracted"
    CAPACITY_OVERHEAD = "capacity_overhead"
    MANUFACTURING_OVERHEAD = "manufacturing_overhead"


class PostingGroupType(StrEnum):
    """The four kinds of posting groups."""

    INVENTORY = "inventory"
    GEN_PRODUCT = "gen_product"
    GEN_BUSINESS = "gen_business"
    VENDOR = "vendor"


class Role(StrEnum):
    """What a person may do; each role may do what those before it may."""

    OPERATOR = "operator"
    SETTER = "setter"
    SUPERVISOR = "supervisor"
    PLANNER = "planner"
    ADMINISTRATOR = "administrator"


class LoadPeriod(StrEnum):
    """Length of one column of the load board."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ACCOUNTING_PERIOD = "accounting_period"


class ProposalStatus(StrEnum):
    """What became of moves that were proposed."""

    OPEN = "open"
    APPLIED = "applied"
    DISCARDED = "discarded"


class LoadView(StrEnum):
    """Net change counts the period alone, balance at date everything up to its end."""

    NET_CHANGE = "net_change"
    BALANCE_AT_DATE = "balance_at_date"


class LoadScope(StrEnum):
    """Whose load is asked for."""

    WORK_CENTER = "work_center"
    MACHINE_CENTER = "machine_center"
    WORK_CENTER_GROUP = "work_center_group"


class ProductionOutputHandling(StrEnum):
    """How output reaches its bin at a location."""

    NONE = "none"
    INVENTORY_PUT_AWAY = "inventory_put_away"
    WAREHOUSE_PUT_AWAY = "warehouse_put_away"


class ProductionConsumptionHandling(StrEnum):
    """How components leave their bin at a location."""

    NONE = "none"
    INVENTORY_PICK = "inventory_pick"
    WAREHOUSE_PICK_MANDATORY = "warehouse_pick_mandatory"
    WAREHOUSE_PICK_OPTIONAL = "warehouse_pick_optional"


class PresetOutputQuantity(StrEnum):
    """What a production journal proposes as output."""

    EXPECTED_QUANTITY = "expected_quantity"
    ZERO_ON_ALL_OPERATIONS = "zero_on_all_operations"
    ZERO_ON_LAST_OPERATION = "zero_on_last_operation"


class ConsumptionBasis(StrEnum):
    """What calculated consumption is based on."""

    ACTUAL_OUTPUT = "actual_output"
    EXPECTED_OUTPUT = "expected_output"


class CostPart(StrEnum):
    """A part of what an order costs, or what value entries are summed for.

    The first five are the shares of the cost of output. `wip` is what moves work in process, `inventory` what moves
    the value of stock.
    """

    MATERIAL = "material"
    CAPACITY = "capacity"
    SUBCONTRACTED = "subcontracted"
    CAPACITY_OVERHEAD = "capacity_overhead"
    MANUFACTURING_OVERHEAD = "manufacturing_overhead"
    TOTAL = "total"
    WIP = "wip"
    INVENTORY = "inventory"


class ReportedLedger(StrEnum):
    """A list of entries that a report is made of."""

    ITEM = "item"
    CAPACITY = "capacity"
    VALUE = "value"
    APPLICATION = "application"
    GL = "gl"
    WAREHOUSE = "warehouse"


class JournalLineKind(StrEnum):
    """What a line of a journal posts."""

    OUTPUT = "output"
    CONSUMPTION = "consumption"
    CAPACITY = "capacity"


class TrackingChoice(StrEnum):
    """Which lots and serial numbers are taken when a tracked component is consumed by itself; empty: it is refused."""

    BLANK = ""
    FIRST_IN = "first_in"
    FIRST_EXPIRED = "first_expired"


class Confirmation(StrEnum):
    """A question that a posting asks before it goes on."""

    FINISHED_OPERATION_OUTPUT = "finished-operation-output"
    OPERATION_STATUS_FINISHED = "operation-status-finished"
    OUTPUT_MISSING = "output-missing"
    CONSUMPTION_MISSING = "consumption-missing"
    REVERSE_ENTRY = "reverse-entry"
    OTHER_BIN = "other-bin"  # consumption from another bin than the component's
    LATER_DUE_DATE = "later-due-date"  # scheduling ends after the due date, which moves


class Warned(StrEnum):
    """What a posting or a proposal tells without stopping."""

    BLOCKED_ITEM_LEFT_OUT = "blocked-item-left-out"
    BLOCKED_CENTER_LEFT_OUT = "blocked-center-left-out"
    NUMBER_SERIES_ENDING = "number-series-ending"  # its warning number is reached
    COMPONENT_IS_FLUSHED = "component-is-flushed"  # consumed by hand though it is consumed by itself too
    COMPONENT_WITHOUT_COST = "component-without-cost"  # its card names none, so it counts as 0
    STOCK_KEEPS_ITS_COST = "stock-keeps-its-cost"  # another standard cost values what is posted from now on
    STOCKKEEPING_UNIT_KEEPS_ITS_COST = "stockkeeping-unit-keeps-its-cost"


class Ledger(StrEnum):
    """The ledgers that a posting writes to."""

    ITEM = "item"
    CAPACITY = "capacity"
    VALUE = "value"
    GL = "gl"
