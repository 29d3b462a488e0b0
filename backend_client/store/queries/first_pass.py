"""The pieces with serial numbers that an order's last operation turned out, and what became of each at its first pass.

entry 1  S1 to be done again     S1 did not pass at first, whatever becomes of it
entry 2  S2 good                 S2 passed
entry 3  S1 good                 the second pass of S1: no piece more
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select

from backend_client.records.item import Item, ItemTrackingCode
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.store.queries.capacity_entries import ENTRY, Wanted, fitting
from backend_client.store.queries.key_figures import ON_ITS_OPERATION, OPERATION, OWN_WORK, REGISTER, some_of
from backend_client.store.rows import table_of
from backend_client.terms import ItemLedgerEntryType

ITEM = table_of(Item)
TRACKING = table_of(ItemTrackingCode)
GOODS = table_of(ItemLedgerEntry)
CORRECTION = GOODS.alias("correction")
MADE = and_(
    GOODS.c.order_no == ENTRY.c.order_no,  # goods are found along the index of their order
    GOODS.c.order_line_no == ENTRY.c.order_line_no,
    GOODS.c.capacity_ledger_entry_no == ENTRY.c.entry_no,
    GOODS.c.entry_type == ItemLedgerEntryType.OUTPUT,
    GOODS.c.quantity > 0,
    GOODS.c.serial_no != "",
    ~exists().where(
        CORRECTION.c.order_no == GOODS.c.order_no,
        CORRECTION.c.order_line_no == GOODS.c.order_line_no,
        CORRECTION.c.applies_to_entry == GOODS.c.entry_no,
        CORRECTION.c.entry_type == ItemLedgerEntryType.OUTPUT,
        CORRECTION.c.quantity < 0,
    ),
)
SERIAL_NO = func.coalesce(GOODS.c.serial_no, ENTRY.c.serial_no).label("serial_no")
OF_ENTRY = (
    "entry_no",
    "order_no",
    "order_line_no",
    "operation_no",
    "type",
    "no",
    "work_center_no",
    "posting_date",
    "work_shift_code",
)
STANDING: tuple[ColumnElement[bool], ...] = (
    OWN_WORK,
    ENTRY.c.reversed.is_(False),
    ENTRY.c.reversed_entry_no == 0,
    TRACKING.c.sn_specific_tracking.is_(True),
    func.coalesce(OPERATION.c.next_operation_no, "") == "",
    or_(GOODS.c.entry_no.is_not(None), ENTRY.c.scrap_quantity != 0, ENTRY.c.rework_quantity != 0),
)
Piece = tuple[str, int, str]


def first_passes(connection: Connection, wanted: Wanted) -> Iterator[tuple[Row[Any], bool | None]]:
    """Read the first pass of each piece that fits, and whether it was good; None: a piece without a number was lost."""
    found = _passes(connection, *fitting(wanted))
    first: dict[Piece, int] = {}
    for some in some_of({row.order_no for row in found}):
        for row in _passes(connection, ENTRY.c.order_no.in_(some)):
            first.setdefault(_piece(row), row.entry_no)
    for row in found:
        lost_without_number = not row.entry_serial_no and (row.scrap_quantity or row.rework_quantity)
        if lost_without_number:
            yield row, None
        if row.serial_no and first[_piece(row)] == row.entry_no:
            yield row, row.is_good


def _piece(row: Row[Any]) -> Piece:
    return row.order_no, row.order_line_no, row.serial_no


def _passes(connection: Connection, *conditions: ColumnElement[bool]) -> list[Row[Any]]:
    tables = (
        ENTRY.join(ITEM, ITEM.c.no == ENTRY.c.item_no)
        .join(TRACKING, TRACKING.c.code == ITEM.c.item_tracking_code)
        .join(REGISTER, REGISTER.c.no == ENTRY.c.register_no)
        .outerjoin(OPERATION, ON_ITS_OPERATION)
        .outerjoin(GOODS, MADE)
    )
    statement = (
        select(
            *(ENTRY.c[name] for name in OF_ENTRY),
            ENTRY.c.scrap_quantity,
            ENTRY.c.rework_quantity,
            ENTRY.c.serial_no.label("entry_serial_no"),
            REGISTER.c.recorded_at,
            SERIAL_NO,
            GOODS.c.entry_no.is_not(None).label("is_good"),
        )
        .select_from(tables)
        .where(*STANDING, *conditions)
        .order_by(ENTRY.c.entry_no)
    )
    return list(connection.execute(statement))
