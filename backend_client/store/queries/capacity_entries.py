"""The capacity ledger of a center, in the order it was posted."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.store.rows import table_of
from backend_client.terms import CapacityType

ENTRY = table_of(CapacityLedgerEntry)


def entries_of_center(
    connection: Connection,
    kind: CapacityType,
    no: str,
    *,
    with_machine_centers: bool,
    first_day: date | None,
    last_day: date | None,
    after: int,
    most: int,
) -> list[Row[Any]]:
    """Read the entries of a center that follow an entry number."""
    if kind is CapacityType.WORK_CENTER and with_machine_centers:
        wanted = select(ENTRY).where(ENTRY.c.work_center_no == no)
    else:
        wanted = select(ENTRY).where(ENTRY.c.type == kind, ENTRY.c.no == no)
    if first_day is not None:
        wanted = wanted.where(ENTRY.c.posting_date >= first_day)
    if last_day is not None:
        wanted = wanted.where(ENTRY.c.posting_date <= last_day)
    return list(
        connection.execute(wanted.where(ENTRY.c.entry_no > after).order_by(ENTRY.c.entry_no).limit(most))
    )
