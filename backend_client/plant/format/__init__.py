"""The plant format: one file a table, each described once, in the order in which defaults follow one another.

`provenance.csv` says where each figure of a plant comes from. It is kept like any other table; nothing acts on it.
"""

from backend_client import limits
from backend_client.plant.format import boms, centers, finance, floor, items, orders, routings
from backend_client.plant.format.columns import Table, code, text

PROVENANCE = Table(
    "provenance",
    ("file", "row_key", "column"),
    (
        text("file", required=True),
        text("row_key", required=True, length=250),
        text("column", required=True),
        code("source", required=True),
        text("note", length=limits.COMMENT_LENGTH_MAX),
    ),
    optional=True,
)

TABLES: tuple[Table, ...] = (
    orders.PLANT_SETUP,
    *items.TABLES,
    *centers.TABLES,
    *boms.TABLES,
    *routings.TABLES,
    *finance.TABLES,
    *(table for table in orders.TABLES if table is not orders.PLANT_SETUP),
    *floor.TABLES,
    PROVENANCE,
)

BY_NAME = {table.name: table for table in TABLES}
BY_FILE = {table.file: table for table in TABLES}
