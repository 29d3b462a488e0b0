"""The audit trail in one walk: numbers without gaps, each entry with the hash of the one before, and its own.

The last of them says the number, the hash and the revision of the setup that the head has.
"""

import hashlib
from collections.abc import Iterator

from sqlalchemy import BigInteger, Connection, cast, select

from backend_client.store.canonical import row_bytes, text_as_bytes
from backend_client.store.chain import AUDIT, GENESIS, UNHASHED
from backend_client.store.verifying.chain import HEAD, ROWS_AT_ONCE, head_differs
from backend_client.store.verifying.finding import Finding, FindingCode

FIRST_REVISION = 1


def audit_findings(connection: Connection, last: int | None = None) -> Iterator[Finding]:
    """Answer each entry that was changed, that does not follow the one before it, or is missing; of the `last` so many, all without it."""
    dialect = connection.dialect.name
    head = connection.execute(select(HEAD)).first()
    after = max(0, head.audit_entry_no - last) if last is not None and head is not None else 0
    numbers = (cast(AUDIT.c[name], BigInteger).label(name) for name in ("id", "setup_revision"))
    hashes = (text_as_bytes(AUDIT.c[name], dialect).label(name) for name in ("previous_hash", "hash"))
    statement = select(*numbers, *hashes, row_bytes(AUDIT, UNHASHED, dialect).label("text"))
    entries = statement.where(AUDIT.c.id >= after).order_by(AUDIT.c.id)
    previous_no, previous, revision = 0, GENESIS.encode(), FIRST_REVISION
    for row in connection.execute(entries, execution_options={"yield_per": ROWS_AT_ONCE}):
        facts = {"id": str(row.id)}
        begins = bool(after) and not previous_no
        if not begins and (row.id != previous_no + 1 or row.previous_hash != previous):
            yield Finding(FindingCode.AUDIT_CHAIN_BROKEN, facts)
        if row.hash != hashlib.sha256(row.text).hexdigest().encode():
            yield Finding(FindingCode.AUDIT_CHANGED, facts)
        previous_no, previous, revision = row.id, row.hash, row.setup_revision
    if head is not None:
        expected = {"audit_entry_no": previous_no, "audit_hash": previous.decode(errors="replace")}
        yield from head_differs(head, expected | {"setup_revision": revision})
