"""Production BOMs with their versions and lines; families."""

from decimal import Decimal

from backend_client.plant.format.columns import (
    Least,
    Reference,
    Table,
    code,
    day,
    decimal,
    integer,
    text,
    word,
)
from backend_client.terms import BomLineType, CalculationFormula, CertificationStatus

PRODUCTION_BOMS = Table(
    "production_boms",
    ("no",),
    (
        code("no", required=True),
        text("description", required=True),
        code("unit_of_measure_code", "units_of_measure", required=True),
        word("status", CertificationStatus, default=CertificationStatus.CERTIFIED),
    ),
)

PRODUCTION_BOM_VERSIONS = Table(
    "production_bom_versions",
    ("production_bom_no", "version_code"),
    (
        code("production_bom_no", "production_boms", required=True),
        code("version_code", required=True),
        text("description", required=True),
        code("unit_of_measure_code", "units_of_measure", required=True),
        day("starting_date"),
        word("status", CertificationStatus, default=CertificationStatus.CERTIFIED),
    ),
    optional=True,
)

PRODUCTION_BOM_LINES = Table(
    "production_bom_lines",
    ("production_bom_no", "version_code", "line_no"),
    (
        code("production_bom_no", "production_boms", required=True),
        code("version_code", Reference("production_bom_versions", ("production_bom_no", "version_code"))),
        integer("line_no"),
        word("type", BomLineType, default=BomLineType.ITEM),
        code(
            "no",
            Reference("items", ("no",), when=("type", BomLineType.ITEM)),
            Reference("production_boms", ("no",), when=("type", BomLineType.PRODUCTION_BOM)),
            required=True,
        ),
        code(
            "variant_code",
            Reference("item_variants", ("no", "variant_code"), when=("type", BomLineType.ITEM)),
        ),
        text("description"),
        decimal("quantity_per", least=Least.ABOVE_ZERO, places=10, default=Decimal(1)),
        code(
            "unit_of_measure_code",
            "units_of_measure",
            Reference("item_units", ("no", "unit_of_measure_code"), when=("type", BomLineType.ITEM)),
            required=True,
        ),
        word("calculation_formula", CalculationFormula),
        *(
            decimal(measure, required=False, extension=True)
            for measure in ("length", "width", "depth", "weight")
        ),
        decimal("scrap_pct"),
        code("routing_link_code", "routing_links"),
        code("position"),
        decimal("lead_time_offset_days", required=False),
        day("starting_date"),
        day("ending_date"),
    ),
)

FAMILIES = Table(
    "families",
    ("no",),
    (
        code("no", required=True),
        text("description", required=True),
        code("routing_no", "routings", required=True),
    ),
    optional=True,
)

FAMILY_LINES = Table(
    "family_lines",
    ("family_no", "line_no"),
    (
        code("family_no", "families", required=True),
        integer("line_no"),
        code("item_no", "items", required=True),
        text("description"),
        decimal("quantity", least=Least.ABOVE_ZERO, default=Decimal(1)),
        code(
            "unit_of_measure_code",
            Reference("item_units", ("item_no", "unit_of_measure_code")),
            required=True,
        ),
    ),
    optional=True,
)

TABLES = (PRODUCTION_BOMS, PRODUCTION_BOM_VERSIONS, PRODUCTION_BOM_LINES, FAMILIES, FAMILY_LINES)
