"""The audit trail: the only place that adds to it, each entry numbered and chained to the one before.

Audit entries are rare beside postings, so the end of the trail is read whenever one is added; the head follows them
by a trigger of the database. Whoever adds holds the lock on the ledgers' head (see head.py): two never follow the
same entry. An entry also says which revision the plant's setup had then: the last one says what the head must say.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from backend_client.records.register import LedgerHead
from backend_client.store.chain import AUDIT, audit_hash
from backend_client.store.rows import Row, table_of

HEAD = table_of(LedgerHead)
END = select(HEAD.c.audit_entry_no, HEAD.c.audit_hash, HEAD.c.setup_revision)


def write_audit(connection: Connection, rows: Iterable[Row]) -> None:
    """Add entries to the audit trail, in their order."""
    last, previous, revision = connection.execute(END).one()
    chained = []
    for number, row in enumerate(rows, last + 1):
        linked = row | {"id": number, "previous_hash": previous, "setup_revision": revision}
        previous = audit_hash(linked)
        chained.append(linked | {"hash": previous})
    if chained:
        connection.execute(insert(AUDIT), chained)
