"""The capacity ledger of a center, in the order it was posted."""

from collections import Counter
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


def reasons_given(
    connection: Connection, work_center_no: str, machine_center_no: str, most: int
) -> tuple[Counter[str], Counter[str]]:
    """Count scrap codes and stop codes in the newest entries of a work center; a machine's among these, if named."""
    wanted = (
        select(ENTRY.c.no, ENTRY.c.scrap_code, ENTRY.c.stop_code)
        .where(ENTRY.c.work_center_no == work_center_no)
        .order_by(ENTRY.c.entry_no.desc())
        .limit(most)
    )
    rows = [row for row in connection.execute(wanted) if machine_center_no in {"", row.no}]
    scrap = Counter(row.scrap_code for row in rows if row.scrap_code)
    return scrap, Counter(row.stop_code for row in rows if row.stop_code)
