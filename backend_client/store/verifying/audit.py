"""The audit trail in one walk: every entry has the hash of the one before, and its own."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from backend_client.records.register import AuditEntry
from backend_client.store.audit import audit_hash
from backend_client.store.chain import GENESIS
from backend_client.store.rows import table_of
from backend_client.store.verifying.finding import Finding, FindingCode

AUDIT = table_of(AuditEntry)


def audit_findings(connection: Connection) -> Iterator[Finding]:
    """Answer each entry that was changed, or that does not follow the one before it."""
    previous = GENESIS
    found = connection.execute(select(AUDIT).order_by(AUDIT.c.id), execution_options={"yield_per": 500})
    for row in found.mappings():
        facts = {"id": str(row["id"])}
        if row["previous_hash"] != previous:
            yield Finding(FindingCode.AUDIT_CHAIN_BROKEN, facts)
        if row["hash"] != audit_hash(dict(row)):
            yield Finding(FindingCode.AUDIT_CHANGED, facts)
        previous = row["hash"]
