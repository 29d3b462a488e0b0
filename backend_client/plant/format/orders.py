"""The plant's settings, its people, opening stock, sales orders and production orders."""

from backend_client.plant.format.columns import (
    Least,
    Reference,
    Table,
    code,
    day,
    decimal,
    integer,
    moment,
    text,
    word,
)
from backend_client.terms import OrderSourceType, OrderStatus, Role, SalesDocumentType

LANGUAGES = ("en", "nb", "fi", "nl")
SETTING_KEY_LENGTH_MAX = 50
SETTING_LENGTH_MAX = 250
TRACKING_NO_LENGTH_MAX = 50

PLANT_SETUP = Table(
    "plant_setup",
    ("key",),
    (
        code("key", required=True, length=SETTING_KEY_LENGTH_MAX),
        text("value", required=True, length=SETTING_LENGTH_MAX),
    ),
)

PEOPLE = Table(
    "people",
    ("no",),
    (
        code("no", required=True),
        text("name", required=True),
        code("badge_token", required=True),
        word("role", Role, default=Role.OPERATOR),
        word("language_code", LANGUAGES, default="en"),
        code("work_center_no", "work_centers"),
        code("work_shift_code", "work_shifts"),
    ),
    optional=True,
)

_VARIANT = Reference("item_variants", ("item_no", "variant_code"))
_ITEM_UNIT = Reference("item_units", ("item_no", "unit_of_measure_code"))
_BIN = Reference("bins", ("location_code", "bin_code"))

OPENING_INVENTORY = Table(
    "opening_inventory",
    ("document_no", "line_no"),
    (
        code("document_no", required=True, default="START"),
        integer("line_no"),
        day("posting_date", required=True),
        code("item_no", "items", required=True),
        code("variant_code", _VARIANT),
        code("location_code", "locations", required=True),
        code("bin_code", _BIN),
        decimal("quantity", least=Least.ABOVE_ZERO),
        code("unit_of_measure_code", _ITEM_UNIT, required=True),
        decimal("unit_cost"),
        code("lot_no", length=TRACKING_NO_LENGTH_MAX),
        code("serial_no", length=TRACKING_NO_LENGTH_MAX),
        day("expiration_date"),
    ),
)

SALES_ORDERS = Table(
    "sales_orders",
    ("no",),
    (
        code("no", required=True),
        word("type", SalesDocumentType, default=SalesDocumentType.ORDER, extension=True),
        text("customer_name", required=True),
        day("order_date", required=True),
        day("shipment_date", required=True),
    ),
    optional=True,
)

SALES_ORDER_LINES = Table(
    "sales_order_lines",
    ("sales_order_no", "line_no"),
    (
        code("sales_order_no", "sales_orders", required=True),
        integer("line_no"),
        code("item_no", "items", required=True),
        code("variant_code", _VARIANT),
        decimal("quantity", least=Least.ABOVE_ZERO),
        code("unit_of_measure_code", _ITEM_UNIT, required=True),
        code("location_code", "locations"),
        day("shipment_date", required=True),
    ),
    optional=True,
)

_MAKES_ITEM = ("source_type", OrderSourceType.ITEM)

PRODUCTION_ORDERS = Table(
    "production_orders",
    ("no",),
    (
        code("no", required=True),
        word("status", OrderStatus, default=OrderStatus.RELEASED),
        word("source_type", OrderSourceType, default=OrderSourceType.ITEM),
        code(
            "source_no",
            Reference("items", ("source_no",), when=_MAKES_ITEM),
            Reference("families", ("source_no",), when=("source_type", OrderSourceType.FAMILY)),
            Reference("sales_orders", ("source_no",), when=("source_type", OrderSourceType.SALES_HEADER)),
            required=True,
        ),
        code("variant_code", Reference("item_variants", ("source_no", "variant_code"), when=_MAKES_ITEM)),
        text("description", required=True),
        decimal("quantity", least=Least.ABOVE_ZERO),
        code(
            "unit_of_measure_code",
            "units_of_measure",
            Reference("item_units", ("source_no", "unit_of_measure_code"), when=_MAKES_ITEM),
            required=True,
        ),
        code("location_code", "locations", required=True),
        code("bin_code", _BIN),
        code("production_bom_no", "production_boms"),
        code("routing_no", "routings"),
        moment("starting_date_time"),
        moment("ending_date_time"),
        day("due_date", required=True),
        code(
            "inventory_posting_group",
            Reference("posting_groups", ("=inventory", "inventory_posting_group")),
        ),
        code(
            "gen_prod_posting_group",
            Reference("posting_groups", ("=gen_product", "gen_prod_posting_group")),
        ),
    ),
)

TABLES = (PLANT_SETUP, PEOPLE, OPENING_INVENTORY, SALES_ORDERS, SALES_ORDER_LINES, PRODUCTION_ORDERS)
