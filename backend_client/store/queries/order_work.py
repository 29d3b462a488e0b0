"""What has been done on a production order, line by line: whether anything went in, and the value of it."""

from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, case, func, literal, or_, select, union_all

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.records.item_ledger import ItemLedgerEntry
from backend_client.records.value_entry import ValueEntry
from backend_client.store.rows import Row, table_of
from backend_client.terms import ItemLedgerEntryType, ValueEntryType

CAPACITY = table_of(CapacityLedgerEntry)
ITEM = table_of(ItemLedgerEntry)
VALUE = table_of(ValueEntry)
CONSUMPTION, CAPACITY_ENTRY = 1, 2
NOTHING: Any = literal(0, CAPACITY.c.output_quantity.type)


class LineEntries(NamedTuple):
    """The entries of an order line: is there consumption, is there capacity, what was made without any operation."""

    consumption: bool = False
    capacity: bool = False
    made_base: Decimal = Decimal(0)


_MADE = case(
    (CAPACITY.c.operation_no == "", CAPACITY.c.output_quantity + CAPACITY.c.scrap_quantity), else_=NOTHING
)
ENTRIES = union_all(
    select(ITEM.c.order_line_no, literal(CONSUMPTION).label("kind"), NOTHING.label("made"))
    .where(ITEM.c.order_no == bindparam("order"), ITEM.c.entry_type == ItemLedgerEntryType.CONSUMPTION)
    .group_by(ITEM.c.order_line_no),
    select(CAPACITY.c.order_line_no, literal(CAPACITY_ENTRY), func.sum(_MADE, type_=NOTHING.type))
    .where(CAPACITY.c.order_no == bindparam("order"))
    .group_by(CAPACITY.c.order_line_no),
)
WORK_IN_PROCESS = (
    select(VALUE)
    .where(
        VALUE.c.order_no == bindparam("order"),
        VALUE.c.order_line_no.in_(bindparam("lines", expanding=True)),
        or_(
            VALUE.c.capacity_ledger_entry_no != 0,
            VALUE.c.item_ledger_entry_type == ItemLedgerEntryType.CONSUMPTION,
        ),
        VALUE.c.entry_type.in_((ValueEntryType.DIRECT_COST, ValueEntryType.INDIRECT_COST)),
    )
    .order_by(VALUE.c.entry_no)
)


def entries_by_line(connection: Connection, order_no: str) -> dict[int, LineEntries]:
    """Read what stands in the ledgers for each line of an order; one statement."""
    found: dict[int, LineEntries] = {}
    for line_no, kind, made in connection.execute(ENTRIES, {"order": order_no}):
        seen = found.get(line_no, LineEntries())
        if kind == CONSUMPTION:
            found[line_no] = seen._replace(consumption=True)
        else:
            found[line_no] = seen._replace(capacity=True, made_base=made)
    return found


def work_in_process(connection: Connection, order_no: str, line_nos: tuple[int, ...]) -> list[Row]:
    """Read the value entries that put cost into the work in process of some lines."""
    values = {"order": order_no, "lines": line_nos}
    return [dict(row) for row in connection.execute(WORK_IN_PROCESS, values).mappings()]
