"""Entries of any ledger by what reports are made of: order, item, location, account, day and part of the cost."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, union

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.columns import AMOUNT, QUANTITY
from backend_client.records.general_ledger import GLEntry
from backend_client.records.item_ledger import ItemApplicationEntry, ItemLedgerEntry
from backend_client.records.order import ProductionOrderLine
from backend_client.records.order_detail import ProductionOrderRoutingLine
from backend_client.records.routing import RoutingComment
from backend_client.records.value_entry import ValueEntry
from backend_client.records.warehouse import WarehouseEntry
from backend_client.store.queries.cost_parts import CONDITIONS
from backend_client.store.rows import Row, table_of
from backend_client.terms import CostPart, ReportedLedger

ZERO = Decimal(0)
ENTRY = table_of(ItemLedgerEntry)
VALUE = table_of(ValueEntry)
APPLICATION = table_of(ItemApplicationEntry)
GL = table_of(GLEntry)
LINE = table_of(ProductionOrderLine)
OPERATION = table_of(ProductionOrderRoutingLine)
COMMENT = table_of(RoutingComment)
TABLES: dict[ReportedLedger, Table] = {
    ReportedLedger.ITEM: ENTRY,
    ReportedLedger.CAPACITY: table_of(CapacityLedgerEntry),
    ReportedLedger.VALUE: VALUE,
    ReportedLedger.APPLICATION: APPLICATION,
    ReportedLedger.GL: GL,
    ReportedLedger.WAREHOUSE: table_of(WarehouseEntry),
}
PLACE = ("order_no", "order_line_no", "item_no", "location_code")
TRACKED = ("lot_no", "serial_no")


class Wanted(NamedTuple):
    """What entries have to fit; None = any."""

    order_no: str | None = None
    order_line_no: int | None = None
    supplying_lines: bool = True
    item_no: str | None = None
    location_code: str | None = None
    account_no: str | None = None
    part: CostPart | None = None
    first_day: date | None = None
    last_day: date | None = None
    lot_no: str | None = None
    serial_no: str | None = None


class Sums(NamedTuple):
    """How many entries there are, and what they add up to."""

    entries: int
    quantity: Decimal
    amount: Decimal
    expected_amount: Decimal


def entries(
    connection: Connection, ledger: ReportedLedger, wanted: Wanted, after: int, most: int
) -> list[Row]:
    """Read the entries behind a number, by number."""
    table, number = TABLES[ledger], number_of(ledger)
    statement = select(table).where(*_conditions(ledger, wanted), number > after).order_by(number).limit(most)
    return [dict(row) for row in connection.execute(statement).mappings()]


def sums(connection: Connection, ledger: ReportedLedger, wanted: Wanted) -> Sums:
    """Add up all entries that fit."""
    columns = TABLES[ledger].c

    def total(name: str, kind: Any) -> Any:
        return func.sum(columns[name], type_=kind) if name in columns else None

    amount = "cost_amount_actual" if ledger is ReportedLedger.VALUE else "amount"
    asked = [
        func.count(),
        total("quantity", QUANTITY),
        total(amount, AMOUNT),
        total("cost_amount_expected", AMOUNT),
    ]
    statement: Select[Any] = select(*(each for each in asked if each is not None)).select_from(TABLES[ledger])
    found = iter(connection.execute(statement.where(*_conditions(ledger, wanted))).one())
    values = [ZERO if each is None else next(found) or ZERO for each in asked]
    return Sums(int(values[0]), *values[1:])


def number_of(ledger: ReportedLedger) -> ColumnElement[int]:
    """Answer the column that a ledger's entries are numbered by."""
    return TABLES[ledger].c.entry_no


def operation_comments(connection: Connection, order_no: str, most: int) -> list[Row]:
    """Read what the routing versions of an order say beside its operations."""
    statement = (
        select(OPERATION.c.operation_no, COMMENT.c.line_no, COMMENT.c.comment)
        .select_from(
            OPERATION.join(
                COMMENT,
                (COMMENT.c.routing_no == OPERATION.c.routing_no)
                & (COMMENT.c.version_code == OPERATION.c.routing_version_code)
                & (COMMENT.c.operation_no == OPERATION.c.operation_no),
            )
        )
        .where(OPERATION.c.order_no == order_no)
        .distinct()
        .order_by(OPERATION.c.operation_no, COMMENT.c.line_no)
        .limit(most)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def _conditions(ledger: ReportedLedger, wanted: Wanted) -> list[ColumnElement[bool]]:
    table = TABLES[ledger]
    fits = _days(table, wanted)
    if ledger is ReportedLedger.APPLICATION:
        return [*fits, *_of_item_entries(wanted)]
    fits += _same(table, wanted, (*PLACE, *TRACKED))
    if ledger is ReportedLedger.GL:
        fits += _same(table, wanted, ("account_no",))
        of_value = _same(VALUE, wanted, PLACE[1:])  # an account knows no item: its value entry does
        if of_value:
            fits.append(select(1).where(VALUE.c.entry_no == GL.c.value_entry_no, *of_value).exists())
    if not wanted.supplying_lines and "order_line_no" in table.c:
        own = (LINE.c.order_no == table.c.order_no, LINE.c.line_no == table.c.order_line_no)
        fits.append(select(1).where(*own, LINE.c.planning_level == 0).exists())
    if wanted.part is not None:
        fits.append(CONDITIONS[wanted.part])
    return fits


def _days(table: Table, wanted: Wanted) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = []
    if wanted.first_day is not None:
        fits.append(table.c.posting_date >= wanted.first_day)
    if wanted.last_day is not None:
        fits.append(table.c.posting_date <= wanted.last_day)
    return fits


def _same(table: Table, wanted: Wanted, names: Sequence[str]) -> list[ColumnElement[bool]]:
    given = {name: getattr(wanted, name) for name in names}
    return [table.c[name] == value for name, value in given.items() if value is not None and name in table.c]


def _of_item_entries(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Applications that take from the entries that fit, or give to them; a list for each side keeps to its index."""
    fits = _same(ENTRY, wanted, (*PLACE, *TRACKED))
    if not fits:
        return []
    wanted_entries = select(ENTRY.c.entry_no).where(*fits)
    sides = (APPLICATION.c.inbound_item_entry_no, APPLICATION.c.outbound_item_entry_no)
    either = union(*(select(APPLICATION.c.entry_no).where(side.in_(wanted_entries)) for side in sides))
    return [APPLICATION.c.entry_no.in_(either)]
