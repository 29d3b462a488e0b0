"""The capacity ledger by center, order, item, reason and day, in the order it was posted."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, select

from backend_client.figure_terms import Loss
from backend_client.records.capacity_ledger import CapacityLedgerEntry
from backend_client.store.rows import table_of
from backend_client.terms import CapacityType

ENTRY = table_of(CapacityLedgerEntry)


class Wanted(NamedTuple):
    """What entries have to fit; "" and None = any, but for a reason, where "" = none was given."""

    type: CapacityType = CapacityType.WORK_CENTER
    no: str = ""
    with_machine_centers: bool = False
    order_no: str = ""
    operation_no: str = ""
    item_no: str = ""
    first_day: date | None = None
    last_day: date | None = None
    loss: Loss | None = None
    reason_code: str | None = None


LOST: dict[Loss, tuple[Any, Any]] = {
    Loss.SCRAP: (ENTRY.c.scrap_quantity, ENTRY.c.scrap_code),
    Loss.STOP: (ENTRY.c.stop_time, ENTRY.c.stop_code),
}
"""What counts what is lost, and what says why."""


def fitting(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Answer the conditions that entries have to meet."""
    given = {name: getattr(wanted, name) for name in ("order_no", "operation_no", "item_no")}
    fits = [ENTRY.c[name] == value for name, value in given.items() if value]
    if wanted.no and wanted.with_machine_centers and wanted.type is CapacityType.WORK_CENTER:
        fits.append(ENTRY.c.work_center_no == wanted.no)
    elif wanted.no:
        fits += [ENTRY.c.type == wanted.type, ENTRY.c.no == wanted.no]
    if wanted.first_day is not None:
        fits.append(ENTRY.c.posting_date >= wanted.first_day)
    if wanted.last_day is not None:
        fits.append(ENTRY.c.posting_date <= wanted.last_day)
    if wanted.loss is not None:
        lost, reason = LOST[wanted.loss]
        fits.append(lost != 0)
        if wanted.reason_code is not None:
            fits.append(reason == wanted.reason_code)
    return fits


def entries_that_fit(connection: Connection, wanted: Wanted, after: int, most: int) -> list[Row[Any]]:
    """Read the entries that follow an entry number."""
    found = select(ENTRY).where(*fitting(wanted), ENTRY.c.entry_no > after)
    return list(connection.execute(found.order_by(ENTRY.c.entry_no).limit(most)))


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
