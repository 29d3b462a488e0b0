"""Time posted on an order, summed by work center."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import Connection, bindparam, select
from sqlalchemy import func as sql

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.store.rows import table_of

ENTRY = table_of(CapacityLedgerEntry)
TIME_USED = (
    select(ENTRY.c.work_center_no, sql.sum(ENTRY.c.quantity))
    .where(
        ENTRY.c.order_no == bindparam("order"), ENTRY.c.order_line_no.in_(bindparam("lines", expanding=True))
    )
    .group_by(ENTRY.c.work_center_no)
)


def time_used(connection: Connection, order_no: str, line_nos: Iterable[int]) -> list[tuple[str, Decimal]]:
    """Read the quantities of capacity entries of order lines by work center, in the center's unit."""
    parameters = {"order": order_no, "lines": sorted(line_nos)}
    return [(row[0], row[1]) for row in connection.execute(TIME_USED, parameters)]
