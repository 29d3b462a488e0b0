"""The audit trail, the newest entry first."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from backend_client.records.register import AuditEntry
from backend_client.store.rows import table_of

AUDIT = table_of(AuditEntry)


class AuditWanted(NamedTuple):
    """What entries have to fit; "" and None = any."""

    event: str = ""
    person_no: str = ""
    terminal_id: str = ""
    first_moment: datetime | None = None
    last_moment: datetime | None = None


def audit_entries(connection: Connection, wanted: AuditWanted, before: int, most: int) -> list[Row[Any]]:
    """Read the entries before a number; 0 = from the newest on."""
    given = {
        AUDIT.c.event: wanted.event,
        AUDIT.c.person_no: wanted.person_no,
        AUDIT.c.terminal_id: wanted.terminal_id,
    }
    fits = [column == value for column, value in given.items() if value]
    if wanted.first_moment is not None:
        fits.append(AUDIT.c.at >= wanted.first_moment)
    if wanted.last_moment is not None:
        fits.append(AUDIT.c.at <= wanted.last_moment)
    if before:
        fits.append(AUDIT.c.id < before)
    return list(connection.execute(select(AUDIT).where(*fits).order_by(AUDIT.c.id.desc()).limit(most)))
