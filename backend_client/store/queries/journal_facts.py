"""What the lines of a journal name beside their orders: units, bins, variants, consumption that comes back.

Each is one statement for all lines, and none where no line names such a thing.
"""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import Connection, bindparam, select
from sqlalchemy import func as sql

from backend_client.records.item import ItemUnit, ItemVariant
from backend_client.records.item_ledger import ItemApplicationEntry, ItemLedgerEntry
from backend_client.records.location import Bin
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rows import Row, table_of
from backend_client.terms import ItemLedgerEntryType

UNIT = table_of(ItemUnit)
VARIANT = table_of(ItemVariant)
BIN = table_of(Bin)
ENTRY = table_of(ItemLedgerEntry)
APPLICATION = table_of(ItemApplicationEntry)
VALUE = table_of(ValueEntry)

UNITS = select(UNIT.c.item_no, UNIT.c.code, UNIT.c.qty_per_unit_of_measure).where(
    UNIT.c.item_no.in_(bindparam("items", expanding=True)),
    UNIT.c.code.in_(bindparam("codes", expanding=True)),
)
VARIANTS = select(VARIANT.c.item_no, VARIANT.c.code).where(
    VARIANT.c.item_no.in_(bindparam("items", expanding=True)),
    VARIANT.c.code.in_(bindparam("codes", expanding=True)),
)
BINS = select(BIN.c.location_code, BIN.c.code).where(BIN.c.code.in_(bindparam("codes", expanding=True)))
CONSUMPTION = select(
    ENTRY.c.entry_no,
    ENTRY.c.item_no,
    ENTRY.c.variant_code,
    ENTRY.c.order_no,
    ENTRY.c.order_line_no,
    ENTRY.c.quantity,
    ENTRY.c.lot_no,
    ENTRY.c.serial_no,
    ENTRY.c.expiration_date,
    select(sql.coalesce(sql.sum(VALUE.c.cost_amount_actual), 0))
    .where(VALUE.c.item_ledger_entry_no == ENTRY.c.entry_no)
    .correlate(ENTRY)
    .scalar_subquery()
    .label("cost_amount_actual"),
    select(sql.coalesce(sql.sum(APPLICATION.c.quantity), 0))
    .where(APPLICATION.c.outbound_item_entry_no == ENTRY.c.entry_no, APPLICATION.c.quantity > 0)
    .correlate(ENTRY)
    .scalar_subquery()
    .label("returned_quantity"),
).where(
    ENTRY.c.entry_no.in_(bindparam("entries", expanding=True)),
    ENTRY.c.entry_type == ItemLedgerEntryType.CONSUMPTION,
    ENTRY.c.positive.is_(False),
)


def units_named(
    connection: Connection, item_nos: Iterable[str], codes: Iterable[str]
) -> dict[tuple[str, str], Decimal]:
    """Read base units in one of each unit named, by item and code."""
    wanted = {"items": sorted(set(item_nos)), "codes": sorted({code for code in codes if code})}
    if not wanted["codes"]:
        return {}
    return {(row[0], row[1]): row[2] for row in connection.execute(UNITS, wanted)}


def variants_named(
    connection: Connection, item_nos: Iterable[str], codes: Iterable[str]
) -> set[tuple[str, str]]:
    """Read which of the variants named there are, as item and code."""
    wanted = {"items": sorted(set(item_nos)), "codes": sorted({code for code in codes if code})}
    return {(row[0], row[1]) for row in connection.execute(VARIANTS, wanted)} if wanted["codes"] else set()


def bins_named(connection: Connection, codes: Iterable[str]) -> set[tuple[str, str]]:
    """Read the bins of any location with the codes named, as location and code."""
    wanted = {"codes": sorted({code for code in codes if code})}
    return {(row[0], row[1]) for row in connection.execute(BINS, wanted)} if wanted["codes"] else set()


def consumption_named(connection: Connection, entry_nos: Iterable[int]) -> dict[int, Row]:
    """Read consumption entries by number, with what they cost and what of them has come back already."""
    wanted = {"entries": sorted({number for number in entry_nos if number})}
    if not wanted["entries"]:
        return {}
    return {row["entry_no"]: dict(row) for row in connection.execute(CONSUMPTION, wanted).mappings()}
