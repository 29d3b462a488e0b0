"""Locations and bins, posting groups, accounts and posting setup, vendors and their prices."""

from backend_client.plant.format.centers import BIN_COLUMNS
from backend_client.plant.format.columns import (
    Column,
    Least,
    Reference,
    Table,
    code,
    day,
    decimal,
    text,
    true_false,
    word,
)
from backend_client.terms import (
    PostingGroupType,
    ProductionConsumptionHandling,
    ProductionOutputHandling,
)

ACCOUNT_TYPES = ("posting", "heading", "total")
STATEMENTS = ("balance_sheet", "income_statement")
ACCOUNT_CATEGORIES = ("assets", "liabilities", "equity", "income", "cost_of_goods_sold", "expense")

LOCATIONS = Table(
    "locations",
    ("code",),
    (
        code("code", required=True),
        text("name", required=True),
        *(
            true_false(name)
            for name in (
                "bin_mandatory",
                "require_pick",
                "require_put_away",
                "require_receive",
                "require_shipment",
                "use_as_in_transit",
            )
        ),
        *(code(name, Reference("bins", ("code", name))) for name in BIN_COLUMNS),
        word(
            "prod_consumption_whse_handling",
            ProductionConsumptionHandling,
            default=ProductionConsumptionHandling.NONE,
            extension=True,
        ),
        word(
            "prod_output_whse_handling",
            ProductionOutputHandling,
            default=ProductionOutputHandling.NONE,
            extension=True,
        ),
    ),
)

BINS = Table(
    "bins",
    ("location_code", "code"),
    (
        code("location_code", "locations", required=True),
        code("code", required=True),
        text("description", required=True),
    ),
)

POSTING_GROUPS = Table(
    "posting_groups",
    ("type", "code"),
    (
        word("type", PostingGroupType, default=PostingGroupType.INVENTORY),
        code("code", required=True),
        text("description", required=True),
    ),
)

GL_ACCOUNTS = Table(
    "gl_accounts",
    ("no",),
    (
        code("no", required=True),
        text("name", required=True),
        word("account_type", ACCOUNT_TYPES, default="posting"),
        word("income_balance", STATEMENTS, default="balance_sheet"),
        word("account_category", ACCOUNT_CATEGORIES, default="assets"),
    ),
)


def _account(name: str, *, required: bool = False, extension: bool = False) -> Column:
    """An account of gl_accounts."""
    return code(name, "gl_accounts", required=required, extension=extension)


VARIANCE_ACCOUNTS = (
    "material_variance_account",
    "capacity_variance_account",
    "subcontracted_variance_account",
    "cap_overhead_variance_account",
    "mfg_overhead_variance_account",
)

POSTING_SETUP = Table(
    "posting_setup",
    ("location_code", "inventory_posting_group"),
    (
        code("location_code", "locations"),
        code(
            "inventory_posting_group",
            Reference("posting_groups", ("=inventory", "inventory_posting_group")),
            required=True,
        ),
        _account("inventory_account", required=True),
        _account("inventory_account_interim"),
        _account("wip_account"),
        *(_account(name) for name in VARIANCE_ACCOUNTS),
        _account("material_non_inv_variance_account"),
    ),
)

GENERAL_POSTING_SETUP = Table(
    "general_posting_setup",
    ("gen_bus_posting_group", "gen_prod_posting_group"),
    (
        code(
            "gen_bus_posting_group",
            Reference("posting_groups", ("=gen_business", "gen_bus_posting_group")),
        ),
        code(
            "gen_prod_posting_group",
            Reference("posting_groups", ("=gen_product", "gen_prod_posting_group")),
            required=True,
        ),
        _account("sales_account"),
        _account("purch_account"),
        _account("inventory_adjmt_account"),
        _account("direct_cost_applied_account"),
        _account("overhead_applied_account"),
        _account("purchase_variance_account"),
        _account("cogs_account", extension=True),
    ),
)

VENDORS = Table(
    "vendors",
    ("no",),
    (
        code("no", required=True),
        text("name", required=True),
        code(
            "vendor_posting_group",
            Reference("posting_groups", ("=vendor", "vendor_posting_group")),
            required=True,
        ),
        code(
            "gen_bus_posting_group",
            Reference("posting_groups", ("=gen_business", "gen_bus_posting_group")),
            required=True,
        ),
        code("location_code", "locations"),
    ),
)

SUBCONTRACTOR_PRICES = Table(
    "subcontractor_prices",
    (
        "vendor_no",
        "item_no",
        "work_center_no",
        "standard_task_code",
        "unit_of_measure_code",
        "minimum_quantity",
        "starting_date",
    ),
    (
        code("vendor_no", "vendors", required=True),
        code("item_no", "items", required=True),
        code("work_center_no", "work_centers", required=True),
        code("standard_task_code", "standard_tasks"),
        code(
            "unit_of_measure_code",
            Reference("item_units", ("item_no", "unit_of_measure_code")),
            required=True,
        ),
        decimal("minimum_quantity"),
        decimal("direct_unit_cost", least=Least.ABOVE_ZERO),
        decimal("minimum_amount"),
        day("starting_date"),
    ),
    optional=True,
)

TABLES = (
    LOCATIONS,
    BINS,
    POSTING_GROUPS,
    GL_ACCOUNTS,
    POSTING_SETUP,
    GENERAL_POSTING_SETUP,
    VENDORS,
    SUBCONTRACTOR_PRICES,
)
