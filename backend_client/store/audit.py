"""The audit trail: the only place that adds to it, each entry numbered and chained to the one before.

Audit entries are rare beside postings, so the end of the trail is read whenever one is added; the head follows them
by a trigger of the database. Whoever adds holds the lock on the ledgers' head (see head.py): two never follow the
same entry. An entry also says which revision the plant's setup had then: the last one says what the head must say.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from backend_client import limits
from backend_client.records.register import AuditEntry, LedgerHead
from backend_client.store.chain import AUDIT, audit_hash
from backend_client.store.rows import Row, new_row, table_of

HEAD = table_of(LedgerHead)
END = select(HEAD.c.audit_entry_no, HEAD.c.audit_hash, HEAD.c.setup_revision)


class By(NamedTuple):
    """Who did something to a database at hand, when (an aware moment), and at which terminal."""

    at: datetime
    person_no: str
    terminal_id: str


def note(
    connection: Connection,
    by: By,
    event: str,
    *,
    about: tuple[str, str],
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add one entry of what was done to the database as a whole; `about` names a table and a row."""
    table_name, row_key = about
    row = new_row(
        AuditEntry,
        at=by.at,
        person_no=by.person_no[: limits.CODE_LENGTH_MAX],
        terminal_id=by.terminal_id[:64],
        event=event,
        table_name=table_name,
        row_key=row_key,
        before=json.dumps(before, sort_keys=True) if before else "",
        after=json.dumps(after, sort_keys=True) if after else "",
    )
    write_audit(connection, [row])


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
