"""Stock that is not used up, and the output that a correction takes back."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, literal_column, or_, select
from sqlalchemy import func as sql

from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.store.read import Query
from backend_client.store.rows import Row, table_of
from backend_client.terms import ItemLedgerEntryType

ENTRY = table_of(ItemLedgerEntry)
VALUE = table_of(ValueEntry)
OPEN: ColumnElement[Any] = literal_column("item_ledger_entries.open")
"""As the index of open entries says it; `open = 1` would pass that index by on SQLite and read the whole ledger."""

OPEN_ENTRY_COLUMNS: tuple[ColumnElement[Any], ...] = (
    ENTRY.c.item_no,
    ENTRY.c.variant_code,
    ENTRY.c.location_code,
    ENTRY.c.entry_no,
    ENTRY.c.posting_date,
    ENTRY.c.remaining_quantity,
    ENTRY.c.lot_no,
    ENTRY.c.serial_no,
    ENTRY.c.expiration_date,
    case((ENTRY.c.entry_type == ItemLedgerEntryType.OUTPUT, ENTRY.c.order_no), else_=""),
    ENTRY.c.order_line_no,
)
OPEN_ENTRIES = Query(
    select(*OPEN_ENTRY_COLUMNS).where(ENTRY.c.item_no.in_(bindparam("items", expanding=True)), OPEN),
    several="items",
)

StockKey = tuple[str, str, str]
"""Item, variant and location."""
Number = tuple[str, str, str, str]
"""Item, variant, lot and serial number; "" = none."""


class OpenEntryRow(NamedTuple):
    """An entry that is not used up."""

    entry_no: int
    posting_date: date
    remaining_quantity: Decimal
    lot_no: str
    serial_no: str
    expiration_date: date | None
    made_by: tuple[str, int]


def open_entries(connection: Connection, item_nos: Iterable[str]) -> dict[StockKey, list[OpenEntryRow]]:
    """Read every entry of some items that is not used up, by item, variant and location; one statement."""
    return by_stock_key(OPEN_ENTRIES.rows(connection, {"items": sorted(set(item_nos))}))


def by_stock_key(rows: Iterable[Any]) -> dict[StockKey, list[OpenEntryRow]]:
    """Answer rows of OPEN_ENTRY_COLUMNS by item, variant and location."""
    found: dict[StockKey, list[OpenEntryRow]] = {}
    for row in rows:
        made_by = (row[9], row[10]) if row[9] else ("", 0)
        found.setdefault((row[0], row[1], row[2]), []).append(OpenEntryRow._make((*row[3:9], made_by)))
    return found


CORRECTED_OUTPUTS = select(
    ENTRY.c.entry_no,
    ENTRY.c.order_no,
    ENTRY.c.order_line_no,
    ENTRY.c.quantity,
    ENTRY.c.remaining_quantity,
    ENTRY.c.location_code,
    ENTRY.c.bin_code,
    ENTRY.c.lot_no,
    ENTRY.c.serial_no,
    select(sql.sum(VALUE.c.cost_amount_expected))
    .where(VALUE.c.item_ledger_entry_no == ENTRY.c.entry_no)
    .correlate(ENTRY)
    .scalar_subquery()
    .label("cost_amount_expected"),
).where(
    ENTRY.c.order_no.in_(bindparam("orders", expanding=True)),
    ENTRY.c.entry_type == ItemLedgerEntryType.OUTPUT,
    ENTRY.c.positive,
    or_(
        ENTRY.c.entry_no.in_(bindparam("entries", expanding=True)),
        and_(ENTRY.c.open, or_(ENTRY.c.lot_no != "", ENTRY.c.serial_no != "")),
    ),
)


def corrected_outputs(
    connection: Connection, order_nos: Iterable[str], entry_nos: Iterable[int]
) -> list[Row]:
    """Read the output entries of some orders that may be taken back: those named, and open ones with a lot or serial."""
    wanted = {"orders": sorted(set(order_nos)), "entries": sorted(set(entry_nos))}
    return [dict(row) for row in connection.execute(CORRECTED_OUTPUTS, wanted).mappings()]
