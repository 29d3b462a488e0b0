"""The audit trail: the only place that adds to it, each entry chained to the one before.

Audit entries are rare beside postings, so the last one is read whenever one is added. Whoever adds holds the lock on
the ledgers' head (see head.py): two never follow the same entry.
"""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from backend_client.records.register import AuditEntry
from backend_client.store.chain import GENESIS, audit_text
from backend_client.store.rows import Row, table_of

AUDIT = table_of(AuditEntry)
LAST_HASH = select(AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1)


def write_audit(connection: Connection, rows: Iterable[Row]) -> None:
    """Add entries to the audit trail, in their order."""
    previous = connection.execute(LAST_HASH).scalar() or GENESIS
    chained = []
    for row in rows:
        linked = row | {"previous_hash": previous}
        previous = audit_hash(linked)
        chained.append(linked | {"hash": previous})
    if chained:
        connection.execute(insert(AUDIT), chained)


def audit_hash(row: Row) -> str:
    """Answer the hash of an audit entry over every column but its number and the hash itself."""
    return hashlib.sha256(audit_text(row).encode()).hexdigest()
