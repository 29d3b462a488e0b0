"""What bins hold, against every entry that moved goods into one or out of it.

5 put into bin A by an item entry, 2 moved to bin B by warehouse entries: A holds 3, B holds 2.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select, union_all

from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.warehouse import BinContent, WarehouseEntry
from backend_client.store.rollup import ZERO
from backend_client.store.rows import table_of
from backend_client.store.verifying.finding import Finding, FindingCode, found_by

CONTENT = table_of(BinContent)
KEY = ("location_code", "bin_code", "item_no", "variant_code", "lot_no", "serial_no")


def bin_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each bin content that is not the sum of its entries, with what is missing (positive) or too much."""
    moved = (
        select(*(table.c[name] for name in KEY), table.c.quantity).where(table.c.bin_code != "")
        for table in (table_of(ItemLedgerEntry), table_of(WarehouseEntry))
    )
    kept = select(*(CONTENT.c[name] for name in KEY), (-CONTENT.c.quantity).label("quantity"))
    rows = union_all(*moved, kept).subquery("rows")
    quantity = func.sum(rows.c.quantity).label("difference")
    key = [rows.c[name] for name in KEY]
    differing = select(*key, quantity).group_by(*key).having(quantity != ZERO)
    yield from found_by(connection, FindingCode.BIN_CONTENT_DIFFERS, differing)
