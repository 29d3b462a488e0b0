"""Items, their units, variants, stockkeeping units and substitutes; categories, tracking and number series."""

from decimal import Decimal

from backend_client.floor_terms import LotQuality
from backend_client.limits import TRACKING_NO_LENGTH_MAX
from backend_client.plant.format.columns import (
    Least,
    Reference,
    Table,
    code,
    decimal,
    integer,
    text,
    true_false,
    word,
)
from backend_client.terms import (
    CostingMethod,
    FlushingMethod,
    ItemType,
    ManufacturingPolicy,
    ReplenishmentSystem,
)

SMALLEST_STEP = Decimal("0.00001")
REORDERING_POLICIES = ("", "fixed_reorder_qty", "maximum_qty", "order", "lot_for_lot")
COST_SHARES = ("material", "capacity", "subcontracted", "cap_overhead", "mfg_overhead")

UNITS_OF_MEASURE = Table(
    "units_of_measure",
    ("code",),
    (code("code", required=True), text("description", required=True), code("international_standard_code")),
)

ITEM_CATEGORIES = Table(
    "item_categories",
    ("code",),
    (
        code("code", required=True),
        text("description", required=True),
        code("parent_category", "item_categories"),
    ),
    optional=True,
)

ITEM_TRACKING_CODES = Table(
    "item_tracking_codes",
    ("code",),
    (
        code("code", required=True),
        text("description", required=True),
        true_false("sn_specific_tracking"),
        true_false("lot_specific_tracking"),
        true_false("use_expiration_dates"),
    ),
)

ITEMS = Table(
    "items",
    ("no",),
    (
        code("no", required=True),
        text("description", required=True),
        word("type", ItemType, default=ItemType.INVENTORY),
        code("base_unit_of_measure", "units_of_measure", required=True, default="PCS"),
        code("item_category_code", "item_categories"),
        code(
            "inventory_posting_group",
            Reference("posting_groups", ("=inventory", "inventory_posting_group")),
        ),
        code(
            "gen_prod_posting_group",
            Reference("posting_groups", ("=gen_product", "gen_prod_posting_group")),
            required=True,
        ),
        word("costing_method", CostingMethod, default=CostingMethod.FIFO),
        decimal("unit_price"),
        decimal("standard_cost", required=False),
        decimal("unit_cost"),
        decimal("last_direct_cost", required=False),
        decimal("indirect_cost_pct"),
        decimal("overhead_rate"),
        word("replenishment_system", ReplenishmentSystem, default=ReplenishmentSystem.PURCHASE),
        word("manufacturing_policy", ManufacturingPolicy, default=ManufacturingPolicy.MAKE_TO_STOCK),
        code("production_bom_no", "production_boms"),
        code("routing_no", "routings"),
        word("flushing_method", FlushingMethod, default=FlushingMethod.MANUAL),
        decimal("scrap_pct"),
        decimal("lot_size"),
        decimal("rounding_precision", least=Least.ABOVE_ZERO, default=SMALLEST_STEP),
        code("item_tracking_code", "item_tracking_codes"),
        word("reordering_policy", REORDERING_POLICIES),
        code("vendor_no", "vendors"),
        code("vendor_item_no", length=50),
        code("gtin"),
        code("lot_nos", extension=True),
        code("serial_nos", extension=True),
        true_false("blocked", extension=True),
        word("production_blocked", ("", "output"), extension=True),
        *(decimal(f"single_level_{share}_cost", required=False, extension=True) for share in COST_SHARES),
    ),
)

ITEM_UNITS = Table(
    "item_units",
    ("item_no", "code"),
    (
        code("item_no", "items", required=True),
        code("code", "units_of_measure", required=True),
        decimal("qty_per_unit_of_measure", least=Least.ABOVE_ZERO, default=Decimal(1)),
        decimal("qty_rounding_precision", required=False, extension=True),
    ),
)

ITEM_VARIANTS = Table(
    "item_variants",
    ("item_no", "code"),
    (
        code("item_no", "items", required=True),
        code("code", required=True),
        text("description", required=True),
    ),
    optional=True,
)

STOCKKEEPING_UNITS = Table(
    "stockkeeping_units",
    ("location_code", "item_no", "variant_code"),
    (
        code("location_code", "locations", required=True),
        code("item_no", "items", required=True),
        code("variant_code", Reference("item_variants", ("item_no", "variant_code"))),
        code("production_bom_no", "production_boms"),
        code("routing_no", "routings"),
        word("flushing_method", ("", *FlushingMethod), extension=True),
        decimal("unit_cost", required=False, extension=True, empty=None, default=None),
        decimal("standard_cost", required=False, extension=True, empty=None, default=None),
    ),
    optional=True,
)

NUMBER_SERIES = Table(
    "number_series",
    ("code",),
    (
        code("code", required=True),
        text("description", required=True),
        code("starting_no", required=True),
        code("ending_no"),
        code("warning_no"),
        integer("increment_by_no", default=1),
        code("last_no_used", extension=True),
        true_false("blocked", extension=True),
    ),
    optional=True,
)

_SUBSTITUTE = Reference("item_variants", ("substitute_item_no", "substitute_variant_code"))
ITEM_SUBSTITUTIONS = Table(
    "item_substitutions",
    ("item_no", "variant_code", "substitute_item_no", "substitute_variant_code"),
    (
        code("item_no", "items", required=True),
        code("variant_code", Reference("item_variants", ("item_no", "variant_code"))),
        code("substitute_item_no", Reference("items", ("substitute_item_no",)), required=True),
        code("substitute_variant_code", _SUBSTITUTE),
        true_false("interchangeable", extension=True),
        text("condition"),
    ),
    optional=True,
)

ITEM_TRACKING_INFORMATION = Table(
    "item_tracking_information",
    ("item_no", "variant_code", "lot_no", "serial_no"),
    (
        code("item_no", "items", required=True),
        code("variant_code", Reference("item_variants", ("item_no", "variant_code"))),
        code("lot_no", length=TRACKING_NO_LENGTH_MAX),
        code("serial_no", length=TRACKING_NO_LENGTH_MAX),
        text("description"),
        word("test_quality", LotQuality, default=LotQuality.NONE),
        code("certificate_number"),
        true_false("blocked"),
    ),
    optional=True,
)

TABLES = (
    NUMBER_SERIES,
    UNITS_OF_MEASURE,
    ITEM_CATEGORIES,
    ITEM_TRACKING_CODES,
    ITEMS,
    ITEM_UNITS,
    ITEM_VARIANTS,
    STOCKKEEPING_UNITS,
    ITEM_SUBSTITUTIONS,
    ITEM_TRACKING_INFORMATION,
)
